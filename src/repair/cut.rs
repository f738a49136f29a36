//! A repaired text in parts: one for each protocol that a file holds, with places and pages of their own.

use super::text::{Correction, RepairedLine, RepairedText, Token};
use crate::span::{IndexedText, Span};

/// What parts pages in a text.
const PAGE_BREAK: char = '\u{c}';

impl RepairedText {
    /// The text in parts that begin at `starts`: indexes of lines, rising, the first of them 0. Places are those in the part, pages
    /// keep their numbers; a page on which a part begins in the middle is in both. One part where there is one start or none.
    #[must_use]
    pub fn cut(self, starts: &[usize]) -> Vec<Self> {
        if starts.len() < 2 {
            return vec![self];
        }
        let Self { text, mut lines, mut corrections } = self;
        let mut end = text.len();
        let mut parts: Vec<Self> = Vec::with_capacity(starts.len());
        for (part, &first) in starts.iter().enumerate().rev() {
            let own = lines.split_off(first.min(lines.len()));
            // What stands before the first line, empty pages, belongs to the first part.
            let begin = if part == 0 { 0 } else { own.first().map_or(end, |line| line.span.start) };
            let changes = corrections.split_off(corrections.partition_point(|one| one.span.start < begin));
            let is_last = parts.is_empty();
            let letters = text.slice(Span::new(begin, end));
            // The break before the next part's page parts the two; it ends no page of this one.
            let letters = if is_last { letters } else { letters.strip_suffix(PAGE_BREAK).unwrap_or(letters) };
            parts.push(moved(letters, own, changes, begin));
            end = begin;
        }
        parts.reverse();
        parts
    }
}

/// A part with its places counted from `begin`.
fn moved(
    letters: &str,
    lines: Vec<RepairedLine>,
    corrections: Vec<Correction>,
    begin: usize,
) -> RepairedText {
    let back = |span: Span| Span::new(span.start - begin, span.end - begin);
    let mut lines: Vec<RepairedLine> = lines
        .into_iter()
        .map(|line| RepairedLine {
            span: back(line.span),
            tokens: line.tokens.into_iter().map(|token| Token { span: back(token.span), ..token }).collect(),
            ..line
        })
        .collect();
    if let Some(last) = lines.last_mut() {
        // No word goes on in another protocol.
        last.joins_next = false;
    }
    let corrections = corrections.into_iter().map(|one| Correction { span: back(one.span), ..one }).collect();
    RepairedText { text: IndexedText::new(letters.to_owned()), lines, corrections }
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::repair::{RepairedText, Repairer};
    use crate::{input, layout};

    fn repaired(text: &str) -> RepairedText {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        Repairer::new(&dictionary).repair(&layout::arrange(input::text::read(text)).0)
    }

    #[test]
    fn each_part_is_a_text_of_its_own() {
        let before = "\u{c}Motet oppnades\nav Eva\n\u{c}\u{c}Namnden beslutar\natt bifalla\nNamnden beslutar\natt avsla\n";
        let whole = repaired(before);
        let line = |text: &str| {
            whole.lines.iter().position(|line| whole.line_text(line).starts_with(text)).expect("there")
        };
        let (second, third) = (line("Nämnden"), line("att bifalla") + 1);
        let parts = whole.clone().cut(&[0, second, third]);
        let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
        // The empty pages stay where they are: before the first part's page, and behind it.
        assert_eq!(
            texts,
            [
                "\u{c}Mötet öppnades\nav Eva\n\u{c}",
                "Nämnden beslutar\natt bifalla\n",
                "Nämnden beslutar\natt avslå\n"
            ]
        );
        assert_eq!(parts.iter().map(|part| part.lines[0].page).collect::<Vec<_>>(), [2, 4, 4]);
        let originals: Vec<String> = parts.iter().map(RepairedText::original).collect();
        assert_eq!(originals[0], "\u{c}Motet oppnades\nav Eva\n\u{c}");
        assert_eq!(originals[1..].concat(), "Namnden beslutar\natt bifalla\nNamnden beslutar\natt avsla\n");
        for part in &parts {
            for line in &part.lines {
                let words: Vec<&str> = line.tokens.iter().map(|token| part.text.slice(token.span)).collect();
                assert_eq!(words.join(" "), part.line_text(line));
            }
            for change in &part.corrections {
                assert!(part.text.slice(change.span) == change.corrected || change.confidence < 0.9);
            }
        }
        assert_eq!(whole.clone().cut(&[0]), [whole]);
    }
}
