//! From verdicts to the repaired text: every word in its place, every change written down.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::dictionary::token;
use crate::layout::Layout;
use crate::span::{IndexedText, Span};

use super::case;
use super::text::{Correction, Grade, RepairKind, RepairedLine, RepairedText, Token};
use super::units::Place;
use super::work::Judged;

/// What becomes of one word of the layout.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// The text that stands there afterwards; `None` where nothing changed.
    pub(crate) text: Option<String>,
    /// Probability that it is right.
    pub(crate) confidence: Option<f64>,
    /// A change to report, or a doubtful one.
    pub(crate) change: Option<Change>,
    /// Whether the word goes on on the next line.
    pub(crate) joins_next: bool,
}

/// A change of one word of the layout, without its place in the text.
#[derive(Debug, Clone)]
pub(crate) struct Change {
    pub(crate) corrected: String,
    pub(crate) confidence: f64,
    pub(crate) grade: Grade,
    pub(crate) kind: RepairKind,
    pub(crate) alternatives: Vec<(String, f64)>,
}

/// Outcomes by place.
pub(crate) type Outcomes = FxHashMap<Place, Outcome>;

/// A word that stays with this probability is not worth a word.
const SURE: f64 = 0.9999;
/// Most alternatives that are reported of a word, and the least probability of each.
const MOST_ALTERNATIVES: usize = 4;
const LEAST_ALTERNATIVE: f64 = 0.001;

/// Adds the outcome of a judged unit, where there is something to be said of it.
pub(crate) fn add(here: &Judged<'_>, all: &mut Outcomes) {
    let unit = here.unit;
    if here.verdict.grade.is_none() && here.verdict.probability > SURE && unit.continued.is_none() {
        return;
    }
    let chosen = here.verdict.chosen();
    let confidence = if chosen == 0 { here.verdict.reading } else { here.verdict.probability };
    let parts = |index: usize| -> Vec<String> {
        let text = &here.candidates[index].text;
        match unit.continued {
            None => vec![format!("{}{text}{}", unit.before, unit.after)],
            Some((letters, _)) => {
                let at = if index == 0 { letters } else { here.candidates[index].break_at };
                let (first, second): (String, String) =
                    (text.chars().take(at).collect(), text.chars().skip(at).collect());
                vec![format!("{}{first}-", unit.before), format!("{second}{}", unit.after)]
            }
        }
    };
    let places = [Some(unit.place), unit.continued.map(|(_, place)| place)];
    let (itself, best) = (parts(0), parts(here.verdict.best));
    for (number, place) in places.into_iter().flatten().enumerate() {
        let changed = itself[number] != best[number];
        let change = here.verdict.grade.filter(|_| changed).map(|grade| Change {
            corrected: best[number].clone(),
            confidence: here.verdict.probability,
            grade,
            kind: kind(&itself[number], &best[number]),
            alternatives: alternatives(here, |index| parts(index)[number].clone()),
        });
        let made = change.as_ref().is_some_and(|change| change.grade != Grade::Doubtful);
        let outcome = Outcome {
            text: made.then(|| best[number].clone()),
            confidence: Some(confidence),
            change,
            joins_next: number == 0 && unit.continued.is_some(),
        };
        all.insert(place, outcome);
    }
}

/// Adds what a further pass found to what is known.
pub(crate) fn merge(further: Outcomes, all: &mut Outcomes) {
    for (place, outcome) in further {
        match all.entry(place) {
            Entry::Vacant(free) => drop(free.insert(outcome)),
            Entry::Occupied(mut known) if outcome.text.is_some() => {
                let joins_next = known.get().joins_next || outcome.joins_next;
                known.insert(Outcome { joins_next, ..outcome });
            }
            Entry::Occupied(_) => {}
        }
    }
}

fn alternatives(here: &Judged<'_>, text: impl Fn(usize) -> String) -> Vec<(String, f64)> {
    let best = here.verdict.best;
    let mut others: Vec<usize> = (0..here.candidates.len())
        .filter(|&index| index != best && here.probabilities[index] >= LEAST_ALTERNATIVE)
        .collect();
    others.sort_by(|&a, &b| here.probabilities[b].total_cmp(&here.probabilities[a]).then(a.cmp(&b)));
    others.truncate(MOST_ALTERNATIVES);
    others.into_iter().map(|index| (text(index), here.probabilities[index])).collect()
}

/// What kind of damage turned `corrected` into `original`.
fn kind(original: &str, corrected: &str) -> RepairKind {
    let plain = |text: &str| -> String { text.chars().map(without_marks).collect() };
    let has = |sign: &str| corrected.contains(sign) && !original.contains(sign);
    if has(token::SECTION) {
        RepairKind::ParagraphSign
    } else if has(token::PERCENT) {
        RepairKind::Sign
    } else if original.to_lowercase() == corrected.to_lowercase()
        && case::shape(original) != case::shape(corrected)
    {
        RepairKind::Case
    } else if plain(original) == plain(corrected) {
        RepairKind::Diacritic
    } else {
        RepairKind::Confusion
    }
}

fn without_marks(letter: char) -> char {
    match letter {
        'å' | 'ä' | 'á' | 'à' | 'â' => 'a',
        'Å' | 'Ä' => 'A',
        'ö' | 'ó' | 'ô' | 'õ' => 'o',
        'Ö' => 'O',
        'é' | 'è' => 'e',
        'É' => 'E',
        other => other,
    }
}

/// Writes the repaired text.
pub(crate) fn write(layout: &Layout, outcomes: &Outcomes) -> RepairedText {
    let mut writer = Writer::default();
    for (page_index, page) in layout.pages.iter().enumerate() {
        if page_index > 0 {
            writer.push("\u{c}");
        }
        for (line_index, line) in page.lines.iter().enumerate() {
            let start = writer.at;
            let mut tokens = Vec::with_capacity(line.words.len());
            let mut joins_next = false;
            for (word_index, word) in line.words.iter().enumerate() {
                writer.blanks(word.gap);
                let outcome = outcomes.get(&Place { page: page_index, line: line_index, word: word_index });
                let text = outcome.and_then(|outcome| outcome.text.as_deref()).unwrap_or(&word.text);
                let from = writer.at;
                writer.push(text);
                let span = Span::new(from, writer.at);
                let confidence = outcome
                    .and_then(|outcome| outcome.confidence)
                    .map_or_else(|| word.confidence.unwrap_or(1.0), |p| p as f32);
                tokens.push(Token { span, bbox: word.bbox, confidence });
                if let Some(outcome) = outcome {
                    joins_next |= outcome.joins_next;
                    writer.report(page.number, span, &word.text, outcome);
                }
            }
            writer.lines.push(RepairedLine {
                page: page.number,
                span: Span::new(start, writer.at),
                role: line.role,
                bbox: line.bbox,
                tokens,
                joins_next,
            });
            writer.push("\n");
        }
    }
    RepairedText { text: IndexedText::new(writer.text), lines: writer.lines, corrections: writer.corrections }
}

#[derive(Default)]
struct Writer {
    text: String,
    /// Scalar values written.
    at: usize,
    lines: Vec<RepairedLine>,
    corrections: Vec<Correction>,
}

impl Writer {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.at += text.chars().count();
    }

    fn blanks(&mut self, count: u16) {
        self.text.extend(std::iter::repeat_n(' ', usize::from(count)));
        self.at += usize::from(count);
    }

    fn report(&mut self, page: u32, span: Span, original: &str, outcome: &Outcome) {
        let Some(change) = outcome.change.as_ref().filter(|change| change.corrected != original) else {
            return;
        };
        self.corrections.push(Correction {
            page,
            span,
            original: original.to_owned(),
            corrected: change.corrected.clone(),
            confidence: change.confidence as f32,
            grade: change.grade,
            kind: change.kind,
            alternatives: change.alternatives.iter().map(|(text, p)| (text.clone(), *p as f32)).collect(),
        });
    }
}
