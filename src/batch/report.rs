//! `OUT/report.html` and `report.json`: what all records together say.

use super::write;
use crate::error::Result;
use crate::export;
use crate::record::report::{Changes, Doubt, FailedDocument, Findings, Look, Quality, Report, Slow, Totals};
use crate::record::{Correction, Counts, Diagnostic, Entry, Record, Severity};
use std::collections::BTreeSet;
use std::path::Path;

/// Doubtful repairs that are listed.
const MOST_DOUBTS: usize = 1000;
/// Slow documents that are listed.
const MOST_SLOW: usize = 20;
/// Documents that a person is asked to look at first.
const MOST_LOOKS: usize = 50;
/// A document with a greater share of wrong words is worth a look before the others.
const POOR: f64 = 0.02;

/// What parts pages in a text.
const PAGE_BREAK: char = '\u{c}';

/// A record with its name.
#[derive(Clone, Copy)]
pub(super) struct Named<'r> {
    pub(super) name: &'r str,
    pub(super) record: &'r Record,
    /// Which protocol of a file that holds several.
    pub(super) protocol: Option<usize>,
    /// What the file took.
    pub(super) seconds: f64,
}

/// Writes both forms of the report.
///
/// # Errors
/// If one cannot be written.
pub(super) fn write(out: &Path, report: &Report) -> Result<()> {
    write::atomically(&out.join("report.json"), export::json::report(report).as_bytes())?;
    write::atomically(&out.join("report.html"), export::html::report(report).as_bytes())
}

/// A report as it grows, document by document; it does not hold their records.
#[derive(Default)]
pub(super) struct Reporter {
    report: Report,
    /// Documents without any word, and why that is worth a look.
    empty: BTreeSet<String>,
}

impl Reporter {
    /// Adds a document that failed.
    pub(super) fn failed(&mut self, entry: &Entry) {
        let (reason, remedy) = match &entry.failure {
            Some(failure) => (failure.reason.clone(), failure.remedy.clone()),
            None => Default::default(),
        };
        let (document, input) = (entry.document.clone(), entry.input.clone());
        self.report.totals.documents += 1;
        self.report.totals.failed += 1;
        self.report.totals.seconds += entry.seconds;
        self.report.failures.push(FailedDocument { document, input, reason, remedy });
    }

    /// Adds a document that was converted; its records are added one by one.
    pub(super) fn converted(&mut self, entry: &Entry) {
        let report = &mut self.report;
        report.totals.documents += 1;
        report.totals.converted += 1;
        report.totals.pages += u64::from(entry.pages);
        report.totals.seconds += entry.seconds;
        let (document, pages) = (entry.document.clone(), entry.pages);
        report.slowest.push(Slow { document, pages, seconds: entry.seconds });
        if report.slowest.len() > 2 * MOST_SLOW {
            keep_slowest(&mut report.slowest);
        }
    }

    /// Adds a record of a document that was converted.
    pub(super) fn add(&mut self, named: &Named<'_>) {
        let (report, record) = (&mut self.report, named.record);
        for change in &record.corrections {
            let bin = ((change.confidence * 10.0) as usize).min(9);
            count(report.kinds.entry(change.kind.clone()).or_default(), change);
            count(&mut report.confidence[bin], change);
        }
        add_findings(report, &record.diagnostics);
        add_doubts(report, named);
        let quality = quality(named);
        add_totals(&mut report.totals, &quality);
        if quality.words == 0 {
            self.empty.insert(quality.document.clone());
        }
        report.documents.push(quality);
    }

    /// The whole report.
    pub(super) fn finish(mut self) -> Report {
        let report = &mut self.report;
        report.totals.expected_wrong = decimals(report.totals.expected_wrong);
        report.totals.seconds = decimals(report.totals.seconds);
        keep_slowest(&mut report.slowest);
        keep_likeliest(&mut report.doubtful);
        report.look_first = look_first(report, &self.empty);
        self.report
    }
}

fn add_totals(totals: &mut Totals, quality: &Quality) {
    totals.protocols += 1;
    totals.words += quality.words;
    totals.changes += quality.changes;
    totals.doubtful += quality.doubtful;
    totals.expected_wrong += quality.expected_wrong;
}

fn quality(named: &Named<'_>) -> Quality {
    let Named { name, record, protocol, seconds } = *named;
    let errors = record.diagnostics.iter().filter(|finding| finding.severity == Severity::Error);
    let Counts { words, changes, doubtful, expected_wrong } = Counts::of(record);
    let stands_on = || u32::try_from(record.text.matches(PAGE_BREAK).count() + 1).unwrap_or(u32::MAX);
    Quality {
        document: name.to_owned(),
        sha256: record.source.sha256.clone(),
        pages: protocol.map_or(record.source.pages, |_| stands_on()),
        words,
        changes,
        doubtful,
        expected_wrong,
        expected_wrong_share: decimals(expected_wrong / words.max(1) as f64),
        errors: errors.count() as u64,
        seconds,
    }
}

fn decimals(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn count(changes: &mut Changes, change: &Correction) {
    if change.applied {
        changes.made += 1;
    } else {
        changes.doubtful += 1;
    }
}

fn add_findings(report: &mut Report, findings: &[Diagnostic]) {
    let mut seen = BTreeSet::new();
    for finding in findings {
        let row = report.diagnostics.entry(finding.code.clone()).or_insert(Findings {
            severity: finding.severity,
            findings: 0,
            documents: 0,
        });
        row.severity = row.severity.max(finding.severity);
        row.findings += 1;
        row.documents += u64::from(seen.insert(&finding.code));
    }
}

fn add_doubts(report: &mut Report, named: &Named<'_>) {
    let Named { name, record, protocol, .. } = *named;
    let mut lines = LineCounter::new(&record.text);
    for change in record.corrections.iter().filter(|change| !change.applied) {
        report.doubtful.push(Doubt {
            document: name.to_owned(),
            sha256: record.source.sha256.clone(),
            protocol,
            page: change.page,
            line: lines.at(change.span[0]),
            original: change.original.clone(),
            corrected: change.corrected.clone(),
            confidence: change.confidence,
            alternatives: change.alternatives.clone(),
        });
    }
    if report.doubtful.len() > 2 * MOST_DOUBTS {
        keep_likeliest(&mut report.doubtful);
    }
}

/// Tells the lines of places in a text that come in order.
struct LineCounter<'t> {
    letters: std::str::Chars<'t>,
    at: usize,
    line: u64,
}

impl<'t> LineCounter<'t> {
    fn new(text: &'t str) -> Self {
        Self { letters: text.chars(), at: 0, line: 1 }
    }

    fn at(&mut self, place: usize) -> u64 {
        while self.at < place {
            self.line += u64::from(self.letters.next() == Some('\n'));
            self.at += 1;
        }
        self.line
    }
}

fn keep_likeliest(doubts: &mut Vec<Doubt>) {
    doubts.sort_by(|a, b| {
        let place = |doubt: &Doubt| (doubt.document.clone(), doubt.line, doubt.original.clone());
        b.confidence.total_cmp(&a.confidence).then_with(|| place(a).cmp(&place(b)))
    });
    doubts.truncate(MOST_DOUBTS);
}

fn keep_slowest(slow: &mut Vec<Slow>) {
    slow.sort_by(|a, b| b.seconds.total_cmp(&a.seconds).then_with(|| a.document.cmp(&b.document)));
    slow.truncate(MOST_SLOW);
}

/// What failed, what has lost pages, what holds no word, and the poorest texts.
fn look_first(report: &Report, empty: &BTreeSet<String>) -> Vec<Look> {
    let mut looks: Vec<Look> = Vec::new();
    let mut look = |document: &str, why: String| {
        if looks.len() < MOST_LOOKS && looks.iter().all(|look| look.document != document) {
            looks.push(Look { document: document.to_owned(), why });
        }
    };
    for failed in &report.failures {
        look(&failed.document, format!("failed: {}; {}", failed.reason, failed.remedy));
    }
    for document in report.documents.iter().filter(|document| document.errors > 0) {
        look(
            &document.document,
            format!("{} findings say that something is missing or wrong", document.errors),
        );
    }
    for document in empty {
        look(document, "no word was read".to_owned());
    }
    let mut poor: Vec<&Quality> =
        report.documents.iter().filter(|document| document.expected_wrong_share > POOR).collect();
    poor.sort_by(|a, b| {
        b.expected_wrong_share.total_cmp(&a.expected_wrong_share).then_with(|| a.document.cmp(&b.document))
    });
    for document in poor {
        let (wrong, share) = (document.expected_wrong, 100.0 * document.expected_wrong_share);
        look(&document.document, format!("some {wrong:.0} words may be wrong, {share:.1} % of all"));
    }
    looks
}
