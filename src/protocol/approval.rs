//! Justering: who adjusts, when and where, from the cover's labels or from the item that settles it.

use super::attendance;
use super::cells::cells;
use super::date;
use super::fields::{Field, Fields};
use super::joined::Joined;
use super::label::Label;
use super::lex::{Kind, Token, stated};
use super::model::{Approval, Attendee, Role, Text, Value};
use super::names::{Person, gentlemen_at, is_form_of_address, person_at};
use super::phrases::fold;
use super::place::{self, remote_at};
use super::zones::ItemZone;
use crate::dictionary::Dictionary;
use crate::repair::RepairedText;

/// What the labels of cover and tail tell, completed by the item on justering.
pub(crate) fn read(
    text: &RepairedText,
    parts: &[&Fields<'_>],
    items: &[ItemZone],
    rows: &[Attendee],
    year: Option<u32>,
    dictionary: &Dictionary,
) -> Option<Approval> {
    let mut approval = Approval::default();
    // At the end of a protocol the chair signs under the same word as those who adjust.
    if let Some(cover) = parts.first() {
        approval.adjusters = attendance::adjusters(cover, dictionary);
        // `Justeringsman  Vera Ek`, and below it `Justeras` over the names of the chair and of her.
        let told =
            cover.fields.iter().filter(|field| field.label == Label::Adjusters && !field.cells.is_empty());
        if told.count() > 1 && approval.adjusters.iter().any(|name| !presides(rows, &name.value)) {
            approval.adjusters.retain(|name| !presides(rows, &name.value));
        }
        from_labels(&mut approval, cover, year, dictionary);
    }
    for item in items {
        if !approval.adjusters.is_empty() && approval.date.is_some() {
            break;
        }
        let by_heading = settles(text, item);
        let known = !approval.adjusters.is_empty();
        // Who adjusts may be told anywhere, when and where only under a heading that says so.
        if !known || by_heading {
            from_item(&mut approval, text, item, by_heading, year, (rows, dictionary));
        }
        if !known && !approval.adjusters.is_empty() {
            break;
        }
    }
    if approval.date.is_none() {
        when_told(&mut approval, text, items, year);
    }
    for fields in parts.iter().skip(1) {
        if approval.adjusters.is_empty() {
            approval.adjusters = attendance::adjusters(fields, dictionary);
            approval.adjusters.retain(|name| !presides(rows, &name.value));
        }
        from_labels(&mut approval, fields, year, dictionary);
    }
    name_in_full(&mut approval.adjusters, parts, rows, dictionary);
    (approval != Approval::default()).then_some(approval)
}

/// `herr Ek` who is chosen signs, or is listed, with his given name.
fn name_in_full(adjusters: &mut [Text], parts: &[&Fields<'_>], rows: &[Attendee], dictionary: &Dictionary) {
    if !adjusters.iter().any(|name| is_addressed(&name.value)) {
        return;
    }
    let signed: Vec<Text> =
        parts.iter().flat_map(|fields| attendance::adjusters(fields, dictionary)).collect();
    let last = |name: &str| name.rsplit(' ').next().map(fold);
    for name in adjusters.iter_mut().filter(|name| is_addressed(&name.value)) {
        let mut same = signed
            .iter()
            .filter(|other| !is_addressed(&other.value) && last(&other.value) == last(&name.value));
        if let (Some(full), None) = (same.next(), same.next()) {
            *name = full.clone();
            continue;
        }
        // Or he is listed with it.
        let given = |row: &&Attendee| {
            let first = first_word(&row.name.value);
            !is_addressed(&row.name.value) && first.chars().count() > 2 && row.name.value.contains(' ')
        };
        let mut listed = rows.iter().filter(given).filter(|row| last(&row.name.value) == last(&name.value));
        if let (Some(row), None) = (listed.next(), listed.next()) {
            *name = row.name.clone();
        }
    }
}

/// Whether a form of address stands for the given name: `herr Ek`.
fn is_addressed(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(first, _)| is_form_of_address(&fold(first)))
}

fn from_labels(approval: &mut Approval, fields: &Fields<'_>, year: Option<u32>, dictionary: &Dictionary) {
    let labels = [Label::ApprovalPlaceTime, Label::ApprovalPlace, Label::ApprovalTime, Label::ApprovalDate];
    // `Justering: Vera Ek`, and under it `Protokollet justeras på kommunkansliet den 3 maj`.
    for label in labels {
        for field in fields.fields.iter().filter(|field| field.label == label) {
            from_field(approval, field, year, dictionary);
        }
    }
    if approval.location.is_none() && approval.date.is_some() {
        approval.location = place_below(fields).and_then(|field| {
            let joined = Joined::new(field.value_cells());
            place::read(joined.as_str(), &joined.tokens(), year).location
        });
    }
}

/// `Plats: Kommunhuset` in the line under the time of adjusting, where the meeting has named its own place before.
fn place_below<'f, 't>(fields: &'f Fields<'t>) -> Option<&'f Field<'t>> {
    let own = |field: &&Field<'_>| matches!(field.label, Label::Place | Label::PlaceTime);
    let meeting = fields.fields.iter().find(own)?.line;
    fields.fields.windows(2).find_map(|pair| {
        let timed = matches!(pair[0].label, Label::ApprovalTime | Label::ApprovalDate);
        (timed && pair[1].label == Label::Place && pair[1].line > meeting).then_some(&pair[1])
    })
}

fn from_field(approval: &mut Approval, field: &Field<'_>, year: Option<u32>, dictionary: &Dictionary) {
    let joined = Joined::new(field.value_cells());
    let tokens = joined.tokens();
    let (named, adjusters) = named_first(joined.as_str(), &tokens, dictionary);
    if approval.adjusters.is_empty() {
        approval.adjusters = adjusters;
    }
    let own = after_sentence_opening(&tokens[named..]);
    let told = place::read(joined.as_str(), own, year);
    // `Protokollet är justerat. Justeringen har tillkännagivits … 2019-05-02`: another sentence tells of another day.
    let ended = |day: &date::Found| own[..day.first].iter().any(|token| token.text == ".");
    if field.label == Label::ApprovalDate && told.dates.first().is_some_and(ended) {
        return;
    }
    if approval.date.is_none() {
        approval.date = told.dates.first().map(|day| day.date.clone());
    }
    if approval.time.is_none() {
        approval.time = told.stretches.first().map(|stretch| stretch.start.clone());
    }
    if approval.location.is_none() && field.label != Label::ApprovalDate {
        let place = told.location.filter(|place| !is_manner(&place.value));
        approval.location = place.or_else(|| from_afar(joined.as_str(), own));
    }
}

/// `Justering: Vera Ek`: those who adjust, named before when and where, and the token after them.
fn named_first(source: &str, tokens: &[Token<'_>], dictionary: &Dictionary) -> (usize, Vec<Text>) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((end, person)) = person_at(source, tokens, at, dictionary) {
        let first = first_word(&person.name.value);
        let whole = person.name.value.contains(' ') && dictionary.given_name_bearers(first) > 0;
        // `Karl Johans torg` is a place.
        let ends = tokens.get(end).is_none_or(|next| {
            next.kind != Kind::Word
                || next.is_and()
                || next.is_capitalised() && next.gap > 1
                || is_chosen(next)
                || fold(next.text) == "protokollet"
        });
        if !(whole && ends) {
            break;
        }
        found.push(person.name);
        at = end + usize::from(tokens.get(end).is_some_and(|next| next.is_and() || next.kind == Kind::Comma));
    }
    // `Vera Ek utsågs att jämte ordföranden justera protokollet`: no place follows.
    if !found.is_empty() && tokens.get(at).is_some_and(is_chosen) {
        let end = tokens[at..].iter().position(|token| token.text == "." || token.is("protokollet"));
        at = end.map_or(tokens.len(), |end| at + end + 1);
    }
    (at, found)
}

/// `Vera Ek utsågs`, `valdes`.
fn is_chosen(token: &Token<'_>) -> bool {
    ["utsågs", "utses", "utsedd", "valdes", "väljs", "valts", "utsetts"].iter().any(|word| token.is(word))
}

/// `Digital justering`, `enligt överenskommelse`: how, not where.
fn is_manner(place: &str) -> bool {
    let folded = fold(place);
    ["justering", "digital", "overenskommelse"].iter().any(|word| folded.contains(word))
}

/// The words after `Protokollet justeras`.
fn after_sentence_opening<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let opening = ["protokollet", "justeras", "justerades", "justering", "sker"];
    let skipped = tokens.iter().take_while(|token| opening.contains(&fold(token.text).as_str())).count();
    &tokens[skipped..]
}

/// `på distans`, as printed.
fn from_afar(source: &str, tokens: &[Token<'_>]) -> Option<Text> {
    (0..tokens.len()).find_map(|at| stated(source, &tokens[at..remote_at(tokens, at)?.0]))
}

/// Lines of an item that are read for those who adjust.
const LINES: usize = 40;

/// Whether the item is about who adjusts: its heading says so.
fn settles(text: &RepairedText, item: &ItemZone) -> bool {
    let heading = std::iter::once(item.heading).chain(item.body.iter().copied().take(2));
    heading.into_iter().any(|line| {
        let words = text.text.slice(text.lines[line].span);
        words.len() < 100 && is_about(words)
    })
}

fn is_about(heading: &str) -> bool {
    let folded = fold(heading);
    let who = ["justerare", "justeringsm", "justeringsp", "justerings", "for justering", "att justera"];
    who.iter().any(|word| folded.contains(word)) && !folded.contains("omedelbar")
}

fn from_item(
    approval: &mut Approval,
    text: &RepairedText,
    item: &ItemZone,
    by_heading: bool,
    year: Option<u32>,
    (rows, dictionary): (&[Attendee], &Dictionary),
) {
    let heading = (!heads_alone(text, item)).then_some(item.heading);
    let lines = heading.into_iter().chain(item.body.iter().copied());
    let all: Vec<_> = lines.take(LINES).flat_map(|line| cells(text, line)).collect();
    let joined = Joined::new(&all);
    let tokens = joined.tokens();
    // `Val av justerare`: whoever is chosen there adjusts. Where others are chosen too, the sentence must say so.
    let alone = by_heading && !elects_others(text.text.slice(text.lines[item.heading].span));
    for sentence in tokens.split(|token| token.kind == Kind::Stop).flat_map(clauses) {
        let about = sentence.iter().any(|token| {
            fold(token.text).starts_with("juster")
                || by_heading && is_adjuster(token)
                || alone && elects(token)
        });
        let about = about && !chooses_other(sentence);
        if !about || !by_heading && approval.adjusters.is_empty() && !sentence.iter().any(elects) {
            continue;
        }
        let mut chosen = chosen(joined.as_str(), sentence, rows, dictionary);
        only_adjusters(&mut chosen, sentence);
        let last = chosen.last().map_or(0, |(end, _)| *end);
        if approval.adjusters.is_empty() && sentence.iter().any(chooses) {
            approval.adjusters = chosen.into_iter().map(|(_, person)| person.name).collect();
        }
        when_and_where(approval, joined.as_str(), sentence, last, year);
    }
}

/// Whether the heading is no part of the sentence under it: nobody is chosen in it, and a capital follows.
fn heads_alone(text: &RepairedText, item: &ItemZone) -> bool {
    let heading = cells(text, item.heading);
    let chosen = Joined::new(&heading).tokens().iter().any(elects);
    let below = item.body.iter().find_map(|&line| cells(text, line).first().map(|cell| cell.text.to_owned()));
    !chosen && below.is_some_and(|below| below.starts_with(char::is_uppercase))
}

/// The att-satser of a list of elections, `att välja Vera Ek till sekreterare att välja Bo Al till justerare`; else the sentence.
fn clauses<'a, 't>(sentence: &'a [Token<'t>]) -> Vec<&'a [Token<'t>]> {
    let begins = |at: &usize| {
        sentence[*at].is("att")
            && sentence.get(at + 1).is_some_and(|verb| {
                ["välja", "utse", "adjungera", "godkänna", "fastställa"].iter().any(|word| verb.is(word))
            })
    };
    let starts: Vec<usize> = (0..sentence.len()).filter(begins).collect();
    if starts.len() < 2 {
        return vec![sentence];
    }
    let ends = starts.iter().skip(1).copied().chain([sentence.len()]);
    starts.iter().zip(ends).map(|(&from, to)| &sentence[from..to]).collect()
}

/// `Vera Ek valdes till sekreterare.`: to another office, and to no other.
fn chooses_other(sentence: &[Token<'_>]) -> bool {
    let other = sentence.windows(2).any(|pair| {
        let word = fold(pair[1].text);
        pair[0].is("till")
            && ["ordforande", "sekreterare", "motesordforande", "motessekreterare", "protokollforare"]
                .contains(&word.as_str())
    });
    other && !sentence.iter().any(is_adjuster)
}

/// Leaves those out whom the sentence chooses to another office: `Vera Ek valdes till sekreterare och Bo Al till justerare`.
fn only_adjusters(chosen: &mut Vec<(usize, Person)>, sentence: &[Token<'_>]) {
    let beside = |at: usize| at > 0 && (sentence[at - 1].is("jämte") || sentence[at - 1].is("med"));
    let office = |at: &usize| {
        let word = fold(sentence[*at].text);
        let other =
            ["ordforande", "sekreterare", "protokollforare"].iter().any(|office| word.starts_with(office));
        (other && !beside(*at) && sentence[at.saturating_sub(1)].is("till"))
            .then_some(false)
            .or((at > &0 && sentence[at - 1].is("till") && word.starts_with("juster")).then_some(true))
    };
    let offices: Vec<(usize, bool)> =
        (0..sentence.len()).filter_map(|at| office(&at).map(|adjusts| (at, adjusts))).collect();
    let both = offices.iter().any(|(_, adjusts)| *adjusts) && offices.iter().any(|(_, adjusts)| !adjusts);
    let Some((first, _)) = offices.first().filter(|_| both) else { return };
    let before = chosen.first().is_some_and(|(end, _)| first < end);
    chosen.retain(|(end, _)| {
        let own = if before {
            offices.iter().rev().find(|(at, _)| at < end)
        } else {
            offices.iter().find(|(at, _)| at >= end)
        };
        own.is_some_and(|(_, adjusts)| *adjusts)
    });
}

/// Whether a heading names other offices beside the adjusters'.
fn elects_others(heading: &str) -> bool {
    let folded = fold(heading);
    let others = ["ordforande ", "ordforande,", "sekreterare", "protokollforare", "styrelse"];
    others.iter().any(|word| folded.contains(word))
}

/// `mötesjusterare`, `protokolljusterare`.
fn is_adjuster(token: &Token<'_>) -> bool {
    fold(token.text).contains("juster")
}

/// Whether the word tells that someone is elected: `utsågs`, `valdes`.
fn elects(token: &Token<'_>) -> bool {
    chooses(token) && !fold(token.text).starts_with("juster")
}

/// Whether the word tells of a choice: `utsågs`, `väljs`, `justerar`.
fn chooses(token: &Token<'_>) -> bool {
    let word = fold(token.text);
    ["utse", "utsag", "valj", "valde", "vald", "uppdrog", "justerar"]
        .iter()
        .any(|stem| word.starts_with(stem))
}

/// The people of a sentence with the token after each; the chair beside whom they adjust is not among them.
fn chosen(
    source: &str,
    sentence: &[Token<'_>],
    rows: &[Attendee],
    dictionary: &Dictionary,
) -> Vec<(usize, Person)> {
    let gentlemen = (0..sentence.len()).find_map(|at| gentlemen_at(sentence, at));
    if let Some((end, names)) = gentlemen {
        let alone = |name| Person { name, party: None, title: None, roles: Vec::new() };
        return names.into_iter().map(|name| (end, alone(attendance::in_full(name, rows)))).collect();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.len() && (found.is_empty() || !(sentence[at].is("på") || sentence[at].is("å"))) {
        match person_at(source, sentence, at, dictionary) {
            Some((end, mut person)) => {
                person.name = attendance::in_full(person.name, rows);
                let beside =
                    sentence[..at].iter().rev().take(2).any(|token| token.is("med") || token.is("jämte"));
                // `jämte ordföranden lantbrukaren Emil Ek`: the chair has another name.
                let named = rows.iter().any(|row| row.name.value == person.name.value);
                let chair = if named {
                    presides(rows, &person.name.value)
                } else {
                    person.roles.iter().any(is_chair)
                };
                if !(beside && chair) {
                    found.push((end, person));
                }
                at = end;
            }
            None => at += 1,
        }
    }
    if found.is_empty() {
        found.extend(
            sentence
                .iter()
                .enumerate()
                .find_map(|(at, token)| by_given_name(source, token, rows).map(|person| (at + 1, person))),
        );
    }
    // A heading's capitals look like a name; where parties are printed, persons have one.
    let parties = found.iter().any(|(_, person)| person.party.is_some());
    found.retain(|(_, person)| match parties {
        true => person.party.is_some(),
        false => {
            let first = first_word(&person.name.value);
            is_addressed(&person.name.value)
                || first.ends_with('.')
                || person.title.is_some()
                || dictionary.given_name_bearers(first) > 0
        }
    });
    found
}

/// `Nils valdes till justerare`: somebody present whom the given name alone tells from the others.
fn by_given_name(source: &str, token: &Token<'_>, rows: &[Attendee]) -> Option<Person> {
    let same = |row: &&Attendee| row.name.value.split(' ').next() == Some(token.text);
    let mut of_name = rows.iter().filter(same);
    let only = of_name.next().is_some() && of_name.next().is_none();
    let name = only.then(|| stated(source, std::slice::from_ref(token))).flatten()?;
    Some(Person { name, party: None, title: None, roles: Vec::new() })
}

fn is_chair(role: &Value<Role>) -> bool {
    role.value == Role::Chair
}

/// Whether the person of that name is the chair.
fn presides(rows: &[Attendee], name: &str) -> bool {
    rows.iter().any(|row| row.name.value == name && row.roles.iter().any(is_chair))
}

/// `Protokollet skall justeras lördagen den 1 april kl. 4 e. m. i sockenstugan`, in an item of its own.
fn when_told(approval: &mut Approval, text: &RepairedText, items: &[ItemZone], year: Option<u32>) {
    for item in items {
        let all: Vec<_> = item.body.iter().take(LINES).flat_map(|&line| cells(text, line)).collect();
        let joined = Joined::new(&all);
        let tokens = joined.tokens();
        let begins = |at: &usize| {
            tokens[*at].is_capitalised() && {
                let word = fold(tokens[*at].text);
                word.starts_with("justering") || word == "protokollet"
            }
        };
        for at in (0..tokens.len()).filter(begins) {
            let sentence = &tokens[at..tokens.len().min(at + SENTENCE)];
            let settled = sentence.iter().take(4).any(|token| fold(token.text).starts_with("juster"))
                && sentence.iter().take(6).any(|token| SETTLING.contains(&fold(token.text).as_str()));
            if settled {
                when_and_where(approval, joined.as_str(), sentence, 0, year);
            }
            if approval.date.is_some() {
                return;
            }
        }
    }
}

/// Words of a sentence that settles when the protocol is adjusted.
const SENTENCE: usize = 40;

/// Verbs of such a sentence, folded.
const SETTLING: [&str; 9] =
    ["skall", "ska", "sker", "ager", "eger", "bestamdes", "utsattes", "justeras", "kommer"];

fn first_word(name: &str) -> &str {
    name.split([' ', '-']).next().unwrap_or(name)
}

/// Whether the word may stand before a place.
fn is_preposition(token: &Token<'_>) -> bool {
    ["i", "på", "å", "vid"].iter().any(|word| token.is(word))
}

fn when_and_where(
    approval: &mut Approval,
    source: &str,
    sentence: &[Token<'_>],
    last: usize,
    year: Option<u32>,
) {
    let dates = date::dates(sentence, year);
    let Some(day) = dates.first().filter(|_| approval.date.is_none()) else { return };
    approval.date = Some(day.date.clone());
    approval.time = super::time::stretches(sentence).into_iter().next().map(|stretch| stretch.start);
    let from = last.min(day.first);
    let place = sentence[from..day.first].iter().position(is_preposition);
    let stop = |at: usize| {
        (at..day.first).take_while(|&at| !sentence[at].is("kl")).last().map_or(at, |last| last + 1)
    };
    let before =
        place.and_then(|at| place::read(source, &sentence[from + at..stop(from + at)], year).location);
    approval.location = before.or_else(|| {
        let after = sentence[day.next..].iter().position(is_preposition)? + day.next;
        place::read(source, &sentence[after..], year).location
    });
}

#[cfg(test)]
#[path = "approval_tests.rs"]
mod tests;
