//! Words and marks of a line, each with its place: what the small parsers of this room read.

use super::model::Text;
use super::phrases::rows;
use crate::span::Span;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A run of letters, digits and the marks inside it: `Per-Åke`, `13.30`, `1:e`, `kl.`, `§§`.
    Word,
    /// `,` or `;`.
    Comma,
    /// A full stop or colon that ends something.
    Stop,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// Any other sign.
    Mark,
}

/// A word or mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its characters.
    pub(crate) text: &'t str,
    /// Its place.
    pub(crate) span: Span,
    /// Blanks before it; a line break counts as one.
    pub(crate) gap: usize,
    /// Byte offset of its first character in the text it was cut from.
    pub(crate) byte: usize,
}

impl Token<'_> {
    /// Whether it is a word that begins with a capital letter.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.kind == Kind::Word && self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is this word, whatever the case.
    pub(crate) fn is(&self, word: &str) -> bool {
        let bare = self.text.trim_end_matches('.');
        // A small letter may have one byte more or less than its capital, but no Swedish one has.
        self.kind == Kind::Word
            && (bare == word
                || bare.len().abs_diff(word.len()) < 3
                    && bare.chars().flat_map(char::to_lowercase).eq(word.chars()))
    }

    /// Whether it joins two members of a list.
    pub(crate) fn is_and(&self) -> bool {
        self.kind == Kind::Mark && self.text == "&" || self.is("och") || self.is("samt") || self.text == "o"
    }
}

/// Cuts `text`, whose first character stands at `start`, into words and marks.
pub(crate) fn tokens(text: &str, start: usize) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    let (mut at, mut gap) = (start, 0);
    while let Some((byte, c)) = chars.next() {
        if c.is_whitespace() {
            gap += 1;
            at += 1;
            continue;
        }
        let mut end = byte + c.len_utf8();
        let mut length = 1;
        let kind = mark_kind(c);
        let kind = kind.unwrap_or(Kind::Word);
        if kind == Kind::Word {
            while let Some(&(next, n)) = chars.peek() {
                if n.is_whitespace()
                    || mark_kind(n).is_some() && !(is_inner(n) && inner_follows(text, next, n))
                {
                    break;
                }
                if is_section_sign(c) != is_section_sign(n) && (is_section_sign(c) || is_section_sign(n)) {
                    break;
                }
                // `kl.16.20`
                let figure_next = text[next + n.len_utf8()..].starts_with(|c: char| c.is_ascii_digit());
                if n == '.' && figure_next && is_abbreviation(&text[byte..end]) {
                    break;
                }
                // `hrr.Ek`
                let name_next = text[next + n.len_utf8()..].starts_with(char::is_uppercase);
                if n == '.' && name_next && matches!(&text[byte..end], "hr" | "hrr") {
                    break;
                }
                end = next + n.len_utf8();
                length += 1;
                chars.next();
            }
            if text[end..].starts_with('.') && is_abbreviation(&text[byte..end]) {
                end += 1;
                length += 1;
                chars.next();
            }
        }
        out.push(Token { kind, text: &text[byte..end], span: Span::new(at, at + length), gap, byte });
        at += length;
        gap = 0;
    }
    out
}

/// The text that `tokens` cover in `source` (the text they were cut from), white space folded.
pub(crate) fn stated(source: &str, tokens: &[Token<'_>]) -> Option<Text> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let value = fold_space(&source[first.byte..last.byte + last.text.len()]);
    Some(Text::stated(value, first.span.union(last.span)))
}

/// `text` with every run of white space as one blank, none at the ends.
pub(crate) fn fold_space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn mark_kind(c: char) -> Option<Kind> {
    match c {
        ',' | ';' => Some(Kind::Comma),
        '.' | ':' => Some(Kind::Stop),
        '(' | '[' | '{' => Some(Kind::Open),
        ')' | ']' | '}' => Some(Kind::Close),
        c if c.is_alphanumeric() || is_section_sign(c) => None,
        _ => Some(Kind::Mark),
    }
}

pub(crate) fn is_section_sign(c: char) -> bool {
    c == '§'
}

/// Marks that may stand inside a word.
fn is_inner(c: char) -> bool {
    matches!(c, '-' | '‑' | '.' | ':' | '\'' | '’' | '/' | '@' | '_')
}

/// Whether the inner mark at byte `at` is followed by something that goes on with the word.
fn inner_follows(text: &str, at: usize, mark: char) -> bool {
    let rest = &text[at + mark.len_utf8()..];
    match rest.chars().next() {
        Some(c) if c.is_alphanumeric() => true,
        // A word cut before a joint ending: `Miljö- och byggnadsnämnden`.
        _ => mark == '-' && text[..at].chars().next_back().is_some_and(char::is_alphabetic),
    }
}

/// Short words that are written with a full stop of their own.
const ABBREVIATED: [&str; 28] = [
    "kl", "nr", "ordf", "sekr", "ers", "supp", "suppl", "tjg", "tgj", "tj", "tf", "bitr", "stf", "v", "t",
    "o", "m", "f", "e", "d", "st", "ca", "dnr", "tom", "fom", "dr", "bl", "a",
];

/// Given names and titles cut short: `Aug.`, `handl.`
static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    rows(include_str!("../../dictionaries/sources/name-abbreviations.tsv")).map(|row| row[0]).collect()
});

/// Whether the word is a given name cut short, with its full stop: `And.`, `Gust.`
pub(crate) fn is_cut_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.strip_suffix('.').is_some_and(|bare| NAMES.contains(bare))
}

/// Whether a full stop after `word` belongs to it: `kl.`, `ordf.`, an initial.
fn is_abbreviation(word: &str) -> bool {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return false };
    NAMES.contains(word)
        || if first.is_uppercase() { chars.next().is_none() } else { ABBREVIATED.contains(&word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text, 0).iter().map(|token| token.text).collect()
    }

    #[test]
    fn keeps_marks_inside_words() {
        assert_eq!(
            words("Per-Åke N. Öst (S), 1:e vice ordf., kl. 13.30-16.05"),
            ["Per-Åke", "N.", "Öst", "(", "S", ")", ",", "1:e", "vice", "ordf.", ",", "kl.", "13.30-16.05"]
        );
        assert_eq!(words("§§31-33 Miljö- och hälsa."), ["§§", "31-33", "Miljö-", "och", "hälsa", "."]);
    }

    #[test]
    fn counts_places_in_characters() {
        let tokens = tokens("å  Öl", 7);
        assert_eq!(tokens[1].span, Span::new(10, 12));
        assert_eq!(tokens[1].gap, 2);
    }
}
