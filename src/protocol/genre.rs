//! Documents that are no protocol: a summons with its agenda, an extract, a page that a web server gave instead.

use super::lines::Lines;
use super::model::Protocol;
use super::phrases::{fold, rows};
use crate::diagnostic::Diagnostic;
use std::sync::LazyLock;

/// Lines at the top that tell what a document is.
const TOP: usize = 30;

/// What a document is instead of a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Genre {
    /// A summons or agenda: nothing is decided yet.
    Agenda,
    /// An extract: one matter of a protocol.
    Extract,
    /// The message of a web server or viewer.
    Page,
}

static WORDS: LazyLock<Vec<(Genre, String)>> = LazyLock::new(|| {
    rows(include_str!("../../dictionaries/sources/genres.tsv"))
        .map(|row| {
            let genre = match row[0] {
                "agenda" => Genre::Agenda,
                "extract" => Genre::Extract,
                "page" => Genre::Page,
                other => unreachable!("genres.tsv names no genre {other}"),
            };
            (genre, fold(row[1]))
        })
        .collect()
});

/// What speaks against the document being a protocol.
pub(super) fn check(lines: &Lines<'_>, protocol: &Protocol) -> Option<Diagnostic> {
    let top = (0..lines.len()).map(|at| lines.get(at)).filter(|line| !line.is_blank()).take(TOP);
    let (genre, page) = top.filter_map(|line| Some((genre_of(line.text)?, line.page))).next()?;
    let decides = protocol.items.iter().any(|item| !item.decisions.is_empty());
    let message = match genre {
        Genre::Page if protocol.items.is_empty() => {
            "this looks like the page of a web server, not a protocol"
        }
        Genre::Agenda if !decides => "this looks like a summons or agenda: nothing is decided in it",
        Genre::Extract => "this looks like an extract of a protocol",
        _ => return None,
    };
    Some(match genre {
        Genre::Extract => Diagnostic::info("not-a-protocol", Some(page), message),
        _ => Diagnostic::warning("not-a-protocol", Some(page), message),
    })
}

/// What a line says that the document is: it begins with the words, and holds little else.
fn genre_of(text: &str) -> Option<Genre> {
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return None;
    }
    let folded = fold(text);
    let begins =
        |words: &str| folded.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    WORDS.iter().find(|(_, words)| begins(words)).map(|(genre, _)| *genre)
}

#[cfg(test)]
mod tests {
    use super::super::testing::unrepaired;
    use super::*;
    use crate::dictionary::Dictionary;

    fn found(source: &str) -> Option<Diagnostic> {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let text = unrepaired(source);
        super::super::read(&text, &dictionary).1.into_iter().find(|found| found.code == "not-a-protocol")
    }

    #[test]
    fn what_is_no_protocol_is_said() {
        assert!(found("Sidan saknas\nSidan du söker finns inte.\nTill startsidan\n").is_some());
        assert!(found("Osby kommun\nKALLELSE\nKommunstyrelsen kallas den 3 maj 2019\n\n1. Val av justerare\n\n2. Budget\n").is_some());
        assert!(
            found("PROTOKOLLSUTDRAG\nKommunstyrelsen 2019-05-03\n\n§ 12 Budget\nBeslut\nBudgeten antas.\n")
                .is_some()
        );
    }

    #[test]
    fn a_protocol_that_speaks_of_a_summons_is_one() {
        let source = "Osby kommun  Protokoll 2019-05-03\nKommunstyrelsen\n\n§ 1 Kallelse\nBeslut\nKallelsen godkänns.\n\n§ 2 Budget\nBeslut\nBudgeten antas.\n";
        assert_eq!(found(source), None);
    }
}
