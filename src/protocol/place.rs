//! The line of place and time: days, times, place and the way to take part from afar, each apart.

use super::date::{self, Found};
use super::lex::{Kind, Token, fold_space};
use super::model::{Text, Value};
use super::paragraphs::ranges_at;
use super::phrases::{Phrases, fold, rows};
use super::time::{self, Stretch};
use crate::span::Span;
use std::sync::LazyLock;

static REMOTE: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(rows(include_str!("../../dictionaries/sources/remote.tsv")).map(|row| (row[0], ())))
});

/// Words that may stand before a place and are no part of it.
const BEFORE: [&str; 6] = ["i", "pa", "a", "vid", "uti", "dels"];

/// Words that belong to a time or join two parts; a piece of nothing else is no place.
const NOT_PLACES: [&str; 29] = [
    "omedelbart",
    "direkt",
    "efter",
    "anslutning",
    "och",
    "samt",
    "eller",
    "kl",
    "klockan",
    "tid",
    "dag",
    "datum",
    "mellan",
    "fran",
    "till",
    "tid",
    "motet",
    "sammantradet",
    "ajournering",
    "ajourneras",
    "paus",
    "lunch",
    "for",
    "den",
    "i",
    "pa",
    "a",
    "vid",
    "mote",
];

/// Words and marks of such a line at most; what follows is something else.
const LONGEST: usize = 400;

/// What the line tells.
#[derive(Debug, Default)]
pub(crate) struct PlaceTime {
    /// Its days.
    pub(crate) dates: Vec<Found>,
    /// Its times.
    pub(crate) stretches: Vec<Stretch>,
    /// The place, without times and the remote part.
    pub(crate) location: Option<Text>,
    /// `Teams`, `distans`.
    pub(crate) remote: Option<Text>,
}

/// The phrase at `at` that says that someone takes part from afar: the token after it, and the medium.
pub(crate) fn remote_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Text)> {
    let (taken, ()) = REMOTE.at(tokens, at)?;
    let last = &tokens[at + taken - 1];
    Some((at + taken, Text::stated(last.text.trim_end_matches('.').to_owned(), last.span)))
}

/// Reads such a line. `source` is the text that `tokens` were cut from; `year` serves days without one.
pub(crate) fn read(source: &str, tokens: &[Token<'_>], year: Option<u32>) -> PlaceTime {
    let tokens = &tokens[..tokens.len().min(LONGEST)];
    let mut found = PlaceTime { dates: date::dates(tokens, year), ..PlaceTime::default() };
    let mut taken = vec![false; tokens.len()];
    for date in &found.dates {
        taken[date.first..date.next].fill(true);
    }
    found.stretches = time::stretches(tokens);
    found.stretches.retain(|stretch| !taken[stretch.first..stretch.next].contains(&true));
    for stretch in &found.stretches {
        taken[stretch.first..stretch.next].fill(true);
    }
    let mut media = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let remote = remote_at(tokens, at);
        // `§§ 24–29` in a line of its own under the place.
        let next = remote.as_ref().map(|(next, _)| *next).or_else(|| Some(ranges_at(tokens, at)?.0));
        let bracketed = remote.is_some() && at > 0 && tokens[at - 1].kind == Kind::Open;
        media.extend(remote.map(|(_, medium)| medium));
        taken[at..next.unwrap_or(at)].fill(true);
        // `(Teams för vissa ledamöter)`
        let close = tokens[at..].iter().position(|token| token.kind == Kind::Close).filter(|_| bracketed);
        if let Some(close) = close {
            taken[at - 1..=at + close].fill(true);
        }
        at = next.unwrap_or(at + 1);
    }
    // `Digitalt (Teams)`: the name tells more than that there was one.
    let is_name = |medium: &Text| medium.value.starts_with(char::is_uppercase);
    let named = media
        .iter()
        .position(|medium| is_name(medium) && fold(&medium.value) != "digitalt")
        .or_else(|| media.iter().position(is_name));
    found.remote = (!media.is_empty()).then(|| media.swap_remove(named.unwrap_or(0)));
    found.location = location(source, tokens, &taken);
    found
}

/// What is left of the line when days, times and the remote part are taken out.
fn location(source: &str, tokens: &[Token<'_>], taken: &[bool]) -> Option<Text> {
    let mut parts: Vec<&[Token<'_>]> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let end = (at..tokens.len()).find(|&next| taken[next]).unwrap_or(tokens.len());
        let part = trimmed(before_pause(before_account(&tokens[at..end])));
        if is_place(part) {
            parts.push(part);
        }
        at = end + 1;
    }
    // Words behind a pause tell about the pause.
    let place: Option<Span> =
        parts.iter().flat_map(|part| part.iter()).map(|token| token.span).reduce(Span::union);
    let mut value = String::new();
    for part in &parts {
        let (first, last) = (part.first()?, part.last()?);
        let text = fold_space(&source[first.byte..last.byte + last.text.len()]);
        if !value.is_empty() {
            value.push_str(if value.ends_with(['.', ',']) { " " } else { ", " });
        }
        value.push_str(&text);
    }
    let place = place?;
    Some(if parts.len() == 1 { Value::stated(value, place) } else { Value::normalised(value, place) })
}

/// What stands before a clause that tells of the meeting: `sockenstugan, dertill behörig kungörelse skett`.
fn before_account<'a, 't>(part: &'a [Token<'t>]) -> &'a [Token<'t>] {
    const TELLING: [&str; 14] = [
        "dertill",
        "därtill",
        "hvartill",
        "vartill",
        "hvarvid",
        "varvid",
        "dervid",
        "därvid",
        "under",
        "sedan",
        "efter",
        "utsågos",
        "utsågs",
        "hvarefter",
    ];
    let tells = |at: &usize| {
        let word = at
            + usize::from(
                part.get(at + 1)
                    .is_some_and(|next| part[*at].is_and() && TELLING.iter().any(|word| next.is(word))),
            );
        let after_comma = *at == 0 || part[at - 1].kind == Kind::Comma;
        after_comma && !part[word].is_capitalised() && TELLING.iter().any(|told| part[word].is(told))
    };
    &part[..(0..part.len()).find(tells).unwrap_or(part.len())]
}

/// What stands before a pause of the meeting that is told in the same field: `Folkets hus, Ajournering kl.`
fn before_pause<'a, 't>(part: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let pause = |token: &Token<'_>| ["ajourn", "paus"].iter().any(|stem| fold(token.text).starts_with(stem));
    &part[..part.iter().skip(1).position(pause).map_or(part.len(), |at| at + 1)]
}

/// `part` without joining words, prepositions and marks at its ends.
fn trimmed<'a, 't>(mut part: &'a [Token<'t>]) -> &'a [Token<'t>] {
    loop {
        match part {
            [first, rest @ ..] if drops_first(first, rest) => part = rest,
            [rest @ .., last]
                if is_loose(last) || last.is("i") || last.is("på") || last.is("med") || last.is("kl") =>
            {
                part = rest;
            }
            _ => return part,
        }
    }
}

fn drops_first(first: &Token<'_>, rest: &[Token<'_>]) -> bool {
    let preposition = !first.is_capitalised() && BEFORE.contains(&fold(first.text).as_str());
    let closes = rest.iter().any(|token| token.kind == Kind::Close);
    is_loose(first) && !(first.kind == Kind::Open && closes) || preposition
}

/// Marks and joining words, which belong to what stood beside them.
fn is_loose(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Comma | Kind::Stop | Kind::Open | Kind::Mark => true,
        Kind::Close => false,
        Kind::Word => token.is_and() || token.is("eller") || token.is("därefter"),
    }
}

fn is_place(part: &[Token<'_>]) -> bool {
    let Some(first) = part.first() else { return false };
    // `digitalt av Vera Ek och Bo Al`: who adjusts.
    if first.is("av") || first.is("af") {
        return false;
    }
    let pause = fold(first.text).starts_with("paus")
        || part.iter().any(|token| fold(token.text).starts_with("ajourn"));
    let words = part.iter().filter(|token| token.kind == Kind::Word);
    let mut tells = words.filter(|token| !NOT_PLACES.contains(&fold(token.text).as_str()));
    !pause
        && tells.any(|token| token.text.chars().filter(|c| c.is_alphabetic()).count() > 1 || part.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    fn read_line(text: &str) -> (Option<String>, Option<String>, Option<String>) {
        let found = read(text, &tokens(text, 0), None);
        let start = time::bounds(&found.stretches).0.map(|time| time.value);
        (found.location.map(|place| place.value), found.remote.map(|medium| medium.value), start)
    }

    fn told(place: &str, remote: &str, start: &str) -> (Option<String>, Option<String>, Option<String>) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (some(place), some(remote), some(start))
    }

    #[test]
    fn clauses_that_tell_of_the_meeting_are_no_place() {
        assert_eq!(
            read_line("i sockenstugan, dertill behörig kungörelse skett").0.as_deref(),
            Some("sockenstugan")
        );
        assert_eq!(
            read_line("i skolhuset kl. 3 e. m. under ledning af ordföranden").0.as_deref(),
            Some("skolhuset")
        );
    }

    #[test]
    fn parts_of_the_line() {
        for (text, expected) in [
            (
                "Den 3 mars 2024 09.00-11:30 på Mejeriet, Ågatan 1, Osby. Rum Tallen och via Teams",
                told("Mejeriet, Ågatan 1, Osby. Rum Tallen", "Teams", "09:00"),
            ),
            (
                "Rådhuset, stora salen, kl. 13.30-16.05, ajournering 14.40-14.55",
                told("Rådhuset, stora salen", "", "13:30"),
            ),
            ("Teams, kl 9-10", told("", "Teams", "09:00")),
            (
                "Stadshuset, Örnsköldsvik (Teams för vissa ledamöter)",
                told("Stadshuset, Örnsköldsvik", "Teams", ""),
            ),
            ("kl. 17.30–20.15, Folkets hus, Ajournering kl.", told("Folkets hus", "", "17:30")),
            ("Digitalt via Teams", told("", "Teams", "")),
            ("Digitalt (Teams)", told("", "Teams", "")),
            ("Sal Mimer samt på distans kl 18.00–20.15", told("Sal Mimer", "distans", "18:00")),
            (
                "Kl. 13.00, Folkets hus (A-salen), Ljusdal",
                told("Folkets hus (A-salen), Ljusdal", "", "13:00"),
            ),
            ("i kommunalhuset i Forsa.", told("kommunalhuset i Forsa", "", "")),
            ("Sal 4.12, kl. 14-16", told("Sal 4.12", "", "14:00")),
            ("2024-02-29 klockan 13:00", told("", "", "13:00")),
            ("kl. 9-12 Sal A och B, Osby §§ 24–29", told("Sal A och B, Osby", "", "09:00")),
        ] {
            assert_eq!(read_line(text), expected, "{text}");
        }
    }
}
