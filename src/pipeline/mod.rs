//! From a document to its records: composition of the rooms, and nothing else.

mod parts;

pub use parts::Several;

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::error::Result;
use crate::export::placed::{PlacedText, Sheet};
use crate::layout::Layout;
use crate::page::Document;
use crate::record::{Generator, Record, Source};
use crate::repair::hand::HandCorrection;
use crate::repair::{RepairedText, Repairer};
use crate::{input, layout, protocol};
use parts::Part;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::OnceLock;

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

    /// The converter over the built-in dictionary, one for the whole process.
    ///
    /// # Errors
    /// If the dictionary is damaged.
    pub fn shared() -> Result<&'static Converter<'static>> {
        static SHARED: OnceLock<Converter<'static>> = OnceLock::new();
        static DICTIONARY: OnceLock<Dictionary> = OnceLock::new();
        let opened = match DICTIONARY.get() {
            Some(open) => open,
            None => {
                let open = Dictionary::embedded()?;
                DICTIONARY.get_or_init(|| open)
            }
        };
        Ok(SHARED.get_or_init(|| Converter::new(opened)))
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
        let made = self.make(document, origin, findings, corrections, Several::Together, |_, _| ());
        made.into_iter().next().expect("a file that is not cut gives one record").0
    }

    /// The records of a document that may hold several protocols, one each in their order; one where it holds a single one, or where
    /// `several` says so. Each tells in a finding which of them it is and on which page it begins. Pages keep their numbers,
    /// `source` is that of the whole file.
    #[must_use]
    pub fn convert_each(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
        several: Several,
    ) -> Vec<Record> {
        let made = self.make(document, origin, findings, corrections, several, |_, _| ());
        made.into_iter().map(|(record, ())| record).collect()
    }

    /// The same, each with its repaired words in their places on its pages.
    #[must_use]
    pub fn convert_each_placed(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
        several: Several,
    ) -> Vec<(Record, PlacedText)> {
        self.make(document, origin, findings, corrections, several, PlacedText::new)
    }

    /// The records, and what `keep` takes from the repaired text of each. At least one.
    fn make<T>(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        corrections: &[HandCorrection],
        several: Several,
        keep: impl Fn(&[Sheet], &RepairedText) -> T,
    ) -> Vec<(Record, T)> {
        let source = source_of(&document, origin);
        let sheets: Vec<Sheet> = document.pages.iter().map(Sheet::of).collect();
        let (layout, findings) = arranged(document, findings);
        let parts = parts::parts(self.repairer.repair(&layout), findings, corrections, several);
        let made = |part: Part| {
            let kept = keep(&part.sheets(&sheets), &part.text);
            (self.record(source.clone(), part.text, part.findings), kept)
        };
        parts.into_iter().map(made).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repair::hand::HandPlace;
    use std::path::Path;

    fn fixture(name: &str) -> String {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
        std::fs::read_to_string(path).expect("the fixture is there")
    }

    fn read(name: &str, text: &str) -> (Document, Origin) {
        (input::text::read(text), Origin::new(name, text.as_bytes()))
    }

    fn each(text: &str, findings: Vec<Diagnostic>, corrections: &[HandCorrection]) -> Vec<Record> {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let (document, origin) = read("two.txt", text);
        Converter::new(&dictionary).convert_each(document, origin, findings, corrections, Several::Apart)
    }

    fn two() -> String {
        let first = fixture("kommunalnamnd-lit-1931-11-07.true.txt");
        let second = fixture("kommunalnamnd-skedevi-1884-05-03.true.txt");
        format!("{first}\u{c}{second}")
    }

    #[test]
    fn several_protocols_give_a_record_each() {
        let text = two();
        let pages = text.matches('\u{c}').count() as u32 + 1;
        let found = |page| Diagnostic::error("page-damaged", page, format!("{page:?}"));
        let records = each(&text, vec![found(Some(1)), found(Some(pages)), found(None)], &[]);
        let days: Vec<Option<&str>> = records.iter().map(|record| record.meeting.date.as_deref()).collect();
        assert_eq!(days, [Some("1931-11-07"), Some("1884-05-03")]);
        for record in &records {
            assert_eq!(record.items.len(), 7);
            assert_eq!(record.source.pages, pages);
            assert!(record.diagnostics.iter().any(|found| found.code == "several-protocols"));
        }
        assert_eq!((records[0].first_page(), records[1].first_page()), (1, pages));
        // Together they are the whole text, and each is told of its own pages.
        assert_eq!(format!("{}\u{c}{}", records[0].text, records[1].text), text);
        let told = |record: &Record| -> Vec<Option<u32>> {
            let damaged = record.diagnostics.iter().filter(|found| found.code == "page-damaged");
            damaged.map(|found| found.page).collect()
        };
        assert_eq!(told(&records[0]), [Some(1), None]);
        assert_eq!(told(&records[1]), [Some(pages), None]);
        assert!(records[1].evidence.values().all(|evidence| evidence.page == pages));
    }

    #[test]
    fn hand_corrections_are_made_in_the_file_or_in_a_protocol_of_it() {
        let text = two();
        let line = |text: &str, what: &str| {
            text.lines().position(|line| line.contains(what)).map(|at| at + 1).expect("the fixture has it")
        };
        let parts = each(&text, Vec::new(), &[]);
        let word = parts[1].text.split_whitespace().find(|word| word.chars().all(char::is_alphabetic));
        let word = word.expect("a text has words");
        let hand = |protocol, line, corrected: &str| HandCorrection {
            protocol,
            place: HandPlace::Line(line),
            original: word.to_owned(),
            corrected: corrected.to_owned(),
        };
        let own = line(&parts[1].text, word);
        let corrected = each(&text, Vec::new(), &[hand(Some(2), own, "Blad"), hand(Some(3), own, "Blad")]);
        assert_eq!(corrected[0].text, parts[0].text);
        assert_eq!(corrected[1].text, parts[1].text.replacen(word, "Blad", 1));
        let unfit = corrected[0].diagnostics.iter().find(|found| found.code == "hand-correction-unfit");
        assert!(
            unfit.is_some_and(
                |found| found.message.contains("protocol 3") && found.message.contains("no such")
            )
        );
        // A line of the whole file; what it makes of the head decides where the second protocol begins.
        let head = text.matches('\n').count() - parts[1].text.matches('\n').count();
        let corrected = each(&text, Vec::new(), &[hand(None, head + own, "Blad")]);
        assert!(corrected.iter().any(|record| record.text.contains("Blad")));
    }

    #[test]
    fn a_file_is_one_record_where_someone_says_so() {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let converter = Converter::new(&dictionary);
        let text = two();
        let (document, origin) = read("two.txt", &text);
        let records = converter.convert_each(document, origin, Vec::new(), &[], Several::Together);
        let (document, origin) = read("two.txt", &text);
        assert_eq!(records, [converter.convert(document, origin, Vec::new())]);
        assert_eq!(records[0].text, text);
        let told = records[0].diagnostics.iter().find(|found| found.code == "several-protocols");
        assert!(told.is_some_and(|found| found.message.contains("2 protocols")));
    }

    #[test]
    fn a_single_protocol_is_converted_as_ever() {
        let text = fixture("ks-are-2023-03-14.true.txt");
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let (document, origin) = read("two.txt", &text);
        let one = Converter::new(&dictionary).convert(document, origin, Vec::new());
        assert_eq!(each(&text, Vec::new(), &[]), [one]);
    }
}
