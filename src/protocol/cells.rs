//! The cells of a line: pieces that two or more blanks or a table rule part.

use crate::repair::RepairedText;

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'t> {
    /// Its text, without blanks and stray marks at its ends.
    pub(crate) text: &'t str,
    /// Place of its first character in the document.
    pub(crate) start: usize,
    /// Characters before it on its line.
    pub(crate) column: usize,
    /// Index of its line.
    pub(crate) line: usize,
}

impl<'t> Cell<'t> {
    /// What stands from byte `at` on, without blanks and stray marks.
    pub(crate) fn after_byte(&self, at: usize) -> Self {
        let skipped = self.text[..at].chars().count();
        let rest = Self {
            text: &self.text[at..],
            start: self.start + skipped,
            column: self.column + skipped,
            line: self.line,
        };
        rest.cleaned()
    }

    /// What stands before byte `at`, without blanks and stray marks.
    pub(crate) fn up_to_byte(&self, at: usize) -> Self {
        Self { text: &self.text[..at], ..*self }.cleaned()
    }

    fn cleaned(self) -> Self {
        let left = self.text.trim_start_matches(is_stray);
        // A small `-` or `—` that stands by itself before the text is a stray mark, one that is glued to it as well.
        let skipped = self.text[..self.text.len() - left.len()].chars().count();
        let text = left.trim_end_matches(|c| is_stray(c) && c != '-');
        let text = match text.strip_suffix('-') {
            Some(rest) if !rest.ends_with(char::is_alphabetic) => rest.trim_end_matches(is_stray),
            _ => text,
        };
        Self { text, start: self.start + skipped, column: self.column + skipped, line: self.line }
    }
}

/// The cells of line `index`, from left to right; none for a blank line.
pub(crate) fn cells(text: &RepairedText, index: usize) -> Vec<Cell<'_>> {
    let Some(line) = text.lines.get(index) else { return Vec::new() };
    let raw = text.text.slice(line.span);
    let mut out = Vec::new();
    let mut begin: Option<(usize, usize)> = None;
    let mut blanks = 0;
    let mut last_byte = 0;
    for (column, (byte, c)) in raw.char_indices().enumerate() {
        let rule = matches!(c, '|' | '¦');
        if c.is_whitespace() || rule {
            blanks += if rule { 2 } else { 1 };
            continue;
        }
        if let Some((from, at)) = begin.filter(|_| blanks > 1) {
            push(&mut out, &raw[from..last_byte], line.span.start, at, index);
            begin = None;
        }
        begin = begin.or(Some((byte, column)));
        blanks = 0;
        last_byte = byte + c.len_utf8();
    }
    if let Some((from, at)) = begin {
        let last = &raw[from..last_byte];
        let dash = absent_at(last).filter(|&dash| dash > 0 || !out.is_empty());
        push(&mut out, &last[..dash.unwrap_or(last.len())], line.span.start, at, index);
        if let Some(dash) = dash {
            let before = last[..dash].chars().count();
            let (start, column) = (line.span.start + at + before, at + before);
            out.push(Cell { text: &last[dash..], start, column, line: index });
        }
    }
    out
}

/// The byte of a dash that ends a row and stands where others have their mark: alone, or behind a party.
fn absent_at(text: &str) -> Option<usize> {
    let rest = text.strip_suffix(['-', '–', '—'])?;
    let before = rest.strip_suffix(' ').map(|rest| rest.rsplit(' ').next().unwrap_or_default());
    let party = before
        .is_some_and(|word| (1..=4).contains(&word.chars().count()) && word.chars().all(char::is_uppercase));
    (rest.is_empty() || party).then_some(rest.len())
}

fn push<'t>(out: &mut Vec<Cell<'t>>, text: &'t str, line_start: usize, column: usize, line: usize) {
    let cell = Cell { text, start: line_start + column, column, line }.cleaned();
    if !cell.text.is_empty() {
        out.push(cell);
    }
}

/// Marks that table rules, dotted lines and dirt leave behind.
fn is_stray(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '|' | '¦'
                | '_'
                | '—'
                | '–'
                | '-'
                | '='
                | '~'
                | '…'
                | '"'
                | '\''
                | '”'
                | '’'
                | '“'
                | '»'
                | '«'
                | '>'
                | '<'
                | '^'
                | '¬'
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::testing::unrepaired;

    #[test]
    fn columns_and_stray_marks() {
        let text = unrepaired(" Plats och tid    Åsgården,  | kl. 9 _\n| Organ = —\nBygg- och\n— -");
        let found: Vec<(&str, usize, usize)> =
            cells(&text, 0).into_iter().map(|cell| (cell.text, cell.start, cell.column)).collect();
        assert_eq!(found, [("Plats och tid", 1, 1), ("Åsgården,", 18, 18), ("kl. 9", 31, 31)]);
        assert_eq!(cells(&text, 1)[0].text, "Organ");
        assert_eq!(cells(&text, 2)[0].text, "Bygg- och");
        assert!(cells(&text, 3).is_empty());
    }
}
