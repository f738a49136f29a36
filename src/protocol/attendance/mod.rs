//! Attendance: who was there, in which capacity, from when to when.
//!
//! [`units`] joins the cells of each list, [`entries`] reads them word by word with the phrases of [`said`], [`crossed`] adds what
//! crosses in columns say, [`beside`] joins what columns side by side say about each other, [`capacity`] adds what the list's heading says, and [`officers`] gives chair, secretary and adjusters their roles.

mod beside;
mod capacity;
mod chosen;
mod crossed;
mod entries;
mod officers;
mod said;
mod units;

pub(crate) use chosen::preside;
pub(crate) use officers::{Signed, adjusters, in_full, link_adjusters, variant_of};

use super::fields::{Field, Fields};
use super::label::{Label, List};
use super::model::Attendee;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;

/// The rows that the lists of the cover give, in printed order; the signatures of the tail, and those in rows, add roles.
pub(crate) fn read(
    fields: &Fields<'_>,
    tail: &Fields<'_>,
    signed: &[Signed<'_>],
    dictionary: &Dictionary,
) -> (Vec<Attendee>, Vec<Diagnostic>) {
    let mut findings = Vec::new();
    let bare = bare_headings(fields);
    let mut lists: Vec<beside::Listed> = fields
        .fields
        .iter()
        .enumerate()
        .filter_map(|(at, field)| match field.label {
            Label::List(list) => {
                let list = over(&bare, at, field).unwrap_or(list);
                let mut listed = beside::read(field, list, dictionary);
                findings.extend(crossed::apply(&mut listed, field.column(), &fields.marks));
                Some(listed)
            }
            _ => None,
        })
        .collect();
    beside::join(&mut lists);
    let lists: Vec<(List, Vec<entries::Entry>)> =
        lists.into_iter().map(|listed| (listed.list, listed.entries)).collect();
    let nobody = lists.iter().all(|(_, entries)| entries.is_empty());
    let (mut rows, found) = capacity::rows(lists);
    findings.extend(found);
    if nobody {
        rows.extend(officers::told(&fields.before, dictionary));
    }
    officers::add(&mut rows, fields, dictionary, &mut findings);
    officers::sign(&mut rows, tail, signed, dictionary, &mut findings);
    officers::sign_rows(&mut rows, signed);
    for row in &mut rows {
        row.roles.sort_by_key(|role| role.value);
        row.roles.dedup_by_key(|role| role.value);
    }
    (rows, findings)
}

impl Fields<'_> {
    /// How many people the lists hold.
    pub(crate) fn list_people(&self, dictionary: &Dictionary) -> usize {
        let lists = self.fields.iter().filter(|field| matches!(field.label, Label::List(_)));
        lists.map(|field| entries::read(&units::units(&field.cells), dictionary).len()).sum()
    }
}

impl Fields<'_> {
    /// Whether a list names those who are of the body.
    pub(crate) fn lists_members(&self, dictionary: &Dictionary) -> bool {
        let of_body = |label: Label| {
            matches!(label, Label::List(List::Present | List::Members | List::Board | List::Substitutes))
        };
        let mut lists = self.fields.iter().filter(|field| of_body(field.label));
        lists.any(|field| !entries::read(&units::units(&field.cells), dictionary).is_empty())
    }
}

/// A heading without people.
struct BareHeading {
    line: usize,
    /// Which of the fields it is.
    at: usize,
    list: List,
}

/// The headings without people, by their lines.
fn bare_headings(fields: &Fields<'_>) -> Vec<BareHeading> {
    let bare = |(at, field): (usize, &Field<'_>)| match field.label {
        Label::List(list) if field.cells.is_empty() => Some(BareHeading { line: field.line, at, list }),
        _ => None,
    };
    let mut found: Vec<BareHeading> = fields.fields.iter().enumerate().filter_map(bare).collect();
    found.sort_by_key(|heading| heading.line);
    found
}

/// What a heading without people says about the list `Närvarande` under it: `Ledamöter`, and on the next line
/// `Närvarande      Frånvarande`.
fn over(bare: &[BareHeading], at: usize, field: &Field<'_>) -> Option<List> {
    /// Lines between them, at most, and one.
    const NEAR: usize = 2;
    if field.label != Label::List(List::Present) {
        return None;
    }
    let from = bare.partition_point(|heading| heading.line + NEAR < field.line);
    let near = bare[from..].iter().take_while(|heading| heading.line < field.line);
    near.filter(|heading| heading.at < at).max_by_key(|heading| heading.at).map(|heading| heading.list)
}

#[cfg(test)]
mod crossed_tests;
#[cfg(test)]
mod heading_tests;
#[cfg(test)]
mod tests;
