//! The other words of a row: an office, an organisation, where somebody lives.

use super::super::said::{Said, replaces_at, said_at};
use super::groups::tells;
use super::remarks::time_at;
use super::{Reader, absence};
use crate::protocol::lex::{Kind, Token, stated};
use crate::protocol::members::is_party;
use crate::protocol::model::{Role, Text};
use crate::protocol::names::{is_cross, is_elsewhere, person_at};
use crate::protocol::organ::is_organ;
use crate::protocol::outcome;
use crate::protocol::paragraphs::is_sign;
use crate::protocol::phrases::fold;
use crate::protocol::place::remote_at;
use crate::protocol::role::{is_title, role_at};

impl Reader<'_> {
    /// Any other words: a title, an organisation, or a title before a name that follows.
    pub(super) fn run(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> usize {
        if let Some(end) = farm_at(tokens, at) {
            return end;
        }
        let end =
            (at + 1..tokens.len()).find(|&next| self.ends_run(source, tokens, next)).unwrap_or(tokens.len());
        let words = &tokens[at..end];
        let letters: usize =
            words.iter().map(|token| token.text.chars().filter(|c| c.is_alphabetic()).count()).sum();
        let title = is_title(tokens, at, self.dictionary);
        if letters < 3 && !title || tokens[at].text.starts_with(|c: char| c.is_ascii_digit()) {
            return end;
        }
        // `var närvarande vid behandlingen av § 4`
        let stays = words.iter().any(|token| token.is("närvarande") || token.is("behandlingen"));
        if self.current.is_none() && tells(words) || is_relative(&words[0]) || stays {
            return end;
        }
        // `Maj Ek, Pensionärsrådet`: the title is kommunalrådet, with a small letter.
        let named = tokens[at].is_capitalised() || outcome::is_body(tokens[at].text);
        // `Inge Al (V), tekniska nämnden`
        let body = words.len() <= 3
            && words.last().is_some_and(|last| outcome::is_body(last.text))
            && words.iter().all(|word| word.kind == Kind::Word && !word.is_capitalised());
        let council = words.len() == 1 && named && is_organ(&tokens[at]) || body;
        let title = !council && (title || !tokens[at].is_capitalised() && letters > 3);
        let text = stated(source, words);
        // `Elevrådets representant Vera Ek`: what begins a line belongs to the name after it.
        // So does an office in the plural: `avdelningscheferna Vera Ek och Bo Al`.
        let plural = title && words.last().is_some_and(|last| last.text.ends_with("rna"));
        if (at == 0 && !title || plural) && person_at(source, tokens, end, self.dictionary).is_some() {
            self.current = None;
        }
        if self.current.is_some() {
            let party = words.len() == 1 && words[0].text.chars().count() > 1 && is_party(words[0].text);
            if let Some(entry) = self.entry().filter(|entry| party && entry.row.party.is_none()) {
                entry.row.party = text;
                return end;
            }
            self.describe(text, title);
        } else {
            self.waiting.title = text;
        }
        end
    }

    /// `Vera Ek, ordförande i revisionen`: an office in another body is a title; the token after it.
    pub(super) fn presides_elsewhere(
        &mut self,
        role: Role,
        tokens: &[Token<'_>],
        at: usize,
        end: usize,
        source: &str,
    ) -> Option<usize> {
        let presides = matches!(role, Role::Chair | Role::ViceChair | Role::Member);
        let entry = self.current.filter(|_| presides && at > 0 && is_elsewhere(tokens, end))?;
        let title = stated(source, &tokens[at..end + 2]);
        let row = &mut self.entries[entry].row;
        row.title = row.title.take().or(title);
        Some(end + 2)
    }

    fn ends_run(&self, source: &str, tokens: &[Token<'_>], at: usize) -> bool {
        let token = &tokens[at];
        let mark = !matches!(token.kind, Kind::Word) || is_sign(token);
        let definite = || {
            role_at(tokens, at).is_some()
                && ["en", "na", "ne"].iter().any(|end| fold(token.text).ends_with(end))
        };
        mark || self.ticks && is_cross(token)
            || (self.current.is_none() || fold(token.text).ends_with("na")) && definite()
            || said_at(tokens, at, Said::Excused).is_some()
            || absence::exception_at(tokens, at).is_some()
            || token.is_capitalised() && person_at(source, tokens, at, self.dictionary).is_some()
            || remote_at(tokens, at).is_some()
            || token.is_and() && tokens.get(at + 1).is_some_and(Token::is_capitalised)
            || (tokens[at - 1].is("som") || tokens[at - 1].is("tillika")) && role_at(tokens, at).is_some()
            || replaces_at(tokens, at).is_some()
            || said_at(tokens, at, Said::ReplacedBy).is_some()
            || [Said::Arrived, Said::Left]
                .into_iter()
                .any(|said| said_at(tokens, at, said).is_some_and(|next| time_at(tokens, next).is_some()))
    }

    pub(super) fn describe(&mut self, text: Option<Text>, title: bool) {
        // `ledamöterna Axel Ek, Bolstad, och Karl Al, Ryr`: the farm or village that tells people apart.
        let village = self.group.is_some()
            && text.as_ref().is_some_and(|text| {
                !text.value.contains(' ')
                    && text.value.starts_with(char::is_uppercase)
                    && !outcome::is_body(&text.value)
            });
        if village && !title {
            return;
        }
        let Some(entry) = self.entry() else { return };
        let place = if title { &mut entry.row.title } else { &mut entry.row.organization };
        if place.is_none() {
            *place = text;
        }
    }
}

/// `i Öfverby`: the farm or village that tells people of one name apart; the token after it.
fn farm_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let capitals =
        tokens[at + 1..].iter().take_while(|token| token.is_capitalised() && token.gap <= 1).count();
    let preposition = ["i", "på", "å"].iter().any(|word| tokens[at].is(word));
    (preposition && capitals > 0).then_some(at + 1 + capitals)
}

/// `hvilka anmält förfall`: more about those before it.
fn is_relative(token: &Token<'_>) -> bool {
    ["hvilka", "vilka", "hvilken", "vilken", "som", "ordet"].iter().any(|word| token.is(word))
}
