//! The words for roles, titles and forms of address, from their reviewed tables.

use super::lex::{Kind, Token};
use super::model::Role;
use super::phrases::{Phrases, fold, rows};
use crate::dictionary::Dictionary;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static ROLES: LazyLock<Phrases<Role>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../dictionaries/sources/roles.tsv"))
            .filter_map(|row| Some((*row.get(1)?, named(row.first()?)?))),
    )
});

static TITLES: LazyLock<Titles> = LazyLock::new(Titles::load);

/// The role of that name in the tables and in records.
pub(crate) fn named(name: &str) -> Option<Role> {
    Some(match name {
        "chair" => Role::Chair,
        "vice_chair" => Role::ViceChair,
        "second_vice_chair" => Role::SecondViceChair,
        "member" => Role::Member,
        "substitute" => Role::Substitute,
        "secretary" => Role::Secretary,
        "adjuster" => Role::Adjuster,
        "official" => Role::Official,
        "presenter" => Role::Presenter,
        "auditor" => Role::Auditor,
        "union_representative" => Role::UnionRepresentative,
        "observer" => Role::Observer,
        "guest" => Role::Guest,
        _ => return None,
    })
}

/// The role that the words from token `at` on name, and how many tokens they take.
pub(crate) fn role_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Role)> {
    ROLES.at(tokens, at)
}

#[derive(Debug)]
struct Titles {
    endings: Vec<String>,
    words: Phrases<()>,
    before: FxHashSet<String>,
    honorifics: FxHashSet<String>,
}

impl Titles {
    fn load() -> Self {
        let table = include_str!("../../dictionaries/sources/titles.tsv");
        let of = move |kind: &'static str| {
            rows(table).filter(move |row| row[0] == kind).filter_map(|row| row.get(1).copied())
        };
        Self {
            endings: of("ending").map(fold).collect(),
            words: Phrases::new(of("word").map(|word| (word, ()))),
            before: of("before").map(fold).collect(),
            honorifics: of("honorific").map(fold).collect(),
        }
    }
}

/// Whether `word` stands before a surname: `herr`, `fru`.
pub(crate) fn is_honorific(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && TITLES.honorifics.contains(&fold(token.text))
}

/// Whether the token is a title, or the beginning of one (`biträdande`, `tf`). A given name is none.
pub(crate) fn is_title(tokens: &[Token<'_>], at: usize, dictionary: &Dictionary) -> bool {
    let Some(token) = tokens.get(at).filter(|token| token.kind == Kind::Word) else { return false };
    if TITLES.words.at(tokens, at).is_some() {
        return true;
    }
    let word = fold(token.text);
    if TITLES.before.contains(&word) {
        return true;
    }
    ends_as_title(&word)
        && !(token.is_capitalised()
            && (dictionary.given_name_bearers(token.text) > 0 || dictionary.surname_bearers(token.text) > 0))
}

fn ends_as_title(folded: &str) -> bool {
    TITLES.endings.iter().any(|ending| folded.ends_with(ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    #[test]
    fn tells_titles_from_roles() {
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let text = tokens("2:e vice ordf. Administrativ chef Folkhälsostrateg Lindgren", 0);
        assert_eq!(role_at(&text, 0), Some((3, Role::SecondViceChair)));
        assert!(is_title(&text, 3, &dictionary) && is_title(&text, 5, &dictionary));
        assert!(!is_title(&text, 6, &dictionary));
    }

    #[test]
    fn every_row_of_the_role_table_names_a_role() {
        for row in rows(include_str!("../../dictionaries/sources/roles.tsv")) {
            assert!(row.len() == 2 && named(row[0]).is_some(), "roles.tsv: {row:?}");
        }
    }
}
