//! Rows of people whose places OCR set behind the names without a column: `Vera Ek Karlstad`.

use super::super::units::Unit;
use super::Reader;
use crate::dictionary::Dictionary;
use crate::protocol::lex::{Kind, Token, stated};
use crate::protocol::names::{Person, is_name_word};
use crate::protocol::organ::organization_in;

impl Reader<'_> {
    /// Takes `Vera Ek Karlstad` apart, where most rows of the list are so; the token after it.
    pub(super) fn with_place(
        &mut self,
        source: &str,
        tokens: &[Token<'_>],
        at: usize,
        person: &Person,
    ) -> Option<usize> {
        let plain = self.trailing && at == 0 && person.party.is_none() && person.roles.is_empty();
        let length = plain.then(|| place_in(tokens, self.dictionary)).flatten()?;
        let name = stated(source, &tokens[..length])?;
        self.begin(Person { name, party: None, title: None, roles: Vec::new() });
        self.describe(stated(source, &tokens[length..]), false);
        Some(tokens.len())
    }
}

/// Whether most rows of a list are a name and a place, and nothing parts them.
pub(super) fn have_places(units: &[Unit], dictionary: &Dictionary) -> bool {
    const LEAST: usize = 3;
    let mut rows = 0;
    let mut found = 0;
    for unit in units {
        let tokens = unit.text.tokens();
        rows += 1;
        let end = tokens.iter().take_while(|token| is_name_word(token)).count();
        found += usize::from(place_in(&tokens[..end], dictionary).is_some());
    }
    found >= LEAST && 5 * found >= 3 * rows
}

/// How many of the words that look like a name are one, where the rest are a place or an organisation.
pub(super) fn place_in(words: &[Token<'_>], dictionary: &Dictionary) -> Option<usize> {
    const NAME: usize = 2;
    let first = words.first().filter(|first| dictionary.given_name_bearers(first.text) > 0)?;
    if first.kind != Kind::Word || words.len() <= NAME {
        return None;
    }
    (NAME..words.len()).find(|&at| {
        let rest: Vec<&str> = words[at..].iter().map(|word| word.text).collect();
        dictionary.place(&rest.join(" ")).is_some() || organization_in(&words[at..]) == Some(0..rest.len())
    })
}
