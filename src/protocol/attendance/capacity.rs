//! What the heading of a list says about those who stand under it.

use super::entries::Entry;
use crate::diagnostic::Diagnostic;
use crate::protocol::label::List;
use crate::protocol::members::is_party;
use crate::protocol::model::{Attendee, Presence, Role, Value};
use crate::protocol::phrases::{self, fold};
use std::sync::LazyLock;

/// The rows of all lists in printed order.
pub(super) fn rows(lists: Vec<(List, Vec<Entry>)>) -> (Vec<Attendee>, Vec<Diagnostic>) {
    let divides = Division::of(&lists);
    let mut rows: Vec<Attendee> = Vec::new();
    let mut findings = Vec::new();
    let listed: Vec<String> = lists
        .iter()
        .filter(|(list, _)| !matches!(list, List::Absent | List::Excused))
        .flat_map(|(_, entries)| entries.iter().map(|entry| entry.row.name.value.clone()))
        .collect();
    for (list, mut entries) in lists {
        // `Frånvarande: Ada Ros, ersätts av Bo Al`: who stands in for the absent is there, and in a list of those who are.
        if matches!(list, List::Absent | List::Excused) {
            entries.retain(|entry| !(entry.substitutes && listed.contains(&entry.row.name.value)));
        }
        let present = list == List::Present;
        let list = divides.meaning(list, &entries);
        for entry in entries {
            let body = matches!(list, List::Present | List::Members | List::Board);
            let list = if entry.besides && body { List::Others } else { list };
            let (row, serves_nobody) = with_capacity(entry, list, present, divides);
            if serves_nobody {
                findings.push(Diagnostic::info(
                    "substitute-serves-nobody",
                    None,
                    format!("{} serves as a substitute, but not said for whom", row.name.value),
                ));
            }
            rows.push(row);
        }
    }
    (rows, findings)
}

/// How far a protocol divides those who are there.
#[derive(Debug, Clone, Copy)]
struct Division {
    /// Whether substitutes have a list of their own.
    substitutes: bool,
    /// Whether those who decide have one.
    members: bool,
    /// Whether substitutes who serve are told from those who do not.
    apart: bool,
    /// Whether anyone has a party.
    parties: bool,
    /// Whether members are named together: `ledamöterna Vera Ek och Bo Al`.
    grouped: bool,
}

impl Division {
    fn of(lists: &[(List, Vec<Entry>)]) -> Self {
        let has = |wanted: &[List]| {
            lists.iter().any(|(list, entries)| wanted.contains(list) && !entries.is_empty())
        };
        let parties = lists.iter().flat_map(|(_, entries)| entries).any(|entry| entry.row.party.is_some());
        let apart = has(&[List::NonServing, List::ServingSubstitutes]);
        Self {
            substitutes: has(&[List::Substitutes, List::NonServing, List::ServingSubstitutes]),
            members: has(&[List::Members]) || has(&[List::Board]) && (parties || apart),
            apart,
            parties,
            grouped: lists.iter().any(|(_, entries)| grouped(entries)),
        }
    }

    /// `Närvarande` is the list of members where the protocol sets substitutes apart, or names parties or members in it.
    fn meaning(self, list: List, entries: &[Entry]) -> List {
        if list == List::Board && (self.parties || self.apart) {
            return List::Members;
        }
        if list != List::Present {
            return list;
        }
        if self.members {
            return List::Others;
        }
        let with_party = entries.iter().filter(|entry| entry.row.party.is_some()).count();
        let named =
            |role: Role| entries.iter().any(|entry| entry.row.roles.iter().any(|found| found.value == role));
        if self.substitutes || with_party * 2 > entries.len() || grouped(entries) {
            List::Members
        } else if named(Role::Member) {
            List::Board
        } else {
            List::Present
        }
    }
}

/// Whether a list names its members together: `ledamöterna Vera Ek och Bo Al`.
fn grouped(entries: &[Entry]) -> bool {
    let mut spans = entries
        .iter()
        .flat_map(|entry| &entry.row.roles)
        .filter(|role| role.value == Role::Member)
        .map(|role| role.span);
    let Some(first) = spans.next() else { return false };
    spans.any(|span| span == first)
}

/// The row, and whether it is of a substitute who serves for nobody that is named. `present` where the list is one of those who are there.
fn with_capacity(entry: Entry, list: List, present: bool, divides: Division) -> (Attendee, bool) {
    let Entry { mut row, substitutes, vacant, status_said, takes_minutes, idle, .. } = entry;
    let stated: Vec<Role> = row.roles.iter().map(|role| role.value).collect();
    let has = |role: Role| stated.contains(&role);
    if matches!(list, List::Officials | List::Others | List::Guests | List::CoOpted) {
        unknown_party_is_office(&mut row, list);
    }
    let has_office = row.title.is_some() || has(Role::Secretary) || has(Role::Official);
    let audits = row.title.as_ref().is_some_and(|title| is_of_audit(&title.value));
    let substitute = substitutes || has(Role::Substitute);
    // `Frånvarande: herr Ek, för vilken inkallats suppleanten herr Al`: the one who stands in was there.
    let stands_in = substitutes && matches!(list, List::Excused | List::Absent);
    let list = if stands_in { List::ServingSubstitutes } else { list };
    let apart = [Role::Guest, Role::Auditor, Role::Observer, Role::UnionRepresentative];
    let of_body = !apart.into_iter().any(has);
    let (role, serving) = match list {
        // `Ida Sten, adjungerad` among the members.
        List::Members if !of_body => (None, Some(false)),
        List::Board if !of_body => (None, None),
        List::Members if substitute => (Some(Role::Substitute), Some(!idle)),
        List::Members if takes_minutes && row.party.is_none() => (Some(Role::Official), Some(false)),
        List::Members
            if has(Role::Secretary)
                && row.party.is_none()
                && !has(Role::Member)
                && (divides.substitutes || present && divides.parties) =>
        {
            (Some(Role::Official), Some(false))
        }
        // Under `Närvarande`, beside members with their parties: `Vera Ek, ekonomichef`.
        List::Members
            if present
                && stated.is_empty()
                && (divides.parties || divides.grouped)
                && row.party.is_none()
                && row.title.as_ref().is_some_and(|title| is_employed(&title.value, divides.parties)) =>
        {
            (Some(Role::Official), Some(false))
        }
        List::Members => (Some(Role::Member), Some(true)),
        List::Board
            if !has(Role::Member)
                && stated.is_empty()
                && row.title.as_ref().is_some_and(|title| is_employed(&title.value, false)) =>
        {
            (Some(Role::Official), None)
        }
        List::Board if substitute => (Some(Role::Substitute), substitutes.then_some(true)),
        List::Board => (Some(Role::Member), None),
        // `Övriga: Ersättare: Vera Ek (S)`, and under it those who are employed.
        List::Substitutes | List::NonServing
            if row.party.is_none()
                && !substitute
                && (divides.parties && has_office
                    || has(Role::Secretary)
                    || row.title.as_ref().is_some_and(|title| is_of_office(&title.value))) =>
        {
            (Some(Role::Official), Some(false))
        }
        List::ServingSubstitutes => (Some(Role::Substitute), Some(true)),
        List::NonServing => (Some(Role::Substitute), Some(substitutes)),
        List::Substitutes if substitutes => (Some(Role::Substitute), Some(true)),
        List::Substitutes => {
            (Some(Role::Substitute), (divides.members || divides.apart || idle).then_some(false))
        }
        List::Present => (substitute.then_some(Role::Substitute), substitutes.then_some(true)),
        // `Frånvarande ledamöter: Vera Ek (S), 2:e vice ordförande`: who presides is a member.
        List::Excused | List::Absent if divides.members && presides(&stated) => (Some(Role::Member), None),
        List::Excused | List::Absent => (None, None),
        List::Union => (Some(Role::UnionRepresentative), Some(false)),
        List::Auditors => (Some(Role::Auditor), Some(false)),
        List::Observers => (Some(Role::Observer), Some(false)),
        List::Officials | List::Others if audits && !has(Role::Auditor) => (Some(Role::Auditor), Some(false)),
        // `Övriga: Vera Ek (S), ej tjänstgörande ersättare`
        List::Officials | List::Others | List::Guests if idle && row.party.is_some() => {
            (Some(Role::Substitute), Some(false))
        }
        List::Officials if !has_other(&stated) => (Some(Role::Official), Some(false)),
        List::Officials | List::Others | List::CoOpted if has_other(&stated) => (None, Some(false)),
        List::Others | List::CoOpted if has_office => (Some(Role::Official), Some(false)),
        List::Officials | List::Others | List::CoOpted | List::Guests => (Some(Role::Guest), Some(false)),
    };
    if let Some(role) = role.filter(|role| !has(*role)) {
        row.roles.push(Value::inferred(role, row.name.span));
    }
    row.serving = serving;
    let status = match list {
        List::Excused => Presence::Excused,
        List::Absent => Presence::Absent,
        _ => Presence::Present,
    };
    if !status_said {
        row.status = status;
    }
    if row.status != Presence::Present {
        row.serving = None;
    }
    let expected =
        matches!(list, List::Members | List::ServingSubstitutes) && role == Some(Role::Substitute) && !idle;
    let nobody = expected && row.serves_for.is_none() && !vacant;
    (row, nobody)
}

/// `Per Ek, MAS` among the officials: letters that no party goes by are an office.
fn unknown_party_is_office(row: &mut Attendee, list: List) {
    let unknown = |party: &crate::protocol::model::Text| {
        party.value.chars().count() > 1 && !is_party(&party.value) && !is_party(&party.value.to_uppercase())
    };
    if !row.party.as_ref().is_some_and(unknown) {
        return;
    }
    // Guests come from somewhere: `Per Ek, SKR`.
    let place =
        if matches!(list, List::Guests | List::CoOpted) { &mut row.organization } else { &mut row.title };
    if place.is_none() {
        *place = row.party.take();
    }
}

/// Whether the title is that of one who audits: `förtroendevald revisor`, `revisionens ordförande`.
fn is_of_audit(title: &str) -> bool {
    let folded = fold(title);
    folded.ends_with("revisor") || folded.starts_with("revisionens ") || folded.starts_with("revisorernas ")
}

/// Whether the title is that of somebody employed: `vd`, `ekonomichef`; among politicians also a profession, `ingenjör`.
fn is_employed(title: &str, among_politicians: bool) -> bool {
    static ENDS: LazyLock<Vec<(String, bool)>> = LazyLock::new(|| {
        let table = include_str!("../../../dictionaries/sources/employees.tsv");
        phrases::rows(table).map(|row| (fold(row[0]), row[1] == "office")).collect()
    });
    let folded = fold(title);
    ENDS.iter().any(|(end, office)| (*office || among_politicians) && folded.ends_with(end.as_str()))
}

/// Whether the title is an office by itself and no profession: `Stadsarkitekt`, `Byggnadsinspektör`.
fn is_of_office(title: &str) -> bool {
    const OF: [&str; 6] = ["kommun", "stads", "byggnads", "drätsel", "hälsovårds", "social"];
    let small = title.to_lowercase();
    is_employed(title, false) || is_employed(title, true) && OF.iter().any(|of| small.starts_with(of))
}

fn presides(stated: &[Role]) -> bool {
    stated.iter().any(|role| matches!(role, Role::Chair | Role::ViceChair | Role::SecondViceChair))
}

/// Whether the line itself names a capacity that is neither member nor official.
fn has_other(stated: &[Role]) -> bool {
    stated.iter().any(|role| {
        matches!(
            role,
            Role::UnionRepresentative | Role::Auditor | Role::Observer | Role::Guest | Role::Substitute
        )
    })
}
