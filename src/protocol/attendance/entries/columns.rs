//! Cells of a table of people that hold a mark: a tick, a dash, a party.

use super::Reader;
use crate::protocol::lex::Token;
use crate::protocol::model::{Presence, Text};
use crate::protocol::party;
use crate::protocol::phrases::fold;

/// Words over a column of offices.
const OFFICE_COLUMNS: [&str; 5] = ["befattning", "funktion", "roll", "uppdrag", "post"];

/// Whether a cell says that somebody is there: `X`, `Ja`.
pub(super) fn is_tick(text: &str) -> bool {
    matches!(fold(text).as_str(), "ja" | "x" | "1" | "0" | "narv")
}

impl Reader<'_> {
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
        self.offices |= OFFICE_COLUMNS.contains(&text.as_str());
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
