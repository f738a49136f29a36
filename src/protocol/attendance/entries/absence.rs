//! Prose about those who are missing, and gentlemen without given names: `med undantag af herrar Ek och Al, hvilka anmält
//! laga förfall`.

use super::super::said::{Said, said_at};
use super::Reader;
use crate::protocol::lex::{Kind, Token};
use crate::protocol::model::{Presence, Role, Text, Value};
use crate::protocol::names::{Person, gentlemen_at, surnames_at};
use crate::protocol::role::role_at;

/// What a sentence says about all whom it names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Group {
    /// Whether they came.
    status: Presence,
    /// The first entry that it is about.
    first: usize,
}

impl Reader<'_> {
    /// Reads words that begin a group of absentees; gives the token after them.
    pub(super) fn begins_absence(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let next = exception_at(tokens, at).or_else(|| absent_sentence_at(tokens, at))?;
        // `Frånvarande med anmält förfall var …`
        let without = |at: usize| tokens[..at].last().is_some_and(|before| before.is("utan"));
        let excused = (at..next).any(|at| said_at(tokens, at, Said::Excused).is_some() && !without(at));
        let status = if excused { Presence::Excused } else { Presence::Absent };
        self.missing = Some(Group { status, first: self.entries.len() });
        self.group = None;
        self.current = None;
        self.waiting = super::Waiting::default();
        Some(next)
    }

    /// Gives all of the group the reason that the sentence ends with: `hvilka anmält laga förfall`.
    pub(super) fn excuse_group(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let group = self.missing?;
        let next = said_at(tokens, at, Said::Excused)?;
        for entry in self.entries.iter_mut().skip(group.first) {
            entry.row.status = Presence::Excused;
        }
        Some(next)
    }

    /// The status of a person who is named now.
    pub(super) fn group_status(&self) -> Option<Presence> {
        self.missing.map(|group| group.status)
    }

    /// `herrar Lindgren och Sköld`: a person for each surname.
    pub(super) fn gentlemen(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (mut next, names) = gentlemen_at(tokens, at)?;
        names.into_iter().for_each(|name| self.begin(alone(name)));
        // `herrar Ek, ordförande, Ros och Al`
        while let Some((end, role, names)) = after_office(tokens, next) {
            if let Some(last) = self.entries.last_mut() {
                last.row.roles.push(role);
            }
            names.into_iter().for_each(|name| self.begin(alone(name)));
            next = end;
        }
        Some(next)
    }
}

/// `, ordförande, Ros och Al`: the token after it, the role of the one before, and the surnames that go on.
fn after_office(tokens: &[Token<'_>], at: usize) -> Option<(usize, Value<Role>, Vec<Text>)> {
    let comma = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Comma);
    let (taken, role) = comma(at).then(|| role_at(tokens, at + 1)).flatten()?;
    let after = at + 1 + taken;
    let (end, names) = comma(after).then(|| surnames_at(tokens, after + 1)).flatten()?;
    let span = tokens[at + 1].span.union(tokens[after - 1].span);
    Some((end, Value::stated(role, span), names))
}

fn alone(name: Text) -> Person {
    Person { name, party: None, title: None, roles: Vec::new() }
}

/// `med undantag af`, `utom`: the token after it.
pub(super) fn exception_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let of =
        |at: usize| tokens.get(at).is_some_and(|token| token.is("af") || token.is("av") || token.is("för"));
    if tokens[at].is("med") && tokens.get(at + 1).is_some_and(|token| token.is("undantag")) && of(at + 2) {
        return Some(at + 3);
    }
    // Looked for in a few words only, so that a list of any length takes time linear in it.
    const BEFORE: usize = 6;
    let all = || {
        let near = &tokens[at.saturating_sub(BEFORE)..at];
        near.iter().any(|token| ["samtliga", "samtlige", "alla"].iter().any(|word| token.is(word)))
    };
    ((tokens[at].is("utom") || tokens[at].is("förutom")) && all()).then_some(at + 1)
}

/// `Frånvarande voro ledamoten N N`, at the beginning of a sentence.
fn absent_sentence_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let begins = at == 0 || tokens[at - 1].kind == Kind::Stop;
    // `Förhindrad att närvara var Bo Al`
    let hindered = said_at(tokens, at, Said::Excused).filter(|next| {
        tokens[*next..].iter().take(2).any(|token| ["var", "voro", "är"].iter().any(|verb| token.is(verb)))
    });
    let next =
        said_at(tokens, at, Said::Absent).or(hindered).filter(|_| begins && tokens[at].is_capitalised())?;
    // `Frånvarande utan anmält förfall var …`
    const BETWEEN: usize = 4;
    let is_verb = |token: &Token<'_>| ["var", "voro", "var:", "är", "äro"].iter().any(|word| token.is(word));
    // `… och Bo Al. Ej närvarande: Ada Ros`
    if tokens.get(next).is_some_and(|token| token.text == ":") {
        return Some(next + 1);
    }
    let between = tokens[next..].iter().take(BETWEEN).position(is_verb)?;
    let excused = between == 0 || tokens[next].is("utan") || tokens[next].is("med");
    excused.then_some(next + between + 1)
}
