//! The zones of a protocol: what stands before the items, the items, what stands after them.

use super::contents;
use super::heading::{self, Candidate, Form};
use super::label_column;
use super::lines::Lines;
use super::lost;
use super::model::{Text, Value};
use super::numbering::{self, Run};
use super::prose::is_open;
use super::section::{self, Section};
use super::signatures;
use super::tables::{self, fold};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use regex::Regex;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The lines of a protocol by what they are for, as indexes into [`RepairedText::lines`](crate::repair::RepairedText::lines).
/// Contents lists and headings that only say that an item goes on are in none of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Zones {
    /// What stands before the first item.
    pub(crate) cover: Vec<usize>,
    /// The items.
    pub(crate) items: Vec<ItemZone>,
    /// What stands after the last item: signatures, justering, anslag.
    pub(crate) tail: Vec<usize>,
}

/// The lines of one item.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ItemZone {
    /// Its number: `43`, `9 a`.
    pub(crate) number: Option<Text>,
    /// Its label as printed: `§ 43`, `4.`.
    pub(crate) label: Option<Text>,
    /// Whether the label is a § (of a board), not a number in a list.
    pub(crate) is_paragraph: bool,
    /// The line with the label, or with the title where there is none.
    pub(crate) heading: usize,
    /// Byte of that line at which what follows the label begins.
    pub(crate) rest: usize,
    /// The lines after it.
    pub(crate) body: Vec<usize>,
}

/// Finds the zones.
pub(super) fn find(lines: &Lines<'_>) -> (Zones, Vec<Diagnostic>) {
    let candidates = heading::candidates(lines);
    let mut diagnostics = Vec::new();
    let starts = starts(lines, &candidates);
    let Some(first) = starts.first().map(|start| start.line) else {
        let cover = (0..lines.len()).collect();
        return (Zones { cover, ..Zones::default() }, vec![no_items(lines)]);
    };
    let contents = contents::find(lines, &candidates, first);
    let mut zones = Zones {
        cover: (0..first).filter(|line| !contents.lines.contains(line)).collect(),
        ..Zones::default()
    };
    for (at, start) in starts.iter().enumerate() {
        let end = starts.get(at + 1).map_or(lines.len(), |next| next.line);
        zones.items.push(start.zone(lines, end));
    }
    if lines.is_mended() {
        part_signs(&mut zones.items);
    }
    drop_continuations(lines, &candidates, &mut zones.items);
    move_vote_lists(lines, &mut zones.items);
    if let Some(last) = zones.items.last_mut() {
        zones.tail = split_tail(lines, last);
    }
    diagnostics.extend(label_column::deal(lines, &mut zones.items));
    diagnostics.extend(contents.missing(&zones.items));
    diagnostics.extend(gaps(lines, &zones.items));
    (zones, diagnostics)
}

fn no_items(lines: &Lines<'_>) -> Diagnostic {
    let empty = (0..lines.len()).all(|line| lines.get(line).is_blank());
    let message = if empty { "the text is empty" } else { "no heading of an item was found" };
    Diagnostic::warning("no-items", None, message)
}

/// Where an item begins.
#[derive(Debug, Clone)]
struct Start {
    line: usize,
    label: Range<usize>,
    number: Range<usize>,
    rest: usize,
    is_paragraph: bool,
    /// Whether the number follows from the run.
    inferred: bool,
    /// Whether the § was read as another sign.
    spoilt: bool,
    /// The number that the run tells, where it was not read.
    told: Option<u32>,
}

impl Start {
    fn of(candidate: &Candidate) -> Self {
        Self {
            line: candidate.line,
            label: candidate.label.clone(),
            number: candidate.number.clone(),
            rest: candidate.rest,
            is_paragraph: candidate.form != Form::Number,
            inferred: candidate.form == Form::Spoilt,
            spoilt: candidate.form == Form::Spoilt,
            told: None,
        }
    }

    fn lost(found: lost::Lost) -> Self {
        Self {
            line: found.line,
            number: found.label.clone(),
            rest: found.label.end,
            label: found.label,
            is_paragraph: true,
            inferred: true,
            spoilt: true,
            told: Some(found.number),
        }
    }

    fn untitled(line: usize) -> Self {
        Self {
            line,
            label: 0..0,
            number: 0..0,
            rest: 0,
            is_paragraph: false,
            inferred: false,
            spoilt: false,
            told: None,
        }
    }

    /// The label with the § that OCR spoilt put right.
    fn with_sign(&self, line: &str, label: Text) -> Text {
        // `2:0` is what OCR makes of `2:o`.
        if let Some(number) = label.value.strip_suffix(":0") {
            return Value::inferred(format!("{number}:o"), label.span);
        }
        if !self.spoilt {
            return label;
        }
        if let Some(number) = self.told {
            return Value::inferred(format!("§ {number}"), label.span);
        }
        let printed = &line[self.number.clone()];
        let number = heading::figures(printed);
        if line[self.label.clone()].starts_with(printed) {
            return Value::inferred(format!("{number} §"), label.span);
        }
        // `Ks 8 45`: the body's short name stays.
        let before = &line[self.label.start..self.number.start];
        let name = before.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let named = name.chars().count() > 1 && !name.eq_ignore_ascii_case("ss");
        Value::inferred(if named { format!("{name} § {number}") } else { format!("§ {number}") }, label.span)
    }

    fn zone(&self, lines: &Lines<'_>, end: usize) -> ItemZone {
        let line = lines.get(self.line);
        let value = |range: &Range<usize>| {
            let text = line.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let start = line.start + line.text[..range.start].chars().count();
            let span = Span::new(start, start + line.text[range.clone()].chars().count());
            let value = if self.inferred {
                let read = || if self.spoilt { heading::figures(&text) } else { text.clone() };
                Value::inferred(self.told.map_or_else(read, |number| number.to_string()), span)
            } else {
                Value::stated(text, span)
            };
            (!range.is_empty()).then_some(value)
        };
        ItemZone {
            number: value(&self.number),
            label: value(&self.label).map(|label| self.with_sign(line.text, label)),
            is_paragraph: self.is_paragraph,
            heading: self.line,
            rest: self.rest,
            body: (self.line + 1..end).collect(),
        }
    }
}

/// The headings of the items: the best run of numbers, and unnumbered headings with matter of their own.
fn starts(lines: &Lines<'_>, candidates: &[Candidate]) -> Vec<Start> {
    let paragraphs: Vec<Candidate> =
        candidates.iter().filter(|found| found.form != Form::Number).cloned().collect();
    let numbers: Vec<Candidate> =
        candidates.iter().filter(|found| found.form == Form::Number).cloned().collect();
    let by_paragraph = run(lines, candidates, &paragraphs);
    let by_number = run(lines, candidates, &numbers);
    // A § that is printed says more than one that OCR may have spoilt.
    let printed = by_paragraph.chosen.iter().any(|&at| paragraphs[at].form == Form::Paragraph);
    let enough = by_paragraph.chosen.len() > 1 || (printed && by_number.chosen.len() < 2);
    let share = if printed { 2 } else { 1 };
    if enough && share * by_paragraph.score >= by_number.score {
        let mut starts: Vec<Start> =
            by_paragraph.chosen.iter().map(|&at| Start::of(&paragraphs[at])).collect();
        fill_gaps(&paragraphs, &by_paragraph, &numbers, &mut starts);
        add_lost(lines, &paragraphs, &by_paragraph, &mut starts);
        return starts;
    }
    let mut starts: Vec<Start> = by_number.chosen.iter().map(|&at| Start::of(&numbers[at])).collect();
    if starts.len() < 3 {
        starts = same_number(lines, &numbers).unwrap_or(starts);
    }
    if starts.len() < 2 {
        let alone = unnumbered(lines, 0, |_| true);
        if alone.len() > starts.len() {
            return alone;
        }
    }
    if let Some(first) = starts.first().map(|start| start.line) {
        starts.extend(unnumbered(lines, first + 1, |usage| usage == "beside"));
        starts.sort_by_key(|start| start.line);
        starts.dedup_by_key(|start| start.line);
    }
    starts
}

/// The best run among the candidates of one form; matter after a heading speaks for it.
fn run(lines: &Lines<'_>, all: &[Candidate], candidates: &[Candidate]) -> Run {
    let mut stops: Vec<usize> = all.iter().map(|found| found.line).collect();
    stops.dedup();
    let next: FxHashMap<usize, usize> = stops.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let weights: Vec<i32> = candidates
        .iter()
        .map(|found| {
            let end = next.get(&found.line).copied().unwrap_or(lines.len()).min(found.line + 24);
            let body = (found.line + 1..end)
                .map(|line| lines.get(line))
                .filter(|line| !line.furniture && !line.is_blank());
            let (mut matter, mut headed) = (0, false);
            for line in body {
                matter += 1;
                headed |= section::heading(line.text).is_some();
            }
            found.weight + matter.min(3) + 2 * i32::from(headed)
        })
        .collect();
    numbering::best_run(candidates, &weights)
}

/// Numbers missing from the run of §§ that stand between their neighbours without the sign.
fn fill_gaps(paragraphs: &[Candidate], run: &Run, numbers: &[Candidate], starts: &mut Vec<Start>) {
    let mut found = Vec::new();
    let mut numbers = numbers.iter().peekable();
    for pair in run.chosen.windows(2) {
        let (from, to) = (&paragraphs[pair[0]], &paragraphs[pair[1]]);
        let mut wanted = from.key[0] + 1;
        while let Some(number) = numbers.next_if(|number| number.line < to.line) {
            if number.line > from.line && wanted < to.key[0] && number.key == [wanted] {
                found.push(Start { is_paragraph: true, inferred: true, ..Start::of(number) });
                wanted += 1;
            }
        }
    }
    starts.append(&mut found);
    starts.sort_by_key(|start| start.line);
}

/// Headings of the run that OCR spoilt past reading; their numbers follow from their neighbours.
fn add_lost(lines: &Lines<'_>, paragraphs: &[Candidate], run: &Run, starts: &mut Vec<Start>) {
    let chosen: Vec<&Candidate> = run.chosen.iter().map(|&at| &paragraphs[at]).collect();
    for found in lost::find(lines, &chosen) {
        if starts.iter().all(|start| start.line != found.line) {
            starts.push(Start::lost(found));
        }
    }
    starts.sort_by_key(|start| start.line);
}

/// Items that all bear the same number, where automatic numbering was lost.
fn same_number(lines: &Lines<'_>, numbers: &[Candidate]) -> Option<Vec<Start>> {
    let same: Vec<&Candidate> = numbers
        .iter()
        .filter(|found| found.key == [1] && found.weight > 1 && lines.before(found.line).is_none())
        .collect();
    (same.len() > 2).then(|| same.into_iter().map(Start::of).collect())
}

/// Unnumbered headings that are known to be items.
fn unnumbered(lines: &Lines<'_>, from: usize, wanted: impl Fn(&str) -> bool) -> Vec<Start> {
    static TITLES: LazyLock<FxHashMap<String, &str>> = LazyLock::new(|| {
        tables::rows(include_str!("../../dictionaries/sources/item-titles.tsv"))
            .map(|row| (fold(row[0]), row[1]))
            .collect()
    });
    let is_title = |index: &usize| {
        let line = lines.get(*index);
        !line.furniture
            && line.text.len() < 60
            && line.text.starts_with(char::is_uppercase)
            && TITLES
                .get(&fold(
                    line.text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')' && c != '.'),
                ))
                .is_some_and(|usage| wanted(usage))
            && !lines.before(*index).is_some_and(|before| is_open(before.text))
    };
    (from..lines.len()).filter(is_title).map(Start::untitled).collect()
}

/// In a text that OCR has damaged, `§1` among labels of which one at least reads `§ 2` has lost its blank.
fn part_signs(items: &mut [ItemZone]) {
    let mut labels = items.iter().filter_map(|item| item.label.as_ref());
    if !labels.any(|label| label.value.contains("§ ")) {
        return;
    }
    for label in items.iter_mut().filter_map(|item| item.label.as_mut()) {
        if is_glued(label)
            && let Some((before, number)) = label.value.split_once('§')
        {
            *label = Value::inferred(format!("{before}§ {number}"), label.span);
        }
    }
}

fn is_glued(label: &Text) -> bool {
    label.value.split_once('§').is_some_and(|(_, number)| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Takes out headings that only say that an item goes on: `§ 33 forts.`, the same § and title again on the next page.
fn drop_continuations(lines: &Lines<'_>, candidates: &[Candidate], items: &mut [ItemZone]) {
    let by_line: FxHashMap<usize, &Candidate> = candidates.iter().map(|found| (found.line, found)).collect();
    for item in items {
        let (heading, number) =
            (lines.get(item.heading), item.number.as_ref().map(|number| number.value.clone()));
        let title = fold(&heading.text[item.rest..]);
        item.body.retain(|&index| {
            let line = lines.get(index);
            let again = by_line.get(&index).is_some_and(|found| {
                let rest = fold(&line.text[found.rest..]);
                Some(&line.text[found.number.clone()]) == number.as_deref()
                    && line.page != heading.page
                    && (rest.is_empty() || rest == title || heading::is_continuation(&rest))
            });
            !(again || is_continued(line.text))
        });
    }
}

/// `Forts. § 33`.
fn is_continued(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[,(]?\s?forts(?:ättning)?\.?(?:\s+(?:från\s+)?(?:[a-zåäö]{1,4}\s)?§\s?\d+)?[.)]?$")
            .expect("the pattern is valid")
    });
    text.len() < 40 && FORM.is_match(text)
}

/// Puts vote lists that name another item's number (`Voteringslista: § 44`) with that item.
fn move_vote_lists(lines: &Lines<'_>, items: &mut [ItemZone]) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:voterings|omröstnings)lista\b[^§]{0,12}§\s?(\d+)").expect("the pattern is valid")
    });
    let by_number: FxHashMap<String, usize> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((item.number.as_ref()?.value.clone(), at)))
        .collect();
    let mut moved: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, item) in items.iter_mut().enumerate() {
        let list = |index: &usize| {
            let number = FORM.captures(lines.get(*index).text)?.get(1)?.as_str().to_owned();
            by_number.get(&number).copied()
        };
        while let Some((position, target)) =
            item.body.iter().enumerate().rev().find_map(|(position, index)| Some((position, list(index)?)))
        {
            if target == at {
                break;
            }
            moved.push((target, item.body.split_off(position)));
        }
    }
    for (target, list) in moved {
        items[target].body.extend(list);
    }
}

/// Cuts off what follows the last item.
fn split_tail(lines: &Lines<'_>, last: &mut ItemZone) -> Vec<usize> {
    let mut seen_matter = last.number.is_none();
    for (position, &index) in last.body.iter().enumerate() {
        let line = lines.get(index);
        if line.furniture || line.is_blank() {
            continue;
        }
        let signatures = position > 0
            && (signatures::begin_at(lines, &last.body, position)
                || signs_before_tail(lines, &last.body, position));
        // `Ordföranden tackar för mötet.` may be all that the last item tells.
        let presides = line.text.to_lowercase().starts_with("ordförande");
        let told = fold(line.text).contains("avslut")
            || line.text.ends_with('.') && (position == 0 || presides && !seen_matter);
        if signatures || is_tail(line.text) && (seen_matter || !told) {
            return last.body.split_off(position);
        }
        // A title on a line of its own is no matter yet.
        let title = index == last.heading + 1 || lines.get(last.heading).text.len() <= last.rest;
        seen_matter |=
            !title || section::heading(line.text).is_some_and(|found| found.section != Section::Aside);
        seen_matter |= position > 3;
    }
    Vec::new()
}

/// `O. Dillner.` alone, and on the next line `Justeradt:`.
fn signs_before_tail(lines: &Lines<'_>, body: &[usize], position: usize) -> bool {
    let next = body[position + 1..]
        .iter()
        .map(|&index| lines.get(index))
        .find(|line| !line.furniture && !line.is_blank());
    next.is_some_and(|next| is_tail(next.text)) && signatures::is_name(&lines.get(body[position]))
}

/// Whether a line begins what follows the items.
fn is_tail(text: &str) -> bool {
    static MARKERS: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
        tables::rows(include_str!("../../dictionaries/sources/tail-markers.tsv"))
            .map(|row| (fold(row[0]), row[1] == "line"))
            .collect()
    });
    let start: String = text.chars().take(60).collect();
    let folded = fold(&start);
    let bare = folded.trim_end_matches([':', '.', ' ', '_', '…']);
    // `Skinnskatteberg som ovan`: the place before it.
    let place = bare.strip_suffix(" som ovan").or_else(|| bare.strip_suffix(" som ofvan"));
    if place.is_some_and(|place| !place.contains(' ') && text.starts_with(char::is_uppercase)) {
        return true;
    }
    // `Justeradt:   Jöns Ek     Olof Al`
    let signs = ["justeras", "justerat", "justeradt", "justerare", "justerande", "vid protokollet"];
    if signs.iter().any(|word| {
        text.get(..word.len()).is_some_and(|start| start.to_lowercase() == *word)
            && text[word.len()..].trim_start().starts_with(':')
    }) {
        return true;
    }
    MARKERS.iter().any(|(words, whole)| {
        if *whole {
            bare == words
        } else {
            folded.strip_prefix(words.as_str()).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        }
    })
}

/// Numbers that the run of §§ leaves out.
fn gaps(lines: &Lines<'_>, items: &[ItemZone]) -> Vec<Diagnostic> {
    let number = |item: &ItemZone| item.number.as_ref()?.value.split_whitespace().next()?.parse::<u32>().ok();
    let mut out = Vec::new();
    for pair in items.windows(2).filter(|pair| pair.iter().all(|item| item.is_paragraph)) {
        let (Some(from), Some(to)) = (number(&pair[0]), number(&pair[1])) else {
            continue;
        };
        if to > from + 1 {
            let page = Some(lines.get(pair[1].heading).page);
            let missing = if to == from + 2 {
                format!("§ {}", from + 1)
            } else {
                format!("§§ {}-{}", from + 1, to - 1)
            };
            out.push(Diagnostic::warning(
                "paragraph-missing",
                page,
                format!("{missing} was not found between its neighbours"),
            ));
        }
    }
    out
}

#[cfg(test)]
#[path = "zones_tests.rs"]
mod tests;
