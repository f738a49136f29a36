//! What stands in parentheses behind a name: a party, an office, or anything else that is read like the rest of the row.

use super::super::said::replaces_at;
use super::Reader;
use super::senders::source_of;
use crate::protocol::lex::{Kind, Token, stated};
use crate::protocol::members::is_party_name;
use crate::protocol::names::person_at;
use crate::protocol::organ::organization_in;
use crate::protocol::paragraphs::is_sign;
use crate::protocol::party;
use crate::protocol::phrases::fold;
use crate::protocol::role::{is_title, role_at};

impl Reader<'_> {
    /// Reads a parenthesis; gives the token after it.
    pub(super) fn parentheses(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> usize {
        if let Some((taken, party)) = party::in_parentheses(tokens, at) {
            // `(S)  Vera Ek`: the party stands before the name.
            if at == 0 && person_at(source, tokens, taken, self.dictionary).is_some() {
                self.current = None;
            }
            match self.entry() {
                Some(entry) if entry.row.party.is_none() => entry.row.party = party.into_text(),
                Some(_) => {}
                None => self.waiting.party = party.into_text(),
            }
            return at + taken;
        }
        let Some(end) = closing(tokens, at) else { return at + 1 };
        let inner = &tokens[at + 1..end];
        // `(Socialdemokraterna)`, `(Frimodig kyrka)`
        if is_party_name(&source_of(source, inner))
            && let Some(entry) = self.entry().filter(|entry| entry.row.party.is_none())
        {
            entry.row.party = stated(source, inner);
            return end + 1;
        }
        // `(punkt 3)`: a point of a list, no § of a protocol.
        if inner.first().is_some_and(|first| fold(first.text).starts_with("punkt")) {
            return end + 1;
        }
        if role_at(inner, 0).is_none() && self.is_office(inner) {
            // `(ekonom § 2)`
            let office = inner.iter().position(is_sign).unwrap_or(inner.len());
            self.describe(stated(source, &inner[..office]), true);
            if office < inner.len() {
                self.paragraphs(inner, office);
            }
            return end + 1;
        }
        // `(Region Kronoberg, antecknare)`
        let part = inner.iter().position(|token| token.kind == Kind::Comma);
        let from = part
            .filter(|&comma| self.current.is_some() && organization_in(&inner[..comma]) == Some(0..comma));
        let mut next = from.map_or(0, |comma| comma + 1);
        if let Some(comma) = from {
            self.describe(stated(source, &inner[..comma]), false);
        }
        while next < inner.len() {
            next = self.step(source, inner, next).max(next + 1);
        }
        end + 1
    }

    /// Whether a parenthesis holds an office: one of its words before the first comma is a title.
    fn is_office(&self, inner: &[Token<'_>]) -> bool {
        let end = inner.iter().position(|token| token.kind != Kind::Word).unwrap_or(inner.len());
        (0..end).any(|at| is_title(inner, at, self.dictionary))
            && (0..end).all(|at| replaces_at(inner, at).is_none())
    }
}

/// The token that closes the parenthesis at `at`; `None` where it stays open for long.
fn closing(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
        match token.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}
