//! Counts of aligned chunks by their place in the word.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Chunk, NOTHING, Pair, Step, chunk};

/// Where in its word a chunk stands; a chunk that is none of these stands inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Place {
    Start,
    End,
    Alone,
    Inside,
}

/// All places.
pub(crate) const PLACES: [Place; 4] = [Place::Start, Place::End, Place::Alone, Place::Inside];

/// Counts of one model.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// How often a chunk was read for another, by place.
    pub(crate) pairs: FxHashMap<(Pair, Place), u32>,
    /// How often a chunk was printed, by place. Of nothing: the places between signs, and as [`Place::Alone`] the words.
    pub(crate) printed: FxHashMap<(Chunk, Place), u32>,
    /// In which documents a pair was seen.
    pub(crate) documents: FxHashMap<Pair, FxHashSet<usize>>,
}

impl Counts {
    /// A pair's count at all places.
    pub(crate) fn anywhere(&self) -> FxHashMap<Pair, u32> {
        let mut sums = FxHashMap::default();
        for (&(pair, _), &count) in &self.pairs {
            *sums.entry(pair).or_default() += count;
        }
        sums
    }

    /// How often chunks were printed anywhere.
    pub(crate) fn printed_anywhere(&self) -> FxHashMap<Chunk, u32> {
        let mut sums = FxHashMap::default();
        for (&(chunk, _), &count) in &self.printed {
            *sums.entry(chunk).or_default() += count;
        }
        sums
    }

    /// Adds another's.
    pub(crate) fn add(&mut self, other: &Self) {
        for (key, count) in &other.pairs {
            *self.pairs.entry(*key).or_default() += count;
        }
        for (key, count) in &other.printed {
            *self.printed.entry(*key).or_default() += count;
        }
        for (pair, documents) in &other.documents {
            self.documents.entry(*pair).or_default().extend(documents);
        }
    }

    /// Counts an aligned line of a document.
    pub(crate) fn line(&mut self, document: usize, printed: &[char], read: &[char], steps: &[Step]) {
        self.printed_line(printed);
        let (mut i, mut j) = (0, 0);
        let mut at = 0;
        while at < steps.len() {
            let stray = stray(&steps[at..], &printed[i..], read, j, i == 0 || printed[i - 1] == ' ');
            if let Some((taken, signs)) = stray {
                self.pair(document, (NOTHING, signs), Place::Alone);
                j += taken;
                at += taken;
                continue;
            }
            let step = steps[at];
            let pair = (chunk(printed, i, step.printed), chunk(read, j, step.read));
            let place = match step.printed {
                0 => between(printed, i),
                length => place(printed, i, usize::from(length)),
            };
            self.pair(document, pair, place);
            (i, j) = (i + usize::from(step.printed), j + usize::from(step.read));
            at += 1;
        }
    }

    fn pair(&mut self, document: usize, pair: Pair, place: Place) {
        *self.pairs.entry((pair, place)).or_default() += 1;
        if pair.0 != pair.1 {
            self.documents.entry(pair).or_default().insert(document);
        }
    }

    fn printed_line(&mut self, printed: &[char]) {
        for at in 0..printed.len() {
            for length in 1..=2usize.min(printed.len() - at) {
                let chunk = chunk(printed, at, length as u8);
                if length == 1 || !chunk.contains(&' ') {
                    *self.printed.entry((chunk, place(printed, at, length))).or_default() += 1;
                }
            }
        }
        for at in 0..=printed.len() {
            *self.printed.entry((NOTHING, between(printed, at))).or_default() += 1;
        }
        let words = printed.split(|&c| c == ' ').count() as u32;
        *self.printed.entry((NOTHING, Place::Alone)).or_default() += words;
    }
}

/// Signs that were read between words where nothing is printed: how many steps they take with their blanks, and the signs; of more than two signs nothing
/// is counted but that they are there.
fn stray(
    steps: &[Step],
    printed: &[char],
    read: &[char],
    from: usize,
    after_blank: bool,
) -> Option<(usize, Chunk)> {
    let taken = steps.iter().take_while(|step| step.printed == 0).count();
    let run = &read[from..from + taken];
    let at_blank = after_blank || printed.first().is_none_or(|&c| c == ' ');
    let signs: Vec<char> = run.iter().copied().filter(|&c| c != ' ').collect();
    let parted = run.len() > signs.len() || taken > 0 && (from == 0 || from + taken == read.len());
    match signs[..] {
        [one] if at_blank && parted => Some((taken, [one, '\0'])),
        [one, two] if at_blank && parted => Some((taken, [one, two])),
        _ => None,
    }
}

fn is_blank(text: &[char], at: Option<usize>) -> bool {
    at.and_then(|at| text.get(at)).is_none_or(|&c| c == ' ')
}

fn place(text: &[char], at: usize, length: usize) -> Place {
    match (is_blank(text, at.checked_sub(1)), is_blank(text, Some(at + length))) {
        (true, true) => Place::Alone,
        (true, false) => Place::Start,
        (false, true) => Place::End,
        (false, false) => Place::Inside,
    }
}

/// Place of the gap before the sign `at`.
fn between(text: &[char], at: usize) -> Place {
    match (is_blank(text, at.checked_sub(1)), is_blank(text, Some(at))) {
        (true, _) => Place::Start,
        (false, true) => Place::End,
        (false, false) => Place::Inside,
    }
}

#[cfg(test)]
mod tests {
    use super::super::align::{Costs, align};
    use super::*;

    fn counted(printed: &str, read: &str) -> Counts {
        let (printed, read): (Vec<char>, Vec<char>) = (printed.chars().collect(), read.chars().collect());
        let steps = align(&printed, &read, &Costs::default()).expect("the lines are near");
        let mut counts = Counts::default();
        counts.line(1, &printed, &read, &steps);
        counts
    }

    const fn one(c: char) -> Chunk {
        [c, '\0']
    }

    #[test]
    fn chunks_are_counted_where_they_stand() {
        let counts = counted("å är på öns", "4 ar pa éns");
        let of = |printed, read, place| counts.pairs.get(&((one(printed), one(read)), place)).copied();
        assert_eq!(of('å', '4', Place::Alone), Some(1));
        assert_eq!(of('ä', 'a', Place::Start), Some(1));
        assert_eq!(of('å', 'a', Place::End), Some(1));
        assert_eq!(of('ö', 'é', Place::Start), Some(1));
        assert_eq!(counts.printed[&(one('å'), Place::End)], 1);
        assert_eq!(counts.printed_anywhere()[&one('å')], 2);
    }

    #[test]
    fn stray_signs_are_no_split_words() {
        let counts = counted("är klart", "| är klart");
        assert_eq!(counts.pairs.get(&((NOTHING, one('|')), Place::Alone)), Some(&1));
        assert!(!counts.anywhere().contains_key(&(NOTHING, one(' '))));
        let counts = counted("klart", "kl art");
        assert_eq!(counts.pairs.get(&((NOTHING, one(' ')), Place::Inside)), Some(&1));
    }
}
