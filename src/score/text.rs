//! Repaired text against true text.

use super::Share;
use super::align::{Step, Vocabulary, align};
use super::calibration::{Claim, Said, Words as Places, is_right};
use super::fold;
use super::kinds::{Around, Fate};
use super::sections;
use super::similarity::{char_distance, word_distance};
use rustc_hash::FxHashSet;
use std::ops::{AddAssign, Range};

/// How far a text is from the true one; characters and words to change, of those that are true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distance {
    /// Characters: the character error rate (CER). White space is folded, upper and lower case and punctuation are kept.
    pub characters: Share,
    /// Words: the word error rate (WER).
    pub words: Share,
}

impl AddAssign for Distance {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.words += other.words;
    }
}

/// What repair did to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repairs {
    /// Of the words wrong before, those right after.
    pub mended: Share,
    /// Of the words right before, those wrong after.
    pub broken: Share,
}

impl AddAssign for Repairs {
    fn add_assign(&mut self, other: Self) {
        self.mended += other.mended;
        self.broken += other.broken;
    }
}

/// The order-free measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderFree {
    /// Of the words of the OCR text, those that are not among the true words.
    pub before: Share,
    /// Of the words of the repaired text, those that are not among the true words.
    pub after: Share,
    /// What repair did.
    pub repairs: Repairs,
}

impl AddAssign for OrderFree {
    fn add_assign(&mut self, other: Self) {
        self.before += other.before;
        self.after += other.after;
        self.repairs += other.repairs;
    }
}

/// The measures of one document, or their sums over several (micro-average).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// The OCR text; zero where none was given.
    pub before: Distance,
    /// The repaired text.
    pub after: Distance,
    /// What repair did to the true words, by alignment; zero where no OCR text was given.
    pub aligned: Repairs,
    /// Of the true words with å, ä or ö, those that the OCR text has right.
    pub swedish_before: Share,
    /// Of the true words with å, ä or ö, those that the repaired text has right.
    pub swedish_after: Share,
    /// Of the true §, those that the OCR text has with their numbers.
    pub sections_before: Share,
    /// Of the true §, those that the repaired text has with their numbers.
    pub sections_after: Share,
    /// The order-free measure; zero where no OCR text was given, but for `after`.
    pub order_free: OrderFree,
}

impl Score {
    /// Share of the character errors that repair took away; negative where it made more. `None` where there were none.
    #[must_use]
    pub fn cut(&self) -> Option<f64> {
        let (before, after) = (self.before.characters.part, self.after.characters.part);
        (before > 0).then(|| 1.0 - after as f64 / before as f64)
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.before += other.before;
        self.after += other.after;
        self.aligned += other.aligned;
        self.swedish_before += other.swedish_before;
        self.swedish_after += other.swedish_after;
        self.sections_before += other.sections_before;
        self.sections_after += other.sections_after;
        self.order_free += other.order_free;
    }
}

/// What is wrong with a word of the repaired text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// It was right and repair made it wrong.
    Broken,
    /// It was wrong and is wrong.
    Left,
}

/// A wrong word of the repaired text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// What is wrong.
    pub fault: Fault,
    /// What the OCR has; `None` where no OCR text was given, empty where it has nothing there.
    pub ocr: Option<String>,
    /// What the repaired text has; empty where it has nothing there.
    pub got: String,
    /// The true word; empty where none is known to belong here.
    pub gold: String,
    /// The words around it: of the true text by alignment, of the repaired one in the order-free measure.
    pub context: String,
}

/// One document's texts.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'t> {
    /// The true text.
    pub gold: &'t str,
    /// The repaired text.
    pub got: &'t str,
    /// What the OCR read, where it is known.
    pub ocr: Option<&'t str>,
}

/// Cuts the true text (and the others) to their first pages: to `pages` where it is given, else to as many as the repaired text
/// has, where that has several. Pages are parted by form feeds.
#[must_use]
pub fn cut_pages<'t>(texts: Texts<'t>, pages: Option<usize>) -> Texts<'t> {
    let got = page_count(texts.got);
    let keep = pages.unwrap_or(if got > 1 { got } else { usize::MAX });
    Texts {
        gold: first_pages(texts.gold, keep),
        got: first_pages(texts.got, keep),
        ocr: texts.ocr.map(|text| first_pages(text, keep)),
    }
}

/// How many pages a text has, parted by form feeds.
#[must_use]
pub fn page_count(text: &str) -> usize {
    text.trim_end().matches('\u{c}').count() + 1
}

fn first_pages(text: &str, pages: usize) -> &str {
    let end = text.match_indices('\u{c}').nth(pages.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// One document measured.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// The measures.
    pub score: Score,
    /// Its wrong words in order of place: by alignment, or, where less than half of the true words are met (another reading order), by the
    /// order-free measure.
    pub mismatches: Vec<Mismatch>,
    /// The true words that were wrong before or after; empty without OCR text, and in another reading order.
    pub fates: Vec<Fate>,
    /// For each word of the repaired text the true one; empty in another reading order.
    pub truths: Vec<Option<String>>,
}

/// Measures one document. `claims` are the confidences of its repair, where they are known.
#[must_use]
pub fn measure(texts: Texts, claims: &[Claim]) -> Measured {
    let gold = fold::words(texts.gold);
    let got = fold::words(texts.got);
    let ocr = texts.ocr.map(fold::words);
    let mut vocabulary = Vocabulary::default();
    let words = Words {
        gold: vocabulary.number_all(&gold),
        got: vocabulary.number_all(&got),
        ocr: ocr.as_deref().map(|words| vocabulary.number_all(words)),
    };
    let got_of_gold = align(&words.gold, &words.got, &vocabulary);
    let ocr_of_gold = words.ocr.as_deref().map(|ocr| align(&words.gold, ocr, &vocabulary));
    let mut score = Score { after: distance(&gold, &got, &words.gold, &words.got), ..Score::default() };
    score.sections_after = sections::right(texts.gold, texts.got);
    score.sections_before = texts.ocr.map(|ocr| sections::right(texts.gold, ocr)).unwrap_or_default();
    if let (Some(text), Some(numbers)) = (&ocr, &words.ocr) {
        score.before = distance(&gold, text, &words.gold, numbers);
    }
    let mismatches = aligned(&words, &got_of_gold, ocr_of_gold.as_deref(), &vocabulary, &mut score);
    let free = order_free(&words, &vocabulary, &mut score.order_free);
    if mismatches.len() * 2 > gold.len() {
        return Measured { score, mismatches: free, ..Measured::default() };
    }
    let truths = truths(&words, &got_of_gold, &vocabulary);
    let fates = ocr_of_gold.map_or_else(Vec::new, |ocr_of_gold| {
        let told = told(texts.got, claims, &truths);
        fates(&words, &got_of_gold, &ocr_of_gold, &vocabulary, &told)
    });
    Measured { score, mismatches, fates, truths }
}

/// For each word of the repaired text the true one.
fn truths(words: &Words, got_of_gold: &[Step], vocabulary: &Vocabulary) -> Vec<Option<String>> {
    let mut truths = vec![None; words.got.len()];
    for step in got_of_gold {
        if let Step::Pair(gold, got) = *step {
            truths[got] = Some(vocabulary.word(words.gold[gold]).to_owned());
        }
    }
    truths
}

/// The words of the repaired text of which a doubtful correction has the true reading.
fn told(got: &str, claims: &[Claim], truths: &[Option<String>]) -> FxHashSet<usize> {
    let places = Places::of(got);
    let doubtful = claims.iter().filter(|claim| claim.said == Said::Doubtful);
    let ranges = doubtful.map(|claim| (claim, places.touched(&claim.bytes)));
    let right = ranges
        .filter(|(claim, range)| truths.get(range.clone()).is_some_and(|truths| is_right(claim, truths)));
    right.flat_map(|(_, range)| range).collect()
}

/// What became of the true words that were wrong before or after; `told` are the words of which a doubtful correction is right.
fn fates(
    words: &Words,
    got_of_gold: &[Step],
    ocr_of_gold: &[Step],
    vocabulary: &Vocabulary,
    told: &FxHashSet<usize>,
) -> Vec<Fate> {
    let ocr_words = words.ocr.as_deref().unwrap_or_default();
    let got = places(got_of_gold, words.gold.len());
    let ocr = places(ocr_of_gold, words.gold.len());
    let met: FxHashSet<usize> = ocr.iter().flatten().copied().collect();
    let own = |number: Option<&u32>| number.map_or("", |&number| vocabulary.word(number)).to_owned();
    let read = |at: Option<&Option<usize>>| own(at.copied().flatten().and_then(|at| ocr_words.get(at)));
    let mut fates = Vec::new();
    for (at, gold) in words.gold.iter().enumerate() {
        let (ocr_at, got_at) = (ocr[at], got[at]);
        let (ocr_word, got_word) = (ocr_at.map(|at| &ocr_words[at]), got_at.map(|at| &words.got[at]));
        if ocr_word == Some(gold) && got_word == Some(gold) {
            continue;
        }
        let before = at.checked_sub(1);
        let rest = ocr_at.map(|at| at + 1).filter(|at| !met.contains(at));
        fates.push(Fate {
            gold: vocabulary.word(*gold).to_owned(),
            ocr: own(ocr_word),
            got: own(got_word),
            around: Around {
                gold_before: own(before.and_then(|at| words.gold.get(at))),
                gold_after: own(words.gold.get(at + 1)),
                ocr_before: read(before.and_then(|at| ocr.get(at))),
                ocr_after: read(ocr.get(at + 1)),
                ocr_rest: own(rest.and_then(|at| ocr_words.get(at))),
            },
            told: got_at.is_some_and(|at| told.contains(&at)),
        });
    }
    fates
}

/// For each true word the place of the word that stands for it.
fn places(steps: &[Step], length: usize) -> Vec<Option<usize>> {
    let mut found = vec![None; length];
    for step in steps {
        if let Step::Pair(at, counterpart) = *step {
            found[at] = Some(counterpart);
        }
    }
    found
}

struct Words {
    gold: Vec<u32>,
    got: Vec<u32>,
    ocr: Option<Vec<u32>>,
}

fn distance(gold: &[String], other: &[String], gold_numbers: &[u32], numbers: &[u32]) -> Distance {
    let text = gold.join(" ");
    let part = char_distance(&text, &other.join(" "));
    Distance {
        characters: Share { part, whole: text.chars().count() },
        words: Share { part: word_distance(gold_numbers, numbers), whole: gold.len() },
    }
}

/// For each true word the word that stands for it.
fn counterparts(steps: &[Step], other: &[u32], length: usize) -> Vec<Option<u32>> {
    places(steps, length).into_iter().map(|place| place.map(|at| other[at])).collect()
}

fn aligned(
    words: &Words,
    got_of_gold: &[Step],
    ocr_of_gold: Option<&[Step]>,
    vocabulary: &Vocabulary,
    score: &mut Score,
) -> Vec<Mismatch> {
    let got = counterparts(got_of_gold, &words.got, words.gold.len());
    let ocr = ocr_of_gold.zip(words.ocr.as_deref());
    let ocr = ocr.map(|(steps, ocr)| counterparts(steps, ocr, words.gold.len()));
    let mut mismatches = Vec::new();
    for (at, &gold) in words.gold.iter().enumerate() {
        let right_after = got[at] == Some(gold);
        let right_before = ocr.as_ref().map(|ocr| ocr[at] == Some(gold));
        if let Some(right_before) = right_before {
            count(&mut score.aligned, right_before, right_after);
        }
        let one = |right: bool| Share { part: usize::from(right), whole: 1 };
        if vocabulary.word(gold).contains(['å', 'ä', 'ö', 'Å', 'Ä', 'Ö']) {
            score.swedish_after += one(right_after);
            score.swedish_before += right_before.map(one).unwrap_or_default();
        }
        if !right_after {
            let text = |number: Option<u32>| number.map_or("", |number| vocabulary.word(number)).to_owned();
            mismatches.push(Mismatch {
                fault: if right_before == Some(true) { Fault::Broken } else { Fault::Left },
                ocr: ocr.as_ref().map(|ocr| text(ocr[at])),
                got: text(got[at]),
                gold: vocabulary.word(gold).to_owned(),
                context: context(&words.gold, at, vocabulary),
            });
        }
    }
    mismatches
}

fn count(repairs: &mut Repairs, right_before: bool, right_after: bool) {
    if right_before {
        repairs.broken += Share { part: usize::from(!right_after), whole: 1 };
    } else {
        repairs.mended += Share { part: usize::from(right_after), whole: 1 };
    }
}

fn context(words: &[u32], at: usize, vocabulary: &Vocabulary) -> String {
    let range = at.saturating_sub(3)..(at + 4).min(words.len());
    range.map(|index| vocabulary.word(words[index])).collect::<Vec<_>>().join(" ")
}

fn order_free(words: &Words, vocabulary: &Vocabulary, score: &mut OrderFree) -> Vec<Mismatch> {
    let truth: FxHashSet<u32> = words.gold.iter().copied().collect();
    let wrong = |word: &u32| !truth.contains(word);
    let wrong_among =
        |words: &[u32]| Share { part: words.iter().filter(|w| wrong(w)).count(), whole: words.len() };
    score.after = wrong_among(&words.got);
    let Some(ocr) = &words.ocr else {
        return Vec::new();
    };
    score.before = wrong_among(ocr);
    let mut mismatches = Vec::new();
    for change in changes(&align(ocr, &words.got, vocabulary), ocr, &words.got) {
        let (before, after) = (&ocr[change.0.clone()], &words.got[change.1.clone()]);
        let (wrong_before, wrong_after) = (wrong_among(before), wrong_among(after));
        let left = wrong_before.part.min(wrong_after.part);
        score.repairs.mended += Share { part: wrong_before.part - left, whole: wrong_before.part };
        score.repairs.broken +=
            Share { part: wrong_after.part - left, whole: before.len() - wrong_before.part };
        if wrong_after.part > 0 {
            let text =
                |words: &[u32]| words.iter().map(|&w| vocabulary.word(w)).collect::<Vec<_>>().join(" ");
            mismatches.push(Mismatch {
                fault: if wrong_after.part > wrong_before.part { Fault::Broken } else { Fault::Left },
                ocr: Some(text(before)),
                got: text(after),
                gold: String::new(),
                context: context(&words.got, change.1.start, vocabulary),
            });
        }
    }
    mismatches
}

/// What stands for what: pairs of words, and where words were joined or split the whole run of changed ones together.
fn changes(steps: &[Step], a: &[u32], b: &[u32]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found = Vec::new();
    let equal = |step: &Step| matches!(*step, Step::Pair(i, j) if a[i] == b[j]);
    let (mut i, mut j) = (0, 0);
    for run in steps.chunk_by(|x, y| !equal(x) && !equal(y)) {
        let pairs = run.iter().filter(|step| matches!(step, Step::Pair(..))).count();
        let lefts = run.iter().filter(|step| matches!(step, Step::Left(_))).count();
        let (di, dj) = (pairs + lefts, run.len() - lefts);
        if pairs == run.len() {
            found.extend((0..pairs).map(|k| (i + k..i + k + 1, j + k..j + k + 1)));
        } else {
            found.push((i..i + di, j..j + dj));
        }
        (i, j) = (i + di, j + dj);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::kinds::Damage;
    use super::*;

    fn measured(gold: &str, ocr: &str, got: &str) -> Measured {
        measure(Texts { gold, got, ocr: Some(ocr) }, &[])
    }

    fn score(gold: &str, ocr: &str, got: &str) -> (Score, Vec<Mismatch>) {
        let measured = measured(gold, ocr, got);
        (measured.score, measured.mismatches)
    }

    fn share(part: usize, whole: usize) -> Share {
        Share { part, whole }
    }

    #[test]
    fn counts_what_was_mended_and_broken() {
        let (score, mismatches) =
            score("nämnden är på väg i dag", "namnden ar pa vag i dag", "nämnden är på vag i dagg");
        assert_eq!(score.before.words, share(4, 6));
        assert_eq!(score.after.words, share(2, 6));
        assert_eq!(score.before.characters, share(4, 23));
        assert_eq!(score.cut(), Some(0.5));
        assert_eq!(score.aligned.mended, share(3, 4));
        assert_eq!(score.aligned.broken, share(1, 2));
        assert_eq!(score.swedish_before, share(0, 4));
        assert_eq!(score.swedish_after, share(3, 4));
        assert_eq!(mismatches.len(), 2);
        assert_eq!((mismatches[0].fault, mismatches[0].gold.as_str()), (Fault::Left, "väg"));
        assert_eq!((mismatches[1].fault, mismatches[1].got.as_str()), (Fault::Broken, "dagg"));
    }

    #[test]
    fn order_does_not_matter_to_the_order_free_measure() {
        let (score, _) =
            score("ett två tre fyra fem sex", "fyra fern sex ett tva tre", "fyra fem sex ett två tro");
        assert_eq!(score.order_free.before, share(2, 6));
        assert_eq!(score.order_free.after, share(1, 6));
        assert_eq!(score.order_free.repairs.mended, share(2, 2));
        assert_eq!(score.order_free.repairs.broken, share(1, 4));
    }

    #[test]
    fn a_join_mends_both_parts() {
        let (score, _) =
            score("den kommunala skolan är", "den kommu nala skolan är", "den kommunala skolan är");
        assert_eq!(score.order_free.repairs.mended, share(2, 2));
        assert_eq!(score.order_free.repairs.broken, share(0, 3));
    }

    #[test]
    fn fates_tell_what_was_read_around() {
        let fates = measured(
            "han ser kommunala skolan i dag",
            "han ser kommu nala skolan idag",
            "han ser kommunala skolan i dag",
        )
        .fates;
        let shown: Vec<(&str, &str)> = fates.iter().map(|f| (f.gold.as_str(), f.ocr.as_str())).collect();
        assert_eq!(shown[0].0, "kommunala");
        assert_eq!(fates[0].damage(), Damage::Split);
        assert!(fates[1..].iter().all(|fate| fate.damage() == Damage::Joined), "{fates:?}");
    }

    #[test]
    fn a_doubtful_correction_tells_what_was_left() {
        let claim = Claim { bytes: 4..6, said: Said::Doubtful, confidence: 0.6, reading: "är".to_owned() };
        let texts = Texts { gold: "han är på väg", got: "han ar på väg", ocr: Some("han ar på väg") };
        let measured = measure(texts, &[claim]);
        assert!(measured.fates[0].told);
        assert_eq!(measured.truths[1].as_deref(), Some("är"));
    }

    #[test]
    fn pages_are_cut_to_those_that_were_read() {
        let texts = Texts { gold: "a\u{c}b\u{c}c\n", got: "a\n\u{c}b\n\u{c}", ocr: None };
        assert_eq!(cut_pages(texts, None).gold, "a\u{c}b");
        assert_eq!(cut_pages(texts, Some(1)).got, "a\n");
        assert_eq!(cut_pages(Texts { got: "a b", ..texts }, None).gold, texts.gold);
    }
}
