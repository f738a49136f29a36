//! The confusion table: what OCR makes of printed signs, and how often.

use crate::error::Result;

use super::format::{Section, damaged};

/// Which of Tesseract's language models read the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Model {
    /// The English one: it has no å ä ö.
    English,
    /// The Swedish one: it has no § % @ •.
    Swedish,
}

/// Where in its word a sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    /// Anywhere.
    Any,
    /// At the beginning.
    Start,
    /// At the end.
    End,
    /// As the whole word.
    Alone,
}

impl Position {
    /// Whether the word begins with it.
    pub(crate) fn begins_word(self) -> bool {
        matches!(self, Self::Start | Self::Alone)
    }
}

/// One row of the table: `read` is what stands in the OCR text where `truth` was printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// What was printed; empty for something read where nothing stood.
    pub truth: String,
    /// What was read; empty for something lost.
    pub read: String,
    /// Who read it.
    pub model: Model,
    /// Where in the word.
    pub position: Position,
    /// How often, as a probability given that `truth` stands there, 0..=1.
    pub rate: f32,
}

/// Parses a row of `confusions.tsv`: truth, read, model, position, count, total.
pub(crate) fn parse_row(row: &str) -> Option<Confusion> {
    let mut fields = row.split('\t');
    let mut next = || fields.next();
    let sign = |text: &str| text.replace('∅', "").replace('␣', " ");
    let (truth, read) = (sign(next()?), sign(next()?));
    let model = match next()? {
        "eng" => Model::English,
        "swe" => Model::Swedish,
        _ => return None,
    };
    let position = match next()? {
        "any" => Position::Any,
        "start" => Position::Start,
        "end" => Position::End,
        "alone" => Position::Alone,
        _ => return None,
    };
    let count: u32 = next()?.parse().ok()?;
    let total: u32 = next()?.parse().ok()?;
    if total == 0 || count > total {
        return None;
    }
    Some(Confusion { truth, read, model, position, rate: (f64::from(count) / f64::from(total)) as f32 })
}

/// The table as a section: its rows as text, so that it stays what a person reviewed.
pub(crate) fn write(rows: &[String]) -> Vec<u8> {
    rows.join("\n").into_bytes()
}

/// Reads the section.
pub(crate) fn read(section: &Section) -> Result<Vec<Confusion>> {
    let text =
        std::str::from_utf8(section.as_ref()).map_err(|_| damaged("its confusion table is not UTF-8"))?;
    text.lines()
        .map(|row| parse_row(row).ok_or_else(|| damaged(&format!("its confusion table has the row {row:?}"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_parsed() {
        let row = parse_row("ö\t6\teng\tstart\t38\t76").expect("a row");
        assert_eq!((row.truth.as_str(), row.read.as_str()), ("ö", "6"));
        assert_eq!((row.model, row.position), (Model::English, Position::Start));
        assert!((row.rate - 0.5).abs() < 1e-6);
        assert_eq!(parse_row("∅\t|\tswe\tany\t1\t10").expect("a row").truth, "");
        assert_eq!(parse_row("ö\t6\tfin\tany\t1\t10"), None);
        assert_eq!(parse_row("ö\t6\teng\tany\t11\t10"), None);
    }
}
