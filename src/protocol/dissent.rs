//! Reservations, protokollsanteckningar, särskilda yttranden and jäv: who, and what they say.

use super::members;
use super::model::{Member, Reservation, Statement, StatementKind, Text};
use super::passage::Passage;
use super::prose::Paragraph;
use super::sentence;
use crate::dictionary::Dictionary;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// An utterance: who, and the text where it is printed.
#[derive(Debug)]
struct Utterance {
    by: Vec<Member>,
    text: Option<Text>,
    /// Whether the text follows on lines of its own.
    takes: bool,
    /// Whether those who speak stand under their text.
    signed: bool,
}

/// Reads a section of reservations.
pub(super) fn reservations(
    paragraphs: &[Paragraph],
    heading: Option<&Passage>,
    dictionary: &Dictionary,
) -> Vec<Reservation> {
    read(paragraphs, heading, reserves, dictionary)
        .into_iter()
        .map(|said| Reservation { by: said.by, text: said.text })
        .collect()
}

/// Reads a section of statements.
pub(super) fn statements(
    paragraphs: &[Paragraph],
    heading: Option<&Passage>,
    kind: StatementKind,
    dictionary: &Dictionary,
) -> Vec<Statement> {
    read(paragraphs, heading, states, dictionary)
        .into_iter()
        .map(|said| Statement { kind, by: said.by, text: said.text })
        .map(|said| with_speaker(said, paragraphs, dictionary))
        .collect()
}

/// `Nina Ek (C) instämmer i beslutet.`: whoever the first sentence tells of makes the statement, where nobody else does.
fn with_speaker(mut statement: Statement, paragraphs: &[Paragraph], dictionary: &Dictionary) -> Statement {
    const LONGEST: usize = 200;
    let first = paragraphs.first().map(Paragraph::content).unwrap_or_default();
    let word = first.as_str().split(' ').next().unwrap_or_default();
    if statement.by.is_empty() && (members::is_party_name(word) || word.ends_with("-gruppen")) {
        statement.by = members::all(&first, 0..word.len(), dictionary).unwrap_or_default();
    }
    let party = first.as_str().find(") ").filter(|&end| statement.by.is_empty() && end < LONGEST);
    if let Some(by) = party.and_then(|end| members::all(&first, 0..end + 1, dictionary)) {
        statement.by = by;
    }
    statement
}

/// Collects utterances: a sentence that says who begins one, what follows is its text.
fn read(
    paragraphs: &[Paragraph],
    heading: Option<&Passage>,
    begins: fn(&Passage, &Dictionary) -> Option<Utterance>,
    dictionary: &Dictionary,
) -> Vec<Utterance> {
    let mut out: Vec<Utterance> = Vec::new();
    if let Some(by) = heading.and_then(|heading| named_in_heading(heading, dictionary)) {
        out.push(Utterance { by, text: None, takes: true, signed: false });
    }
    for paragraph in paragraphs {
        let content = paragraph.content();
        if names_follow(content.as_str()) {
            continue;
        }
        if let Some(said) =
            behind_label(&content, dictionary).filter(|_| out.iter().all(|said| said.text.is_some()))
        {
            out.push(said);
            continue;
        }
        if let Some(last) = out.last_mut().filter(|last| last.text.is_some())
            && let Some(names) = named_alone(&content, dictionary)
            && (last.signed
                || last.by.is_empty()
                || last.by.iter().all(|by| members::is_party_name(&by.name.value)))
        {
            // Under a printed text stand those whose it is; those of a group that the heading names speak for it.
            if last.signed || last.by.is_empty() {
                last.signed = true;
                last.by.extend(names);
            }
            continue;
        }
        let found = utterances(&content, begins, dictionary);
        // Inside a printed text, parties may speak of themselves; persons with their parties begin a new one.
        let inside = out.last().is_some_and(|last| {
            last.takes
                && (last.text.is_some()
                    || found.iter().all(|new| new.by.iter().all(|member| member.party.is_none())))
        });
        let new = !found.is_empty()
            && (!inside || found.iter().any(|new| new.by.iter().any(|member| member.party.is_some())));
        if new {
            out.extend(found);
        } else if let Some(last) = out.last_mut() {
            add(&mut last.text, paragraph);
        } else if let Some(text) = paragraph.text.whole() {
            let by = speaker(&content, dictionary);
            out.push(Utterance { by, text: Some(text), takes: true, signed: false });
        }
    }
    out.retain(|said| !said.by.is_empty() || said.text.is_some());
    out
}

/// `Nils Ek anser att planen är för dyr.`: who says what a section holds.
fn speaker(content: &Passage, dictionary: &Dictionary) -> Vec<Member> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:anser|ansåg|menar|menade|hävdar|hävdade)\s").expect("the pattern is valid")
    });
    let text = content.as_str();
    let end = VERB.find(text).map_or(0, |verb| verb.start());
    let named = (end > 0).then(|| members::all(content, 0..end, dictionary)).flatten();
    named.filter(|by| by.iter().all(|by| by.name.value.contains(' '))).unwrap_or_default()
}

/// `Moderaterna:` over their text, `Från Centerpartiet: Vi …`: a group that speaks behind its name.
fn behind_label(content: &Passage, dictionary: &Dictionary) -> Option<Utterance> {
    const LONGEST: usize = 80;
    let text = content.as_str();
    let colon = text.find(':').filter(|&colon| colon < LONGEST)?;
    let from = ["Från ", "Av "].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len());
    let group = text.get(from..colon)?;
    if !group.split([' ', ',']).any(|word| members::is_party_name(word) || word.ends_with("-gruppen")) {
        return None;
    }
    let by = members::all(content, from..colon, dictionary)?;
    let said = text[colon + 1..].trim_start();
    let said = (!said.is_empty()).then(|| content.value(text.len() - said.len()..text.len())).flatten();
    Some(Utterance { by, text: said, takes: true, signed: false })
}

/// `Mot beslutet reserverar sig följande:`
fn names_follow(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^[^.:]{0,80}\b(?:följande|nedanstående)\b[^.:]{0,60}:?$")
            .expect("the pattern is valid")
    });
    text.contains("eserv") && text.len() < 200 && FORM.is_match(text) && !text.contains('(')
}

/// The utterances that begin in a paragraph; what an utterance says runs on over the sentences after it.
fn utterances(
    content: &Passage,
    begins: fn(&Passage, &Dictionary) -> Option<Utterance>,
    dictionary: &Dictionary,
) -> Vec<Utterance> {
    let mut found: Vec<Utterance> = Vec::new();
    let mut runs_on = false;
    for sentence in sentence::sentences(content, "") {
        if let Some(new) = begins(&sentence, dictionary) {
            runs_on = new.takes || new.text.is_some();
            found.push(new);
        } else if let (Some(last), Some(more), true) = (found.last_mut(), sentence.whole(), runs_on) {
            extend(&mut last.text, more, ' ');
        }
    }
    found
}

fn add(text: &mut Option<Text>, paragraph: &Paragraph) {
    if let Some(more) = paragraph.text.whole() {
        extend(text, more, '\n');
    }
}

/// Adds to an utterance's text.
pub(super) fn extend(text: &mut Option<Text>, more: Text, joint: char) {
    match text {
        Some(text) => {
            text.value.push(joint);
            text.value.push_str(&more.value);
            text.span = text.span.union(more.span);
        }
        None => *text = Some(more),
    }
}

/// `Särskilt yttrande från Eva Holm (S)`.
pub(super) fn named_in_heading(heading: &Passage, dictionary: &Dictionary) -> Option<Vec<Member>> {
    let text = heading.as_str();
    let behind = |link: &str| text.find(link).map(|at| at + link.len());
    let from = [" från ", ": ", " av ", ", "].into_iter().find_map(behind).or_else(|| {
        // `Yrkande Vera Ek (S)`
        let named = text.ends_with(')').then(|| text.find(' ')).flatten()? + 1;
        text[named..].starts_with(char::is_uppercase).then_some(named)
    })?;
    members::all(heading, from..text.len(), dictionary)
        .or_else(|| members::parties_alone(heading, from..text.len()))
}

/// `X (S) reserverar sig mot beslutet`, `Mot beslutet reserverade sig X`.
fn reserves(sentence: &Passage, dictionary: &Dictionary) -> Option<Utterance> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:reserverar|reserverade|reserverat|reservera)\s(?:sig\b)?|\s(?:lämnar|lämnade|anmäler|anmälde|antecknar|antecknade|inkommer med|avger|avgav|inger|anför|anförde)\b[^.:]{0,60}\b(?:reservation(?:er)?|(?:avvikande|afvikande|skiljaktig) mening)\b|\s(?:lät|låter|lådo)\s[^.:]{0,40}\banteckna\b[^.:]{0,40}\b(?:reservation|(?:avvikande|afvikande|skiljaktiga?) mening)\b").expect("the pattern is valid")
    });
    static NOTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Det antecknades|Det antecknas|Antecknades|Antecknas|Till protokollet antecknades|Till protokollet antecknas),?\satt\s")
            .expect("the pattern is valid")
    });
    static INVERTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:E?[Mm]ot\s[^.:]{0,60}|Häremot|Häröfver|Häröver|Deremot|Däremot|(?:\p{Lu}\p{Ll}+\s)?[Rr]eservation(?:er)?\s[^.:]{0,60}?|(?:\p{Lu}\p{Ll}+\s)?[Rr]eservation(?:er)?)\s?(?:anförde[s]?|anför|anmälde[s]?|anmäler|anmäles|anmäls|avgav[s]?|avges|afgaf|inlämnade[s]?|inlämnas|lämnade[s]?|lämnas|antecknade[s]?|antecknas)\s(?:av\s|af\s|sig\s)?(?P<who>(?:[^.:]|\b\p{Lu}\p{Ll}{0,5}\.)+?)(?:\s(?:sin\s)?(?:reservation(?:er)?|(?:avvikande|afvikande|skiljaktiga?) mening)(?:\still\sprotokollet)?)?\.?$").expect("the pattern is valid")
    });
    // `Följande reserverar sig mot beslutet: X och Y`, `Från X antecknas reservation`
    static LISTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Följande|Nedanstående)\b[^:]{0,60}\breserver[^:]{0,60}:\s(?P<who>.+)$|^(?:Från|Av)\s(?P<from>[^:]{3,300}?)\s(?:antecknas|antecknades|anmäls|anmäldes|lämnas|lämnades|avges|avgavs|föreligger|noteras|noterades)\s[^.:]{0,40}\b(?:reservation(?:er)?|(?:avvikande|skiljaktig) mening)|^E?[Mm]ot\s[^.:]{3,60}?\s(?:anmäl[td]e?s|anmäles|anmäls|anfördes|afga[fv]s|avgavs|avges|inlämnades|lämnades|lämnas|antecknades|antecknas)\s(?:skriftlig\s)?reservation\sa[vf]\s(?P<of>.{3,200}?)\.?$|^(?:(?:Skriftlig|Muntlig|Blank)\s)?[Rr]eservation(?:er)?\s(?:från|av|af)\s(?P<sender>[^:.]{1,200}?)(?:,\s(?:se\s|enligt\s)?bilag[^.:]*)?\.?$").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    if let Some(rest) = NOTED.find(text).map(|noted| sentence.slice(noted.end()..text.len())) {
        return reserves(&rest, dictionary);
    }
    let listed = LISTED
        .captures(text)
        .and_then(|found| ["who", "from", "of", "sender"].into_iter().find_map(|name| found.name(name)));
    let of_list = |who: Range<usize>| {
        members::all(sentence, who.clone(), dictionary).or_else(|| members::parties_alone(sentence, who))
    };
    if let Some(by) = listed.and_then(|who| of_list(who.range())) {
        return Some(Utterance { by, text: None, takes: false, signed: false });
    }
    let inverted = || {
        let who = INVERTED
            .captures(text)
            .filter(|_| text.contains("eservation") || text.contains(" mening"))?
            .name("who")?;
        members::all(sentence, who.range(), dictionary)
    };
    let by = VERB
        .find(text)
        .and_then(|verb| {
            members::all(sentence, 0..verb.start(), dictionary)
                .or_else(|| members::single_name(sentence, 0..verb.start(), dictionary))
                .or_else(|| members::most(sentence, 0..verb.start(), dictionary))
                // `Rolf Ek, 1 200 röster, reserverade sig`
                .or_else(|| members::all(sentence, 0..text[..verb.start()].find(", ")?, dictionary))
                .or_else(|| after_verb(sentence, verb.end(), dictionary))
        })
        .or_else(inverted)
        .or_else(|| surname_alone(sentence, VERB.find(text)?.start()))
        .or_else(|| members_of_side(sentence))
        .or_else(|| {
            // `Vera Ek (V) till förmån för eget förslag.`
            let end = text.find(" till förmån för ")?;
            members::all(sentence, 0..end, dictionary)
        })
        .or_else(|| named_alone(sentence, dictionary))?;
    // `reserverar sig och anför: …`
    let said = text.find(": ").map(|at| at + 2).or_else(|| reasons(text));
    let said = said.and_then(|from| sentence.value(from..text.len()));
    Some(Utterance { by, text: said, takes: text.ends_with(':'), signed: false })
}

/// `De socialdemokratiska ledamöterna reserverar sig`: those of a party, as they are named.
fn members_of_side(sentence: &Passage) -> Option<Vec<Member>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<who>(?:De|Samtliga)\s\p{Ll}+(?:iska|moderata|liberala|gröna)\sledamöterna?)\s(?:reserver|anmäl)")
            .expect("the pattern is valid")
    });
    let who = FORM.captures(sentence.as_str())?.name("who")?.range();
    Some(vec![Member { name: sentence.value(who)?, party: None }])
}

/// Byte at which the reasons begin that a sentence gives without a colon: `… med motiveringen att planen är för dyr.`
fn reasons(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"\smed (?:följande )?(?:motivering(?:en)?|skäl(?:et)?),?\s(?:att\s|[”"»“])|\soch (?:ansåg|anser|anförde|anför|menade|menar|framhöll|framhåller),?\satt\s"#)
            .expect("the pattern is valid")
    });
    let found = FORM.find(text)?;
    let quoted = found.as_str().chars().next_back().filter(|last| !last.is_whitespace());
    Some(found.end() - quoted.map_or(0, char::len_utf8))
}

/// `Gideå anförde reservation`: a surname that may be a place as well; only a person reserves.
fn surname_alone(sentence: &Passage, end: usize) -> Option<Vec<Member>> {
    let name = sentence.as_str()[..end].trim();
    let other =
        super::outcome::is_body(name) || ["en", "et", "na", "an"].iter().any(|ending| name.ends_with(ending));
    (!name.contains(' ') && !other).then(|| members::surnames(sentence, 0..name.len())).flatten()
}

/// `Eva Holm (S) och Nils Ek (M).`: persons with their parties, or with given name and surname, and nothing else.
pub(super) fn named_alone(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Member>> {
    let end = sentence.as_str().trim_end_matches('.').len();
    let by = members::all(sentence, 0..end, dictionary)?;
    let given =
        |name: &str| dictionary.given_name_bearers(name.split([' ', '-']).next().unwrap_or_default()) > 0;
    let whole = |member: &Member| {
        member.party.is_some() || member.name.value.contains(' ') && given(&member.name.value)
    };
    by.iter().all(whole).then_some(by)
}

/// The persons after `reserverade sig`.
fn after_verb(sentence: &Passage, from: usize, dictionary: &Dictionary) -> Option<Vec<Member>> {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?\s(?:till förmån|mot|med|enligt|till protokollet|muntligt|skriftligt|såvitt|i vad|och\sanförde|vilka?|som)\b|[.:]$").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let end = END.find(&text[from..]).map_or(text.len(), |end| from + end.start());
    // `Mot beslutet reserverar sig Ek, Al och Ros.`
    members::all(sentence, from..end, dictionary).or_else(|| members::surnames(sentence, from..end))
}

/// `X (C) lämnar följande protokollsanteckning:`, `X (SD) antecknar som yttrande en skrivelse …`.
fn states(sentence: &Passage, dictionary: &Dictionary) -> Option<Utterance> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:lämnar|lämnade|inkommer|inkom|anmäler|anmälde|avger|avgav|begär|begärde|antecknar|antecknade|önskar|vill|önskade|låter|lät|får|fick|ges|gavs|medges|medgavs|tillåts|tilläts|gör|gjorde|lägger|meddelar|har|inger|ingav|avlämnar|avlämnade|fogar|tillför|framför|framförde|noterar|ansluter|instämmer)\b[^.:]{0,120}?\b(?:protokollsanteckning\w*|yttrande\w*|uttalande\w*|anteckning\w*|antecknat|röstförklaring|protokollet|notering)\b|\s(?:anför|anförde|framhåller|framhöll|skriver|uttalar|uttalade)(?:\s\w+){0,2}:").expect("the pattern is valid")
    });
    // `Ett särskilt yttrande lämnas av Nils Ek (M).`
    static PASSIVE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Ett|En|Skriftligt|Skriftlig)\s)?(?i:särskil\w+ yttrande\w*|protokollsanteckning\w*|anteckning till protokollet|röstförklaring)\s(?:lämnas|lämnades|avges|avgavs|avlämnas|anmäls|anmäldes|görs|gjordes|inlämnas|inlämnades|ingavs|inges|fogas)\s[^:.]{0,40}?\bav\s(?P<who>[^:]{3,300}?)(?P<rest>:\s|[.:]?$)").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let takes = text.ends_with(':');
    if let Some(found) = PASSIVE.captures(text) {
        let (who, rest) = (found.name("who")?, found.name("rest")?);
        let by = members::all(sentence, who.range(), dictionary)?;
        let said = if takes {
            None
        } else if rest.as_str().starts_with(": ") {
            sentence.value(rest.end()..text.len())
        } else {
            sentence.whole()
        };
        return Some(Utterance { by, text: said, takes, signed: false });
    }
    // `Nils Ek (M) och Bo Al (V):`, the text on the lines below
    if let Some(by) = takes.then(|| members::all(sentence, 0..text.len() - 1, dictionary)).flatten() {
        return Some(Utterance { by, text: None, takes, signed: false });
    }
    // `Nils Ek (M): Planen är för dyr.`
    let label = text.find(": ").filter(|&colon| text[..colon].ends_with(')'));
    if let Some((colon, by)) =
        label.and_then(|colon| Some((colon, members::all(sentence, 0..colon, dictionary)?)))
    {
        return Some(Utterance { by, text: sentence.value(colon + 2..text.len()), takes, signed: false });
    }
    let verb = VERB.find(text)?;
    let by = members::all(sentence, 0..verb.start(), dictionary).or_else(|| {
        // `Nils Ek (M) deltar inte i beslutet och lämnar ett särskilt yttrande`
        let party = text[..verb.start()].rfind(") ")?;
        members::all(sentence, 0..party + 1, dictionary)
    })?;
    // After a colon on the same line the text itself begins.
    let inline = text[verb.start()..].find(": ").map(|at| verb.start() + at + 2);
    let said = match inline {
        Some(from) => sentence.value(from..text.len()),
        None if takes => None,
        None => sentence.whole(),
    };
    Some(Utterance { by, text: said, takes, signed: false })
}

/// The statement that a sentence among others tells of: `X (C) lämnar en protokollsanteckning: …`.
pub(super) fn told(sentence: &Passage, dictionary: &Dictionary) -> Option<Statement> {
    const NOTES: [&str; 6] = [
        "rotokollsanteckning",
        "till protokollet",
        "i protokollet",
        "röstförklaring",
        "ärskilt yttrande",
        "ärskilda yttrande",
    ];
    let text = sentence.as_str();
    // Old protocols know no parties: `Herr Ek lät till protokollet anteckna, att …`
    let old = text.contains(" till protokollet anteckna");
    if !text.contains('(') && !old || !NOTES.iter().any(|words| text.contains(words)) {
        return None;
    }
    let special = text.contains("ärskilt yttrande") || text.contains("ärskilda yttrande");
    let kind = if special { StatementKind::SpecialStatement } else { StatementKind::Note };
    let said = states(sentence, dictionary)?;
    (old || said.by.iter().any(|member| member.party.is_some())).then_some(Statement {
        kind,
        by: said.by,
        text: said.text,
    })
}

#[cfg(test)]
#[path = "dissent_tests.rs"]
mod tests;
