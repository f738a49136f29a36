//! Party designations: told by their form and place, never from a closed list.

use super::lex::{Kind, Token};
use super::model::Text;
use super::phrases::rows;
use super::role::role_at;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What stands in the place of a party.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Party {
    /// A designation as printed, without parentheses.
    Named(Text),
    /// `(-)`: the person has none.
    None,
}

impl Party {
    /// The designation, if there is one.
    pub(crate) fn into_text(self) -> Option<Text> {
        match self {
            Self::Named(text) => Some(text),
            Self::None => None,
        }
    }
}

/// Small-letter designations in use before about 2010, which have no capital to tell them.
const SMALL: [&str; 26] = [
    "s", "m", "c", "v", "l", "h", "k", "f", "d", "fp", "kd", "kds", "mp", "sd", "vpk", "apk", "skp", "cp",
    "bf", "nyd", "spi", "dp", "fi", "sp", "op", "rp",
];

/// Words for persons without a party.
const WITHOUT: [&str; 8] = [
    "oberoende",
    "partilös",
    "partilöst",
    "partipolitiskt obunden",
    "obunden",
    "politisk vilde",
    "vilde",
    "opolitisk",
];

/// The party in the parentheses that open at token `at`, and the tokens taken. Doubled and stray parentheses
/// (`((SD)`, `(M))`) are taken with it.
pub(crate) fn in_parentheses(tokens: &[Token<'_>], at: usize) -> Option<(usize, Party)> {
    let mut next = at;
    while tokens.get(next).is_some_and(|token| token.kind == Kind::Open) {
        next += 1;
    }
    if next == at {
        return None;
    }
    let inner = next;
    while tokens.get(next).is_some_and(|token| !matches!(token.kind, Kind::Close | Kind::Open))
        && next - inner <= 6
    {
        next += 1;
    }
    let content = &tokens[inner..next];
    if !tokens.get(next).is_some_and(|token| token.kind == Kind::Close) {
        return None;
    }
    while tokens.get(next).is_some_and(|token| token.kind == Kind::Close && (token.gap == 0 || next == inner))
    {
        next += 1;
    }
    Some((next - at, designation(content)?))
}

fn designation(content: &[Token<'_>]) -> Option<Party> {
    // OCR reads a letter and a stray sign: `($S)`, `(S.)`.
    let words: Vec<&Token<'_>> =
        content.iter().filter(|token| matches!(token.kind, Kind::Word | Kind::Comma)).collect();
    let Some(first) = words.first() else {
        return content.iter().all(|token| token.kind == Kind::Mark).then_some(Party::None);
    };
    if role_at(content, 0).is_some() {
        return None;
    }
    if WITHOUT.iter().any(|word| first.is(word)) {
        let last = words.last().expect("there is a first word");
        let text = words.iter().map(|token| token.text).collect::<Vec<_>>().join(" ").replace(" ,", ",");
        return Some(Party::Named(Text::stated(text, first.span.union(last.span))));
    }
    let [word] = words[..] else { return None };
    is_designation(word.text).then(|| Party::Named(Text::stated(word.text.to_owned(), word.span)))
}

/// Whether a word in parentheses has the form of a party: up to six letters, with a capital that is not only the first of
/// a longer word, or a small-letter designation.
fn is_designation(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let letters = word.chars().count();
    if letters == 0 || letters > 6 || !word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '/') {
        return false;
    }
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals >= 2 || capitals == 1 && letters <= 2 || SMALL.contains(&word)
}

/// Whether a word that stands free, beside a name, is a party: capitals alone, or a small-letter designation.
pub(crate) fn is_free(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && is_free_designation(token.text)
}

/// Whether the word is the short name of an organisation that is no party: `PRO`, `SKPF`.
pub(crate) fn is_interest(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        rows(include_str!("../../dictionaries/sources/interest-organizations.tsv"))
            .map(|row| row[0])
            .collect()
    });
    WORDS.contains(word)
}

fn is_free_designation(word: &str) -> bool {
    /// Forms of companies, which end the name of one, a title of capitals, and the cross in a table.
    const OTHERS: [&str; 7] = ["AB", "HB", "KB", "BRF", "VD", "X", "XX"];
    let letters = word.chars().count();
    !OTHERS.contains(&word)
        && !is_interest(word)
        && (1..=5).contains(&letters)
        && word.chars().all(char::is_uppercase)
        || SMALL.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    fn read(text: &str) -> Option<Option<String>> {
        in_parentheses(&tokens(text, 0), 0).map(|(_, party)| party.into_text().map(|text| text.value))
    }

    #[test]
    fn accepts_any_designation() {
        for party in ["S", "SD", "VÄGV", "ÖrP", "s", "vpk", "FoAr"] {
            assert_eq!(read(&format!("({party})")), Some(Some(party.to_owned())));
        }
        assert_eq!(read("( c)"), Some(Some("c".to_owned())));
        assert_eq!(read("((SD)"), Some(Some("SD".to_owned())));
        assert_eq!(read("(M))"), Some(Some("M".to_owned())));
        assert_eq!(read("(-)"), Some(None));
        assert_eq!(read("(oberoende, tidigare KD)"), Some(Some("oberoende, tidigare KD".to_owned())));
    }

    #[test]
    fn refuses_titles_roles_and_former_parties() {
        for other in ["(ordf)", "(Ekonom)", "(kommundirektör)", "(fd SD)", "(punkt A)", "(SD"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
