//! Persons: names with party, title and role, alone or in lists.

use super::lex::{Kind, Token, is_cut_name, stated, tokens};
use super::model::{Role, Text, Value};
use super::organ::is_organ;
use super::outcome;
use super::party::{self, Party};
use super::phrases::fold;
use super::role::{is_honorific, is_title, role_at};
use crate::dictionary::Dictionary;

/// Words that may stand, small, inside a name.
const PARTICLES: [&str; 20] = [
    "von", "af", "de", "la", "der", "van", "den", "da", "dos", "di", "el", "al", "bin", "ben", "zu", "du",
    "le", "ter", "abu", "del",
];

/// Words of a name at most.
const LONGEST: usize = 6;

/// A person as a text names one.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Person {
    /// Given name first.
    pub(crate) name: Text,
    /// Party as printed, without parentheses.
    pub(crate) party: Option<Text>,
    /// Title before the name: `lantbrukaren`, `Kommundirektör`.
    pub(crate) title: Option<Text>,
    /// Roles before or after the name.
    pub(crate) roles: Vec<Value<Role>>,
}

/// Every person that `tokens` name, in printed order; `source` is the text that they were cut from. For texts that are known
/// to hold names: lists, those who adjust.
pub(crate) fn people(source: &str, tokens: &[Token<'_>], dictionary: &Dictionary) -> Vec<Person> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match person_at(source, tokens, at, dictionary) {
            Some((next, person)) => {
                found.push(person);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The first person that `text` names; `start` is the place of its first character.
pub(crate) fn person(text: &str, start: usize, dictionary: &Dictionary) -> Option<Person> {
    let tokens = tokens(text, start);
    (0..tokens.len()).find_map(|at| person_at(text, &tokens, at, dictionary)).map(|(_, person)| person)
}

/// The person whose title, party or name begins with token `at`, and the token after name, party and role.
pub(crate) fn person_at(
    source: &str,
    tokens: &[Token<'_>],
    at: usize,
    dictionary: &Dictionary,
) -> Option<(usize, Person)> {
    let before = prefix(source, tokens, at, dictionary);
    let (mut next, name) = name_at(source, tokens, before.next, dictionary)?;
    let mut person = Person { name, party: before.party, title: before.title, roles: before.roles };
    while let Some((taken, party)) = party::in_parentheses(tokens, next) {
        person.party = person.party.or(party.into_text());
        next += taken;
    }
    if person.party.is_none()
        && let Some((end, party)) = party_after(tokens, next)
    {
        person.party = party.into_text();
        next = end;
    }
    while let Some((end, role)) = role_after(tokens, next) {
        person.roles.push(role);
        next = end;
    }
    // `Vera Ek, ordförande   S`: in a table the party has a column of its own.
    if person.party.is_none()
        && !person.roles.is_empty()
        && tokens.get(next).is_some_and(|token| {
            !is_cross(token) && (token.gap > 1 || tokens.get(next + 1).is_some_and(is_cross))
        })
        && let Some((end, party)) = party_after(tokens, next)
    {
        person.party = party.into_text();
        next = end;
    }
    Some((next, person))
}

/// What stands before a name.
struct Prefix {
    party: Option<Text>,
    title: Option<Text>,
    roles: Vec<Value<Role>>,
    /// First token of the name.
    next: usize,
}

fn prefix(source: &str, tokens: &[Token<'_>], at: usize, dictionary: &Dictionary) -> Prefix {
    let mut found = Prefix { party: None, title: None, roles: Vec::new(), next: at };
    // `S — Vera Ek`: a rule between the columns, read as a dash.
    let dash = tokens
        .get(at + 1)
        .is_some_and(|mark| mark.kind == Kind::Mark && matches!(mark.text, "—" | "–" | "-"));
    let name = at + 1 + usize::from(dash);
    if tokens.get(at).is_some_and(party::is_free)
        && tokens.get(name).is_some_and(|token| token.is_capitalised() && token.text.chars().count() > 1)
        && name_at(source, tokens, name, dictionary).is_some()
    {
        let token = tokens[at];
        found.party = Some(Text::stated(token.text.to_owned(), token.span));
        found.next = name;
        return found;
    }
    let mut title: Option<(usize, usize)> = None;
    while found.next < tokens.len() && found.next - at < LONGEST {
        if let Some((taken, role)) = role_at(tokens, found.next) {
            let span = tokens[found.next].span.union(tokens[found.next + taken - 1].span);
            found.roles.push(Value::stated(role, span));
            found.next += taken;
        } else if is_honorific(&tokens[found.next]) && is_title(tokens, found.next + 1, dictionary) {
            // `Herr Kapten C. G. Ek`
            found.next += 1;
        } else if is_title(tokens, found.next, dictionary) {
            title = Some((title.map_or(found.next, |(from, _)| from), found.next + 1));
            found.next += 1;
        } else {
            break;
        }
    }
    found.title = title.and_then(|(from, to)| stated(source, &tokens[from..to]));
    found
}

/// The name that begins with token `at`, and the token after it.
pub(crate) fn name_at(
    source: &str,
    tokens: &[Token<'_>],
    at: usize,
    dictionary: &Dictionary,
) -> Option<(usize, Text)> {
    let first = tokens.get(at)?;
    if is_honorific(first) {
        return addressed(source, tokens, at, dictionary);
    }
    if !is_name_word(first) || is_title(tokens, at, dictionary) || role_at(tokens, at).is_some() {
        return None;
    }
    if let Some(turned) = turned_at(tokens, at, dictionary) {
        return Some(turned);
    }
    let end = run_end(tokens, at, dictionary);
    if end - at > 2 && begins_sentence(&tokens[at..], dictionary) {
        return None;
    }
    (end - at >= 2).then(|| Some((end, name_of(source, &tokens[at..end])?))).flatten()
}

/// `Att Vera Ek väljs`: a common word with a capital before a given name.
fn begins_sentence(tokens: &[Token<'_>], dictionary: &Dictionary) -> bool {
    let [word, given, ..] = tokens else { return false };
    dictionary.given_name_bearers(word.text) == 0
        && dictionary.given_name_bearers(given.text) > 0
        && dictionary.contains(&word.text.to_lowercase())
}

/// `fru Greta Wikman` is Greta Wikman; `herr Lindqvist` keeps the word, as no given name is known.
fn addressed(
    source: &str,
    tokens: &[Token<'_>],
    at: usize,
    dictionary: &Dictionary,
) -> Option<(usize, Text)> {
    let next = tokens.get(at + 1)?;
    if !is_name_word(next) {
        return None;
    }
    let end = run_end(tokens, at + 1, dictionary);
    let from = if end - at > 2 || is_plural(&tokens[at]) { at + 1 } else { at };
    Some((end, name_of(source, &tokens[from..end])?))
}

/// `herrar`, `hrr`, `fruarna`: more than one name follows.
fn is_plural(token: &Token<'_>) -> bool {
    const PLURALS: [&str; 8] =
        ["herrar", "herrarna", "herrarne", "hrr", "fruar", "fruarna", "fruarne", "fröknarna"];
    PLURALS.iter().any(|word| token.is(word))
}

/// `herrar Lindgren och Sköld`: the surnames, and the token after them; `None` where a name has more than one word.
pub(crate) fn gentlemen_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Vec<Text>)> {
    is_plural(tokens.get(at)?).then(|| surnames_at(tokens, at + 1)).flatten()
}

/// The surnames of an enumeration that begins at `at`, and the token after them; `None` where a name has more than one word.
pub(crate) fn surnames_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Vec<Text>)> {
    const MOST: usize = 60;
    let mut names = Vec::new();
    let mut next = at;
    while let Some(token) = tokens.get(next).filter(|token| is_name_word(token) && names.len() < MOST) {
        names.push(Text::stated(token.text.to_owned(), token.span));
        next += 1;
        if tokens.get(next).is_some_and(is_name_word) {
            return None;
        }
        let joint = tokens.get(next).is_some_and(|token| token.kind == Kind::Comma || token.is_and());
        if !(joint && tokens.get(next + 1).is_some_and(is_name_word)) {
            break;
        }
        next += 1;
    }
    (!names.is_empty()).then_some((next, names))
}

/// The token after the run of name words that begins at `at`.
fn run_end(tokens: &[Token<'_>], at: usize, dictionary: &Dictionary) -> usize {
    let mut end = at + 1;
    while end < tokens.len() && end - at < LONGEST {
        let token = &tokens[end];
        let particle = PARTICLES.contains(&token.text) && tokens.get(end + 1).is_some_and(is_name_word);
        // Two or more blanks part columns, never the words of one name.
        if token.gap > 1 || !(particle || is_name_word(token)) || ends_name(tokens, at, end, dictionary) {
            break;
        }
        end += 1;
    }
    end
}

/// Whether the word is the cross of a table: `Vera Ek S X`, which OCR may read twice.
pub(crate) fn is_cross(token: &Token<'_>) -> bool {
    matches!(token.text.to_lowercase().as_str(), "x" | "xx" | "×")
}

/// Whether the word at `end` is no longer part of the name that begins at `at`: a party, a role, a title.
fn ends_name(tokens: &[Token<'_>], at: usize, end: usize, dictionary: &Dictionary) -> bool {
    let token = &tokens[end];
    let capitals = tokens[at].text.chars().count() > 1 && !tokens[at].text.chars().any(char::is_lowercase);
    let goes_on = |next: &Token<'_>| is_name_word(next) && next.gap <= 1 && !is_cross(next);
    let last = !tokens.get(end + 1).is_some_and(goes_on);
    let free_party = party::is_free(token) && !capitals && (last || token.text.chars().count() > 1);
    let choice = token.is("ja") || token.is("nej");
    free_party
        || is_cross(token)
        || choice
        || role_at(tokens, end).is_some()
        || end > at + 1 && is_title(tokens, end, dictionary)
}

/// `Efternamn, Förnamn`, where both words are known and can only be read that way round.
fn turned_at(tokens: &[Token<'_>], at: usize, dictionary: &Dictionary) -> Option<(usize, Text)> {
    let [surname, comma, given] = tokens.get(at..at + 3)? else { return None };
    if comma.kind != Kind::Comma || !is_name_word(given) {
        return None;
    }
    let single =
        !tokens.get(at + 3).is_some_and(|next| is_name_word(next) && next.gap <= 1 && !party::is_free(next));
    let known = dictionary.surname_bearers(surname.text) > dictionary.given_name_bearers(surname.text)
        && dictionary.given_name_bearers(given.text) > dictionary.surname_bearers(given.text)
        && dictionary.place(given.text).is_none();
    (single && known).then(|| {
        let name = format!("{} {}", given.text, surname.text);
        (at + 3, Text::normalised(name, surname.span.union(given.span)))
    })
}

/// Whether a folded word is a form of address that stands for a given name: `herr Ek`.
pub(crate) fn is_form_of_address(folded: &str) -> bool {
    matches!(folded, "herr" | "hr" | "fru" | "froken")
}

/// Whether the token can be a word of a name: letters with a capital first, or an initial.
pub(crate) fn is_name_word(token: &Token<'_>) -> bool {
    token.is_capitalised()
        && !token.text.ends_with('-')
        // `Fredrik Ek-gymnasiet` is called after him.
        && !token.text.split('-').skip(1).any(|part| part.starts_with(char::is_lowercase) && part.len() > 5)
        && token.text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '‑' | '\'' | '’' | '.'))
        && (!token.text.contains('.')
            || is_cut_name(token.text)
            || token.text.split('.').all(|part| part.chars().count() <= 1))
}

fn name_of(source: &str, words: &[Token<'_>]) -> Option<Text> {
    let mut name = stated(source, words)?;
    // Capitals alone are how a list is set, not how a name is written.
    if name.value.chars().filter(|c| c.is_alphabetic()).count() > 3
        && !name.value.chars().any(char::is_lowercase)
    {
        name = Text::normalised(in_title_case(&name.value), name.span);
    }
    Some(name)
}

fn in_title_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut inside = false;
    for c in name.chars() {
        if inside {
            out.extend(c.to_lowercase());
        } else {
            out.push(c);
        }
        inside = c.is_alphabetic();
    }
    out
}

/// A party after the name without parentheses: `, s`, ` SD`.
fn party_after(tokens: &[Token<'_>], at: usize) -> Option<(usize, Party)> {
    let comma = tokens.get(at).is_some_and(|token| token.kind == Kind::Comma);
    let place = at + usize::from(comma);
    // `Vera Ek, v ordf`: the word begins a role.
    let role = role_at(tokens, place).is_some();
    let token = tokens.get(place).filter(|token| party::is_free(token) && !role)?;
    // A single capital before another name word is that name's initial.
    let goes_on = |next: &Token<'_>| is_name_word(next) && next.gap <= 1 && !is_cross(next);
    let begins_name = tokens.get(place + 1).is_some_and(goes_on);
    (!begins_name).then(|| (place + 1, Party::Named(Text::stated(token.text.to_owned(), token.span))))
}

/// `ordföranden`, `ledamöterna`: the form that stands before a name.
fn is_definite(word: &str) -> bool {
    word.ends_with("en") || word.ends_with("na")
}

/// Whether a role is one in another body, which the words behind it name: `i revisionen`, `för Pensionärsrådet`.
pub(crate) fn is_elsewhere(tokens: &[Token<'_>], at: usize) -> bool {
    const LEAST: usize = 5;
    let linked = tokens.get(at).is_some_and(|link| link.is("i") || link.is("för"));
    tokens.get(at + 1).is_some_and(|body| {
        linked
            && body.kind == Kind::Word
            && body.text.chars().count() >= LEAST
            && !body.text.starts_with(|c: char| c.is_ascii_digit())
            && (outcome::is_body(body.text) || is_organ(body) || fold(body.text).starts_with("revision"))
    })
}

/// A role after the name: `, ordförande`, `(ordförande)`, ` 1:e vice ordförande`. After a comma the definite form
/// (`, ordföranden`) belongs to the name that follows.
fn role_after(tokens: &[Token<'_>], at: usize) -> Option<(usize, Value<Role>)> {
    let mark = tokens.get(at)?.kind;
    let first = at + usize::from(matches!(mark, Kind::Comma | Kind::Open));
    let (taken, role) = role_at(tokens, first)?;
    // The other roles are titles as well, and are left to whoever wants to keep those.
    if !matches!(
        role,
        Role::Chair
            | Role::ViceChair
            | Role::SecondViceChair
            | Role::Secretary
            | Role::Member
            | Role::Substitute
    ) {
        return None;
    }
    let end = first + taken;
    let closed = tokens.get(end).is_some_and(|token| token.kind == Kind::Close);
    let definite = mark == Kind::Comma && is_definite(tokens[end - 1].text);
    if mark == Kind::Open && !closed || definite {
        return None;
    }
    // `Anna Ek, ordförande i revisionen`: an office in another body is left too.
    if is_elsewhere(tokens, end) {
        return None;
    }
    // `Anna Ek, ordföranden Bo Al`: the word belongs to the name that follows.
    let begins_name = |token: &Token<'_>| is_name_word(token) && token.gap <= 1;
    let in_table = tokens.get(end + 1).is_some_and(is_cross);
    if tokens.get(end).is_some_and(begins_name) && !in_table {
        return None;
    }
    let span = tokens[first].span.union(tokens[end - 1].span);
    Some((end + usize::from(mark == Kind::Open), Value::stated(role, span)))
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
