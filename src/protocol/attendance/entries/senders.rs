//! Where the people of a list come from: `Ek, Klippan`, `Avesta: Ingrid Ek`, `Kalix kommun, genom ombudet Bo Al`.

use super::super::units::Unit;
use super::{Reader, Waiting};
use crate::protocol::lex::{Kind, Token, stated};
use crate::protocol::model::Text;
use crate::protocol::names::{is_name_word, person_at};
use crate::protocol::organ::organization_in;
use crate::protocol::party::is_interest;
use crate::protocol::phrases::fold;
use crate::protocol::place::remote_at;
use crate::protocol::role::{is_title, role_at};

impl Reader<'_> {
    /// `Region Dalarna: Sanna Ek`: who sends those whose names follow, and the token after the colon.
    pub(super) fn sender_of(&self, source: &str, tokens: &[Token<'_>]) -> Option<(Text, usize)> {
        const LONGEST: usize = 5;
        let colon = tokens
            .iter()
            .take(LONGEST + 1)
            .position(|token| token.kind == Kind::Stop && token.text == ":")?;
        let words = &tokens[..colon];
        let named = words.first().is_some_and(is_name_word)
            && remote_at(words, 0).is_none()
            && words.iter().all(|token| token.kind == Kind::Word)
            && role_at(words, 0).is_none()
            && !is_title(words, 0, self.dictionary);
        let followed = named && person_at(source, tokens, colon + 1, self.dictionary).is_some();
        followed.then(|| Some((stated(source, words)?, colon + 1))).flatten()
    }

    /// `Bertil Ek, PRO Sunne`: the organisation that the person speaks for; the token after its name.
    pub(super) fn interest(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if self.current.is_none() || !is_interest(tokens[at].text) {
            return None;
        }
        let goes_on = |token: &&Token<'_>| is_name_word(token) && token.gap <= 1;
        let end = at + 1 + tokens[at + 1..].iter().take_while(goes_on).count();
        self.describe(stated(source, &tokens[at..end]), false);
        Some(end)
    }

    /// Takes the place that a row of people begins with: `Osby   Vera Ek`, and `Nora   –` where nobody came.
    pub(super) fn begins_with_place(&mut self, units: &[Unit]) -> bool {
        let unit = &units[0];
        let beside = units.get(1).filter(|next| next.line == unit.line);
        let named = beside.is_some_and(|next| {
            let tokens = next.text.tokens();
            person_at(next.text.as_str(), &tokens, 0, self.dictionary).is_some()
        });
        let place = unit.text.as_str().trim_end_matches(':');
        let tokens = unit.text.tokens();
        // `Värmlands Skog AB     Bo Al`
        let organization = organization_in(&tokens) == Some(0..tokens.len());
        if !(named || self.places) || self.dictionary.place(place).is_none() && !organization {
            return false;
        }
        self.place = stated(unit.text.as_str(), &tokens);
        self.places = true;
        self.current = None;
        self.waiting = Waiting::default();
        true
    }

    /// `Kalix kommun, genom ombudet Bo Al`: who is represented; the token after the words that say so.
    pub(super) fn represented(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if !tokens[at].is("genom") || at == 0 || self.sender.is_some() {
            return None;
        }
        let end = at - usize::from(tokens[at - 1].kind == Kind::Comma);
        let next = at
            + 1
            + usize::from(tokens.get(at + 1).is_some_and(|token| fold(token.text).starts_with("ombud")));
        person_at(source, tokens, next, self.dictionary)?;
        self.sender = stated(source, &tokens[..end]);
        self.waiting = Waiting::default();
        self.current = None;
        Some(next)
    }

    /// `Ek, Klippan Vera Al, Åstorp`: a place and the next person's name in one run of capitals.
    pub(super) fn place_before_name(
        &mut self,
        source: &str,
        tokens: &[Token<'_>],
        at: usize,
        end: usize,
    ) -> Option<usize> {
        // An initial is no place.
        if !is_name_word(&tokens[at]) || tokens[at].text.ends_with('.') {
            return None;
        }
        let words = end - at;
        let known = (1..words.saturating_sub(1)).find(|&taken| {
            let place = source_of(source, &tokens[at..at + taken]);
            self.dictionary.place(&place).is_some()
                && self.dictionary.given_name_bearers(tokens[at + taken].text)
                    >= self.dictionary.given_name_bearers(tokens[at].text)
        });
        let by_form =
            (words == 3 && tokens.get(end).is_some_and(|token| token.kind == Kind::Comma)).then_some(1);
        let given = self.dictionary.given_name_bearers(tokens[at].text) > 0;
        let taken = known.or(by_form.filter(|_| !given))?;
        self.describe(stated(source, &tokens[at..at + taken]), false);
        self.current = None;
        let (next, person) = person_at(source, tokens, at + taken, self.dictionary)?;
        self.begin(person);
        Some(next)
    }

    /// Whether the words are the name of an organisation or place.
    pub(super) fn is_organization(&self, tokens: &[Token<'_>], at: usize, end: usize) -> bool {
        let name = tokens[at..end].iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
        // `Anders Ek, P. E. Fanbyn`: an initial begins a person's name.
        if tokens[at].text.ends_with('.') {
            return false;
        }
        let given = self.dictionary.given_name_bearers(tokens[at].text) > 0;
        let surname = self.dictionary.surname_bearers(tokens[end - 1].text) > 0;
        organization_in(&tokens[at..end]).is_some_and(|range| range.start == 0)
            || !given && (!surname || self.dictionary.place(&name).is_some())
    }
}

/// What the tokens say as printed.
pub(super) fn source_of(source: &str, tokens: &[Token<'_>]) -> String {
    stated(source, tokens).map_or_else(String::new, |text| text.value)
}
