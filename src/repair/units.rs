//! Units: the words of a layout as repair works on them, cut into sentences.

use std::borrow::Cow;

use crate::dictionary::token::{self, Stripped};
use crate::layout::{LaidLine, LaidPage, Layout, LineRole};
use crate::page::Word;

use super::guard;

/// Place of a word in the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Place {
    pub(crate) page: usize,
    pub(crate) line: usize,
    pub(crate) word: usize,
}

/// A word to repair, or one to be passed over.
#[derive(Debug, Clone)]
pub(crate) struct Unit<'l> {
    pub(crate) place: Place,
    /// Punctuation before it.
    pub(crate) before: &'l str,
    /// What is to be repaired: for a word over a line end both parts, without the hyphen.
    pub(crate) core: Cow<'l, str>,
    /// Punctuation behind it.
    pub(crate) after: &'l str,
    /// For a word over a line end: the letters before it, and the place of the second part.
    pub(crate) continued: Option<(usize, Place)>,
    pub(crate) kind: Kind,
    /// Whether it begins a line, or stands there behind numbers and marks.
    pub(crate) line_start: bool,
    /// Whether the other words of its line are in capitals.
    pub(crate) capitals: bool,
    /// What a second model read in its place, where that is another word.
    pub(crate) other: Option<&'l str>,
    /// Its number in the memory of looked-up words.
    pub(crate) found: u32,
    /// The same of the second model's reading.
    pub(crate) other_found: Option<u32>,
}

impl Unit<'_> {
    /// Whether it is a token with digits. A lone `1` is one, though it may be a misread word.
    pub(crate) fn is_number(&self) -> bool {
        self.kind == Kind::Number || &*self.core == "1"
    }
}

/// What a unit is to the language model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that may be repaired.
    Word,
    /// A word that stays as it is.
    Protected,
    /// A token with digits.
    Number,
    /// No word: passed over.
    Mark,
}

/// Words in sentences: each runs from one boundary to the next.
#[derive(Debug, Default)]
pub(crate) struct Sentences<'l> {
    pub(crate) units: Vec<Unit<'l>>,
    /// Where each sentence ends among the units.
    ends: Vec<usize>,
}

impl<'l> Sentences<'l> {
    /// The sentences in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[Unit<'l>]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.units[start..end])
    }
}

/// Blanks that part columns.
const COLUMN_GAP: u16 = 3;
/// A line shorter than this share of the page's longest ends its paragraph, where the next one begins like a new one.
const SHORT_LINE: f64 = 0.75;
/// Words that follow a hyphen that is no line-end hyphen: "barn- och ungdom".
const AFTER_SUSPENDED: [&str; 5] = ["och", "eller", "samt", "respektive", "resp"];

/// Cuts a layout into sentences. A word over a line end becomes one unit where `is_word` knows the joined form.
pub(crate) fn cut<'l>(layout: &'l Layout, mut is_word: impl FnMut(&str) -> bool) -> Sentences<'l> {
    let mut cutter = Cutter { sentences: Sentences::default() };
    for (index, page) in layout.pages.iter().enumerate() {
        cutter.page(index, page, &mut is_word);
        cutter.boundary();
    }
    cutter.sentences
}

struct Cutter<'l> {
    sentences: Sentences<'l>,
}

impl<'l> Cutter<'l> {
    fn boundary(&mut self) {
        let end = self.sentences.units.len();
        if self.sentences.ends.last().copied().unwrap_or(0) < end {
            self.sentences.ends.push(end);
        }
    }

    fn page(&mut self, page_index: usize, page: &'l LaidPage, is_word: &mut impl FnMut(&str) -> bool) {
        let longest = page.lines.iter().map(length).max().unwrap_or(0);
        let mut joined: Option<Place> = None;
        for (line_index, line) in page.lines.iter().enumerate() {
            let next = next_line(page, line_index);
            let cases = Cases::of_line(line);
            let mut first_word = true;
            for (word_index, word) in line.words.iter().enumerate() {
                let place = Place { page: page_index, line: line_index, word: word_index };
                if joined == Some(place) {
                    continue;
                }
                if word_index > 0 && word.gap >= COLUMN_GAP {
                    self.boundary();
                }
                let mut unit = unit(place, &word.text, cases);
                let next_word = line.words.get(word_index + 1);
                if next_word.is_some_and(|next| guard::is_case_series(&unit.core, &next.text)) {
                    unit.kind = Kind::Protected;
                }
                unit.other = other_word(word).filter(|_| unit.kind == Kind::Word);
                unit.line_start = first_word;
                first_word &= unit.kind != Kind::Word;
                if word_index == 0 && is_list_mark(line) {
                    unit.kind = Kind::Mark;
                    self.boundary();
                }
                if word_index + 1 == line.words.len()
                    && let Some((second, part)) =
                        next.and_then(|next| continuation(page, line_index, next, &unit, is_word))
                {
                    joined = Some(Place { page: page_index, line: second, word: 0 });
                    unit.continued =
                        Some((unit.core.chars().count(), Place { page: page_index, line: second, word: 0 }));
                    unit.core.to_mut().push_str(part.core);
                    unit.other = None;
                    unit.after = part.after;
                    unit.kind = Kind::Word;
                }
                let ends = ends_sentence(&unit, next_word);
                self.sentences.units.push(unit);
                if ends {
                    self.boundary();
                }
            }
            let ends_here = next.is_none_or(|next| {
                next != line_index + 1
                    || (length(line) as f64) < SHORT_LINE * longest as f64 && begins_anew(&page.lines[next])
            });
            if ends_here && joined.is_none_or(|place| place.line <= line_index) {
                self.boundary();
            }
        }
    }
}

/// Whether a sentence ends with a unit: a word with a full stop before a number is shortened, as in `2 kap. 4 §`.
fn ends_sentence(unit: &Unit<'_>, next: Option<&Word>) -> bool {
    let shortened = unit.after == "."
        && matches!(unit.kind, Kind::Word | Kind::Protected)
        && next.is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
    token::ends_sentence(unit.after) && unit.kind != Kind::Mark && !shortened
}

/// Whether a line begins with a list mark, or with a lone letter that is none of Swedish's words: a misread mark.
fn is_list_mark(line: &LaidLine) -> bool {
    let [first, second, ..] = &line.words[..] else { return false };
    let mark = token::strip(&first.text).core.is_empty()
        || matches!(first.text.as_str(), "e" | "o" | "¢" | "©" | "®" | "°");
    mark && second.text.chars().next().is_some_and(char::is_alphanumeric)
}

/// The next line of the text that has words, over furniture.
fn next_line(page: &LaidPage, line: usize) -> Option<usize> {
    let role = page.lines[line].role;
    let rest = page.lines.iter().enumerate().skip(line + 1);
    rest.filter(|(_, next)| next.role == role || role == LineRole::Furniture)
        .find(|(_, next)| !next.words.is_empty() || role == LineRole::Body)
        .map(|(index, _)| index)
        .filter(|&index| !page.lines[index].words.is_empty())
}

fn length(line: &LaidLine) -> usize {
    line.words.iter().map(|word| usize::from(word.gap) + word.text.chars().count()).sum()
}

fn begins_anew(line: &LaidLine) -> bool {
    line.words.first().and_then(|word| word.text.chars().next()).is_some_and(|first| !first.is_lowercase())
}

fn unit(place: Place, text: &str, line: Cases) -> Unit<'_> {
    let Stripped { before, core, after } = token::strip(text);
    let number = number_before(core);
    let (before, core) = (&text[..before.len() + number], &core[number..]);
    let kind = if core.is_empty() {
        Kind::Mark
    } else if guard::is_protected(core) && !guard::is_lone_stroke(core) {
        if core.chars().any(|c| c.is_ascii_digit()) {
            Kind::Number
        } else if core.chars().any(char::is_alphabetic) || core == "§" {
            Kind::Protected
        } else {
            Kind::Mark
        }
    } else if guard::is_abbreviation(core, after) {
        Kind::Protected
    } else {
        Kind::Word
    };
    Unit {
        place,
        before,
        core: Cow::Borrowed(core),
        after,
        continued: None,
        kind,
        line_start: false,
        capitals: line.in_capitals_without(text),
        other: None,
        found: 0,
        other_found: None,
    }
}

/// The word that a second model read, without what stands around it.
fn other_word(word: &Word) -> Option<&str> {
    let reading = word.alternatives.iter().find(|reading| !reading.language.is_empty())?;
    let core = token::strip(&reading.text).core;
    let core = &core[number_before(core)..];
    let one = !core.is_empty() && !core.contains(' ');
    (one && core != token::strip(&word.text).core && !guard::is_protected(core)).then_some(core)
}

/// Length of the number that a word begins with, its hyphen included: `67-` of `67-årsmånaden`.
fn number_before(core: &str) -> usize {
    let digits = core.chars().take_while(char::is_ascii_digit).count();
    let rest = &core[digits..];
    let word =
        rest.strip_prefix('-').is_some_and(|rest| rest.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    if digits > 0 && word { digits + 1 } else { 0 }
}

/// Letters in upper and in lower case.
#[derive(Debug, Clone, Copy, Default)]
struct Cases {
    upper: usize,
    lower: usize,
}

impl Cases {
    fn of(text: &str) -> Self {
        let mut cases = Self::default();
        for letter in text.chars().filter(|c| c.is_alphabetic()) {
            if letter.is_uppercase() { cases.upper += 1 } else { cases.lower += 1 }
        }
        cases
    }

    fn of_line(line: &LaidLine) -> Self {
        let words = line.words.iter().map(|word| Self::of(&word.text));
        words.fold(Self::default(), |sum, word| Self {
            upper: sum.upper + word.upper,
            lower: sum.lower + word.lower,
        })
    }

    /// Whether what is left of the line without this word is in capitals.
    fn in_capitals_without(self, word: &str) -> bool {
        let word = Self::of(word);
        self.upper - word.upper >= self.lower - word.lower
    }
}

/// The second part of a word that goes on on the next line, with that line's index.
fn continuation<'p>(
    page: &'p LaidPage,
    line: usize,
    next: usize,
    unit: &Unit<'_>,
    is_word: &mut impl FnMut(&str) -> bool,
) -> Option<(usize, Stripped<'p>)> {
    // A digit at the end may be a misread letter: `f6-` for `fö-`.
    let hyphen = matches!(unit.after, "-" | "\u{ad}")
        && unit.core.chars().next().is_some_and(char::is_alphabetic)
        && unit.core.chars().next_back().is_some_and(char::is_alphanumeric);
    if !hyphen || page.lines[line].role == LineRole::Furniture {
        return None;
    }
    let part = token::strip(&page.lines[next].words.first()?.text);
    let goes_on = part.before.is_empty() && part.core.chars().next().is_some_and(char::is_lowercase);
    let suspended = AFTER_SUSPENDED.contains(&part.core);
    (goes_on && !suspended && is_word(&format!("{}{}", unit.core, part.core))).then_some((next, part))
}
