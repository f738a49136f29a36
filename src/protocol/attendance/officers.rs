//! Chair, secretary and adjusters that the cover names apart from the lists: one row a person, with all roles.

use super::entries;
use super::units::units;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::protocol::cells::Cell;
use crate::protocol::fields::{Field, Fields};
use crate::protocol::joined::Joined;
use crate::protocol::label::Label;
use crate::protocol::lex::{Kind, Token};
use crate::protocol::lines::Line;
use crate::protocol::model::{Attendee, Presence, Role, Text, Value};
use crate::protocol::names::{Person, is_form_of_address, people, person_at};
use crate::protocol::phrases::fold;

/// Gives officers their roles. One who is in no list gets a row where the cover names officers before or among its lists;
/// signatures add no rows.
pub(super) fn add(
    rows: &mut Vec<Attendee>,
    fields: &Fields<'_>,
    dictionary: &Dictionary,
    findings: &mut Vec<Diagnostic>,
) {
    // `Beslutande: Enligt förteckning` lists nobody.
    let lists = |field: &Field<'_>| {
        matches!(field.label, Label::List(_))
            && !entries::read(&units(field.value_cells()), dictionary).is_empty()
    };
    let last_list = fields.fields.iter().rposition(lists);
    let refers =
        last_list.is_none() && fields.fields.iter().any(|field| matches!(field.label, Label::List(_)));
    for (at, field) in fields.fields.iter().enumerate() {
        let Some((person, role)) = officer_of(field, dictionary) else { continue };
        let after = last_list.map_or(!refers, |last| at > last) && !field.is_told();
        let signs = after || is_signature(&fields.fields[..at]);
        let row = match position(rows, &person.name.value, findings) {
            Some(row) => {
                rows[row].roles.push(role);
                &mut rows[row]
            }
            None if !signs => {
                // `Ordförande`, and under it her name and party, beside the lists of those who decide.
                let politician = person.party.is_some();
                let serves = rows.iter().any(|row| row.serving == Some(true));
                rows.push(officer(person, role));
                let row = rows.last_mut().expect("a row was added");
                if politician && serves {
                    row.serving = Some(true);
                    row.roles.push(Value::inferred(Role::Member, row.name.span));
                }
                row
            }
            None => continue,
        };
        if let Some(described) = described(field, dictionary) {
            row.title = row.title.take().or(described.title);
            row.organization = row.organization.take().or(described.organization);
        }
    }
}

/// What the words after the name tell: `Sekreterare: Vera Ek, utredare`.
fn described(field: &Field<'_>, dictionary: &Dictionary) -> Option<Attendee> {
    let cells = field.value_cells();
    let told = field.is_told() && cells.first().is_some_and(|first| first.text.contains(','));
    told.then(|| entries::read(&units(&cells[..1]), dictionary).into_iter().next().map(|entry| entry.row))
        .flatten()
}

/// Who presides and who takes the minutes, where a cover without lists tells so in sentences: `hade infunnit sig
/// ordföranden, grosshandlaren N N; och fördes protokollet af O. S.`
pub(super) fn told(cells: &[Cell<'_>], dictionary: &Dictionary) -> Vec<Attendee> {
    const MOST: usize = 400;
    let joined = Joined::new(cells);
    let tokens = joined.tokens();
    let tokens = &tokens[..tokens.len().min(MOST)];
    let mut rows: Vec<Attendee> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((next, person)) = person_at(joined.as_str(), tokens, at, dictionary) else {
            at += 1;
            continue;
        };
        let role = person.roles.first().cloned().or_else(|| role_before(&tokens[..at]));
        at = next;
        if let Some(role) = role.filter(|role| matches!(role.value, Role::Chair | Role::Secretary)) {
            rows.push(officer(person, role));
        }
    }
    rows
}

/// The role that the words before a name give: `ordföranden,`, `ordet fördes af`, `fördes protokollet af`.
fn role_before(tokens: &[Token<'_>]) -> Option<Value<Role>> {
    const NEAR: usize = 4;
    let joined = |token: &Token<'_>| token.kind == Kind::Comma || token.text == ":";
    let end = tokens.len() - usize::from(tokens.last().is_some_and(joined));
    let near = &tokens[end.saturating_sub(NEAR)..end];
    let last = near.last()?;
    let named = |stem: &str| near.iter().find(|token| fold(token.text).starts_with(stem));
    let by = (last.is("af") || last.is("av")).then_some(());
    let found = by.and_then(|()| {
        named("protokoll")
            .map(|word| (Role::Secretary, word))
            .or_else(|| named("ord").map(|word| (Role::Chair, word)))
    });
    let (role, word) = match found {
        Some(found) => found,
        None if fold(last.text).ends_with("ordforande") || fold(last.text).ends_with("ordforanden") => {
            (Role::Chair, last)
        }
        None => return None,
    };
    Some(Value::stated(role, word.span))
}

/// Whether what stands before an officer is a block of signatures, and no list since.
fn is_signature(before: &[Field<'_>]) -> bool {
    let last = before.iter().rev().find(|field| matches!(field.label, Label::Signatures | Label::List(_)));
    last.is_some_and(|field| field.label == Label::Signatures)
}

/// A row of names with the offices that belong to them.
pub(crate) type Signed<'t> = (Line<'t>, Vec<Value<Role>>);

/// Gives chair and secretary their roles from rows of signatures: as many names of those present as offices, in their order.
pub(super) fn sign_rows(rows: &mut [Attendee], signed: &[Signed<'_>]) {
    /// Rows of signatures that are looked at: more is no protocol.
    const MOST: usize = 40;
    let known: Vec<String> = rows.iter().map(|row| plain(&row.name.value)).collect();
    for (line, offices) in signed.iter().take(MOST) {
        let names = plain(line.text);
        let mut found: Vec<(usize, usize)> = known
            .iter()
            .enumerate()
            .filter_map(|(row, name)| Some((names.find(name.as_str())?, row)))
            .collect();
        found.sort_unstable();
        found.dedup_by_key(|(at, _)| *at);
        if found.len() != offices.len() {
            continue;
        }
        for ((_, row), office) in found.iter().zip(offices) {
            let roles = &mut rows[*row].roles;
            // Who adjusts is told elsewhere; here the chair may sign under that word too.
            if office.value != Role::Adjuster && !roles.iter().any(|role| role.value == office.value) {
                roles.push(office.clone());
                roles.sort_by_key(|role| role.value);
            }
        }
    }
}

/// Gives those who sign at the end their roles.
pub(super) fn sign(
    rows: &mut [Attendee],
    tail: &Fields<'_>,
    signed: &[Signed<'_>],
    dictionary: &Dictionary,
    findings: &mut Vec<Diagnostic>,
) {
    // An office that stands under a name says nothing about the name under it.
    let under_name = |field: &&Field<'_>| {
        signed.iter().any(|(names, offices)| {
            names.start < field.place.start && offices.iter().any(|office| office.span == field.place)
        })
    };
    for field in tail.fields.iter().filter(|field| !under_name(field)) {
        let Some((person, role)) = officer_of(field, dictionary) else { continue };
        if let Some(row) = position(rows, &person.name.value, findings) {
            rows[row].roles.push(role);
        }
    }
}

/// The first person of a field that names an officer, with the role.
fn officer_of(field: &Field<'_>, dictionary: &Dictionary) -> Option<(Person, Value<Role>)> {
    let role = office(field.label)?;
    let person = named_in(field, dictionary).into_iter().next()?;
    Some((person, Value::stated(role, field.place)))
}

fn office(label: Label) -> Option<Role> {
    match label {
        Label::Chair => Some(Role::Chair),
        Label::ViceChair => Some(Role::ViceChair),
        Label::SecondViceChair => Some(Role::SecondViceChair),
        Label::Secretary => Some(Role::Secretary),
        _ => None,
    }
}

fn officer(person: Person, role: Value<Role>) -> Attendee {
    let mut row = Attendee::named(person.name);
    row.party = person.party;
    row.title = person.title;
    row.roles.push(role);
    row
}

/// The people in the value of a field.
fn named_in(field: &Field<'_>, dictionary: &Dictionary) -> Vec<Person> {
    let units = units(field.value_cells());
    units.iter().flat_map(|unit| people(unit.text.as_str(), &unit.text.tokens(), dictionary)).collect()
}

/// Those whom the cover names to adjust, in printed order.
pub(crate) fn adjusters(fields: &Fields<'_>, dictionary: &Dictionary) -> Vec<Text> {
    let mut found: Vec<Text> = Vec::new();
    for field in fields.fields.iter().filter(|field| field.label == Label::Adjusters) {
        let units = units(field.value_cells());
        let people = units.iter().flat_map(|unit| {
            let tokens = unit.text.tokens();
            people(unit.text.as_str(), &tokens[..own_end(&tokens)], dictionary)
        });
        let people: Vec<Person> = people.collect();
        let chair = |person: &Person| person.roles.iter().any(|role| role.value == Role::Chair);
        // `Justeras   Vera Ek, ordförande   Bo Al`: the chair signs there too.
        let others = people.iter().any(|person| !chair(person));
        for person in people.into_iter().filter(|person| !(others && chair(person))) {
            if !found.iter().any(|name| is_same_person(&name.value, &person.name.value)) {
                found.push(person.name);
            }
        }
    }
    found
}

/// The token at which those who adjust only in another's place begin: `Ada Ros med Bo Al som ersättare`, `ersättare Bo Al`.
fn own_end(tokens: &[Token<'_>]) -> usize {
    let stands_in = |token: &Token<'_>| {
        let word = fold(token.text);
        word.starts_with("ersattare") || word.starts_with("supplean")
    };
    let Some(at) = tokens.iter().position(stands_in) else { return tokens.len() };
    tokens[..at].iter().rposition(|token| token.is("med")).unwrap_or(at)
}

/// Marks the rows of those who adjust; one who is not among those present is reported.
pub(crate) fn link_adjusters(rows: &mut [Attendee], adjusters: &[Text], findings: &mut Vec<Diagnostic>) {
    if rows.is_empty() {
        return;
    }
    for name in adjusters {
        let Some(row) = position(rows, &name.value, findings) else {
            let message = format!("{} is to adjust the protocol, but is not among those present", name.value);
            findings.push(Diagnostic::warning("adjuster-not-present", None, message));
            continue;
        };
        let roles = &mut rows[row].roles;
        if !roles.iter().any(|role| role.value == Role::Adjuster) {
            roles.push(Value::inferred(Role::Adjuster, name.span));
            roles.sort_by_key(|role| role.value);
        }
    }
}

/// The row of the person: the same name, else one that can only be it.
fn position(rows: &[Attendee], name: &str, findings: &mut Vec<Diagnostic>) -> Option<usize> {
    let present = |row: &Attendee| row.status == Presence::Present;
    if let Some(row) = rows.iter().position(|row| present(row) && is_same_person(&row.name.value, name)) {
        return Some(row);
    }
    let mut close =
        rows.iter().enumerate().filter(|(_, row)| present(row) && is_variant(&row.name.value, name));
    let (row, found) = close.next()?;
    // Two rows of one person are one match.
    if close.any(|(_, other)| other.name.value != found.name.value) {
        return None;
    }
    let message = format!("{name} is taken to be {}", found.name.value);
    findings.push(Diagnostic::info("name-variant", None, message));
    Some(row)
}

/// The one row whose name is another way to write `name`; `None` where a row has the name itself, or several could be meant.
pub(crate) fn variant_of<'r>(rows: &'r [Attendee], name: &str) -> Option<&'r Attendee> {
    if rows.iter().any(|row| is_same_person(&row.name.value, name)) {
        return None;
    }
    let mut close = rows.iter().filter(|row| is_variant(&row.name.value, name));
    let row = close.next()?;
    close.all(|other| other.name.value == row.name.value).then_some(row)
}

/// The name of the only one among those present whom a surname can mean: `herr Ek`, `Ek`.
pub(crate) fn in_full(name: Text, rows: &[Attendee]) -> Text {
    let mut words = name.value.split(' ');
    let (first, last) = (words.next().unwrap_or_default(), words.next_back());
    let surname = match last {
        Some(last) if is_form_of_address(&fold(first)) => last,
        Some(_) => return name,
        None => first,
    };
    let surname = surname.to_owned();
    let named = |row: &&Attendee| row.name.value.rsplit_once(' ').is_some_and(|(_, found)| found == surname);
    let mut found = rows.iter().filter(named);
    match (found.next(), found.next()) {
        (Some(row), None) => row.name.clone(),
        _ => name,
    }
}

/// Whether two names are the same but for case, accents and hyphens.
fn is_same_person(a: &str, b: &str) -> bool {
    plain(a) == plain(b)
}

fn plain(name: &str) -> String {
    name.split([' ', '-']).map(fold).collect::<Vec<_>>().join(" ")
}

/// Whether a name is another way to write one: a letter differs, a middle name is left out, the given name is an initial.
fn is_variant(known: &str, name: &str) -> bool {
    let (known, name) = (plain(known), plain(name));
    let (known_words, words): (Vec<&str>, Vec<&str>) =
        (known.split(' ').collect(), name.split(' ').collect());
    let (Some(known_last), Some(last)) = (known_words.last(), words.last()) else { return false };
    let given_agrees = match (known_words[0], words[0]) {
        // `herr Ek` who adjusts, `T. Ek` among those present.
        (_, given) if is_form_of_address(given) => true,
        (known, given) if given.chars().count() == 1 || known.chars().count() == 1 => {
            known.chars().next() == given.chars().next()
        }
        (known, given) => known == given,
    };
    // `Ek` who adjusts, `J. Ek` or `Per Ek` among those present.
    let alone = words.len() == 1 && known_words.len() > 1 && known_last == last;
    let shorter = alone || known_last == last && given_agrees && words.len() > 1;
    let misspelt = known.chars().count() > 8 && strsim::levenshtein(&known, &name) <= 1;
    // `Rå` among those present, `Olof Rå` who signs.
    let surname = known_words.len() == 1 && words.len() > 1 && known_last == last;
    // `Nils-Petter valdes till justerare.`
    let given =
        words.len() < known_words.len() && known_words.starts_with(&words) && name.chars().count() > 2;
    shorter || misspelt || surname || given
}
