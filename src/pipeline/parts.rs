//! The protocols of a file: each with its text, its pages and what was found on them, hand corrections made.

use crate::diagnostic::Diagnostic;
use crate::export::placed::Sheet;
use crate::protocol;
use crate::repair::RepairedText;
use crate::repair::hand::{self, HandCorrection, HandPlace, Unfit};
use std::ops::RangeInclusive;

/// What becomes of a file that holds several protocols.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Several {
    /// Each becomes a record.
    #[default]
    Apart,
    /// The file becomes one record, and a finding tells how many it seems to hold.
    Together,
}

/// One protocol of a file.
pub(super) struct Part {
    pub(super) text: RepairedText,
    /// What was found on its pages, or of the file as a whole.
    pub(super) findings: Vec<Diagnostic>,
    pages: RangeInclusive<u32>,
}

impl Part {
    /// The sheets that it stands on.
    pub(super) fn sheets(&self, all: &[Sheet]) -> Vec<Sheet> {
        all.iter().filter(|sheet| self.pages.contains(&sheet.number)).copied().collect()
    }
}

/// The protocols of a repaired file with what was found in it. Hand corrections that name a protocol are made in its text, all others
/// in the whole text before it is cut: they may show where another protocol begins.
pub(super) fn parts(
    text: RepairedText,
    mut findings: Vec<Diagnostic>,
    corrections: &[HandCorrection],
    several: Several,
) -> Vec<Part> {
    let (of_file, of_parts): (Vec<_>, Vec<_>) =
        corrections.iter().cloned().partition(|one| one.protocol.is_none());
    let (text, found) = by_hand(text, &of_file);
    findings.extend(found);
    let starts = protocol::starts(&text);
    let texts = match several {
        Several::Apart => text.cut(&starts),
        Several::Together => vec![text],
    };
    if texts.len() < starts.len() {
        let message =
            format!("the file seems to hold {} protocols, which are read as one here", starts.len());
        findings.push(Diagnostic::warning("several-protocols", None, message));
    }
    let pages = pages_of(&texts);
    let count = texts.len();
    let part = |((number, text), pages): ((usize, RepairedText), RangeInclusive<u32>)| {
        let own: Vec<_> = of_parts.iter().filter(|one| one.protocol == Some(number)).cloned().collect();
        // The first part has the pages before its first line, too.
        let first = text.lines.first().filter(|_| number > 1).map_or(1, |line| line.page);
        let (text, found) = by_hand(text, &own);
        let here = |finding: &&Diagnostic| finding.page.is_none_or(|page| pages.contains(&page));
        let mut findings: Vec<Diagnostic> = findings.iter().filter(here).cloned().collect();
        findings.extend(found);
        if number == 1 {
            findings.extend(without_protocol(&of_parts, count));
        }
        if count > 1 {
            let message = format!("this is protocol {number} of the {count} that the file holds");
            findings.push(Diagnostic::info("several-protocols", Some(first), message));
        }
        Part { text, findings, pages }
    };
    (1..).zip(texts).zip(pages).map(part).collect()
}

/// The pages of each part. Pages without lines belong to the part before them, those before all lines to the first.
fn pages_of(texts: &[RepairedText]) -> Vec<RangeInclusive<u32>> {
    let first = |text: &RepairedText| text.lines.first().map_or(1, |line| line.page);
    let last = |text: &RepairedText| text.lines.last().map_or(1, |line| line.page);
    let ends = texts.windows(2).map(|pair| {
        let next = first(&pair[1]);
        if last(&pair[0]) == next { next } else { next - 1 }
    });
    let ends: Vec<u32> = ends.chain([u32::MAX]).collect();
    let begins = std::iter::once(0).chain(texts.iter().skip(1).map(first));
    begins.zip(ends).map(|(begin, end)| begin..=end).collect()
}

/// A text with hand corrections, and what became of them: each that does not fit is told.
fn by_hand(text: RepairedText, corrections: &[HandCorrection]) -> (RepairedText, Vec<Diagnostic>) {
    let (text, unfit) = hand::apply(text, corrections);
    let made = corrections.len() - unfit.len();
    let told = (made > 0).then(|| {
        let message = format!("Hand corrections that were made: {made}.");
        Diagnostic::info("hand-corrections", None, message)
    });
    let unfit =
        unfit.iter().map(|Unfit { index, page, reason }| not_made(&corrections[*index], *page, reason));
    let found = told.into_iter().chain(unfit).collect();
    (text, found)
}

/// Those for a protocol that the file does not hold.
fn without_protocol(corrections: &[HandCorrection], count: usize) -> impl Iterator<Item = Diagnostic> {
    let strange =
        corrections.iter().filter(move |one| !one.protocol.is_some_and(|n| (1..=count).contains(&n)));
    strange.map(|one| not_made(one, None, "the file holds no such protocol"))
}

fn not_made(correction: &HandCorrection, page: Option<u32>, reason: &str) -> Diagnostic {
    let HandCorrection { protocol, place, original, corrected } = correction;
    let protocol = protocol.map(|number| format!("protocol {number}, ")).unwrap_or_default();
    let place = match place {
        HandPlace::Line(line) => format!("line {line}"),
        HandPlace::Span(span) => format!("characters {} to {}", span.start, span.end),
    };
    let message = format!(
        "A hand correction was not made ({protocol}{place}, \"{original}\" to be \"{corrected}\"): {reason}."
    );
    Diagnostic::warning("hand-correction-unfit", page, message)
}
