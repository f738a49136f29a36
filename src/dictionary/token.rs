//! What n-grams count as words: the same in training and in repair.

use std::borrow::Cow;

use super::ngram::WordHash;

/// Stands for the beginning and the end of a sentence.
pub const BOUNDARY: &str = "<s>";
/// Stands for every token with a digit.
pub const NUMBER: &str = "<num>";
/// Stands for every word that is not in the lexicon, but for [`UNLISTED`].
pub const UNKNOWN: &str = "<unk>";
/// Stands for every word of the training text that is not in the lexicon and has a capital where no sentence begins: foreign words and
/// abbreviations for the most part. In a protocol such a word is held for a [`NAME`].
pub const UNLISTED: &str = "<unlisted>";
/// Stands for every name, of people and of places, that is no common word too, and for unknown names.
pub const NAME: &str = "<name>";
/// Stands for the genitives of names.
pub const GENITIVE: &str = "<genitive>";

/// The kinds of names that one word stands for in n-grams: of names the training text tells where they stand, and not which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameClass {
    /// `Svalöv`, `Vera`.
    Name,
    /// `Svalövs`, `Veras`.
    Genitive,
}

impl NameClass {
    /// The word that stands for all of the kind.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => NAME,
            Self::Genitive => GENITIVE,
        }
    }
}

/// The sign before or behind the number of a paragraf; doubled it is the same to n-grams.
pub const SECTION: &str = "§";
/// The sign behind a share.
pub const PERCENT: &str = "%";

/// A token without the punctuation around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stripped<'t> {
    /// Opening brackets, quotes, dashes.
    pub before: &'t str,
    /// What is left: begins and ends with a letter, a digit or a sign that is no punctuation.
    pub core: &'t str,
    /// Closing punctuation.
    pub after: &'t str,
}

/// Takes the punctuation off a token.
#[must_use]
pub fn strip(token: &str) -> Stripped<'_> {
    let core = token.trim_start_matches(is_punctuation);
    let before = &token[..token.len() - core.len()];
    let core_end = core.trim_end_matches(is_punctuation).len();
    Stripped { before, core: &core[..core_end], after: &core[core_end..] }
}

/// Punctuation that stands around words and is no part of them.
#[must_use]
pub fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ':'
            | ';'
            | '!'
            | '?'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '"'
            | '\''
            | '”'
            | '“'
            | '„'
            | '’'
            | '‘'
            | '»'
            | '«'
            | '-'
            | '–'
            | '—'
            | '/'
            | '…'
            | '•'
            | '*'
            | '<'
            | '>'
            | '='
            | '_'
            | '~'
            | '·'
            | '+'
            | '\\'
            | '^'
            | '`'
            | '´'
    )
}

/// Whether a sentence ends after a token with this punctuation behind it.
#[must_use]
pub fn ends_sentence(after: &str) -> bool {
    after.contains(['.', '!', '?'])
}

/// What n-grams know a token's core as; `None` for a token that they pass over.
#[must_use]
pub fn model_word(core: &str) -> Option<Cow<'static, str>> {
    match core {
        SECTION | "§§" => Some(Cow::Borrowed(SECTION)),
        PERCENT => Some(Cow::Borrowed(PERCENT)),
        _ if core.chars().any(|c| c.is_ascii_digit()) => Some(Cow::Borrowed(NUMBER)),
        _ => core.chars().any(char::is_alphabetic).then(|| Cow::Owned(lower(core))),
    }
}

/// The form in which the lexicon and the n-grams know a word.
#[must_use]
pub fn lower(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// Letters after which a genitive takes no s.
const WITHOUT_S: [char; 3] = ['s', 'x', 'z'];

/// The genitive of a name in lower case; `None` where it is the name itself.
#[must_use]
pub fn genitive(name: &str) -> Option<String> {
    (!name.ends_with(WITHOUT_S)).then(|| format!("{name}s"))
}

/// The hash of [`BOUNDARY`].
#[must_use]
pub fn boundary() -> WordHash {
    WordHash::of(BOUNDARY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn punctuation_comes_off() {
        assert_eq!(strip("(Mötet),"), Stripped { before: "(", core: "Mötet", after: ")," });
        assert_eq!(strip("--"), Stripped { before: "--", core: "", after: "" });
        assert_eq!(strip("t.ex."), Stripped { before: "", core: "t.ex", after: "." });
    }

    #[test]
    fn digits_make_numbers() {
        assert_eq!(model_word("2025-11-21").as_deref(), Some(NUMBER));
        assert_eq!(model_word("Övrigt").as_deref(), Some("övrigt"));
        assert_eq!(model_word("§§").as_deref(), Some(SECTION));
        assert_eq!(model_word("&"), None);
    }
}
