//! Runs of § numbers: the headings of a document count up by one, whatever was read for their sign.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use smallvec::SmallVec;

use crate::dictionary::token;
use crate::layout::{LaidLine, Layout};
use crate::page::Word;

use super::paragraf::{
    Glued, glued, glued_behind, is_body, is_possible, leading_number, sure, sure_behind, sure_inside,
};

/// Numbers that must follow each other before a doubtful sign is held to be §, and one more for each that is missing between them.
const SHORTEST: usize = 3;
/// Numbers that may be missing between two that follow each other: their headings were read as something else.
const MOST_MISSING: u32 = 2;

/// The runs of a document. It has its own §§, and may list those of other meetings.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Of signs before their numbers: `§ 12`.
    before: Vec<Run>,
    /// Of signs behind them: `12 §`.
    behind: Vec<Run>,
    /// Whether every heading whose § was read has it close to its number: `§12`.
    pub(super) close: bool,
    /// Whether some heading has it apart. OCR loses such blanks and adds none: of 77 documents that set § apart none was read
    /// close throughout, and of those that set it close every one.
    pub(super) apart: bool,
    /// The same of headings that have it behind their number: `12 §`.
    pub(super) apart_behind: bool,
}

#[derive(Debug)]
struct Run {
    numbers: RangeInclusive<u32>,
    /// Whether most of its headings could be numbers of a list as well.
    weak: bool,
}

/// A number that a heading may have.
#[derive(Debug, Clone, Copy)]
struct Heading {
    number: u32,
    /// Whether it is as well a number of a list.
    weak: bool,
    /// Whether a run may begin with it.
    begins: bool,
}

impl Heading {
    /// One whose § leaves no doubt, or stands apart.
    fn plain(number: u32) -> Self {
        Self { number, weak: false, begins: true }
    }
}

type Headings = SmallVec<[Heading; 4]>;

impl Runs {
    /// The runs of a document's headings.
    pub(super) fn of(layout: &Layout) -> Self {
        let lines = || layout.pages.iter().flat_map(|page| &page.lines);
        let read =
            || lines().filter_map(|line| line.words.get(heading_at(line))?.text.strip_prefix(token::SECTION));
        let close = read().any(|rest| leading_number(rest).is_some());
        let apart = read().any(str::is_empty);
        let (before, behind) = (runs(lines().map(before)), runs(lines().map(behind)));
        let is_apart = |line: &LaidLine| {
            matches!(&line.words[..], [number, sign, ..]
                if sign.text == token::SECTION && leading_number(&number.text).is_some())
        };
        let apart_behind = lines().any(is_apart);
        Self { before, behind, close: close && !apart, apart, apart_behind }
    }

    /// Whether there are none.
    pub(super) fn are_none(&self) -> bool {
        self.before.is_empty() && self.behind.is_empty()
    }

    /// Whether a number is one of the run of signs before their numbers.
    pub(super) fn hold(&self, number: u32) -> bool {
        self.before.iter().any(|run| run.numbers.contains(&number))
    }

    /// Whether a number is one of that run, or so near that the headings between may have been lost.
    pub(super) fn hold_nearly(&self, number: u32) -> bool {
        let missing = MOST_MISSING + 1;
        let near =
            |run: &Run| number + missing >= *run.numbers.start() && number <= run.numbers.end() + missing;
        self.before.iter().any(near)
    }

    /// The same of a number whose heading is as well one of a list.
    pub(super) fn hold_weak(&self, number: u32) -> bool {
        self.before.iter().any(|run| run.weak && run.numbers.contains(&number))
    }

    /// Whether a number is one of a run of signs behind their numbers.
    pub(super) fn hold_behind(&self, number: u32) -> bool {
        self.behind.iter().any(|run| run.numbers.contains(&number))
    }
}

/// The best run that ends with a number.
#[derive(Debug, Clone, Copy)]
struct Ending {
    length: usize,
    weak: usize,
    first: u32,
}

/// Runs of at least [`SHORTEST`] headings, each of them among the numbers that its line may have.
fn runs(lines: impl Iterator<Item = Headings>) -> Vec<Run> {
    let mut endings: BTreeMap<u32, Ending> = BTreeMap::new();
    for headings in lines {
        let extended =
            headings.iter().filter_map(|heading| Some((heading.number, extend(&endings, *heading)?)));
        let extended: SmallVec<[(u32, Ending); 4]> = extended.collect();
        for (number, ending) in extended {
            let best = endings.entry(number).or_insert(ending);
            if ending.length > best.length {
                *best = ending;
            }
        }
    }
    let long_enough = |(last, ending): (u32, Ending)| {
        let missing = ((last - ending.first + 1) as usize).saturating_sub(ending.length);
        let run = Run { numbers: ending.first..=last, weak: 2 * ending.weak > ending.length };
        (ending.length >= SHORTEST + missing).then_some(run)
    };
    endings.into_iter().filter_map(long_enough).collect()
}

/// The run that goes on with a heading, or begins with it.
fn extend(endings: &BTreeMap<u32, Ending>, heading: Heading) -> Option<Ending> {
    let Heading { number, weak, begins } = heading;
    let before = (1..=MOST_MISSING + 1)
        .filter_map(|step| endings.get(&number.checked_sub(step)?))
        .max_by_key(|ending| ending.length);
    let weak = usize::from(weak);
    match before {
        Some(before) => {
            Some(Ending { length: before.length + 1, weak: before.weak + weak, first: before.first })
        }
        None => begins.then_some(Ending { length: 1, weak, first: number }),
    }
}

/// Where in a line the § of a heading would stand: at its beginning, or behind specks, list marks and the short name of the body.
pub(super) fn heading_at(line: &LaidLine) -> usize {
    let is_mark = |text: &str| matches!(text, "e" | "o") || !text.chars().any(char::is_alphanumeric);
    let is_sign = |text: &str| is_possible(text) || text.starts_with('§') || sure(text).is_some();
    let marks = line.words.iter().take_while(|word| is_mark(&word.text) && !is_sign(&word.text)).count();
    let body = line.words.get(marks).is_some_and(|word| is_body(&word.text));
    let at = marks + usize::from(body);
    if at < line.words.len() { at } else { 0 }
}

/// Numbers that a line may have as the heading of a §, the sign before them.
fn before(line: &LaidLine) -> Headings {
    let at = heading_at(line);
    let Some(word) = line.words.get(at) else { return Headings::new() };
    let text = word.text.as_str();
    let next = || line.words.get(at + 1).and_then(|next| leading_number(&next.text));
    let plain = |number: Option<u32>| number.map(Heading::plain).into_iter();
    if let Some((_, numbers)) = sure_inside(text) {
        return numbers.iter().filter_map(|number| leading_number(number)).map(Heading::plain).collect();
    }
    if let Some((_, rest)) = sure(text) {
        return plain(if rest.is_empty() { next() } else { leading_number(rest) }).collect();
    }
    // A token that is a sign alone may be one glued to its number: `58`.
    if let Some(number) = next().filter(|_| text == token::SECTION || is_possible(text)) {
        return plain(Some(number)).collect();
    }
    let own = text.strip_prefix(token::SECTION).and_then(leading_number);
    // A list of a meeting's own would have to begin with 81 by chance.
    let begins = |glued: &Glued<'_>| !glued.weak || glued.number == 1;
    let glued =
        glued(text).map(|glued| Heading { number: glued.number, weak: glued.weak, begins: begins(&glued) });
    plain(own).chain(glued).collect()
}

/// The number that a line may have as the heading of a §, the sign behind it.
fn behind(line: &LaidLine) -> Headings {
    let [first, rest @ ..] = &line.words[..] else { return Headings::new() };
    let text = first.text.as_str();
    let close = text.strip_suffix(token::SECTION);
    let sure_one = close.or_else(|| sure_behind(text).map(|(number, _)| number)).and_then(leading_number);
    let title = |words: &[Word]| words.first().is_some_and(|word| word.text.starts_with(char::is_uppercase));
    let parted = || {
        let sign = rest.first().map(|word| word.text.as_str())?;
        let is_sign = sign == token::SECTION || is_possible(sign) || sure(sign).is_some();
        text.parse().ok().filter(|_| is_sign && title(&rest[1..]))
    };
    let plain = sure_one.or_else(parted).map(Heading::plain);
    // 15, 25 and 35 are tens and fives oftener than 1 §, 2 § and 3 §.
    let glued = || {
        let number = glued_behind(text).filter(|_| title(rest))?;
        Some(Heading { number, weak: false, begins: !text.ends_with('5') })
    };
    plain.or_else(glued).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input, layout};

    fn found(text: &str) -> Runs {
        Runs::of(&layout::arrange(input::text::read(text)).0)
    }

    #[test]
    fn a_run_goes_over_missing_numbers_where_the_others_are_many() {
        let runs = found("8 31 A\n8 32 B\n8 34 C\n8 35 D\n");
        assert!(runs.hold(33) && runs.hold(35) && !runs.hold(36));
        assert!(!found("8 31 A\n8 33 B\n8 35 C\n").hold(33));
    }

    #[test]
    fn numbers_of_a_list_are_no_sections() {
        assert!(!found("82. Val\n83. Lov\n84. Slut\n").hold_weak(83));
        assert!(!found("80. Upprop\n81. Dagordning\n82. Val\n").hold(81));
        assert!(found("81. Val\n82. Lov\n83. Slut\n").hold_weak(3));
        assert!(found("81. Val\n82. Lov\n$ 3. Slut\n84. Slut\n").hold_weak(4));
        assert!(!found("8 1 Val\n8 2 Lov\n8 3 Slut\n").hold_weak(3));
    }

    #[test]
    fn signs_behind_their_numbers() {
        let runs = found("128 Val\n138 Lov\n14 8 Budget\n15 § Slut\n");
        assert!(runs.hold_behind(12) && runs.hold_behind(15) && !runs.hold(12));
        assert!(found("26 § Val\n27 § Lov\n285 Slut\n").hold_behind(28));
        assert!(!found("15 Ett\n25 Två\n35 Tre\n45 Fyra\n").hold_behind(2));
        assert!(!found("128 personer\n138 hus\n148 kronor\n").hold_behind(13));
    }

    #[test]
    fn one_sign_apart_tells_that_all_were_printed_so() {
        let told = |text: &str| (found(text).close, found(text).apart);
        assert_eq!(told("§1 Val\n§2 Lov\n"), (true, false));
        assert_eq!(told("§1 Val\n§2 Lov\n§ 3 Slut\n"), (false, true));
        assert_eq!(told("§1 Val\nenligt § 2\n"), (true, false));
    }

    #[test]
    fn the_sign_stands_behind_marks_and_bodies() {
        for text in ["+ 8 31 Val", "Ksau 8 31 Val", "- Ks. 8 31 Val", "8 31 Val"] {
            let (layout, _) = layout::arrange(input::text::read(text));
            let line = &layout.pages[0].lines[0];
            assert_eq!(line.words[heading_at(line)].text, "8", "{text}");
        }
    }
}
