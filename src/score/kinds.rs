//! Which kinds of errors a text had, and what became of each.
//!
//! Every wrong word is counted twice: by its damage (what was done to its signs) and by what kind of word it is.

use super::fold;
use super::similarity::similarity;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// What was done to the signs of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Damage {
    /// Nothing was read where it stands.
    Lost,
    /// It was read as one word with its neighbour.
    Joined,
    /// It was read as several words.
    Split,
    /// A §, %, @, list mark or dash was read as something else.
    Sign,
    /// A digit of a number was misread.
    Digit,
    /// Only upper and lower case differ.
    Case,
    /// Only signs before or after it differ: full stop, quotation mark, bracket.
    Punctuation,
    /// I, l, 1, | and their like were read for each other.
    Upright,
    /// Only one or several å were misread.
    LostRing,
    /// Only one or several ä were misread.
    LostDotsOfA,
    /// Only one or several ö were misread.
    LostDotsOfO,
    /// Several different ones of å ä ö were misread, and nothing else.
    SeveralSwedish,
    /// Other letters were misread.
    Letters,
}

impl Damage {
    /// What tables call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lost => "not read",
            Self::Joined => "joined words",
            Self::Split => "split word",
            Self::Sign => "§ % @ • –",
            Self::Digit => "digits",
            Self::Case => "case",
            Self::Punctuation => "punctuation",
            Self::Upright => "I l 1 |",
            Self::LostRing => "å",
            Self::LostDotsOfA => "ä",
            Self::LostDotsOfO => "ö",
            Self::SeveralSwedish => "several of å ä ö",
            Self::Letters => "other letters",
        }
    }
}

/// What kind of word a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum WordKind {
    /// A word that was read as another word: only the context tells.
    Context,
    /// A known word that was read as none.
    Known,
    /// A name of a person or place.
    Name,
    /// An unknown word that is made of known ones.
    Compound,
    /// An unknown word.
    Unknown,
    /// No letters: numbers, signs.
    NoWord,
}

impl WordKind {
    /// What tables call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Context => "read as another word",
            Self::Known => "known word",
            Self::Name => "name",
            Self::Compound => "unknown compound",
            Self::Unknown => "unknown word",
            Self::NoWord => "no word",
        }
    }
}

/// Tells what kind of word a word without the signs around it is; [`WordKind::Context`] is not for it to tell.
pub type Classify<'c> = dyn Fn(&str) -> WordKind + 'c;

/// A true word that was wrong before or after repair, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// The true word.
    pub gold: String,
    /// What the OCR has for it; empty where it has nothing.
    pub ocr: String,
    /// What the repaired text has for it; empty where it has nothing.
    pub got: String,
    /// How the words around it were read.
    pub around: Around,
    /// Whether a doubtful correction, not made, would be right.
    pub told: bool,
}

impl Fate {
    fn right_before(&self) -> bool {
        self.ocr == self.gold
    }

    fn right_after(&self) -> bool {
        self.got == self.gold
    }

    /// Whether a number, date, sum, case number or address was turned into another one, right before or not.
    #[must_use]
    pub fn is_changed_number(&self) -> bool {
        if self.right_after() {
            return false;
        }
        let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
        let address = |word: &str| word.contains('@') || word.contains("www.");
        let number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        let got = digits(&self.got);
        // `§130` for `§ 130` is wrong, but no other number.
        let gold = digits(&self.gold);
        // `§39-44` for `§ 39 - 44` holds it still.
        let holds = self.got.split(|c: char| !c.is_ascii_digit()).any(|part| part == gold);
        number(&self.gold) && digits(&self.ocr) != got && gold != got && !holds
            || address(&self.gold) && address(&self.ocr) && self.ocr != self.got
    }

    /// What was done to it: by the OCR, or, where that read it rightly, by repair.
    #[must_use]
    pub fn damage(&self) -> Damage {
        if self.right_before() {
            damage(&self.gold, &self.got, None)
        } else {
            damage(&self.gold, &self.ocr, Some(&self.around))
        }
    }

    /// What kind of word it is.
    #[must_use]
    pub fn word_kind(&self, classify: &Classify) -> WordKind {
        let wrong = if self.right_before() { &self.got } else { &self.ocr };
        let (gold, wrong) = (bare(&self.gold), bare(wrong));
        if !gold.contains(char::is_alphabetic) {
            return WordKind::NoWord;
        }
        match classify(gold) {
            WordKind::Known
                if wrong != gold
                    && wrong.contains(char::is_alphabetic)
                    && classify(wrong) == WordKind::Known =>
            {
                WordKind::Context
            }
            kind => kind,
        }
    }
}

/// The words beside a true word and what was read there; empty where there is none.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Around {
    /// The true word before it.
    pub gold_before: String,
    /// The true word after it.
    pub gold_after: String,
    /// What was read for the true word before it.
    pub ocr_before: String,
    /// What was read for the true word after it.
    pub ocr_after: String,
    /// What was read right after what stands for it and stands for no true word.
    pub ocr_rest: String,
}

/// How often errors of a kind were made, and what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Words that were wrong before.
    pub wrong: usize,
    /// Of these, those that are right after.
    pub mended: usize,
    /// Of these, those that repair changed and that are still wrong.
    pub miscorrected: usize,
    /// Of those that are still wrong, those that a doubtful correction tells rightly.
    pub told: usize,
    /// Words that were right before and are wrong after.
    pub broken: usize,
}

impl Tally {
    /// Of the words wrong before, those that repair left as they were.
    #[must_use]
    pub fn left(&self) -> usize {
        self.wrong - self.mended - self.miscorrected
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.wrong += other.wrong;
        self.mended += other.mended;
        self.miscorrected += other.miscorrected;
        self.told += other.told;
        self.broken += other.broken;
    }
}

/// The kinds of errors of one document, or of several.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kinds {
    /// By what was done to the word's signs.
    pub by_damage: BTreeMap<Damage, Tally>,
    /// By what kind of word it is.
    pub by_word: BTreeMap<WordKind, Tally>,
    /// Numbers, dates, sums, case numbers and addresses that repair turned into other, wrong ones.
    pub numbers_changed: usize,
}

impl Kinds {
    /// Counts the fates of a document's words.
    #[must_use]
    pub fn of(fates: &[Fate], classify: &Classify) -> Self {
        let mut kinds = Self::default();
        for fate in fates {
            let tally = tally(fate);
            *kinds.by_damage.entry(fate.damage()).or_default() += tally;
            *kinds.by_word.entry(fate.word_kind(classify)).or_default() += tally;
            kinds.numbers_changed += usize::from(fate.is_changed_number());
        }
        kinds
    }
}

impl AddAssign<&Kinds> for Kinds {
    fn add_assign(&mut self, other: &Self) {
        for (&damage, &tally) in &other.by_damage {
            *self.by_damage.entry(damage).or_default() += tally;
        }
        for (&word, &tally) in &other.by_word {
            *self.by_word.entry(word).or_default() += tally;
        }
        self.numbers_changed += other.numbers_changed;
    }
}

fn tally(fate: &Fate) -> Tally {
    let (before, after) = (fate.right_before(), fate.right_after());
    Tally {
        wrong: usize::from(!before),
        mended: usize::from(!before && after),
        miscorrected: usize::from(!before && !after && fate.got != fate.ocr),
        told: usize::from(!before && !after && fate.told),
        broken: usize::from(before && !after),
    }
}

/// A word without the signs around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn damage(gold: &str, read: &str, around: Option<&Around>) -> Damage {
    if let Some(around) = around {
        if is_joined(gold, read, around) {
            return Damage::Joined;
        }
        if is_split(gold, read, around) {
            return Damage::Split;
        }
    }
    if read.is_empty() {
        return Damage::Lost;
    }
    if is_sign(gold) || gold.contains(SIGNS) && gold.matches(SIGNS).count() != read.matches(SIGNS).count() {
        return Damage::Sign;
    }
    if gold.to_lowercase() == read.to_lowercase() {
        return Damage::Case;
    }
    if bare(gold) == bare(read) {
        return Damage::Punctuation;
    }
    let digits = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    if gold.contains(|c: char| c.is_ascii_digit()) && digits(gold) != digits(read) {
        return Damage::Digit;
    }
    of_letters(bare(gold), bare(read))
}

/// Signs that models of one language lack.
const SIGNS: [char; 4] = ['§', '%', '@', '°'];

/// A word that is only a sign: list mark, dash, §.
fn is_sign(word: &str) -> bool {
    !word.contains(char::is_alphanumeric)
}

/// How much more like the words together must be than the one alone.
const CLEARLY: f64 = 0.1;

fn is_joined(gold: &str, read: &str, around: &Around) -> bool {
    let joined = |first: &str, second: &str, read: &str, alone: &str| {
        !first.is_empty()
            && !second.is_empty()
            && !read.is_empty()
            && similarity(&fold::letters(&format!("{first}{second}")), &fold::letters(read))
                > similarity(&fold::letters(alone), &fold::letters(read)) + CLEARLY
    };
    if read.is_empty() {
        return joined(&around.gold_before, gold, &around.ocr_before, &around.gold_before)
            || joined(gold, &around.gold_after, &around.ocr_after, &around.gold_after);
    }
    // Its neighbour's share of the reading must not be read by itself as well.
    around.ocr_after.is_empty() && joined(gold, &around.gold_after, read, gold)
        || around.ocr_before.is_empty() && joined(&around.gold_before, gold, read, gold)
}

fn is_split(gold: &str, read: &str, around: &Around) -> bool {
    let rest = &around.ocr_rest;
    !rest.is_empty()
        && similarity(&fold::letters(gold), &fold::letters(&format!("{read}{rest}")))
            > similarity(&fold::letters(gold), &fold::letters(read)) + CLEARLY
}

/// What was misread in a word without the signs around it.
fn of_letters(gold: &str, read: &str) -> Damage {
    if let Some(damage) = only_swedish(gold, read) {
        return damage;
    }
    let upright = |word: &str| -> String {
        word.chars()
            .map(|c| if matches!(c, 'I' | 'l' | '1' | '|' | 'i' | '!' | '/' | ']' | '[') { 'l' } else { c })
            .collect()
    };
    if upright(gold) == upright(read) { Damage::Upright } else { Damage::Letters }
}

/// Which of å, ä, ö was misread, where everything between these letters was read rightly.
fn only_swedish(gold: &str, read: &str) -> Option<Damage> {
    let mut misread = [false; 3];
    let mut rest = read;
    let mut open: Option<usize> = None;
    let mut run = String::new();
    for c in gold.chars().chain(['\0']) {
        let letter = match c {
            'å' | 'Å' => Some(0),
            'ä' | 'Ä' => Some(1),
            'ö' | 'Ö' => Some(2),
            '\0' => Some(usize::MAX),
            _ => None,
        };
        let Some(letter) = letter else {
            run.push(c);
            continue;
        };
        let at = match open {
            None => rest.starts_with(&run).then_some(0)?,
            // At the end the run must stand last; between, two signs at most stand for a letter.
            Some(_) if letter == usize::MAX => rest
                .len()
                .checked_sub(run.len())
                .filter(|&at| rest.is_char_boundary(at) && rest[at..] == *run)?,
            Some(_) => rest.find(&run)?,
        };
        let (stands, after) = (&rest[..at], &rest[at + run.len()..]);
        if let Some(open) = open {
            if stands.chars().count() > 2 {
                return None;
            }
            misread[open] |= !matches!((open, stands), (0, "å" | "Å") | (1, "ä" | "Ä") | (2, "ö" | "Ö"));
        }
        rest = after;
        run.clear();
        open = Some(letter);
    }
    match misread {
        [true, false, false] => Some(Damage::LostRing),
        [false, true, false] => Some(Damage::LostDotsOfA),
        [false, false, true] => Some(Damage::LostDotsOfO),
        [false, false, false] => None,
        _ => Some(Damage::SeveralSwedish),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fate(gold: &str, ocr: &str, got: &str) -> Fate {
        let own = str::to_owned;
        Fate { gold: own(gold), ocr: own(ocr), got: own(got), around: Around::default(), told: false }
    }

    fn damage_of(gold: &str, read: &str) -> Damage {
        fate(gold, read, gold).damage()
    }

    #[test]
    fn damage_is_told_by_what_was_read() {
        for (gold, read, damage) in [
            ("på", "pa", Damage::LostRing),
            ("är", "4r", Damage::LostDotsOfA),
            ("försörjning", "féorsorjning", Damage::LostDotsOfO),
            ("återställa", "aterstalla", Damage::SeveralSwedish),
            ("åtgärd", "ätgärd", Damage::LostRing),
            ("lägga", "Iagga", Damage::Letters),
            ("Inget", "lnget", Damage::Upright),
            ("Nämnden", "nämnden", Damage::Case),
            ("väg.", "väg,", Damage::Punctuation),
            ("2019", "2079", Damage::Digit),
            ("§", "8", Damage::Sign),
            ("•", "e", Damage::Sign),
            ("20%", "2096", Damage::Sign),
            ("barnen", "bamen", Damage::Letters),
            ("barn", "", Damage::Lost),
        ] {
            assert_eq!(damage_of(gold, read), damage, "{gold} read {read}");
        }
    }

    #[test]
    fn joined_and_split_words_are_told_by_their_neighbours() {
        let mut joined = fate("i", "", "i");
        joined.around =
            Around { gold_after: "dag".to_owned(), ocr_after: "idag".to_owned(), ..Around::default() };
        assert_eq!(joined.damage(), Damage::Joined);
        let mut split = fate("kommunala", "kommu", "kommunala");
        split.around.ocr_rest = "nala".to_owned();
        assert_eq!(split.damage(), Damage::Split);
    }

    #[test]
    fn kinds_of_words_and_what_became_of_them() {
        let classify = |word: &str| match word {
            "år" | "är" | "väg" => WordKind::Known,
            "Jönsson" => WordKind::Name,
            _ => WordKind::Unknown,
        };
        let fates = [
            fate("år", "är", "är"),
            fate("väg", "vag", "väg"),
            fate("väg", "väg", "väng"),
            fate("Jönsson", "Jonsson", "Jansson"),
        ];
        let kinds = Kinds::of(&fates, &classify);
        assert_eq!(kinds.by_word[&WordKind::Context].left(), 1);
        assert_eq!(
            kinds.by_word[&WordKind::Known],
            Tally { wrong: 1, mended: 1, broken: 1, ..Tally::default() }
        );
        assert_eq!(kinds.by_word[&WordKind::Name].miscorrected, 1);
        assert_eq!(kinds.by_damage[&Damage::LostDotsOfA].mended, 1);
        assert_eq!(kinds.numbers_changed, 0);
    }

    #[test]
    fn numbers_that_become_others_are_counted() {
        assert!(fate("2019-03-04", "2019-03-04", "2019-03-01").is_changed_number());
        assert!(fate("2019", "2079", "2078").is_changed_number());
        assert!(!fate("2019", "2079", "2079").is_changed_number());
        assert!(!fate("2019", "20l9", "2019").is_changed_number());
        assert!(!fate("130", "5130", "§130").is_changed_number());
        assert!(!fate("39", "839-44", "§39-44").is_changed_number());
        assert!(fate("39", "839-44", "§38-44").is_changed_number());
        assert!(fate("a.berg@amal.se", "a.berg@amal.se", "a.berg@åmål.se").is_changed_number());
    }
}
