//! Reads a list of people word by word: who is named, and what is said about each.

mod absence;
mod brackets;
mod columns;
mod groups;
mod remarks;
mod runs;
mod senders;
mod trailing;

use super::said::replaces_at;
use super::units::Unit;
use crate::dictionary::Dictionary;
use crate::protocol::ballots::is_result;
use crate::protocol::lex::{Kind, Token, stated};
use crate::protocol::members::is_party_name;
use crate::protocol::model::{Attendee, Role, Text, Value};
use crate::protocol::names::{Person, person_at};
use crate::protocol::organ::{is_organ, organization_in};
use crate::protocol::paragraphs::is_sign;
use crate::protocol::party;
use crate::protocol::phrases::fold;
use crate::protocol::role::{is_honorific, role_at};
use crate::protocol::time::stretch_at;
use groups::{counts_heads, is_group_heading, is_group_without_names, names_point};

/// A person of a list with what the list's heading does not say.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The row as far as the line itself tells.
    pub(super) row: Attendee,
    /// Whether the line says that the person serves as a substitute.
    pub(super) substitutes: bool,
    /// Whether the seat has no other holder.
    pub(super) vacant: bool,
    /// Whether the line itself gives a status.
    pub(super) status_said: bool,
    /// Whether the line says that the substitute does not serve.
    pub(super) idle: bool,
    /// Whether the row has a tick.
    pub(super) ticked: bool,
    /// The line on which the person is named.
    pub(super) line: usize,
    /// Whether the person is said to have been there to take the minutes: `tjänstgjorde som sekreterare`.
    pub(super) takes_minutes: bool,
    /// Whether the sentence says that the person was there beside the body: `Dessutom närvar …`.
    pub(super) besides: bool,
}

/// Reads the units of one list.
pub(super) fn read(units: &[Unit], dictionary: &Dictionary) -> Vec<Entry> {
    let mut reader = Reader {
        dictionary,
        entries: Vec::new(),
        current: None,
        waiting: Waiting::default(),
        group: None,
        offices: false,
        ticks: columns::have_ticks(units),
        missing: None,
        sender: None,
        group_serves: false,
        titles: None,
        last_of_group: false,
        party: None,
        place: None,
        places: false,
        besides: false,
        line: 0,
        senders: has_senders(units, dictionary),
        trailing: trailing::have_places(units, dictionary),
    };
    let mut at = 0;
    while at < units.len() {
        let names = units[at..].iter().take_while(|unit| reader.is_name_alone(unit)).count();
        let columns =
            units[at + names..].iter().take(names + 1).take_while(|unit| reader.is_attribute(unit)).count();
        // Names in a run and as many parties or roles after them: a table that was read column by column.
        if names > 1 && columns == names && apart(&units[at..at + names + columns]) {
            let first = reader.entries.len();
            units[at..at + names].iter().for_each(|unit| reader.unit(unit, true));
            for (index, unit) in units[at + names..at + names + columns].iter().enumerate() {
                reader.current = Some(first + index);
                reader.unit(unit, false);
            }
            at += names + columns;
        } else {
            // Looking ahead costs the length of the run, so the whole run is read before looking again.
            for index in at..at + names.max(1) {
                let new_line = index == 0 || units[index - 1].line != units[index].line;
                if new_line {
                    reader.place = None;
                    if reader.begins_with_place(&units[index..]) {
                        continue;
                    }
                }
                if new_line && reader.name_comes_later(&units[index..]) {
                    reader.current = None;
                }
                reader.unit(&units[index], new_line);
            }
            at += names.max(1);
        }
    }
    reader.entries
}

/// Whether every unit stands on a line of its own.
fn apart(units: &[Unit]) -> bool {
    units.windows(2).all(|pair| pair[0].line < pair[1].line)
}

/// What stands before a name that has not come yet.
#[derive(Debug, Default)]
struct Waiting {
    roles: Vec<Value<Role>>,
    title: Option<Text>,
    party: Option<Text>,
    serves_for: Option<Option<Text>>,
}

struct Reader<'d> {
    dictionary: &'d Dictionary,
    entries: Vec<Entry>,
    /// The entry that attributes belong to.
    current: Option<usize>,
    waiting: Waiting,
    /// A role in the plural (`ledamöterna`), which holds for every name up to the next role.
    group: Option<Value<Role>>,
    /// Whether the list is a table whose head names a column of offices.
    offices: bool,
    /// Those whom the sentence says to be missing.
    missing: Option<absence::Group>,
    /// Whether the list is a table in which those who are present have a tick.
    ticks: bool,
    /// Whose people the unit names: `Avesta: Ingrid Ek`, `Kalix kommun, genom ombudet Bo Al`.
    sender: Option<Text>,
    /// Whether the sentence says that the group serves: `I deras ställe tjänstgjorde suppleanterna …`.
    group_serves: bool,
    /// A title in the plural, which holds for those who follow up to the one after "och".
    titles: Option<Text>,
    /// Whether the next name is the last of an enumeration.
    last_of_group: bool,
    /// The party under whose name the rows stand: `Centerpartiet   Vera Ek`.
    party: Option<Text>,
    /// The place that those of the row come from: `Osby   Vera Ek, Bo Al`.
    place: Option<Text>,
    /// Whether rows begin with places.
    places: bool,
    /// Whether those who follow are told to have been there beside the body.
    besides: bool,
    /// The line that is read.
    line: usize,
    /// Whether the second cells of the rows say where those in the first ones come from.
    senders: bool,
    /// Whether rows end in places that no column parts from the names.
    trailing: bool,
}

/// Whether most rows of a table have a person in the first cell and a place or an organisation in the second, and few a
/// second person there: what looks like a name in such a cell, `Skåne Nordost`, is none.
fn has_senders(units: &[Unit], dictionary: &Dictionary) -> bool {
    const LEAST: usize = 3;
    let mut sent = 0;
    let mut others = 0;
    let rows = units.chunk_by(|first, second| first.line == second.line).filter(|row| row.len() == 2);
    for row in rows {
        let (first, second) = (row[0].text.tokens(), row[1].text.tokens());
        if person_at(row[0].text.as_str(), &first, 0, dictionary).is_none() {
            continue;
        }
        let place = second.first().is_some_and(|token| dictionary.place(token.text).is_some());
        if place || organization_in(&second).is_some_and(|found| found.start == 0) {
            sent += 1;
        } else {
            others += 1;
        }
    }
    sent >= LEAST && sent > 2 * others
}

impl Reader<'_> {
    fn is_name_alone(&self, unit: &Unit) -> bool {
        let tokens = unit.text.tokens();
        person_at(unit.text.as_str(), &tokens, 0, self.dictionary).is_some_and(|(end, person)| {
            end == tokens.len() && person.party.is_none() && person.roles.is_empty()
        })
    }

    fn is_attribute(&self, unit: &Unit) -> bool {
        let tokens = unit.text.tokens();
        let Some(first) = tokens.first() else { return false };
        first.kind == Kind::Open
            && party::in_parentheses(&tokens, 0).is_some_and(|(end, _)| end == tokens.len())
            || tokens.len() == 1 && party::is_free(first)
            || role_at(&tokens, 0)
                .is_some_and(|(taken, _)| taken == tokens.len() || replaces_at(&tokens, 0).is_some())
            || replaces_at(&tokens, 0).is_some()
    }

    /// Whether the row that begins with the first of `units` has its name in a later cell: `Kassör   Vera Ek   Ja`.
    fn name_comes_later(&self, units: &[Unit]) -> bool {
        const CELLS: usize = 6;
        let row = units.iter().take(CELLS).take_while(|unit| unit.line == units[0].line);
        let mut names = row.map(|unit| {
            let tokens = unit.text.tokens();
            person_at(unit.text.as_str(), &tokens, 0, self.dictionary).is_some()
        });
        !names.next().unwrap_or(true) && names.any(|name| name)
    }

    fn unit(&mut self, unit: &Unit, new_line: bool) {
        let tokens = unit.text.tokens();
        let source = unit.text.as_str();
        let mut from = 0;
        self.line = unit.line;
        self.sender = None;
        self.titles = None;
        self.last_of_group = false;
        if new_line && self.heads_columns(&tokens) {
            self.current = None;
            return;
        }
        if is_party_name(source.trim_end_matches(':')) {
            self.current = None;
            self.waiting = Waiting::default();
            self.party = stated(source, &tokens);
            return;
        }
        // `Vera Ek   S   Region Värmland`
        let beside = !new_line && self.entry().is_some_and(|entry| entry.line == unit.line);
        if beside && organization_in(&tokens) == Some(0..tokens.len()) {
            self.describe(stated(source, &tokens), false);
            return;
        }
        if beside && self.senders && tokens.first().is_some_and(Token::is_capitalised) {
            let named = tokens.iter().take_while(|token| token.kind == Kind::Word && token.is_capitalised());
            from = named.count();
            // `Kinda och Ydre`
            let joint = tokens.get(from).is_some_and(Token::is_and)
                && tokens.get(from + 1).is_some_and(Token::is_capitalised)
                && tokens.len() == from + 2;
            from += if joint { 2 } else { 0 };
            self.describe(stated(source, &tokens[..from]), false);
        } else if let Some((sender, next)) = self.sender_of(source, &tokens) {
            // `Moderaterna: Vera Ek`
            let place = if is_party_name(&sender.value) { &mut self.party } else { &mut self.sender };
            *place = Some(sender);
            self.current = None;
            from = next;
        }
        if new_line && from == 0 {
            self.waiting = Waiting::default();
            // `Summa  4  3  1` under a list of those present and of their votes.
            if is_result(source) {
                self.current = None;
                return;
            }
            if is_group_heading(&tokens) {
                self.current = None;
                return;
            }
            if counts_heads(&tokens) && stretch_at(&tokens, 0).is_none() && role_at(&tokens, 0).is_none() {
                self.current = None;
                // Names may follow in the next sentence.
                let stop = tokens.iter().position(|token| token.kind == Kind::Stop);
                from = stop.map_or(tokens.len(), |stop| stop + 1);
            }
        }
        let alone = tokens.len() == 1;
        if alone && from == 0 && self.mark(&tokens[0]) {
            return;
        }
        let mut at = from;
        while at < tokens.len() {
            at = self.step(source, &tokens, at).max(at + 1);
        }
    }

    fn entry(&mut self) -> Option<&mut Entry> {
        self.current.and_then(|at| self.entries.get_mut(at))
    }

    /// Reads what begins at `at`; gives the token after it.
    fn step(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> usize {
        if let Some(next) = self.cross(tokens, at) {
            return next;
        }
        let token = &tokens[at];
        match token.kind {
            Kind::Stop => {
                self.group = None;
                // A new sentence is about somebody else.
                let word = at > 0 && tokens[at - 1].text.chars().filter(|c| c.is_alphabetic()).count() > 2;
                if word && token.text == "." && tokens.get(at + 1).is_some_and(Token::is_capitalised) {
                    self.current = None;
                    self.waiting = Waiting::default();
                }
                if self.missing.is_some() && tokens[..at].last().is_some_and(ends) {
                    self.missing = None;
                    self.current = None;
                }
                at + 1
            }
            Kind::Comma | Kind::Close => at + 1,
            Kind::Mark if is_sign(token) => self.paragraphs(tokens, at),
            Kind::Mark => {
                if token.text == "*" {
                    self.waiting.serves_for.get_or_insert(None);
                }
                at + 1
            }
            Kind::Open => self.parentheses(source, tokens, at),
            Kind::Word => self.word(source, tokens, at),
        }
    }

    fn word(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> usize {
        if is_sign(&tokens[at]) {
            return self.paragraphs(tokens, at);
        }
        if tokens[at].is_and() {
            self.last_of_group = true;
            return at + 1;
        }
        // `500 aktier`, `undertecknad sekreterare`: what one holds, and one who is not named.
        if let Some(next) = groups::holding(tokens, at).or_else(|| groups::undersigned(tokens, at)) {
            self.current = self.current.filter(|_| tokens[at].text.starts_with(|c: char| c.is_ascii_digit()));
            return next;
        }
        // `t.o.m. punkt 5`: a point of a list, no § of a protocol.
        if names_point(tokens, at) {
            return at + 2;
        }
        // `samt ledamöter enligt bilaga 1`
        if is_group_without_names(tokens, at) {
            return tokens.len();
        }
        if let Some(next) = self.council(source, tokens, at) {
            return next;
        }
        self.represented(source, tokens, at)
            .or_else(|| self.begins_absence(tokens, at))
            .or_else(|| self.excuse_group(tokens, at))
            .or_else(|| self.gentlemen(tokens, at))
            .or_else(|| self.said(source, tokens, at))
            .or_else(|| self.role(tokens, at, source))
            .or_else(|| self.interest(source, tokens, at))
            .or_else(|| self.person(source, tokens, at))
            .or_else(|| self.bare_numbers(tokens, at))
            .unwrap_or_else(|| self.run(source, tokens, at))
    }

    /// `samt fullmäktige lantbrukarna Emil Ek och Olof Al`: those who follow are members.
    fn council(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let word = tokens[at].text;
        let council = word.starts_with(char::is_lowercase) && fold(word).ends_with("fullmaktige");
        if !council || person_at(source, tokens, at + 1, self.dictionary).is_none() {
            return None;
        }
        self.group = Some(Value::stated(Role::Member, tokens[at].span));
        self.current = None;
        Some(at + 1)
    }

    fn role(&mut self, tokens: &[Token<'_>], at: usize, source: &str) -> Option<usize> {
        let (taken, role) = role_at(tokens, at)?;
        let end = at + taken;
        let last = &tokens[end - 1];
        let value = Value::stated(role, tokens[at].span.union(last.span));
        let word = fold(last.text);
        if word.ends_with("na") || word.ends_with("erne") || word.ends_with("orne") {
            let before = &tokens[at.saturating_sub(4)..at];
            self.group_serves = role == Role::Substitute
                && before
                    .iter()
                    .any(|token| token.is("tjänstgjorde") || token.is("tjänstgör") || token.is("inkallades"));
            self.group = Some(value);
            self.current = None;
            return Some(end);
        }
        if let Some(next) = self.presides_elsewhere(role, tokens, at, end, source) {
            return Some(next);
        }
        let after = end + usize::from(tokens.get(end).is_some_and(|token| token.kind == Kind::Comma));
        let named_after = person_at(source, tokens, after, self.dictionary).is_some();
        // `ordföranden, lantbrukaren N`: the definite form stands before the name, the other one after it.
        let definite = word.ends_with("en");
        if self.current.is_none() || named_after && (definite || after == end) {
            self.waiting.roles.push(value);
            self.current = None;
            return Some(end);
        }
        let also_title = matches!(role, Role::UnionRepresentative | Role::Auditor | Role::Official);
        let title = stated(source, &tokens[at..end]);
        let as_secretary =
            role == Role::Secretary && at > 0 && (tokens[at - 1].is("som") || tokens[at - 1].is("såsom"));
        let entry = self.entry()?;
        entry.row.roles.push(value);
        entry.takes_minutes |= as_secretary;
        if also_title {
            entry.row.title = entry.row.title.take().or(title);
        }
        Some(end)
    }

    fn person(&mut self, source: &str, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (end, person) = person_at(source, tokens, at, self.dictionary)?;
        if let Some(next) = self.with_place(source, &tokens[..end], at, &person) {
            return Some(next);
        }
        let separated = at == 0 || tokens[at - 1].kind != Kind::Word || tokens[at - 1].is_and();
        let bare = person.party.is_none() && person.roles.is_empty() && person.title.is_none();
        let addressed = is_honorific(&tokens[at]);
        // `Vera Ek, Region Gävleborg, ordförande`
        // A dash between blanks parts as a comma does: `Bo Al - Region Jämtland`.
        let parted =
            at > 0 && (tokens[at - 1].kind == Kind::Comma || matches!(tokens[at - 1].text, "-" | "–" | "—"));
        let after_comma = parted && self.current.is_some() && person.title.is_none();
        if let Some(found) = organization_in(&tokens[at..end]).filter(|found| after_comma && found.start == 0)
            && !bare
        {
            let organization = at + found.end;
            self.describe(stated(source, &tokens[at..organization]), false);
            return Some(organization);
        }
        if bare && !addressed && separated && parted && self.current.is_some() {
            // `Karl Ek, Länsstyrelsen Västra Götaland`
            if is_organ(&tokens[at]) {
                self.describe(stated(source, &tokens[at..end]), false);
                return Some(end);
            }
            // `Per Näs, Hjo Energi AB`: no place and next person, for the whole is the name of a company.
            if organization_in(&tokens[at..end]) == Some(0..end - at) {
                self.describe(stated(source, &tokens[at..end]), false);
                return Some(end);
            }
            if let Some(next) = self.place_before_name(source, tokens, at, end) {
                return Some(next);
            }
            if self.is_organization(tokens, at, end) {
                self.describe(stated(source, &tokens[at..end]), false);
                return Some(end);
            }
        }
        self.begin(person);
        Some(end)
    }

    fn begin(&mut self, person: Person) {
        let waiting = std::mem::take(&mut self.waiting);
        let mut row = Attendee::named(person.name);
        row.party = person.party.or(waiting.party).or_else(|| self.party.clone());
        let title = person.title.or(waiting.title);
        // `lantbrukarna Emil Ek och K. A. Al`
        let shared = self.titles.take().filter(|_| title.is_none());
        let plural =
            |title: &Text| ["rna", "rne", "erna", "männen"].iter().any(|end| title.value.ends_with(end));
        self.titles = title.clone().filter(plural).or_else(|| shared.clone().filter(|_| !self.last_of_group));
        self.last_of_group = false;
        row.title = title.or(shared);
        row.roles = waiting.roles;
        match person.roles.first() {
            Some(role) if self.group.as_ref().is_none_or(|group| group.span != role.span) => {
                self.group = None;
            }
            // `ledamöterna Vera Ek och Bo Al samt suppleanten Nils Ros`
            _ if row.roles.iter().any(|role| role.value == Role::Substitute) => self.group = None,
            _ if waiting.serves_for.is_none() => row.roles.extend(self.group.clone()),
            _ => {}
        }
        row.roles.extend(person.roles);
        let substitutes = waiting.serves_for.is_some() || self.group_serves && self.group.is_some();
        row.organization = self.sender.clone().or_else(|| self.place.clone());
        row.serves_for = waiting.serves_for.flatten();
        self.current = Some(self.entries.len());
        let status = self.group_status();
        row.status = status.unwrap_or(row.status);
        self.entries.push(Entry {
            row,
            substitutes,
            vacant: false,
            status_said: status.is_some(),
            idle: false,
            takes_minutes: false,
            besides: self.besides,
            ticked: false,
            line: self.line,
        });
    }
}

/// Whether a full stop after the word ends no sentence: `med undantag af:`.
fn ends(token: &Token<'_>) -> bool {
    !["af", "av", "var", "voro", "är"].iter().any(|word| token.is(word))
}
