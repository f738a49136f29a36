//! Writers: a [`Record`](crate::record::Record), or repaired words in their places, in, the text of a file out, one file a format.
//!
//! `csv` and `sqlite` take many records; `html` shows the report of a run over many documents.

pub mod alto;
#[cfg(feature = "cli")]
pub mod csv;
pub mod hocr;
#[cfg(feature = "cli")]
pub mod html;
pub mod json;
pub mod json_lines;
pub mod placed;
#[cfg(feature = "sqlite")]
pub mod sqlite;
#[cfg(not(feature = "sqlite"))]
#[path = "sqlite_absent.rs"]
pub mod sqlite;
pub mod tables;
pub mod text;

use placed::PlacedText;

/// A format that holds repaired words in their places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlacedFormat {
    /// ALTO 4.4.
    Alto,
    /// hOCR 1.2.
    Hocr,
}

impl PlacedFormat {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Alto, Self::Hocr];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alto => "alto",
            Self::Hocr => "hocr",
        }
    }

    /// What its files end in, without the first full stop.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Alto => "alto.xml",
            Self::Hocr => "hocr",
        }
    }

    /// The words as a file of this format; `source` names the file that they came from.
    #[must_use]
    pub fn write(self, text: &PlacedText, source: &str) -> String {
        match self {
            Self::Alto => alto::write(text, source),
            Self::Hocr => hocr::write(text, source),
        }
    }
}
