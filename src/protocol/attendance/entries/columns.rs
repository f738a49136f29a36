//! Cells of a table of people that hold a mark: a tick, a dash, a party.

use super::super::units::Unit;
use super::Reader;
use crate::protocol::column_heads;
use crate::protocol::lex::Token;
use crate::protocol::model::{Presence, Text};
use crate::protocol::names::is_cross;
use crate::protocol::party;
use crate::protocol::phrases::fold;

/// Words over a column of offices.
const OFFICE_COLUMNS: [&str; 5] = ["befattning", "funktion", "roll", "uppdrag", "post"];

/// Whether a cell says that somebody is there: `X`, `Ja`.
fn is_tick(text: &str) -> bool {
    matches!(fold(text).as_str(), "ja" | "x" | "1" | "0" | "narv")
}

/// Whether the list is a table in which those who are present have a mark, in a cell of its own or at their line's end.
pub(super) fn have_ticks(units: &[Unit]) -> bool {
    let crossed = |unit: &Unit| {
        let tokens = unit.text.tokens();
        tokens.len() > 1 && tokens.last().is_some_and(is_cross)
    };
    units.iter().any(|unit| is_tick(unit.text.as_str()))
        || units.iter().filter(|unit| crossed(unit)).count() > 1
}

impl Reader<'_> {
    /// Whether the words stand over the columns of a table: `Parti Närvarande § 213`.
    pub(super) fn heads_columns(&mut self, tokens: &[Token<'_>]) -> bool {
        let heads = column_heads::are_heads(tokens);
        self.offices |=
            heads && tokens.iter().any(|token| OFFICE_COLUMNS.contains(&fold(token.text).as_str()));
        heads
    }

    /// A cross or dash behind other words of a row, where no blanks part the columns; the token after it.
    pub(super) fn cross(&mut self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        if !self.ticks || at == 0 {
            return None;
        }
        let dash = at + 1 == tokens.len() && matches!(tokens[at].text, "-" | "–" | "—");
        if dash {
            self.mark(&tokens[at]);
        } else if is_cross(&tokens[at]) {
            let entry = self.entry()?;
            entry.ticked = true;
        } else {
            return None;
        }
        Some(at + 1)
    }

    /// A cell that is a mark in a column: a party, `Ja`, `X`, `1`.
    pub(super) fn mark(&mut self, token: &Token<'_>) -> bool {
        let text = fold(token.text);
        if is_tick(token.text) {
            if let Some(entry) = self.entry() {
                entry.ticked = true;
            }
            return true;
        }
        if matches!(text.as_str(), "-" | "–" | "—") {
            // In a table of those present, a dash stands where others have their tick.
            let ticks = self.ticks;
            if let Some(entry) = self.entry().filter(|entry| ticks && !entry.ticked && !entry.status_said) {
                entry.row.status = Presence::Absent;
                entry.status_said = true;
            }
            return true;
        }
        if matches!(text.as_str(), "nej" | "franv") {
            if let Some(entry) = self.entry() {
                entry.row.status = Presence::Absent;
                entry.status_said = true;
            }
            return true;
        }
        if !party::is_free(token) {
            return false;
        }
        let party = Text::stated(token.text.to_owned(), token.span);
        let offices = self.offices;
        match self.entry() {
            Some(entry) if entry.row.party.is_none() => entry.row.party = Some(party),
            Some(_) => return false,
            None if offices => self.waiting.title = Some(party),
            None => self.waiting.party = Some(party),
        }
        true
    }
}
