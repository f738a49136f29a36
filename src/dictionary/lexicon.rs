//! The lexicon: every known form, in lower case, with what is known of it.

use std::collections::BTreeMap;

use fst::Streamer as _;

use crate::error::Result;

use super::format::{Section, damaged};
use super::token::NameClass;
use super::words::Taught;

/// Costs are natural logarithms of probabilities, negated, in sixteenths: integers, so that the same input always gives the same output.
pub type Cost = u32;

/// Units of [`Cost`] that make a factor of e.
pub const COST_PER_NAT: f64 = 16.0;

/// The cost of a probability.
#[must_use]
pub fn cost_of(probability: f64) -> Cost {
    (-probability.max(1e-30).ln() * COST_PER_NAT).round().max(0.0) as Cost
}

/// How a word is mostly written where no sentence starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseClass {
    /// `protokoll`.
    Lower,
    /// As often one as the other: `kommunen`, `Kommunen`.
    Mixed,
    /// `Svalöv`.
    Title,
    /// `SKR`.
    Upper,
}

impl CaseClass {
    /// Of a word that is written both ways.
    pub(super) fn beside(self, other: Self) -> Self {
        if self == other { self } else { Self::Mixed }
    }
}

/// What the lexicon knows of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry(u64);

/// Highest unigram cost that fits.
pub(crate) const MOST_UNIGRAM: Cost = (1 << 9) - 1;
/// A form that costs more was hardly counted once, whatever its lemma.
const UNCOUNTED: Cost = 17 * 16;
/// Costs of parts of compounds are kept in whole nats, from this one up.
const PART_STEP: Cost = 16;
const LEAST_PART: Cost = 4 * PART_STEP;

/// What a form is as a part of compounds, or of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Part {
    /// Never one.
    #[default]
    Never,
    /// Never seen as one, but it may be.
    Unseen,
    /// Seen as one, with its cost.
    Seen(Cost),
}

/// More for a word that was never seen as a part of a compound.
pub(super) const UNSEEN_PART: Cost = 3 * 16;
const PART_BITS_UNSEEN: u64 = 15;

impl Part {
    fn bits(self) -> u64 {
        match self {
            Self::Never => 0,
            Self::Unseen => PART_BITS_UNSEEN,
            Self::Seen(cost) => {
                let steps = (cost + PART_STEP / 2).saturating_sub(LEAST_PART) / PART_STEP;
                u64::from(steps).min(PART_BITS_UNSEEN - 2) + 1
            }
        }
    }

    fn cost(bits: u64, unigram: Cost) -> Option<Cost> {
        match bits {
            0 => None,
            PART_BITS_UNSEEN => Some(unigram + UNSEEN_PART),
            seen => Some(LEAST_PART + (seen as Cost - 1) * PART_STEP),
        }
    }
}

impl Entry {
    /// Packs what is known of a form.
    #[must_use]
    pub(crate) fn pack(fields: &EntryFields, word: bool) -> Self {
        Self(
            u64::from(fields.unigram.min(MOST_UNIGRAM))
                | u64::from(fields.backoff) << 9
                | case_bits(fields.case)
                | u64::from(fields.given & 31) << 19
                | u64::from(fields.surname & 31) << 24
                | u64::from(fields.place & 3) << 29
                | fields.first_part.bits() << 31
                | fields.last_part.bits() << 35
                | u64::from(fields.archaic) << 39
                | u64::from(!word) << 40
                | share_bits(fields.in_lower_case) << 41
                | share_bits(fields.with_capital) << 45
                | u64::from(fields.genitive) << 49
                | fields.name_first.bits() << 50
                | fields.name_last.bits() << 54,
        )
    }

    pub(crate) fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    /// The entry of a word that is known only from a user's list.
    fn new(taught: Taught, letters: usize) -> Self {
        let part = if letters >= SHORTEST_UNSEEN_PART { Part::Unseen } else { Part::Never };
        let fields = EntryFields {
            unigram: taught.cost,
            case: taught.case,
            first_part: part,
            last_part: part,
            ..EntryFields::default()
        };
        Self::pack(&fields, true)
    }

    /// This entry with what a user's list says beside it: the word is as frequent as whoever says more of it.
    fn with(self, taught: Taught) -> Self {
        if !self.is_word() {
            let whole = Self::new(taught, 0);
            return Self(whole.0 | self.0 & PARTS);
        }
        let unigram = u64::from(self.unigram().min(taught.cost));
        let case = case_bits(self.case().beside(taught.case));
        Self(self.0 & !(UNIGRAM | CASE) | unigram | case)
    }

    pub(crate) fn bits(self) -> u64 {
        self.0
    }

    /// Unigram cost.
    pub(crate) fn unigram(self) -> Cost {
        (self.0 & u64::from(MOST_UNIGRAM)) as Cost
    }

    /// Whether it was hardly counted, nor other forms of its lemma.
    pub(crate) fn is_uncounted(self) -> bool {
        self.unigram() >= UNCOUNTED
    }

    /// Cost added when an n-gram that begins with this word alone is not known.
    pub(crate) fn backoff(self) -> u8 {
        (self.0 >> 9) as u8
    }

    /// How it is mostly written.
    #[must_use]
    pub fn case(self) -> CaseClass {
        match self.0 >> 17 & 3 {
            0 => CaseClass::Lower,
            1 => CaseClass::Mixed,
            2 => CaseClass::Title,
            _ => CaseClass::Upper,
        }
    }

    /// About how many have it as a given name.
    #[must_use]
    pub fn given_name_bearers(self) -> u32 {
        bearers(self.0 >> 19 & 31)
    }

    /// About how many have it as a surname.
    #[must_use]
    pub fn surname_bearers(self) -> u32 {
        bearers(self.0 >> 24 & 31)
    }

    /// Kind of place: 0 none, else as [`super::PlaceKind`] in its order.
    pub(crate) fn place(self) -> u8 {
        (self.0 >> 29 & 3) as u8
    }

    /// What it costs as the first part of a compound; `None` where it is never one.
    #[must_use]
    pub fn first_part(self) -> Option<Cost> {
        Part::cost(self.0 >> 31 & 15, self.unigram())
    }

    /// What it costs as the last part of a compound; `None` where it is never one.
    #[must_use]
    pub fn last_part(self) -> Option<Cost> {
        Part::cost(self.0 >> 35 & 15, self.unigram())
    }

    /// What it costs as the first element of a name; `None` where it is none.
    pub(crate) fn name_first(self) -> Option<Cost> {
        Part::cost(self.0 >> 50 & 15, self.unigram())
    }

    /// What it costs as the last element of a name; `None` where it is none.
    pub(crate) fn name_last(self) -> Option<Cost> {
        Part::cost(self.0 >> 54 & 15, self.unigram())
    }

    /// Whether it stands on its own; otherwise it is only a part of compounds or names.
    #[must_use]
    pub fn is_word(self) -> bool {
        self.0 >> 40 & 1 == 0
    }

    /// Whether it is a form of before about 1950.
    #[must_use]
    pub fn archaic(self) -> bool {
        self.0 >> 39 & 1 == 1
    }

    /// What a small letter at its beginning costs, where the place does not ask for one.
    pub(crate) fn in_lower_case(self) -> Cost {
        share_cost(self.0 >> 41)
    }

    /// What a capital at its beginning costs within a sentence.
    pub(crate) fn with_capital(self) -> Cost {
        share_cost(self.0 >> 45)
    }

    /// Whether people or places are called so.
    pub(crate) fn is_name(self) -> bool {
        self.given_name_bearers().max(self.surname_bearers()) > 0 || self.place() > 0
    }

    /// The names that it is one of to n-grams.
    /// `capital`: whether it is written with one; what is a word, too, is a name there alone. `within`: whether nothing else asks for
    /// the capital; one that something asks for says little of a word that is mostly written small, or hardly known.
    #[must_use]
    pub fn class(self, capital: bool, within: bool) -> Option<NameClass> {
        let named =
            self.is_name() && self.with_capital() <= OFTEN && (within || self.case() != CaseClass::Lower);
        match self.case() {
            _ if capital && (named || within && self.is_uncounted()) => Some(NameClass::Name),
            CaseClass::Title if self.is_name() => Some(NameClass::Name),
            CaseClass::Title if self.0 >> 49 & 1 == 1 => Some(NameClass::Genitive),
            CaseClass::Title if self.unigram() > FAMILIAR => Some(NameClass::Name),
            _ => None,
        }
    }
}

/// Where the fields that a user's list touches stand.
const UNIGRAM: u64 = MOST_UNIGRAM as u64;
const CASE: u64 = 3 << 17;
const PARTS: u64 = 15 << 31 | 15 << 35 | 15 << 50 | 15 << 54;

fn case_bits(case: CaseClass) -> u64 {
    let code: u64 = match case {
        CaseClass::Lower => 0,
        CaseClass::Mixed => 1,
        CaseClass::Title => 2,
        CaseClass::Upper => 3,
    };
    code << 17
}

/// What the lexicon knows of a form, unpacked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct EntryFields {
    pub(crate) unigram: Cost,
    pub(crate) backoff: u8,
    pub(crate) case: CaseClass,
    /// Bit length of the number of bearers.
    pub(crate) given: u8,
    /// Bit length of the number of bearers.
    pub(crate) surname: u8,
    pub(crate) place: u8,
    pub(crate) first_part: Part,
    pub(crate) last_part: Part,
    pub(crate) archaic: bool,
    /// Cost of the share that it has in lower case, and with a capital, of its places within sentences.
    pub(crate) in_lower_case: Cost,
    pub(crate) with_capital: Cost,
    /// Whether it is only known as the genitive of a name.
    pub(crate) genitive: bool,
    pub(crate) name_first: Part,
    pub(crate) name_last: Part,
}

impl Default for EntryFields {
    fn default() -> Self {
        Self {
            unigram: MOST_UNIGRAM,
            backoff: 0,
            case: CaseClass::Lower,
            given: 0,
            surname: 0,
            place: 0,
            first_part: Part::Never,
            last_part: Part::Never,
            archaic: false,
            in_lower_case: 0,
            with_capital: 0,
            genitive: false,
            name_first: Part::Never,
            name_last: Part::Never,
        }
    }
}

/// Cost of the share of capitals up to which a word is as well a name.
const OFTEN: Cost = 3 * 16;
/// The cost of a share of capitals, all alike that are too small to make a name.
pub(super) fn seldom(cost: Cost) -> Cost {
    if cost <= OFTEN { cost } else { MOST_SHARE as Cost * SHARE_STEP }
}

/// A proper noun that costs less has contexts of its own: `Sverige`.
pub(super) const FAMILIAR: Cost = 10 * 16;

/// Costs of shares are kept in half nats.
const SHARE_STEP: Cost = 8;
const MOST_SHARE: u64 = 15;

fn share_bits(cost: Cost) -> u64 {
    u64::from((cost + SHARE_STEP / 2) / SHARE_STEP).min(MOST_SHARE)
}

fn share_cost(bits: u64) -> Cost {
    (bits & MOST_SHARE) as Cost * SHARE_STEP
}

/// Shortest word that may be a part of compounds though it was never seen as one.
pub(super) const SHORTEST_UNSEEN_PART: usize = 4;

/// Bit length of a number of bearers: what an entry keeps of it.
pub(crate) fn bearer_bits(bearers: u32) -> u8 {
    (u32::BITS - bearers.leading_zeros()).min(31) as u8
}

/// The middle of the numbers with this bit length.
fn bearers(bits: u64) -> u32 {
    match bits {
        0 => 0,
        1 => 1,
        _ => 3 << (bits - 2),
    }
}

/// The finite state transducer from forms to entries. Keys are lower case, one byte a letter ([`letter_byte`]).
pub(crate) struct Lexicon {
    fst: fst::raw::Fst<Section>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("forms", &self.len()).finish()
    }
}

impl Lexicon {
    pub(crate) fn open(section: Section) -> Result<Self> {
        let fst = fst::raw::Fst::new(section)
            .map_err(|error| damaged(&format!("its lexicon cannot be read ({error})")))?;
        Ok(Self { fst })
    }

    /// This lexicon with the words of a user's list, by key.
    pub(super) fn with(&self, taught: &BTreeMap<Vec<u8>, Taught>) -> Result<Self> {
        let failed = |error: fst::Error| damaged(&format!("its lexicon takes no further words ({error})"));
        let mut builder = fst::raw::Builder::memory();
        let mut taught = taught.iter().peekable();
        let mut known = self.fst.stream();
        while let Some((key, bits)) = known.next() {
            while let Some((new, word)) = taught.next_if(|(new, _)| new.as_slice() < key) {
                builder.insert(new, Entry::new(*word, new.len()).bits()).map_err(failed)?;
            }
            let entry = Entry::from_bits(bits.value());
            let entry =
                taught.next_if(|(new, _)| new.as_slice() == key).map_or(entry, |(_, word)| entry.with(*word));
            builder.insert(key, entry.bits()).map_err(failed)?;
        }
        for (new, word) in taught {
            builder.insert(new, Entry::new(*word, new.len()).bits()).map_err(failed)?;
        }
        Self::open(Section::whole(builder.into_inner().map_err(failed)?))
    }

    pub(crate) fn len(&self) -> usize {
        self.fst.len()
    }

    /// The entry of a form in lower case.
    pub(crate) fn get(&self, lower: &str) -> Option<Entry> {
        let mut node = self.fst.root();
        let mut bits = fst::raw::Output::zero();
        for letter in lower.chars() {
            let transition = node.transition(node.find_input(letter_byte(letter)?)?);
            bits = bits.cat(transition.out);
            node = self.fst.node(transition.addr);
        }
        node.is_final().then(|| Entry::from_bits(bits.cat(node.final_output()).value()))
    }

    /// The automaton, for weighted searches.
    pub(crate) fn automaton(&self) -> &fst::raw::Fst<Section> {
        &self.fst
    }
}

/// The byte that stands for a letter in the lexicon's keys: Latin-1, with the free places 0x80..0xA0 for letters that names need.
/// `None` for a character that no key holds.
pub(crate) fn letter_byte(letter: char) -> Option<u8> {
    let code = u32::from(letter);
    match code {
        0x20..=0x7E | 0xA1..=0xFF => Some(code as u8),
        _ => FURTHER_LETTERS.iter().position(|&other| other == letter).map(|index| 0x80 + index as u8),
    }
}

/// Letters beyond Latin-1 in Swedish names; their order is part of the format.
const FURTHER_LETTERS: [char; 28] = [
    'ā', 'ă', 'ą', 'ć', 'č', 'đ', 'ē', 'ě', 'ę', 'ğ', 'ī', 'ı', 'ł', 'ń', 'ň', 'ō', 'ő', 'œ', 'ř', 'ś', 'ş',
    'š', 'ū', 'ů', 'ű', 'ź', 'ż', 'ž',
];

/// The letter that a key's byte stands for.
pub(crate) fn byte_letter(byte: u8) -> char {
    match byte {
        0x80..=0xA0 => {
            FURTHER_LETTERS.get(usize::from(byte - 0x80)).copied().unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_bytes_are_each_others_inverse() {
        for letter in "abcåäöéüßž ł'-:".chars() {
            assert_eq!(letter_byte(letter).map(byte_letter), Some(letter));
        }
        assert_eq!(letter_byte('语'), None);
    }

    #[test]
    fn entries_keep_their_fields() {
        let fields = EntryFields {
            unigram: 77,
            backoff: 13,
            case: CaseClass::Title,
            given: bearer_bits(97_287),
            surname: bearer_bits(12),
            place: 2,
            first_part: Part::Seen(9 * 16),
            last_part: Part::Never,
            archaic: true,
            in_lower_case: 56,
            with_capital: 8,
            genitive: true,
            name_first: Part::Seen(7 * 16),
            name_last: Part::Seen(4 * 16),
        };
        let entry = Entry::pack(&fields, true);
        assert_eq!((entry.unigram(), entry.backoff(), entry.place()), (77, 13, 2));
        assert_eq!(entry.case(), CaseClass::Title);
        assert_eq!((entry.first_part(), entry.last_part()), (Some(9 * 16), None));
        assert!(entry.archaic() && entry.is_word());
        assert_eq!((entry.in_lower_case(), entry.with_capital()), (56, 8));
        assert_eq!((entry.name_first(), entry.name_last()), (Some(7 * 16), Some(4 * 16)));
        assert_eq!(entry.class(false, false), Some(NameClass::Name));
        assert_eq!(entry.given_name_bearers(), 98_304);
        assert_eq!(entry.surname_bearers(), 12);
    }
}
