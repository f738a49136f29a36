//! Plain text, pages parted by form feeds.

use crate::page::{Document, Format, Line, Page, Word};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Columns between tab stops.
const TAB: u16 = 8;

/// Reads plain text. Line ends may be LF or CR LF; a byte order mark is dropped; a tab counts as blanks to the next of the
/// tab stops, which stand every 8 columns.
#[must_use]
pub fn read(text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut pages: Vec<&str> = text.split('\u{c}').collect();
    if pages.len() > 1 && pages.last().is_some_and(|page| page.trim().is_empty()) {
        pages.pop();
    }
    let pages = pages
        .into_iter()
        .zip(1..)
        .map(|(page, number)| Page {
            number,
            lines: page.lines().map(read_line).collect(),
            ..Page::default()
        })
        .collect();
    Document { format: Format::Text, pages, ocr: None }
}

fn read_line(line: &str) -> Line {
    match is_nfc_quick(line.chars()) {
        IsNormalized::Yes => words(line.chars()),
        _ => words(line.nfc()),
    }
}

fn words(line: impl Iterator<Item = char>) -> Line {
    let mut words: Vec<Word> = Vec::new();
    let mut column = 0u16;
    let mut gap = 0u16;
    let mut in_word = false;
    for c in line {
        if c.is_whitespace() {
            let width = if c == '\t' { TAB - column % TAB } else { 1 };
            gap = gap.saturating_add(width);
            column = column.saturating_add(width);
            in_word = false;
            continue;
        }
        if !in_word {
            words.push(Word { gap, ..Word::default() });
            gap = 0;
            in_word = true;
        }
        words.last_mut().expect("a word was pushed before its first character").text.push(c);
        column = column.saturating_add(1);
    }
    Line { words, bbox: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_pages_lines_and_gaps() {
        let document = read("\u{feff}  § 1\tVal av\r\n\r\nslut\u{c}sida 2\n\u{c}");
        assert_eq!(document.pages.len(), 2);
        assert_eq!(document.pages[0].lines.len(), 3);
        assert_eq!(document.pages[0].lines[0].text(), "  § 1   Val av");
        assert!(document.pages[0].lines[1].words.is_empty());
    }

    #[test]
    fn normalises_to_nfc() {
        assert_eq!(read("a\u{30a}r").pages[0].lines[0].words[0].text, "år");
    }
}
