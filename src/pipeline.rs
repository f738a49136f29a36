//! From a document to its record: composition of the rooms, and nothing else.

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::export::placed::{PlacedText, Sheet};
use crate::page::Document;
use crate::record::{Generator, Record, Source};
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
        Self { file: file.into(), sha256: hexadecimal(&Sha256::digest(bytes)) }
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
        self.make(document, origin, findings, |_, _| ()).0
    }

    /// The same, with the repaired words in their places on the pages.
    #[must_use]
    pub fn convert_placed(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
    ) -> (Record, PlacedText) {
        self.make(document, origin, findings, PlacedText::new)
    }

    /// The record, and what `keep` takes from the repaired text.
    fn make<T>(
        &self,
        document: Document,
        origin: Origin,
        findings: Vec<Diagnostic>,
        keep: impl FnOnce(&[Sheet], &RepairedText) -> T,
    ) -> (Record, T) {
        let source = Source {
            file: origin.file,
            sha256: origin.sha256,
            format: document.format.name().to_owned(),
            pages: u32::try_from(document.pages.len()).unwrap_or(u32::MAX),
            ocr: document.ocr.as_ref().map(Into::into),
        };
        let sheets: Vec<Sheet> = document.pages.iter().map(Sheet::of).collect();
        let mut diagnostics = findings;
        let (layout, found) = layout::arrange(document);
        diagnostics.extend(found);
        let text = self.repairer.repair(&layout);
        let (protocol, found) = protocol::read(&text, self.dictionary);
        diagnostics.extend(found);
        let kept = keep(&sheets, &text);
        (Record::new(self.generator(), source, &protocol, text, &diagnostics), kept)
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
