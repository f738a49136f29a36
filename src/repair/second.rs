//! A second model's reading of the same print beside the first one's: what both together make each candidate cost.

use smallvec::SmallVec;

use crate::dictionary::{Cost, token};

use super::candidates::{Candidate, Held};
use super::case::Shape;
use super::channel::{Channel, FOLLOWED, Pairs, Use, followed};
use super::walk::{UNKNOWN_EDIT, lower};

/// What the second reading weighs beside the first, as a fraction: both saw the same ink, and what blurred one blurred the other.
const WEIGHT: (Cost, Cost) = (1, 2);
/// Most that a reading can cost for being far from what the second model read: it may have read something else there.
const MOST: Cost = 16 * 16;
/// Cost of a letter that was read in the other case.
const OTHER_CASE: Cost = 8 * 16;
/// Letters whose capital is their small one, but higher.
const ALIKE_IN_BOTH_CASES: [char; 14] =
    ['C', 'O', 'S', 'U', 'V', 'W', 'X', 'c', 'o', 's', 'u', 'v', 'w', 'x'];
/// How much likelier the second reading must make a candidate than the first reading's own word to speak for it.
const CLEAR: Cost = 2 * 16;
/// A pair dearer than this in its document is a rare one.
const RARE: Cost = 5 * 16;

/// What was found of a word in one reading, and the channel of that reading.
#[derive(Clone, Copy)]
pub(crate) struct Read<'w, 'c> {
    /// The reading itself first.
    pub(crate) found: &'w [Candidate],
    pub(crate) channel: &'c Channel,
}

/// A candidate with what the channels make it cost.
pub(crate) struct Weighed<'w> {
    pub(crate) candidate: Held<'w>,
    pub(crate) cost: Cost,
    /// Whether it came about through damage that is rare in its document, in every reading.
    pub(crate) rare: bool,
}

/// The way from print to reading: what it costs, and whether rare damage is on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    cost: Cost,
    rare: bool,
}

impl Way {
    fn and(self, step: Cost) -> Self {
        Self { cost: self.cost + step, rare: self.rare || step > RARE }
    }
}

impl<'w> Read<'w, '_> {
    fn has(&self, text: &str) -> bool {
        self.found.iter().any(|candidate| candidate.text == text)
    }

    /// The way of a candidate of this reading.
    fn way(&self, candidate: &Candidate) -> Way {
        let start = Way { cost: self.channel.cost_of_keeping(candidate.kept), rare: false };
        let used = candidate.used.iter().map(|&used| self.channel.cost(used));
        used.chain((candidate.edits > 0).then_some(candidate.edits)).fold(start, Way::and)
    }

    /// The cheapest way from a printed word to this reading, whatever the search for candidates came to.
    fn way_of(&self, pairs: &Pairs, printed: &str) -> Way {
        let printed: Vec<char> = printed.chars().collect();
        let read: Vec<char> = self.found[0].text.chars().collect();
        let width = read.len() + 1;
        let mut ways: Vec<Option<Way>> = vec![None; (printed.len() + 1) * width];
        ways[0] = Some(Way { cost: 0, rare: false });
        for at in 0..ways.len() {
            let Some(here) = ways[at] else { continue };
            let (from, to) = (at / width, at % width);
            let (truth, rest) = (&printed[from..], &read[to..]);
            let mut step = |letters: usize, signs: usize, cost: Cost| {
                let place = &mut ways[(from + letters) * width + to + signs];
                let way = here.and(cost);
                *place = Some(place.map_or(way, |other| other.min(way)));
            };
            if let ([letter, ..], [sign, ..]) = (truth, rest) {
                if lower(*letter) == lower(*sign) {
                    let other_case = if letter == sign { 0 } else { OTHER_CASE };
                    step(1, 1, self.channel.cost_of_keeping(kept(*letter)) + other_case);
                }
                step(1, 1, UNKNOWN_EDIT);
            }
            let readings = rest.first().map_or(&[][..], |&sign| pairs.beginning_with(sign));
            for &index in readings.iter().chain(pairs.lost()) {
                let pair = pairs.get(index);
                if truth.starts_with(&pair.truth) && rest.starts_with(&pair.read) {
                    let position = pairs.position(to, to + pair.read.len(), read.len());
                    let cost = self.channel.cost(Use { pair: index, position });
                    step(pair.truth.len(), pair.read.len(), cost);
                }
            }
            if !truth.is_empty() {
                step(1, 0, UNKNOWN_EDIT);
            }
            if !rest.is_empty() {
                step(0, 1, UNKNOWN_EDIT);
            }
        }
        ways.last().copied().flatten().expect("single edits lead to the end")
    }
}

fn kept(letter: char) -> [u8; FOLLOWED.len()] {
    let mut kept = [0; FOLLOWED.len()];
    if let Some(index) = followed(letter) {
        kept[index] = 1;
    }
    kept
}

/// All candidates of a word, those of the first reading in their order before those that only the second led to.
pub(crate) fn weigh<'w>(
    pairs: &Pairs,
    first: Read<'w, '_>,
    second: Option<Read<'w, '_>>,
) -> SmallVec<[Weighed<'w>; 12]> {
    let alone = |candidate| {
        let Way { cost, rare } = first.way(candidate);
        Weighed { candidate: Held::Found(candidate), cost, rare }
    };
    let mut all: SmallVec<[Weighed<'w>; 12]> = first.found.iter().map(alone).collect();
    let Some(second) = second else { return all };
    let others = second.found.iter().filter(|other| !first.has(&other.text));
    // Of acronyms there are more than any lexicon has: neither reading is the likelier one.
    for candidate in others.filter(|_| first.found[0].shape != Shape::Upper) {
        let lower = token::lower(&candidate.text);
        let same = all.iter().find(|other| token::lower(&other.candidate.text) == lower);
        let letters = same.map_or(all.len() as u8, |same| same.candidate.letters);
        let Way { cost, rare } = first.way_of(pairs, &candidate.text);
        let candidate = Held::made(Candidate { letters, break_at: 0, ..candidate.clone() });
        all.push(Weighed { candidate, cost: cost.min(MOST), rare });
    }
    let ways: SmallVec<[Way; 12]> = all.iter().map(|one| second.way_of(pairs, &one.candidate.text)).collect();
    // The second model has a say on letters, and on their case none but of a first one that looks the same in both.
    let of_letters = |letters: u8| {
        let same = all.iter().zip(&ways).filter(|(one, _)| one.candidate.letters == letters);
        same.map(|(_, way)| *way).min().expect("a candidate has the letters")
    };
    let begins_alike = second.found[0].text.starts_with(ALIKE_IN_BOTH_CASES);
    let ways: SmallVec<[(Way, Way); 12]> =
        all.iter().zip(&ways).map(|(one, &own)| (of_letters(one.candidate.letters), own)).collect();
    for (one, &(way, own)) in all.iter_mut().zip(&ways) {
        one.cost += way.cost.min(MOST) * WEIGHT.0 / WEIGHT.1;
        if begins_alike {
            one.cost += (own.cost - way.cost).min(OTHER_CASE);
        }
        // The damage is rare where the second model does not clearly speak for a candidate, too; a word in small letters that it read
        // as it stands in the lexicon is no name whose letters nobody can know.
        let candidate = &*one.candidate;
        let read_so = candidate.text == second.found[0].text
            && candidate.shape == Shape::Lower
            && candidate.entry.is_some_and(|entry| !entry.is_uncounted());
        let case_read_so = begins_alike && one.candidate.letters == 0 && own.cost + CLEAR <= ways[0].1.cost;
        one.rare &= !read_so && !case_read_so && (way.rare || way.cost + CLEAR > ways[0].0.cost);
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::layout;
    use crate::page::{Document, Format, Line, Page, Reading, Word};
    use crate::repair::Repairer;

    /// Repairs words of which some have another model's reading beside them.
    fn repaired(words: &[(&str, &str)]) -> String {
        let word = |&(text, other): &(&str, &str)| {
            let other = Reading { text: other.to_owned(), confidence: 0.9, language: "eng".to_owned() };
            let alternatives = if other.text.is_empty() { Vec::new() } else { vec![other] };
            Word { text: text.to_owned(), gap: 1, alternatives, ..Word::default() }
        };
        let line = Line { words: words.iter().map(word).collect(), bbox: None };
        let page = Page { number: 1, lines: vec![line], ..Page::default() };
        let document = Document { format: Format::Image, pages: vec![page], ocr: None };
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let (layout, _) = layout::arrange(document);
        Repairer::new(&dictionary).repair(&layout).text.into_string().trim().to_owned()
    }

    const BEFORE: [(&str, &str); 4] =
        [("Nämnden", "Namnden"), ("beslutar", ""), ("föreslå", "foresla"), ("att", "")];

    #[test]
    fn the_second_reading_speaks_for_a_word_that_the_first_one_lost() {
        let with = |word| repaired(&[&BEFORE[..], &[word, ("på", "pa"), ("beslutet", "")]].concat());
        assert_eq!(with(("tilampas", "tillampas")), "Nämnden beslutar föreslå att tillämpas på beslutet");
        assert_eq!(with(("stambyteni", "stambyten")), "Nämnden beslutar föreslå att stambyten på beslutet");
    }

    #[test]
    fn the_second_model_has_no_say_on_letters_that_it_cannot_read() {
        let pairs = [("är", "ar"), ("därför", "darfor"), ("må", "ma"), ("ändå", "anda"), ("här", "har")];
        let text = repaired(&[&BEFORE[..], &pairs, &[("Sune", ""), ("Wallgärd", "Wallgard")]].concat());
        assert_eq!(text, "Nämnden beslutar föreslå att är därför må ändå här Sune Wallgärd");
    }

    #[test]
    fn the_second_model_tells_a_capital_that_looks_like_its_small_letter() {
        let begin = [("Nämnden", "Namnden"), ("beslutar.", "")];
        let with = |words: &[(&str, &str)]| repaired(&[&begin[..], words].concat());
        assert_eq!(with(&[("val", "Val"), ("av", ""), ("ledamot", "")]), "Nämnden beslutar. Val av ledamot");
        let within = [("Frågan", ""), ("om", ""), ("val", "Val"), ("av", ""), ("ledamot", "")];
        assert_eq!(with(&within), "Nämnden beslutar. Frågan om val av ledamot");
    }

    #[test]
    fn a_second_reading_that_is_no_word_changes_nothing() {
        let text = repaired(&[&BEFORE[..], &[("bordlägga", "bordliigga"), ("ärendet", "#rendet")]].concat());
        assert_eq!(text, "Nämnden beslutar föreslå att bordlägga ärendet");
    }
}
