//! From a document to its record: composition of the rooms, and nothing else.

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::export::placed::{PlacedText, Sheet};
use crate::layout::Layout;
use crate::page::Document;
use crate::record::{Generator, Record, Source};
use crate::repair::hand::{self, HandCorrection, HandPlace, Unfit};
use crate::repair::{RepairedText, Repairer};
use crate::{input, layout, protocol};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Name of the input as it was given; `-` for standard input.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl Origin {
    /// The origin of a document that was read from `bytes`.
    #[must_use]
    pub fn new(file: impl Into<String>, bytes: &[u8]) -> Self {
        Self { file: file.into(), sha256: sha256(bytes) }
    }

    /// The origin of a document that was read from several files: the hash is that of all their bytes in order.
    ///
    /// # Errors
    /// Those that `parts` holds.
    pub fn of_parts(
        file: impl Into<String>,
        parts: impl IntoIterator<Item = std::io::Result<Vec<u8>>>,
    ) -> std::io::Result<Self> {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part?);
        }
        Ok(Self { file: file.into(), sha256: hexadecimal(&hash.finalize()) })
    }
}

/// The layout of a document, and all that its reader and the layout had to say.
fn arranged(document: Document, mut findings: Vec<Diagnostic>) -> (Layout, Vec<Diagnostic>) {
    let (layout, found) = layout::arrange(document);
    findings.extend(found);
    (layout, findings)
}

fn source_of(document: &Document, origin: Origin) -> Source {
    Source {
        file: origin.file,
        sha256: origin.sha256,
        format: document.format.name().to_owned(),
        pages: u32::try_from(document.pages.len()).unwrap_or(u32::MAX),
        ocr: document.ocr.as_ref().map(Into::into),
    }
}

/// SHA-256 of `bytes`, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        write!(out, "{byte:02x}").expect("writing to a String cannot fail");
        out
    })
}

/// Converts documents. One is enough for a program; it is shared between threads.
#[derive(Debug)]
pub struct Converter<'d> {
    dictionary: &'d Dictionary,
    repairer: Repairer<'d>,
}

impl<'d> Converter<'d> {
    /// A converter over `dictionary`.
    #[must_use]
    pub fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, repairer: Repairer::new(dictionary) }
    }

    /// The dictionary that this converter uses.
    #[must_use]
    pub fn dictionary(&self) -> &'d Dictionary {
        self.dictionary
    }

    /// The repairer that this converter uses.
    #[must_use]
    pub fn repairer(&self) -> &Repairer<'d> {
        &self.repairer
    }

    /// The record of a plain text. Never fails: what is not found is left out, and what looks wrong is said.
    #[must_use]
    pub fn convert_text(&self, text: &str) -> Record {
        self.convert(input::text::read(text), Origin::new("-", text.as_bytes()), Vec::new())
    }

    /// The record of a document, whatever it was read from. `findings` are what its reader had to say.
    #[must_use]
    pub fn convert(&self, document: Document, origin: Origin, findings: Vec<Diagnostic>) -> Record {
        self.convert_corrected(document, origin, findings, &[])
    }

    /// The same with hand corrections, which win over automatic ones and are seen by structure; what does not fit is a finding.
    #[must_use]
    pub fn convert_corrected(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
    ) -> Record {
        self.make(document, origin, findings, corrections, |_, _| ()).0
    }

    /// The same, with the repaired words in their places on the pages.
    #[must_use]
    pub fn convert_placed(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
    ) -> (Record, PlacedText) {
        self.make(document, origin, findings, corrections, PlacedText::new)
    }

    /// The record, and what `keep` takes from the repaired text.
    fn make<T>(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
        keep: impl FnOnce(&[Sheet], &RepairedText) -> T,
    ) -> (Record, T) {
        let source = source_of(&document, origin);
        let sheets: Vec<Sheet> = document.pages.iter().map(Sheet::of).collect();
        let (layout, mut diagnostics) = arranged(document, findings);
        let (text, unfit) = hand::apply(self.repairer.repair(&layout), corrections);
        diagnostics.extend(hand_findings(corrections, &unfit));
        let count = protocol::starts(&text).len();
        if count > 1 {
            let message = format!("the file seems to hold {count} protocols, which are read as one here");
            diagnostics.push(Diagnostic::warning("several-protocols", None, message));
        }
        let kept = keep(&sheets, &text);
        (self.record(source, text, diagnostics), kept)
    }

    /// The records of a document that may hold several protocols, one each in their order; one where it holds a single one.
    /// Each tells in a diagnostic which of them it is. Pages keep their numbers, `source` is that of the whole file.
    #[must_use]
    pub fn convert_each(&self, document: Document, origin: Origin, findings: Vec<Diagnostic>) -> Vec<Record> {
        let source = source_of(&document, origin);
        let (layout, diagnostics) = arranged(document, findings);
        let text = self.repairer.repair(&layout);
        let starts = protocol::starts(&text);
        if starts.len() < 2 {
            return vec![self.record(source, text, diagnostics)];
        }
        let parts = layout.split_at(&starts);
        let count = parts.len();
        let one = |(at, part): (usize, Layout)| {
            let message = format!("this is protocol {} of the {count} that the file holds", at + 1);
            let page = part.pages.first().map(|page| page.number);
            let mut own = diagnostics.clone();
            own.push(Diagnostic::info("several-protocols", page, message));
            self.record(source.clone(), self.repairer.repair(&part), own)
        };
        parts.into_iter().enumerate().map(one).collect()
    }

    fn record(&self, source: Source, text: RepairedText, mut diagnostics: Vec<Diagnostic>) -> Record {
        let (protocol, found) = protocol::read(&text, self.dictionary);
        diagnostics.extend(found);
        Record::new(self.generator(), source, &protocol, text, &diagnostics)
    }

    /// A plain text repaired, and no more: a line for a line.
    #[must_use]
    pub fn repair_text(&self, text: &str) -> RepairedText {
        self.repair(input::text::read(text))
    }

    /// A document repaired, and no more.
    #[must_use]
    pub fn repair(&self, document: Document) -> RepairedText {
        let (layout, _) = layout::arrange(document);
        self.repairer.repair(&layout)
    }

    fn generator(&self) -> Generator {
        Generator {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            dictionary: self.dictionary.identity().to_owned(),
        }
    }
}

/// What became of hand corrections: each that does not fit is told.
fn hand_findings(corrections: &[HandCorrection], unfit: &[Unfit]) -> Vec<Diagnostic> {
    let made = corrections.len() - unfit.len();
    let told = (made > 0).then(|| {
        let message = format!("Hand corrections that were made: {made}.");
        Diagnostic::info("hand-corrections", None, message)
    });
    let unfit = unfit.iter().map(|one| {
        let HandCorrection { place, original, corrected } = &corrections[one.index];
        let place = match place {
            HandPlace::Line(line) => format!("line {line}"),
            HandPlace::Span(span) => format!("characters {} to {}", span.start, span.end),
        };
        let message = format!(
            "A hand correction was not made ({place}, \"{original}\" to be \"{corrected}\"): {}.",
            one.reason
        );
        Diagnostic::warning("hand-correction-unfit", one.page, message)
    });
    told.into_iter().chain(unfit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn fixture(name: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        std::fs::read_to_string(path).expect("the fixture is there")
    }

    fn each(text: &str) -> Vec<Record> {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let origin = Origin::new("two.txt", text.as_bytes());
        Converter::new(&dictionary).convert_each(input::text::read(text), origin, Vec::new())
    }

    #[test]
    fn several_protocols_give_a_record_each() {
        let first = fixture("kommunalnamnd-lit-1931-11-07.true.txt");
        let second = fixture("kommunalnamnd-skedevi-1884-05-03.true.txt");
        let records = each(&format!("{first}\u{c}{second}"));
        let days: Vec<Option<&str>> = records.iter().map(|record| record.meeting.date.as_deref()).collect();
        assert_eq!(days, [Some("1931-11-07"), Some("1884-05-03")]);
        for record in &records {
            assert_eq!(record.items.len(), 7);
            assert!(record.diagnostics.iter().any(|found| found.code == "several-protocols"));
        }
    }

    #[test]
    fn a_single_protocol_is_converted_as_ever() {
        let text = fixture("ks-are-2023-03-14.true.txt");
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let converter = Converter::new(&dictionary);
        let origin = || Origin::new("one.txt", text.as_bytes());
        let one = converter.convert(input::text::read(&text), origin(), Vec::new());
        assert_eq!(each(&text).len(), 1);
        assert_eq!(converter.convert_each(input::text::read(&text), origin(), Vec::new()), [one]);
    }
}
