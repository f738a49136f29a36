//! The stop at a word's end, where the readings of two models differ or what comes behind does not fit it: which one print had there.
//!
//! Bayes over the five ways in which a word ends: how often each is printed before what stands behind the word, and how often each model reads it as
//! what it read, by the table of confusions.

use crate::dictionary::{Dictionary, Model};
use crate::layout::{LaidLine, LaidPage, Layout};
use crate::page::Word;

use super::assemble::{Outcome, Outcomes};
use super::channel::MOSTLY_KEPT;
use super::guard;
use super::signs::outcome;
use super::specks;
use super::text::{Grade, RepairKind};
use super::units::Place;

/// The ways in which a word ends; the last is too seldom printed to be put where it was not read.
const STOPS: [&str; 5] = ["", ".", ",", ":", ";"];
const GOALS: usize = 4;
/// Index of no stop.
const NONE: usize = 0;

/// What stands behind a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Follower {
    /// Nothing more in its paragraph.
    Nothing,
    /// A capital on the next line.
    CapitalBelow,
    /// A capital on its own line.
    CapitalBeside,
    SmallLetter,
    Figure,
    Other,
}

const FOLLOWERS: usize = 6;

/// How often each stop stands before each of [`Follower`] among 65,000 words of three letters or more in the true text of the fixtures and other protocols
/// (2026-11-30), a row for each of [`STOPS`]. Where none was counted one half stands.
const COUNTS: [[f64; FOLLOWERS]; STOPS.len()] = [
    [1781.0, 3217.0, 9134.0, 37168.0, 3504.0, 2700.0],
    [2160.0, 789.0, 1060.0, 48.0, 267.0, 61.0],
    [2.0, 10.0, 507.0, 1347.0, 110.0, 100.0],
    [85.0, 126.0, 494.0, 46.0, 200.0, 56.0],
    [0.5, 0.5, 1.0, 8.0, 0.5, 0.5],
];
/// Probability of a reading that the table does not have.
const UNSEEN: f64 = 1e-4;
/// Probability that a speck behind a word is read as a sign by the second model, too, where the first one read it so.
const SAME_SPECK: f64 = 0.1;
/// Probability from which another stop than the one read is held to be print's.
const MADE: f64 = 0.9;
/// Letters of a word whose stop is looked at: shorter ones are abbreviations and numbers of lists.
const FEWEST_LETTERS: usize = 3;
/// The same where the stop would go: many a shorter word with a full stop is an abbreviation.
const FEWEST_TO_LOSE: usize = 6;

/// The index of a word's ending among [`STOPS`]; `None` of several signs.
fn index_of(ending: &str) -> Option<usize> {
    STOPS.iter().position(|stop| *stop == ending)
}

/// How often each model reads each stop as each, rows by print.
#[derive(Debug)]
pub(super) struct Stops {
    english: [[f64; STOPS.len()]; STOPS.len()],
    swedish: [[f64; STOPS.len()]; STOPS.len()],
}

impl Stops {
    /// What the table of a dictionary says.
    pub(super) fn of(dictionary: &Dictionary) -> Self {
        let unseen = [[UNSEEN; STOPS.len()]; STOPS.len()];
        let mut stops = Self { english: unseen, swedish: unseen };
        for row in dictionary.confusions() {
            let (Some(truth), Some(read)) = (index_of(&row.truth), index_of(&row.read)) else { continue };
            let rates = match row.model {
                Model::English => &mut stops.english,
                Model::Swedish => &mut stops.swedish,
            };
            rates[truth][read] = rates[truth][read].max(f64::from(row.rate));
        }
        for rates in [&mut stops.english, &mut stops.swedish] {
            for (truth, row) in rates.iter_mut().enumerate() {
                row[truth] = 0.0;
                row[truth] = 1.0 - row.iter().sum::<f64>();
            }
        }
        stops
    }

    fn rate(&self, model: Model, truth: usize, read: usize) -> f64 {
        match model {
            Model::English => self.english[truth][read],
            Model::Swedish => self.swedish[truth][read],
        }
    }

    /// Puts the stops right of a document of which the leading model lost the share `loss` of å ä ö, whatever else was found of its words.
    pub(super) fn mend(&self, layout: &Layout, loss: f64, outcomes: &mut Outcomes) {
        let lead = if loss > MOSTLY_KEPT { Model::English } else { Model::Swedish };
        for (page_index, page) in layout.pages.iter().enumerate() {
            for (line_index, line) in page.lines.iter().enumerate() {
                for (word_index, word) in line.words.iter().enumerate() {
                    let place = Place { page: page_index, line: line_index, word: word_index };
                    let Some(read) = Read::of(word, lead) else { continue };
                    let follower = follower(page, place);
                    // A word with a capital goes on with a name, whatever stop seems to part them.
                    let named =
                        follower == Follower::CapitalBeside && word.text.starts_with(char::is_uppercase);
                    if let Some(stop) = self.stop(&read, follower).filter(|_| !named) {
                        put(outcomes, place, &word.text, read.ending, stop);
                    }
                }
            }
        }
    }

    /// The stop that print had, where it is another one than was read, and how sure that is.
    fn stop(&self, read: &Read<'_>, follower: Follower) -> Option<(&'static str, f64)> {
        let specked = read.readings.iter().all(|reading| reading.is_none_or(|(_, sign)| sign != NONE));
        let weight = |truth: usize| {
            let rates = read.readings.iter().flatten().map(|&(model, sign)| self.rate(model, truth, sign));
            let rates: f64 = if truth == NONE && specked {
                rates.reduce(f64::max).unwrap_or(1.0) * SAME_SPECK
            } else {
                rates.product()
            };
            COUNTS[truth][follower as usize] * rates
        };
        let weights: [f64; STOPS.len()] = std::array::from_fn(weight);
        let best = (0..GOALS).max_by(|&a, &b| weights[a].total_cmp(&weights[b]))?;
        let sure = weights[best] / weights.iter().sum::<f64>();
        let shortened = best == NONE && read.letters < FEWEST_TO_LOSE;
        (STOPS[best] != read.ending && sure >= MADE && !shortened).then_some((STOPS[best], sure))
    }
}

/// How a word's end was read.
struct Read<'w> {
    /// What the leading model read behind the letters.
    ending: &'w str,
    /// Letters before it.
    letters: usize,
    /// Each model and the stop that it read; none where it read several signs, of which all but one are specks.
    readings: [Option<(Model, usize)>; 2],
}

impl<'w> Read<'w> {
    /// `None` where nothing makes the word's stop doubtful.
    fn of(word: &'w Word, lead: Model) -> Option<Self> {
        let (core, ending) = parted(&word.text);
        let other = word.alternatives.iter().find(|reading| !reading.language.is_empty());
        let others = other.map(|reading| parted(&reading.text).1);
        let odd = others.map_or(ending == ";", |others| others != ending);
        let letters = core.chars().filter(|c| c.is_alphabetic()).count();
        let word = letters >= FEWEST_LETTERS
            && core.contains(char::is_lowercase)
            && core.ends_with(char::is_alphabetic)
            && !guard::is_abbreviation(core, ".");
        if !odd || !word && !is_year(core) {
            return None;
        }
        let second = if lead == Model::Swedish { Model::English } else { Model::Swedish };
        let readings =
            [index_of(ending).map(|sign| (lead, sign)), others.and_then(index_of).map(|sign| (second, sign))];
        readings.iter().any(Option::is_some).then_some(Self { ending, letters, readings })
    }
}

/// A year ends sentences as words do; of other numbers the stop may be a part.
fn is_year(core: &str) -> bool {
    core.len() == 4 && core.starts_with(['1', '2']) && core.bytes().all(|digit| digit.is_ascii_digit())
}

/// A word's letters, and the stops behind them.
fn parted(text: &str) -> (&str, &str) {
    text.split_at(text.trim_end_matches(specks::STOPS).len())
}

fn follower(page: &LaidPage, place: Place) -> Follower {
    let line = &page.lines[place.line];
    let beside = line.words.get(place.word + 1);
    let below = &page.lines[place.line + 1..];
    let begins = |line: &LaidLine| line.words.first().and_then(|word| word.text.chars().next());
    let first = match beside {
        Some(word) => word.text.chars().next(),
        // Some texts have a blank line below every line: what goes on in small letters is no new paragraph.
        None => {
            let anew = || below.iter().find_map(begins).filter(|c| c.is_lowercase());
            below.first().and_then(begins).or_else(anew)
        }
    };
    match first {
        None => Follower::Nothing,
        Some(c) if c.is_uppercase() && beside.is_some() => Follower::CapitalBeside,
        Some(c) if c.is_uppercase() => Follower::CapitalBelow,
        Some(c) if c.is_lowercase() => Follower::SmallLetter,
        Some(c) if c.is_ascii_digit() => Follower::Figure,
        Some(_) => Follower::Other,
    }
}

/// Puts a stop in the place of what was read behind a word's letters. What is left open of the word stays so.
fn put(outcomes: &mut Outcomes, place: Place, read: &str, ending: &str, (stop, sure): (&str, f64)) {
    let found: Option<&Outcome> = outcomes.get(&place);
    let open = |found: &Outcome| found.change.as_ref().is_some_and(|change| change.grade == Grade::Doubtful);
    let text = found.and_then(|found| found.text.as_deref()).unwrap_or(read);
    let Some(letters) = text.strip_suffix(ending).filter(|_| !found.is_some_and(open)) else { return };
    let bare = outcome(&format!("{letters}{stop}"), sure, RepairKind::Sign);
    let joined = specks::joined(outcomes.remove(&place), bare);
    outcomes.insert(place, joined);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;
    use crate::page::{Document, Format, Line, Page, Reading};

    /// Mends lines of words, each with what a second model read where that is another thing; an empty line parts paragraphs.
    fn mended(lines: &[&[(&str, &str)]]) -> String {
        let word = |&(text, other): &(&str, &str)| {
            let other = Reading { text: other.to_owned(), confidence: 0.9, language: "eng".to_owned() };
            let alternatives = if other.text.is_empty() { Vec::new() } else { vec![other] };
            Word { text: text.to_owned(), gap: 1, alternatives, ..Word::default() }
        };
        let line = |words: &&[(&str, &str)]| Line { words: words.iter().map(word).collect(), bbox: None };
        let page = Page { number: 1, lines: lines.iter().map(line).collect(), ..Page::default() };
        let (layout, _) = layout::arrange(Document { format: Format::Image, pages: vec![page], ocr: None });
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let mut outcomes = Outcomes::default();
        Stops::of(&dictionary).mend(&layout, 0.0, &mut outcomes);
        crate::repair::assemble::write(&layout, &outcomes).text.into_string().trim().to_owned()
    }

    #[test]
    fn the_second_model_tells_a_full_stop() {
        assert_eq!(mended(&[&[("ser", ""), ("ut:", "ut."), ("Den", "")]]), "ser ut: Den");
        assert_eq!(mended(&[&[("antecknas:", "antecknas.")]]), "antecknas.");
        assert_eq!(
            mended(&[&[("nämndens", "namndens"), ("hemställan,", "hemstallan.")]]),
            "nämndens hemställan."
        );
        assert_eq!(mended(&[&[("april", ""), ("2024,", "2024.")]]), "april 2024.");
        assert_eq!(mended(&[&[("ärendet.", "arendet"), ("bordlägges", "")]]), "ärendet bordlägges");
        assert_eq!(mended(&[&[("Lidén;", "Lidén,"), ("folkskolläraren", "")]]), "Lidén, folkskolläraren");
    }

    #[test]
    fn a_paragraph_does_not_end_with_a_semicolon() {
        let paragraph: [&[(&str, &str)]; 3] =
            [&[("till", ""), ("handlingarna;", "")], &[], &[("Beslut", "")]];
        assert!(mended(&paragraph).starts_with("till handlingarna.\n"));
        assert_eq!(mended(&[&[("buller;", ""), ("damm", "")]]), "buller; damm");
        let torn: [&[(&str, &str)]; 3] = [&[("hur", ""), ("den", ""), ("kan;", "")], &[], &[("införas", "")]];
        assert!(mended(&torn).starts_with("hur den kan;\n"));
    }

    #[test]
    fn what_neither_reading_makes_likely_stays() {
        for line in [
            [("Bertil:", "Bertil."), ("Ek", "")],
            [("förhinder:", "forhinder;"), ("lantbrukaren", "")],
            [("ang.", "ang"), ("taxan", "")],
            [("LINGS", "LINGS."), ("", "")],
        ] {
            let text = line.map(|(text, _)| text).join(" ");
            assert_eq!(mended(&[&line]), text.trim(), "{line:?}");
        }
    }
}
