//! § and % among words: signs that one model or the other has not in its alphabet, told from the words around them.
//!
//! The Swedish model reads § as 8, $, & or S, and % as 96, 26, 24. What stands there is weighed like a word, by the channel's rates and the language
//! model; numbers in a row of numbers are never touched.

use rustc_hash::FxHashMap;

use crate::dictionary::{Cost, Dictionary, Model, Position, cost_of, token};

use super::units::{Kind, Unit};

/// A sign that something else may have been read for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// `§`, `§§` or `%`.
    pub(crate) truth: &'static str,
    /// Rates in the English and in the Swedish model's readings.
    english: f32,
    swedish: f32,
}

/// What signs are read as.
#[derive(Debug)]
pub(crate) struct Marks {
    by_reading: FxHashMap<String, Vec<Mark>>,
}

const DOUBLED: &str = "§§";
/// How often § is doubled beside one number, and beside several (`31–65`, `3 och 5`): the language model knows one word for both.
const DOUBLED_BESIDE_ONE: f64 = 0.02;
const DOUBLED_BESIDE_SEVERAL: f64 = 0.9;
/// How much seldomer the two are read as different signs.
const READ_APART: f32 = 0.3;

impl Marks {
    /// The signs of a dictionary's confusion table.
    pub(crate) fn of(dictionary: &Dictionary) -> Self {
        let mut all = Self { by_reading: FxHashMap::default() };
        let rows = dictionary.confusions().iter().filter(|row| row.position == Position::Any);
        for row in rows.filter(|row| !row.read.is_empty()) {
            for truth in [token::SECTION, token::PERCENT] {
                if row.truth == truth {
                    all.add(&row.read, truth, row.model, row.rate);
                }
            }
        }
        let single: Vec<(String, Mark)> = all
            .by_reading
            .iter()
            .filter(|(read, _)| read.chars().count() == 1)
            .flat_map(|(read, marks)| marks.iter().map(|mark| (read.clone(), mark.clone())))
            .filter(|(_, mark)| mark.truth == token::SECTION)
            .collect();
        for (first, a) in &single {
            for (second, b) in &single {
                let read = format!("{first}{second}");
                let share = if first == second { 1.0 } else { READ_APART };
                all.add(&read, DOUBLED, Model::English, share * a.english * b.english);
                all.add(&read, DOUBLED, Model::Swedish, share * a.swedish * b.swedish);
            }
        }
        all
    }

    fn add(&mut self, read: &str, truth: &'static str, model: Model, rate: f32) {
        let marks = self.by_reading.entry(read.to_owned()).or_default();
        let index = marks.iter().position(|mark| mark.truth == truth).unwrap_or_else(|| {
            marks.push(Mark { truth, english: 0.0, swedish: 0.0 });
            marks.len() - 1
        });
        match model {
            Model::English => marks[index].english = marks[index].english.max(rate),
            Model::Swedish => marks[index].swedish = marks[index].swedish.max(rate),
        }
    }

    /// Signs that the unit at `index` may be, each with what the channel makes of it.
    pub(crate) fn readings(
        &self,
        units: &[Unit<'_>],
        index: usize,
        page: &Signs,
    ) -> Vec<(&'static str, Cost)> {
        let unit = &units[index];
        let Some(marks) = self.by_reading.get(&*unit.core) else { return Vec::new() };
        let around = Around::of(units, index);
        let behind = around.number_before && unit.place.word == 1;
        marks
            .iter()
            .filter(|mark| around.allow(mark.truth))
            .filter(|mark| page.behind || !behind || mark.truth == token::PERCENT)
            .map(|mark| (mark.truth, page.rate(mark) * around.share(mark.truth)))
            .filter(|(_, rate)| *rate > 0.0)
            .map(|(truth, rate)| (truth, cost_of(rate)))
            .collect()
    }
}

/// Digits of a group that continues a number: `8 500`.
const GROUP: usize = 3;
/// Cost of a number beside another one of which it is no group: `av 8 12 på grund`.
const NO_GROUP: Cost = 4 * 16;
/// Cost of two numbers and a capital at the beginning of a line: that is the form of a § heading.
const HEADING_FORM: Cost = 3 * 16;
/// Cost of two numbers behind a date, where minutes name their paragraf.
const AFTER_DATE: Cost = 5 * 16;
/// Cost of one number among all that have as many digits.
const ONE_DIGIT: Cost = 2 * 16;
const TWO_DIGITS: Cost = 4 * 16;

/// What the number at `index` costs more where it would stand beside another as print hardly sets numbers.
pub(crate) fn odd_number(units: &[Unit<'_>], index: usize) -> Cost {
    let around = Around::of(units, index);
    let digits = |unit: &Unit<'_>| unit.core.chars().take_while(char::is_ascii_digit).count();
    let no_group = |unit: &Unit<'_>| digits(unit) != GROUP;
    let alone =
        around.number_before && no_group(&units[index]) || around.number_after && no_group(&units[index + 1]);
    let heading = units[index].place.word == 0
        && around.number_after
        && units.get(index + 2).is_some_and(|unit| unit.core.starts_with(char::is_uppercase));
    let dated = around.number_after && is_after_date(units, index);
    (if alone { NO_GROUP } else { 0 })
        + (if heading { HEADING_FORM } else { 0 })
        + (if dated { AFTER_DATE } else { 0 })
        + if digits(&units[index]) == 1 { ONE_DIGIT } else { TWO_DIGITS }
}

/// Whether the date of a meeting stands before a unit, as in references to its minutes: `den 10 juni 2026, § 41`, `2026-06-10 § 41`.
fn is_after_date(units: &[Unit<'_>], index: usize) -> bool {
    let at = |back: usize| index.checked_sub(back).map(|at| &units[at]);
    let Some(last) = at(1).filter(|last| matches!(last.after, "" | ",")) else { return false };
    let digits = |text: &str| text.len() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let is_day = |text: &str| (1..=2).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit());
    let in_words = digits(&last.core)
        && at(2).is_some_and(|month| month.kind == Kind::Word)
        && at(3).is_some_and(|day| is_day(&day.core));
    let iso = || {
        let mut parts = last.core.split('-');
        parts.next().is_some_and(digits) && parts.clone().count() == 2 && parts.all(is_day)
    };
    in_words || iso()
}

/// Which signs a document shows: what it was read with.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Signs {
    /// Share of å ä ö that it lost, 0..=1: all of them where the English model read it.
    pub(crate) loss: f64,
    /// Whether § or % were read anywhere: then a model that has them read it.
    pub(crate) seen: bool,
    /// Whether its headings have the sign behind the number: `12 § Val`.
    pub(crate) behind: bool,
}

impl Signs {
    /// The signs of a document that lost so much of its å, ä and ö.
    pub(crate) fn of(marks: &Marks, units: &[Unit<'_>], loss: f64) -> Self {
        let is_sign = |unit: &Unit<'_>| {
            let marks = marks.by_reading.get(&*unit.core);
            &*unit.core == token::SECTION
                || marks.is_some_and(|marks| marks.iter().any(|mark| mark.truth == token::SECTION))
        };
        let (mut before, mut behind) = (0, 0);
        for two in units.windows(2) {
            let heading = two[0].place.word == 0 && two[1].place.word == 1;
            let (first, second) = (is_sign(&two[0]), is_sign(&two[1]));
            before += usize::from(heading && first && !second && two[1].is_number());
            behind += usize::from(heading && second && !first && two[0].is_number());
        }
        let seen =
            |unit: &Unit<'_>| unit.core.starts_with(token::SECTION) || unit.core.ends_with(token::PERCENT);
        Self { loss, seen: units.iter().any(seen), behind: behind > before }
    }

    /// The share of a sign that was read so here.
    fn rate(self, mark: &Mark) -> f64 {
        let loss = if self.seen { 1.0 } else { self.loss };
        loss * f64::from(mark.english) + (1.0 - loss) * f64::from(mark.swedish)
    }
}

fn all_digits(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

/// `2014/2015`: no § has such a number.
fn is_span_of_years(core: &str) -> bool {
    core.split_once(['/', '-', '–']).is_some_and(|(year, _)| year.len() == 4 && all_digits(year))
}

/// What stands beside a unit.
struct Around {
    number_before: bool,
    /// None that a bracket opens before: in `8 (12)` it says how many pages there are.
    number_after: bool,
    /// A bracket or quote opens before it: `3 (96)` is a page number, too.
    in_brackets: bool,
    /// Whether a word stands beside it or beside the number beside it: text, not a row of numbers.
    in_text: bool,
    /// Whether the number beside it is a range, or one of several.
    several: bool,
}

/// Whether a word is the letter of a paragraf that was put in later: `19 d §`.
fn is_item(core: &str) -> bool {
    core.len() == 1 && core.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Dashes of ranges.
pub(crate) const RANGE: [char; 3] = ['-', '–', '—'];
/// Words between the last two numbers of several: `§§ 3 och 5`.
const BETWEEN_NUMBERS: [&str; 2] = ["och", "samt"];

/// Whether a word stands between the last two of several numbers.
pub(crate) fn is_between(word: &str) -> bool {
    BETWEEN_NUMBERS.contains(&word)
}

impl Around {
    fn of(units: &[Unit<'_>], index: usize) -> Self {
        let after = |index: usize| {
            units.get(index + 1).filter(|next| units[index].after.is_empty() && next.before.is_empty())
        };
        let before = |index: usize| {
            index.checked_sub(1).map(|before| &units[before]).filter(|unit| unit.after.is_empty())
        };
        let is_number = |unit: Option<&Unit<'_>>| unit.is_some_and(Unit::is_number);
        let is_word = |unit: Option<&Unit<'_>>| {
            unit.is_some_and(|unit| matches!(unit.kind, Kind::Word | Kind::Protected))
        };
        let back = |by: usize| index.checked_sub(by).map(|at| &units[at]);
        let (last, next) = (before(index), after(index));
        let after_date = is_after_date(units, index);
        let item = last.is_some_and(|unit| is_item(&unit.core)) && is_number(before(index - 1));
        let after_comma =
            back(1).filter(|unit| unit.after == "," && unit.place.line == units[index].place.line);
        let shortened = || back(2).filter(|unit| unit.after == ".");
        let word_before = is_word(last.or(after_comma))
            || is_number(last) && is_word(before(index - 1).or_else(shortened))
            || after_date;
        let word_after = is_word(next) || is_number(next) && is_word(after(index + 1));
        let is_range = |unit: Option<&Unit<'_>>| {
            unit.is_some_and(|unit| unit.kind == Kind::Number && unit.core.contains(RANGE))
        };
        let is_and = |unit: Option<&Unit<'_>>| unit.is_some_and(|unit| is_between(&unit.core));
        let several = if is_number(next) {
            is_range(next) || is_and(units.get(index + 2)) && is_number(units.get(index + 3))
        } else {
            is_range(last) || is_and(back(2)) && is_number(back(3))
        };
        Self {
            number_before: is_number(last) || item,
            number_after: is_number(next) && !next.is_some_and(|next| is_span_of_years(&next.core)),
            in_brackets: !units[index].before.is_empty(),
            in_text: word_before || word_after || !all_digits(&units[index].core),
            several,
        }
    }

    /// How often the sign is the one that stands beside as many numbers.
    fn share(&self, truth: &str) -> f64 {
        let doubled = if self.several { DOUBLED_BESIDE_SEVERAL } else { DOUBLED_BESIDE_ONE };
        match truth {
            DOUBLED => doubled,
            token::SECTION => 1.0 - doubled,
            _ => 1.0,
        }
    }

    /// Whether the sign may stand here: beside a number, and in running text, not in a row of numbers.
    fn allow(&self, truth: &str) -> bool {
        self.in_text
            && !self.in_brackets
            && match truth {
                token::PERCENT => self.number_before && !self.number_after,
                _ => self.number_before || self.number_after,
            }
    }
}
