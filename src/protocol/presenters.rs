//! Those who inform, report or present.

use super::item::Draft;
use super::lex;
use super::members;
use super::model::{Presenter, Text};
use super::names;
use super::organ::organization_in;
use super::passage::Passage;
use super::prose::Paragraph;
use super::role::{is_title, role_at};
use crate::dictionary::Dictionary;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

impl Draft<'_> {
    /// Takes the presenters that a sentence names; the sentence stays where it is.
    pub(super) fn tell_presenters(&mut self, sentence: &Passage) {
        for presenter in told(sentence, self.dictionary) {
            self.present(presenter);
        }
    }

    /// Adds a presenter, once.
    pub(super) fn present(&mut self, presenter: Presenter) {
        let same = |known: &Presenter| are_one(&known.name.value, &presenter.name.value);
        match self.item.presenters.iter_mut().find(|known| same(known)) {
            Some(known) => {
                known.title = known.title.take().or(presenter.title);
                if presenter.name.value.len() > known.name.value.len() {
                    known.name = presenter.name;
                }
            }
            None => self.item.presenters.push(presenter),
        }
    }
}

/// Reads the lines under Föredragande: `Eva Holm, ekonom`, `Nils Ek och Åsa Lund`.
pub(super) fn listed(paragraphs: &[Paragraph], dictionary: &Dictionary) -> Vec<Presenter> {
    paragraphs.iter().flat_map(|paragraph| listed_in(&paragraph.content(), dictionary)).collect()
}

fn listed_in(text: &Passage, dictionary: &Dictionary) -> Vec<Presenter> {
    static JOINT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r";\s|,?\s(?:och|samt)\s|,\s").expect("the pattern is valid"));
    let words = text.as_str();
    let mut out: Vec<Presenter> = Vec::new();
    let mut start = 0;
    let ends =
        JOINT.find_iter(words).map(|found| (found.start(), found.end())).chain([(words.len(), words.len())]);
    for (end, next) in ends {
        let rest = &words[next.min(words.len())..];
        // `kommundirektör Vera Ek, ekonomichef Bo Al och …`: after a comma alone a person stands behind a title.
        let comma = words[end..next].trim() == ",";
        let begins = if comma { is_titled(rest, dictionary) } else { is_person(rest, dictionary) };
        if begins || next == words.len() {
            out.extend(entry(text, start..end, dictionary));
            start = next;
        }
    }
    out
}

fn is_person(text: &str, dictionary: &Dictionary) -> bool {
    let head: String = text.chars().take(80).collect();
    let tokens = lex::tokens(&head, 0);
    names::person_at(&head, &tokens, 0, dictionary).is_some()
}

/// Whether a title in small letters and a name begin the text.
fn is_titled(text: &str, dictionary: &Dictionary) -> bool {
    let head: String = text.chars().take(80).collect();
    let tokens = lex::tokens(&head, 0);
    head.starts_with(char::is_lowercase)
        && names::person_at(&head, &tokens, 0, dictionary).is_some_and(|(_, person)| person.title.is_some())
}

/// `Eva Holm, ekonom`: several names with one title, or none, are separate entries.
fn entry(text: &Passage, range: Range<usize>, dictionary: &Dictionary) -> Vec<Presenter> {
    let words = &text.as_str()[range.clone()];
    let (name, title) = match words.find([',', '(']) {
        Some(at) if words[at..].starts_with(',') => {
            (range.start..range.start + at, Some(range.start + at + 1..range.end))
        }
        Some(at) if !words[at..].starts_with("(") => (range, None),
        Some(at)
            if members::all(text, range.clone(), dictionary).is_none()
                || words[at..].len() > 8
                || is_company(words[at..].trim_matches(['(', ')', ' '])) =>
        {
            let close = words[at..].find(')').map_or(range.end, |close| range.start + at + close);
            (range.start..range.start + at, Some(range.start + at + 1..close))
        }
        _ => (range, None),
    };
    let Some(found) = members::all(text, name.clone(), dictionary) else {
        return Vec::new();
    };
    let title = title
        .map(|title| title.start..without_stop(&text.as_str()[..title.end]))
        .and_then(|title| text.value(title))
        .filter(|title| {
            let named = organization_in(&lex::tokens(&title.value, 0)).is_some();
            named || dictionary.place(title.value.trim_end_matches('.')).is_none()
        });
    let before = found.first().and_then(|first| title_before(text, &name, &first.name));
    // `Professor Eva Holm, Luleå tekniska universitet`: the office tells more than where she comes from.
    let from =
        |title: &Text| organization_in(&lex::tokens(&title.value, 0)).is_some_and(|found| found.start == 0);
    let title = title.filter(|title| before.is_none() || !from(title));
    found
        .into_iter()
        .map(|member| Presenter { name: member.name, title: title.clone().or_else(|| before.clone()) })
        .collect()
}

/// Where the words end without the full stop of their sentence; an abbreviation keeps its own.
fn without_stop(words: &str) -> usize {
    const SHORT: usize = 4;
    let bare = words.strip_suffix('.').unwrap_or(words);
    let last = bare.rsplit([' ', '.']).next().unwrap_or_default();
    if last.chars().count() > SHORT { bare.len() } else { words.len() }
}

/// Whether what stands in parentheses has small letters inside, as no party of capitals has, and is longer than a short
/// designation: `PwC`, `Ramboll`.
fn is_company(inner: &str) -> bool {
    let capitals = inner.chars().filter(|c| c.is_uppercase()).count();
    let letters = inner.chars().count();
    letters > 2
        && capitals > 0
        && capitals < letters
        && inner.chars().all(char::is_alphabetic)
        && !members::is_party(inner)
}

/// The words before a name: `Ekonomichef Eva Holm`.
fn title_before(text: &Passage, range: &Range<usize>, name: &Text) -> Option<Text> {
    let at = text.as_str()[range.clone()].find(&name.value)?;
    let title = text.as_str()[range.start..range.start + at].trim_end_matches([',', ' ']);
    text.value(range.start..range.start + title.len())
}

/// The presenters of a sentence: `Eva Holm informerar om …`, `Ekonomichefen, Nils Ek, redogör för …`.
pub(super) fn told(sentence: &Passage, dictionary: &Dictionary) -> Vec<Presenter> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?\s(?:informerar|informerade|redogör|redogjorde|redogjort|föredrar|föredrog|presenterar|presenterade|redovisar|redovisade|rapporterar|rapporterade|berättar|berättade|orienterar|orienterade|lämnar (?:en\s)?(?:\p{Ll}+\s)?(?:redogörelse|information|rapport)|lämnade (?:en\s)?(?:\p{Ll}+\s)?(?:redogörelse|information|rapport)|går igenom|gick igenom|visar|visade|läser (?:upp\s)?|läste (?:upp\s)?|läser|läste|(?:ger|gav|avger|avgav|afgaf|håller|höll|lämnar|lämnade) (?:en\s)?(?:\p{Ll}+\s){0,2}?(?:[\p{L}-]*(?:redogörelse|information|rapport|genomgång|presentation|föredragning|dragning|uppdatering|orientering|lägesbild))|uppdaterar|uppdaterade|avrapporterar|avrapporterade|återrapporterar|återrapporterade|delger|delgav|svarar på frågor|svarade på frågor|besvarar frågor|besvarade frågor)\b").expect("the pattern is valid")
    });
    static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:\p{Lu}[^.:,]{2,80}?\s)?(?i:informeras|informerades|föredrogs|föredras|redovisas|redovisades|presenteras|presenterades|lämnas|lämnades|ges|gavs|hålls|hölls|lästes upp|upplästes|föredragits))\s(?:av|af)\s(?P<who>[^.:]{3,100}?)(?:,?\s(?:om|angående|rörande|kring|beträffande|och (?:lades|läggs|godkändes|godkänns|noterades|noteras|antecknades|antecknas))\s.*)?\.?$").expect("the pattern is valid")
    });
    if let Some(found) = behind_verb(sentence, dictionary) {
        return found;
    }
    let text = sentence.as_str();
    let passive = || PASSIVE.captures(text).and_then(|found| found.name("who"));
    let named = text.contains(" av ") || text.contains(" af ");
    if let Some(who) = named.then(passive).flatten() {
        let part = sentence.slice(who.range());
        let first = part.as_str().split(',').next().unwrap_or_default();
        let named = members::all(&part, 0..first.len(), dictionary).is_some();
        return if named { listed_in(&part, dictionary) } else { Vec::new() };
    }
    // `Valberedningen rapporterade genom Peder Sund att …`
    static THROUGH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}[^.:,]{2,60}?\s(?:informerar|informerade|rapporterar|rapporterade|redovisar|redovisade|redogör|redogjorde|meddelar|meddelade)\s(?:[\p{Ll}]+\s){0,3}genom\s(?P<who>\p{Lu}[^.:,]{3,60}?)(?:,|\satt\b|\som\b|\.?$)").expect("the pattern is valid")
    });
    let through = || THROUGH.captures(text).and_then(|found| found.name("who"));
    if let Some(who) = text.contains(" genom ").then(through).flatten() {
        return listed_in(&sentence.slice(who.range()), dictionary);
    }
    let Some(verb) = VERB.find(text).filter(|verb| verb.start() < 160) else {
        return Vec::new();
    };
    // `Logotyp: Viktor visade tre skisser.`
    let label = text[..verb.start()].find(": ").map_or(0, |colon| colon + 2);
    if label > 0 {
        return told(&sentence.slice(label..text.len()), dictionary);
    }
    let end = present_only(&text[..verb.start()]);
    let subject = &text[..end];
    // `Samordningsförbundet Västra Östergötland redovisar ett underskott`: nobody presents.
    let first = lex::tokens(subject, 0);
    let acts_itself = organization_in(&first).is_some_and(|found| found.start == 0)
        && !subject.contains(", genom ")
        && !subject.contains(',');
    if acts_itself
        || !subject.starts_with(char::is_uppercase)
        || subject.contains(':')
        || ends_inside(subject)
    {
        return Vec::new();
    }
    // `Polisen, genom kommunpolis Lars Hed, lämnar en rapport`
    if let Some(at) = subject.find(", genom ") {
        return listed_in(&sentence.slice(at + ", genom ".len()..end), dictionary);
    }
    let whole = 0..end;
    if subject.contains("- och ")
        && let Some(found) = after_office(sentence, end, dictionary)
    {
        return vec![found];
    }
    // The title may stand before the name with a comma: "Ordföranden i revisionen, Eva Holm (M)".
    if let Some(at) = subject.rfind(", ")
        && let Some(found) = members::all(sentence, at + 1..end, dictionary)
        && found.len() == 1
        && !is_person(subject, dictionary)
    {
        let title = sentence.value(0..at);
        return found
            .into_iter()
            .map(|member| Presenter { name: member.name, title: title.clone() })
            .collect();
    }
    let listed: Vec<Presenter> = listed_in(&sentence.slice(whole.clone()), dictionary);
    if listed.is_empty() {
        let alone = || given_name(sentence, end, dictionary);
        return after_office(sentence, end, dictionary).or_else(alone).into_iter().collect();
    }
    if members::all(sentence, whole, dictionary).is_none() && !subject.contains([',', '(']) {
        Vec::new()
    } else {
        listed
    }
}

/// `Vid sammanträdet informerar ekonomichef Karin Lund om bokslutet.`, `Föredragning av Karin Lund, ekonomichef.`: who stands
/// behind the verb or the noun.
fn behind_verb(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Presenter>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Vid|Under|På|I|Inför|Härefter|Därefter|Vidare|Dessutom|Slutligen|Sedan|Först|Till|Inledningsvis|Avslutningsvis)\b[^.:,]{0,60}?\s(?:informerar|informerade|redogör|redogjorde|redovisar|redovisade|presenterar|presenterade|rapporterar|rapporterade|berättar|berättade|orienterar|orienterade|föredrar|föredrog)\s(?P<who>[^.:]{3,120}?)(?:\s(?:om|för|kring|att|över|ärendet|läget|en|ett|den|det|de|sin|sitt|förslag\p{L}*|resultat\p{L}*)\b|\.?$)|(?:Muntlig\s)?(?:[Ff]öredragning|[Ii]nformation|[Rr]edogörelse|[Pp]resentation|[Rr]apport|[Ll]ägesrapport|[Dd]ragning|[Gg]enomgång)\s(?:av|från|genom)\s(?P<by>[^.:]{3,120}?)(?:\s(?:om|kring|angående|rörande)\s[^.:]*)?\.?$)").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let found = FORM.captures(text)?;
    let who = found.name("who").or_else(|| found.name("by"))?;
    let who = who.start()..who.start() + present_only(who.as_str());
    let part = sentence.slice(who);
    let found = listed_in(&part, dictionary);
    (!found.is_empty()).then_some(found)
}

/// Bytes of a subject before the words that only say that somebody was there, or where from: `Karin Lund från Sweco`,
/// `Karin Lund deltar och`.
fn present_only(subject: &str) -> usize {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?\s(?:(?:deltar|deltog|medverkar|medverkade|närvarar|närvarade|besöker|besökte)\b.*|(?:från|på|vid|hos)\s(?:[\p{L}&-]+\s?){1,5})$").expect("the pattern is valid")
    });
    FORM.find(subject).map_or(subject.len(), |found| found.start())
}

/// Whether a sentence ends inside the words: not where a short office is, `Tf. förvaltningschef`.
fn ends_inside(subject: &str) -> bool {
    const SHORT: usize = 4;
    subject.match_indices('.').any(|(at, _)| {
        let word = subject[..at].rsplit([' ', '.']).next().unwrap_or_default();
        word.chars().count() > SHORT
    })
}

/// Whether two names are of one person: equal, or one of them the other's given name, `Åke` of `Åke Ek`.
pub(super) fn are_one(first: &str, second: &str) -> bool {
    let given = |whole: &str, part: &str| whole.strip_prefix(part).is_some_and(|rest| rest.starts_with(' '));
    first == second || given(first, second) || given(second, first)
}

/// `Viktor visar budgeten.`: somebody who is called by the given name alone.
fn given_name(sentence: &Passage, end: usize, dictionary: &Dictionary) -> Option<Presenter> {
    const MANY: u32 = 100;
    let name = sentence.as_str()[..end].trim();
    let known = dictionary.given_name_bearers(name) >= MANY;
    let members = members::single_name(sentence, 0..name.len(), dictionary).filter(|_| known)?;
    members.into_iter().map(|member| Presenter { name: member.name, title: None }).next()
}

/// `Medicinskt ansvarig sjuksköterska Eva Holm`: the name that ends the subject, after an office of several words.
fn after_office(sentence: &Passage, end: usize, dictionary: &Dictionary) -> Option<Presenter> {
    const LONGEST: usize = 8;
    let subject = &sentence.as_str()[..end];
    // `Revisorernas ordförande Eva Holm (M)`
    let party = subject.strip_suffix(')').and_then(|rest| rest.rfind(" (")).unwrap_or(end);
    let subject = &subject[..party];
    let tokens = lex::tokens(subject, 0);
    // `Mark- och exploateringsingenjör Eva Holm`
    let plain = |token: &lex::Token<'_>| token.kind == lex::Kind::Word || token.text == "-";
    if tokens.len() > LONGEST || !tokens.iter().all(plain) {
        return None;
    }
    // `Revisionens ordförande Eva Holm`
    let is_office = |at: usize| is_title(&tokens, at, dictionary) || role_at(&tokens, at).is_some();
    let office = (1..tokens.len()).rev().find(|&at| is_office(at))?;
    let (next, name) = names::name_at(subject, &tokens, office + 1, dictionary)?;
    if next != tokens.len() {
        return None;
    }
    let from = tokens[office + 1].byte;
    Some(Presenter { name: sentence.value(from..from + name.value.len())?, title: sentence.value(0..from) })
}

#[cfg(test)]
#[path = "presenters_tests.rs"]
mod tests;
