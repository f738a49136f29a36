//! What a line says about a person's presence: substitution, times, status, § ranges.

use super::super::said::{Said, replaces_at, said_at};
use super::Reader;
use super::groups::names_point;
use crate::protocol::lex::{Kind, Token};
use crate::protocol::model::{Presence, Role, Text, Time, Value};
use crate::protocol::names::{is_name_word, person_at};
use crate::protocol::paragraphs::{Ranges, ranges_at, ranges_from};
use crate::protocol::place::remote_at;
use crate::protocol::role::{is_honorific, role_at};
use crate::protocol::time::stretch_at;

impl Reader<'_> {
    /// What is said about the person: substitution, times, status, remote.
    pub(super) fn said(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if let Some(next) = instead_at(tokens, at).filter(|&next| !self.is_last(source, tokens, next)) {
            let (end, member) = self.member(source, tokens, next);
            self.waiting.serves_for = Some(member);
            self.current = None;
            return Some(end);
        }
        if let Some(next) = said_at(tokens, at, Said::ReplacedBy) {
            let member = self.entry().map(|entry| {
                // Who left, or was there for some §§, had been there.
                if entry.row.paragraphs.is_empty() && entry.row.left.is_none() && !entry.status_said {
                    entry.row.status = Presence::Absent;
                    entry.status_said = true;
                }
                entry.row.name.clone()
            });
            self.waiting.serves_for = Some(member);
            self.current = None;
            return Some(next);
        }
        // `Dessutom närvar kamrer N N.`
        if let Some(next) = said_at(tokens, at, Said::Besides).filter(|_| begins_sentence(tokens, at)) {
            self.besides = true;
            self.group = None;
            self.current = None;
            return Some(next);
        }
        let as_substitute = instead_at(tokens, at);
        if let Some(next) =
            as_substitute.or_else(|| replaces_at(tokens, at)).or_else(|| self.plain_for(tokens, at))
        {
            let (end, member) = self.member(source, tokens, next);
            let vacant = member.is_none();
            if let Some(entry) = self.entry() {
                entry.substitutes = true;
                entry.vacant = vacant;
                entry.row.serves_for = entry.row.serves_for.take().or(member);
            }
            return Some(end);
        }
        // `del av § 3`, `endast §§ 4-6`: the § say when one was there.
        let within = said_at(tokens, at, Said::Within);
        if let Some(next) = within.filter(|&next| self.current.is_some() && ranges_at(tokens, next).is_some())
        {
            return Some(next);
        }
        if let Some((next, medium)) = remote_at(tokens, at) {
            // `På distans: Vera Ek, Bo Al` says nothing of whoever is named before.
            if at == 0 && tokens.get(next).is_some_and(|token| token.text == ":") {
                self.current = None;
                return Some(next + 1);
            }
            if let Some(entry) = self.entry() {
                entry.row.remote.get_or_insert(medium);
            }
            return Some(next);
        }
        self.times(tokens, at).or_else(|| self.status(tokens, at))
    }

    /// Whether the person of the row is the substitute, for nobody is named after the member whom `som ersättare för` names.
    fn is_last(&self, source: &str, tokens: &[Token<'_>], member: usize) -> bool {
        let (end, _) = self.member(source, tokens, member);
        let named = |at| person_at(source, tokens, at, self.dictionary).is_some();
        self.current.is_some() && !(end..tokens.len()).any(named)
    }

    /// `för` alone, before a name or a vacancy.
    fn plain_for(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        self.current?;
        let next = tokens.get(at + 1)?;
        let name =
            is_name_word(next) || is_honorific(next) || said_at(tokens, at + 1, Said::Vacant).is_some();
        // OCR loses the dots.
        ((tokens[at].is("för") || tokens[at].is("for")) && name).then_some(at + 1)
    }

    /// The member whom a substitute replaces, and the token after name and party; `None` for a vacancy.
    fn member(&self, source: &str, tokens: &[Token<'_>], at: usize) -> (usize, Option<Text>) {
        if let Some(next) = said_at(tokens, at, Said::Vacant) {
            const LONGEST: usize = 8;
            let rest = tokens[next..].iter().take(LONGEST).position(|token| token.kind == Kind::Comma);
            return (next + rest.unwrap_or(LONGEST.min(tokens.len() - next)), None);
        }
        match person_at(source, tokens, at, self.dictionary) {
            Some((end, person)) => (end, Some(person.name)),
            // A surname alone.
            None => {
                match tokens.get(at).filter(|token| is_name_word(token) && token.text.chars().count() > 2) {
                    Some(token) => (at + 1, Some(Text::stated(token.text.to_owned(), token.span))),
                    None => (at, None),
                }
            }
        }
    }

    fn times(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if let Some(stretch) = stretch_at(tokens, at) {
            if let (Some(entry), Some(end)) = (self.entry(), stretch.end) {
                entry.row.arrived.get_or_insert(stretch.start);
                entry.row.left.get_or_insert(end);
            }
            return Some(stretch.next);
        }
        for said in [Said::Arrived, Said::Left] {
            let Some(next) = said_at(tokens, at, said) else { continue };
            let next = next + usize::from(tokens.get(next).is_some_and(|token| token.kind == Kind::Stop));
            let Some((end, time)) = time_at(tokens, next) else {
                // `från punkt 3`: no § of a protocol.
                let point = tokens.get(next).is_some_and(|token| token.is("punkt") || token.is("ärende"));
                if point {
                    return Some((next + 2).min(tokens.len()));
                }
                // `from p. 5`
                if names_point(tokens, next) {
                    return Some((next + 3).min(tokens.len()));
                }
                // `från § 12`: where it ends is not said.
                return ranges_at(tokens, next).map(|(end, _)| end);
            };
            if let Some(entry) = self.entry() {
                let place = if said == Said::Arrived { &mut entry.row.arrived } else { &mut entry.row.left };
                place.get_or_insert(time);
            }
            return Some(end);
        }
        None
    }

    fn status(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        // `uteblev utan anmält förfall`: the longer phrase is read first.
        for (said, status) in [(Said::Absent, Presence::Absent), (Said::Excused, Presence::Excused)] {
            if let Some(next) = said_at(tokens, at, said) {
                // `suppleanten Bo Al i stället för Vera Ek, som anmält förhinder`: she is missing, not he.
                let of_member = at > 0 && tokens[at - 1].is("som");
                if let Some(entry) =
                    self.entry().filter(|entry| !(of_member && entry.row.serves_for.is_some()))
                {
                    entry.row.status = status;
                    entry.status_said = true;
                }
                return Some(next);
            }
        }
        if let Some(next) = said_at(tokens, at, Said::NotServing) {
            if let Some(entry) = self.entry() {
                entry.idle = true;
            }
            return Some(next);
        }
        if let Some(next) = said_at(tokens, at, Said::Except) {
            let under =
                next + usize::from(tokens.get(next).is_some_and(|token| token.is("under") || token.is("i")));
            let skipped = ranges_at(tokens, under).or_else(|| ranges_from(tokens, under));
            return Some(skipped.map_or(next, |(end, _)| end));
        }
        let next = said_at(tokens, at, Said::Serving)?;
        if role_at(tokens, at).is_some() {
            return None;
        }
        self.serve_later(tokens, next);
        if let Some(entry) = self.entry() {
            entry.substitutes = true;
        }
        Some(next)
    }

    /// `§§ 2-4, tjg § 5`: present for some §§ and serving for others is a row for each.
    fn serve_later(&mut self, tokens: &[Token<'_>], at: usize) {
        let Some(at) = self.current.filter(|_| ranges_at(tokens, at).is_some()) else { return };
        let entry = &mut self.entries[at];
        if entry.row.paragraphs.is_empty() || entry.substitutes {
            return;
        }
        let mut serving = entry.clone();
        serving.row.paragraphs.clear();
        entry.idle = true;
        self.current = Some(self.entries.len());
        self.entries.push(serving);
    }

    pub(super) fn paragraphs(&mut self, tokens: &[Token<'_>], at: usize) -> usize {
        let Some((next, ranges)) = ranges_at(tokens, at) else { return at + 1 };
        self.add_ranges(tokens, at, ranges);
        next
    }

    /// A range without §: `27-45`.
    pub(super) fn bare_numbers(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (next, ranges) = ranges_from(tokens, at)?;
        // `p. 4-5`: points of a list, no § of a protocol.
        let stop = usize::from(at > 1 && tokens[at - 1].kind == Kind::Stop);
        let point = at > stop
            && ["p", "punkt", "punkterna", "punkter", "ärende"]
                .iter()
                .any(|word| tokens[at - 1 - stop].is(word));
        if !point && ranges.iter().any(|range| range.value.0 < range.value.1) {
            self.add_ranges(tokens, at, ranges);
        }
        Some(next)
    }

    fn add_ranges(&mut self, tokens: &[Token<'_>], at: usize, ranges: Ranges) {
        let before = at.checked_sub(1).map(|before| tokens[before].span.end);
        let Some(entry) = self.entry() else { return };
        // `ordförande § 29-35`: the range in which one presided, not that in which one was there. `vice ordförande § 29-35` was there.
        let presides = |role: &Value<Role>| Some(role.span.end) == before && role.value == Role::Chair;
        // `från kl. 13.30, § 33`: the § at which one came or left, not the only one.
        let single = matches!(&ranges[..], [range] if range.value.0 == range.value.1);
        let apart = at > 0 && tokens[at - 1].kind == Kind::Close;
        if single && !apart && entry.row.arrived.is_some() != entry.row.left.is_some() {
            return;
        }
        if !entry.row.roles.iter().any(presides) && entry.row.paragraphs.is_empty() {
            entry.row.paragraphs = ranges;
        }
    }
}

fn begins_sentence(tokens: &[Token<'_>], at: usize) -> bool {
    at == 0 || tokens[at - 1].kind == Kind::Stop || tokens[at].is_capitalised()
}

/// `såsom tjänstgörande ersättare för`: the substitute's name follows that of the member.
fn instead_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    (tokens[at].is("såsom") || tokens[at].is("som")).then(|| replaces_at(tokens, at + 1)).flatten()
}

/// A single time at `at`, with or without `kl`.
pub(super) fn time_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Time)> {
    let stretch = stretch_at(tokens, at)?;
    Some((stretch.next, stretch.start))
}
