//! Records as rows of tables, with keys that join them: what CSV and SQLite share.

use crate::record::{Attendee, Item, Member, Record, Vote};
use serde::Serialize;

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// The record has none.
    Null,
    /// Text; several values stand on lines of their own.
    Text(String),
    /// A number, or 0 and 1 for false and true.
    Number(i64),
}

/// A table: each row has the name of its document first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How many of the first columns make a row's key.
    pub key: usize,
    /// Its columns; those of numbers, counted from 0 where they are keys, are told from those of text.
    pub columns: &'static [(&'static str, Kind)],
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Numbers.
    Number,
}

use Kind::{Number as N, Text as T};

/// All tables.
pub const TABLES: [Table; 6] = [
    Table {
        name: "meetings",
        key: 1,
        columns: &[
            ("document", T),
            ("file", T),
            ("sha256", T),
            ("format", T),
            ("pages", N),
            ("title", T),
            ("body", T),
            ("organization", T),
            ("number", T),
            ("date", T),
            ("end_date", T),
            ("start_time", T),
            ("end_time", T),
            ("location", T),
            ("remote", T),
            ("first_paragraph", N),
            ("last_paragraph", N),
            ("contact", T),
            ("adjusters", T),
            ("approval_date", T),
            ("posted", T),
            ("removed", T),
            ("appeal_deadline", T),
            ("storage", T),
        ],
    },
    Table {
        name: "attendance",
        key: 2,
        columns: &[
            ("document", T),
            ("attendee", N),
            ("name", T),
            ("party", T),
            ("organization", T),
            ("title", T),
            ("roles", T),
            ("status", T),
            ("serving", N),
            ("serves_for", T),
            ("remote", T),
            ("paragraphs", T),
            ("arrived", T),
            ("left", T),
        ],
    },
    Table {
        name: "items",
        key: 2,
        columns: &[
            ("document", T),
            ("item", N),
            ("number", T),
            ("label", T),
            ("title", T),
            ("case_numbers", T),
            ("summary", T),
            ("presenters", T),
            ("documents", T),
            ("proposition_order", T),
            ("recusals", T),
            ("recipients", T),
            ("approved_immediately", N),
        ],
    },
    Table {
        name: "decisions",
        key: 4,
        columns: &[
            ("document", T),
            ("item", N),
            ("decision", N),
            ("clause", N),
            ("by", T),
            ("text", T),
            ("outcome", T),
        ],
    },
    Table {
        name: "votes",
        key: 3,
        columns: &[
            ("document", T),
            ("item", N),
            ("vote", N),
            ("question", T),
            ("yes", N),
            ("no", N),
            ("abstain", N),
            ("absent", N),
        ],
    },
    Table {
        name: "ballots",
        key: 4,
        columns: &[
            ("document", T),
            ("item", N),
            ("vote", N),
            ("ballot", N),
            ("name", T),
            ("party", T),
            ("choice", T),
        ],
    },
];

/// The rows of one table.
pub type Rows = Vec<Vec<Cell>>;

/// The rows that a record gives to each of [`TABLES`].
#[must_use]
pub fn rows(document: &str, record: &Record) -> [Rows; TABLES.len()] {
    let mut votes = Rows::new();
    let mut ballots = Rows::new();
    let mut decisions = Rows::new();
    for (item, row) in (0..).zip(&record.items) {
        decisions.extend(decision_rows(document, item, row));
        for (vote, row) in (0..).zip(&row.votes) {
            votes.push(vote_row(document, item, vote, row));
            ballots.extend(ballot_rows(document, item, vote, row));
        }
    }
    let attendance =
        (0..).zip(&record.attendance).map(|(number, row)| attendee_row(document, number, row)).collect();
    let items = (0..).zip(&record.items).map(|(number, row)| item_row(document, number, row)).collect();
    [vec![meeting_row(document, record)], attendance, items, decisions, votes, ballots]
}

/// What of an item is searched: heading, account and decisions.
#[must_use]
pub fn searchable(item: &Item) -> String {
    let clauses = item.decisions.iter().flat_map(|decision| &decision.clauses).map(|clause| &clause.text);
    let parts = [Some(&item.title), item.summary.as_ref()].into_iter().flatten().chain(clauses);
    parts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn meeting_row(document: &str, record: &Record) -> Vec<Cell> {
    let (source, meeting) = (&record.source, &record.meeting);
    let (approval, notice) = (record.approval.as_ref(), record.notice.as_ref());
    vec![
        text(document),
        text(&source.file),
        text(&source.sha256),
        text(&source.format),
        number(source.pages),
        text(&meeting.title),
        option(&meeting.body),
        option(&meeting.organization),
        option(&meeting.number),
        option(&meeting.date),
        option(&meeting.end_date),
        option(&meeting.start_time),
        option(&meeting.end_time),
        option(&meeting.location),
        option(&meeting.remote),
        meeting.first_paragraph.map_or(Cell::Null, number),
        meeting.last_paragraph.map_or(Cell::Null, number),
        option(&meeting.contact),
        approval.map_or(Cell::Null, |approval| lines(&approval.adjusters)),
        approval.map_or(Cell::Null, |approval| option(&approval.date)),
        notice.map_or(Cell::Null, |notice| option(&notice.posted)),
        notice.map_or(Cell::Null, |notice| option(&notice.removed)),
        notice.map_or(Cell::Null, |notice| option(&notice.appeal_deadline)),
        notice.map_or(Cell::Null, |notice| option(&notice.storage)),
    ]
}

fn attendee_row(document: &str, at: u32, row: &Attendee) -> Vec<Cell> {
    let roles: Vec<String> = row.roles.iter().map(name).collect();
    let ranges: Vec<String> = row.paragraphs.iter().map(|[first, last]| format!("{first}-{last}")).collect();
    vec![
        text(document),
        number(at),
        text(&row.name),
        option(&row.party),
        option(&row.organization),
        option(&row.title),
        lines(&roles),
        text(&name(&row.status)),
        row.serving.map_or(Cell::Null, truth),
        option(&row.serves_for),
        option(&row.remote),
        lines(&ranges),
        option(&row.arrived),
        option(&row.left),
    ]
}

fn item_row(document: &str, at: u32, row: &Item) -> Vec<Cell> {
    let with = |name: &str, more: &Option<String>| match more {
        Some(more) => format!("{name}, {more}"),
        None => name.to_owned(),
    };
    let presenters: Vec<String> = row.presenters.iter().map(|one| with(&one.name, &one.title)).collect();
    let recusals: Vec<String> = row.recusals.iter().map(member).collect();
    vec![
        text(document),
        number(at),
        option(&row.number),
        option(&row.label),
        text(&row.title),
        lines(&row.case_numbers),
        option(&row.summary),
        lines(&presenters),
        lines(&row.documents),
        option(&row.proposition_order),
        lines(&recusals),
        lines(&row.recipients),
        truth(row.approved_immediately),
    ]
}

fn decision_rows(document: &str, item: u32, row: &Item) -> Rows {
    let mut rows = Rows::new();
    for (at, decision) in (0..).zip(&row.decisions) {
        for (clause, row) in (0..).zip(&decision.clauses) {
            rows.push(vec![
                text(document),
                number(item),
                number(at),
                number(clause),
                option(&decision.by),
                text(&row.text),
                text(&name(&row.outcome)),
            ]);
        }
    }
    rows
}

fn vote_row(document: &str, item: u32, at: u32, row: &Vote) -> Vec<Cell> {
    let count = |count: Option<u32>| count.map_or(Cell::Null, number);
    vec![
        text(document),
        number(item),
        number(at),
        option(&row.question),
        count(row.yes),
        count(row.no),
        count(row.abstain),
        count(row.absent),
    ]
}

fn ballot_rows(document: &str, item: u32, vote: u32, row: &Vote) -> Rows {
    let ballot = |(at, row): (u32, &crate::record::Ballot)| {
        vec![
            text(document),
            number(item),
            number(vote),
            number(at),
            text(&row.name),
            option(&row.party),
            text(&name(&row.choice)),
        ]
    };
    (0..).zip(&row.ballots).map(ballot).collect()
}

fn member(member: &Member) -> String {
    match &member.party {
        Some(party) => format!("{} ({party})", member.name),
        None => member.name.clone(),
    }
}

/// The name that a choice of few has in JSON.
fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => unreachable!("the record's enumerations are written as their names"),
    }
}

fn text(value: &str) -> Cell {
    Cell::Text(value.to_owned())
}

fn option(value: &Option<String>) -> Cell {
    value.as_deref().map_or(Cell::Null, text)
}

fn number(value: u32) -> Cell {
    Cell::Number(i64::from(value))
}

fn truth(value: bool) -> Cell {
    Cell::Number(i64::from(value))
}

/// Several values; none at all are null.
fn lines(values: &[String]) -> Cell {
    if values.is_empty() { Cell::Null } else { Cell::Text(values.join("\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_have_keys_and_no_column_twice() {
        for table in TABLES {
            let names: Vec<&str> = table.columns.iter().map(|(name, _)| *name).collect();
            let different: std::collections::BTreeSet<&&str> = names.iter().collect();
            assert_eq!(different.len(), names.len(), "{}", table.name);
            assert_eq!(names[0], "document");
            assert!(table.columns[1..table.key].iter().all(|(_, kind)| *kind == Kind::Number));
        }
    }
}
