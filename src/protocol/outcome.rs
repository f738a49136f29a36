//! What a clause does with its matter, by its main verb.

use super::denial::{against, is_denied, is_denying, is_negated, is_not};
use super::model::Outcome;
use super::tables::{self, fold};
use regex::Regex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Words between the parts of a phrase at most.
const REACH: usize = 14;

/// How a verb form stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Voice {
    /// A body does it: `godkänner`.
    Active,
    /// It is done: `godkänns`.
    Passive,
    /// It was done, and nothing but a decision does it: `bestämdes`.
    Settled,
    /// A body does it, and nothing but a decision does it: `konstaterar`.
    Deed,
    /// A phrase that is a decision by itself: `lades till handlingarna`.
    Done,
    /// After `att`: `godkänna`.
    Infinitive,
}

/// A verb form found in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// What it does.
    pub(super) outcome: Outcome,
    /// How it stands; `None` for a phrase.
    pub(super) voice: Option<Voice>,
    /// Index of its word.
    pub(super) word: usize,
}

struct Verbs {
    forms: FxHashMap<String, Vec<(Outcome, Voice)>>,
    /// After `har` or `hade`: `bifallit`.
    supines: FxHashMap<String, Outcome>,
    /// By first word: the words before the gap, those after it, and what they do.
    phrases: FxHashMap<String, Vec<Phrase>>,
    assignees: Vec<String>,
    bodies: Vec<String>,
    /// Names of municipalities of one word: in a network, whoever comes from one speaks for it.
    municipalities: FxHashSet<String>,
}

struct Phrase {
    before: Vec<String>,
    after: Vec<String>,
    outcome: Outcome,
    /// Whether it is a decision by itself.
    done: bool,
}

static VERBS: LazyLock<Verbs> = LazyLock::new(|| {
    let endings = |table: &'static str| tables::rows(table).map(|row| fold(row[0])).collect::<Vec<_>>();
    let mut verbs = Verbs {
        forms: FxHashMap::default(),
        supines: FxHashMap::default(),
        phrases: FxHashMap::default(),
        assignees: endings(include_str!("../../dictionaries/sources/assignees.tsv")),
        bodies: endings(include_str!("../../dictionaries/sources/body-endings.tsv")),
        municipalities: tables::rows(include_str!("../../dictionaries/sources/municipalities.tsv"))
            .map(|row| fold(row[0]))
            .filter(|name| !name.contains(' '))
            .collect(),
    };
    for row in tables::rows(include_str!("../../dictionaries/sources/decision-verbs.tsv")) {
        let outcome = named(row[1]);
        let voice = match row[2] {
            "active" => Voice::Active,
            "passive" => Voice::Passive,
            "settled" => Voice::Settled,
            "infinitive" => Voice::Infinitive,
            "deed" => Voice::Deed,
            "supine" => {
                verbs.supines.insert(fold(row[0]), outcome);
                continue;
            }
            kind => {
                let (before, after) = row[0].split_once('*').unwrap_or((row[0], ""));
                let words = |part: &str| part.split_whitespace().map(fold).collect::<Vec<_>>();
                let done = kind == "done";
                let phrase = Phrase { before: words(before), after: words(after), outcome, done };
                verbs.phrases.entry(phrase.before[0].clone()).or_default().push(phrase);
                continue;
            }
        };
        verbs.forms.entry(fold(row[0])).or_default().push((outcome, voice));
    }
    // The phrase that says most is tried first.
    for phrases in verbs.phrases.values_mut() {
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.before.len() + phrase.after.len()));
    }
    verbs
});

fn named(name: &str) -> Outcome {
    match name {
        "approved" => Outcome::Approved,
        "rejected" => Outcome::Rejected,
        "referred_back" => Outcome::ReferredBack,
        "postponed" => Outcome::Postponed,
        "noted" => Outcome::Noted,
        "filed" => Outcome::Filed,
        "adopted" => Outcome::Adopted,
        "elected" => Outcome::Elected,
        "assigned" => Outcome::Assigned,
        "proposed" => Outcome::Proposed,
        "answered" => Outcome::Answered,
        _ => Outcome::Other,
    }
}

/// The outcome of a clause.
pub(super) fn outcome(clause: &str) -> Outcome {
    let words = words(clause);
    let found = found(&words);
    let done = |found: &Found| matches!(found.voice, Some(Voice::Passive | Voice::Settled));
    if let Some(first) = found.iter().find(|found| found.word == 0 && !done(found)) {
        return first.outcome;
    }
    // `inte medge dispens`
    if let Some(first) = found.iter().find(|found| found.word == 1 && is_not(&words[0])) {
        return against(first.outcome);
    }
    if (concluding_body(clause).is_some() || concluded(clause).is_some())
        && let Some(supine) = words.iter().find_map(|word| VERBS.supines.get(word))
    {
        return *supine;
    }
    let finite = found.iter().find(|found| found.voice != Some(Voice::Infinitive));
    let coordinated = finite.and_then(|first| coordinated(&words, &found, first.word));
    // `tar del av redovisningen och lägger den till handlingarna` files it.
    let files = |first: &&Found| {
        !(first.outcome == Outcome::Noted && coordinated.is_some_and(|next| next.outcome == Outcome::Filed))
    };
    let decides = finite.filter(|finite| finite.outcome != Outcome::Other).filter(files);
    if let Some(finite) = decides.or(coordinated) {
        return if !is_denying(finite) && is_negated(&words, finite.word) {
            against(finite.outcome)
        } else {
            finite.outcome
        };
    }
    if finite.is_none() && is_task(clause, &words) {
        return Outcome::Assigned;
    }
    let last = finite.or_else(|| found.first());
    last.map_or(Outcome::Other, |found| {
        if !is_denying(found) && is_denied(&words, found.word) {
            against(found.outcome)
        } else {
            found.outcome
        }
    })
}

/// The verb that follows a first one which does nothing with the matter: `tackar för informationen och lägger den till
/// handlingarna`.
fn coordinated<'f>(words: &[String], found: &'f [Found], first: usize) -> Option<&'f Found> {
    let joint = (first + 1..words.len()).find(|&at| matches!(words[at].as_str(), "och" | "samt"))?;
    let main = !words[..joint].iter().any(|word| matches!(word.as_str(), "att" | "som"));
    found.iter().find(|found| {
        main && found.word == joint + 1
            && !matches!(found.voice, Some(Voice::Infinitive))
            && found.outcome != Outcome::Other
    })
}

/// The verb forms and phrases of a clause, in order. A phrase hides the forms of its own words.
pub(super) fn found(words: &[String]) -> Vec<Found> {
    let verbs = &*VERBS;
    let mut out = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let phrase =
            verbs.phrases.get(word).into_iter().flatten().find(|phrase| phrase.matches(&words[at..]));
        if let Some(phrase) = phrase {
            out.push(Found { outcome: phrase.outcome, voice: phrase.done.then_some(Voice::Done), word: at });
        } else if let Some(forms) = verbs.forms.get(word) {
            out.extend(forms.iter().map(|&(outcome, voice)| Found { outcome, voice: Some(voice), word: at }));
        }
    }
    out
}

impl Phrase {
    fn matches(&self, words: &[String]) -> bool {
        let Some(rest) = words.strip_prefix(self.before.as_slice()) else {
            return false;
        };
        self.after.is_empty() || rest.windows(self.after.len()).take(REACH).any(|window| window == self.after)
    }
}

/// The words of a clause, folded, without marks.
pub(super) fn words(clause: &str) -> Vec<String> {
    let bare = |word: &str| fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    clause.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Whether somebody is given a task: the subject is a person, an office or a working group.
fn is_task(clause: &str, words: &[String]) -> bool {
    const OWN_DEEDS: [&str; 9] =
        ["tackar", "tackade", "anser", "ansag", "beklagar", "onskar", "instammer", "uttalar", "noterar"];
    let assignee = |word: &String| VERBS.assignees.iter().any(|ending| word.ends_with(ending.as_str()));
    // A body that acts, or says what it thinks, has given the task to nobody.
    let longest = |endings: &[String], word: &String| {
        endings.iter().filter(|ending| word.ends_with(ending.as_str())).map(String::len).max().unwrap_or(0)
    };
    // Nätverket is a body, though it ends as verket does.
    let body = |word: &String| longest(&VERBS.bodies, word) > longest(&VERBS.assignees, word);
    let acts = acting_body(clause).is_some() && words.iter().take(4).any(body);
    if acts || words.iter().take(4).any(|word| OWN_DEEDS.contains(&word.as_str())) {
        return false;
    }
    let municipality =
        words.first().is_some_and(|word| word == "regionen" || VERBS.municipalities.contains(word))
            && words.get(1).is_some_and(|word| word.ends_with('r') && !NO_DEED.contains(&word.as_str()));
    if municipality {
        return true;
    }
    let mut capitals = clause.split_whitespace();
    let is_capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    // `Vera Ek skriver`, `Vera och Bo skriver`
    let person = is_capital(capitals.next()) && {
        let second = capitals.next();
        is_capital(second) || second == Some("och") && is_capital(capitals.next())
    };
    let office = words.iter().take(3).any(assignee);
    person || office
}

/// Words that follow a body's name and end in r, but are not what it does.
const NO_DEED: [&str; 14] = [
    "for", "efter", "eller", "over", "under", "far", "har", "ar", "blir", "infor", "per", "bor", "hor", "var",
];

/// Whether a word is a verb in the present by its form: `frågar`, `skickar`.
pub(super) fn is_deed(word: &str) -> bool {
    let folded = fold(word);
    word.starts_with(char::is_lowercase) && folded.ends_with('r') && !NO_DEED.contains(&folded.as_str())
}

/// Bytes of the name of the body that acts in the clause: `Tekniska nämnden` of `Tekniska nämnden tar del av …`.
pub(super) fn acting_body(clause: &str) -> Option<usize> {
    if !clause.starts_with(char::is_uppercase) {
        return None;
    }
    let mut start = 0;
    let mut after_body = false;
    let mut seen_body = false;
    let mut body_end = 0;
    for word in clause.split(' ').take(10) {
        let folded = fold(word);
        let active = is_active(&folded) || after_body && begins_phrase(&clause[start..]);
        let deed = after_body
            && folded.ends_with('r')
            && word.starts_with(char::is_lowercase)
            && !NO_DEED.contains(&folded.as_str());
        if seen_body && (active || deed) {
            let name = &clause[..start];
            // `Nämnden ställde sig positiv till förslaget och uppdrog …`: another deed stands before.
            let another = name.find(" sig ").or_else(|| name.strip_suffix("och ").map(str::len));
            return Some(if another.is_some() { body_end } else { name.trim_end().len() });
        }
        if word.ends_with(['.', ':', ';'])
            || matches!(folded.as_str(), "att" | "som" | "genom" | "har" | "om")
            // `Ordföranden öppnade sammanträdet och konstaterade`: somebody else has acted before.
            || !seen_body && word.starts_with(char::is_lowercase) && folded.ends_with("ade")
        {
            return None;
        }
        after_body = is_body(word);
        if after_body && !seen_body {
            body_end = start + word.trim_end_matches(',').len();
        }
        seen_body |= after_body;
        start += word.len() + 1;
    }
    None
}

/// Whether a folded word is what a body does: `godkänner`, `konstaterar`.
fn is_active(folded: &str) -> bool {
    let forms = VERBS.forms.get(folded);
    forms.is_some_and(|forms| forms.iter().any(|(_, voice)| matches!(voice, Voice::Active | Voice::Deed)))
}

/// Whether `text` begins with a phrase that is a deed: `hade intet att erinra`.
fn begins_phrase(text: &str) -> bool {
    let words: Vec<String> = words(text).into_iter().take(REACH + 4).collect();
    // `förklarades utlyst`, `lades till handlingarna`: in the passive nobody acts.
    let active = words.first().filter(|first| !first.ends_with('s'));
    let phrases = active.and_then(|first| VERBS.phrases.get(first));
    phrases.is_some_and(|phrases| phrases.iter().any(|phrase| phrase.matches(&words)))
}

/// Bytes of the body in `Stämman hade således bifallit …`: the end of a vote, told in the pluperfect.
pub(super) fn concluding_body(sentence: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;,!?]{1,60}?)\s(?:hade|har)\s(?:alltså|således|sålunda|därmed|härmed|följaktligen|därigenom|derigenom)\s(?:med\s\d+\s[\p{L}-]+\s(?:mot|emot|och)\s\d+(?:\s\p{L}+-?röst(?:er)?)?\s)?(?P<deed>\p{L}+)\b").expect("the pattern is valid")
    });
    let found = FORM.captures(sentence)?;
    let (by, deed) = (found.name("by")?, found.name("deed")?);
    let is_deed = VERBS.supines.contains_key(&fold(deed.as_str()));
    (is_deed && by.as_str().rsplit(' ').next().is_some_and(is_body)).then(|| by.end())
}

/// Bytes of the body in `hade Stämman således bifallit …`: the same, with the verb first.
pub(super) fn concluded(sentence: &str) -> Option<std::ops::Range<usize>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Alltså|Således|Sålunda|Därmed|Härigenom)\s)?(?i:hade|har)\s(?P<by>[\p{L}-]+)\s(?:(?:alltså|således|sålunda|därmed|följaktligen|härigenom|därigenom|derigenom)\s)?(?P<deed>\p{L}+)\b").expect("the pattern is valid")
    });
    let found = FORM.captures(sentence)?;
    let by = found.name("by")?;
    (VERBS.supines.contains_key(&fold(&found["deed"])) && is_body(by.as_str())).then(|| by.range())
}

/// Bytes of the name of the body that acts, before its verb or after it: `På förslag av X beviljade årsmötet …`.
pub(super) fn body_of(sentence: &str) -> Option<std::ops::Range<usize>> {
    if let Some(end) = acting_body(sentence) {
        return Some(0..end);
    }
    let mut before: Option<&str> = None;
    for (at, word) in word_indices(sentence).take(30) {
        let active = before.is_some_and(|before| is_active(&fold(before)));
        if active && at > 0 && word.starts_with(char::is_lowercase) && is_body(word) {
            return Some(at..at + word.trim_end_matches(',').len());
        }
        before = Some(word);
    }
    None
}

fn word_indices(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let start = *at;
        *at += word.len() + 1;
        Some((start, word))
    })
}

/// Byte at which a second deed of the same body begins: `Mötet biföll motionen | och gav styrelsen i uppgift att …`.
pub(super) fn second_deed(clause: &str) -> Option<(usize, usize)> {
    let subject = acting_body(clause)?;
    let words: Vec<(usize, &str)> = word_indices(clause).collect();
    let folded = |at: usize| fold(words[at].1.trim_end_matches([',', '.']));
    let acts = |at: usize| {
        let verbs = &*VERBS;
        let word = folded(at);
        let phrase = verbs.phrases.get(&word).is_some_and(|phrases| {
            let rest: Vec<String> = (at..words.len().min(at + REACH + 4)).map(folded).collect();
            phrases.iter().any(|phrase| phrase.matches(&rest))
        });
        phrase || is_active(&word)
    };
    // The first verb needs an object of its own, else both share what follows.
    let first = words.iter().position(|(at, _)| *at > subject)?;
    let joint = (first + 2..words.len().saturating_sub(1))
        .take_while(|&at| !matches!(words[at].1, "att" | "som"))
        .find(|&at| matches!(words[at].1, "och" | "samt") && acts(at + 1))?;
    let end = words[joint - 1].0 + words[joint - 1].1.trim_end_matches(',').len();
    Some((end, words[joint + 1].0))
}

/// Bytes of `hos fullmäktige föreslå, att` at the beginning of what follows "att": a higher body is asked to decide.
pub(super) fn proposing(rest: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:hos\s\S+\s)?(?:föreslå|hemställa)\b[^:.]{0,80}?,?\satt\s")
            .expect("the pattern is valid")
    });
    FORM.find(rest).map(|found| found.end())
}

/// Whether the folded word is the supine of a verb that decides: `tillstyrkt`.
pub(super) fn is_supine(word: &str) -> bool {
    VERBS.supines.contains_key(word)
}

/// Whether a word names a body that decides.
pub(super) fn is_body(word: &str) -> bool {
    let folded = fold(word.trim_end_matches(','));
    VERBS.bodies.iter().any(|ending| folded.ends_with(ending.as_str())) || is_short_name(word)
}

/// Whether a word names a body but for a letter that OCR spoilt: `Matet`, `Kommunstyreisen`.
pub(super) fn is_nearly_body(word: &str) -> bool {
    const LEAST: usize = 5;
    let folded: Vec<char> = fold(word).chars().collect();
    VERBS.bodies.iter().filter(|ending| ending.len() >= LEAST).any(|ending| {
        let length = ending.chars().count();
        let tail = folded.len().checked_sub(length).map(|from| folded[from..].iter().collect::<String>());
        tail.is_some_and(|tail| strsim::hamming(&tail, ending).is_ok_and(|apart| apart == 1))
    })
}

/// Whether a word is the short name of a body: `KSAU`, `Ksau`, `BUN`.
fn is_short_name(word: &str) -> bool {
    static NAMES: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        tables::rows(include_str!("../../dictionaries/sources/body-short-names.tsv"))
            .map(|row| row[0])
            .collect()
    });
    let bare = word.trim_end_matches([',', ':']);
    NAMES.contains(bare) || bare.strip_suffix(":s").is_some_and(|bare| NAMES.contains(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_by_the_main_verb() {
        let cases = [
            ("godkänna dagordningen med den ändringen att ett ärende utgår.", Outcome::Approved),
            ("Ansökan avslås.", Outcome::Rejected),
            ("Ärendet återremitteras till nämnden för att utredas vidare.", Outcome::ReferredBack),
            ("bordlägga ärendet till nästa sammanträde.", Outcome::Postponed),
            ("Nämnden noterar informationen.", Outcome::Noted),
            ("lägga redovisningen av besluten till handlingarna.", Outcome::Filed),
            ("Planen antas.", Outcome::Adopted),
            ("Till ombud utses Eva Holm (S).", Outcome::Elected),
            ("ge kontoret i uppdrag att utreda frågan.", Outcome::Assigned),
            ("Kontoret får i uppdrag att godkänna avtalet.", Outcome::Assigned),
            ("Motionen anses besvarad.", Outcome::Answered),
            ("anse motionen med detta besvarad", Outcome::Answered),
            ("Ärendet överlämnas till förvaltningen för beredning.", Outcome::Other),
            ("arbetsgruppen tar fram ett förslag", Outcome::Assigned),
            ("Eva Holm skriver ett utkast", Outcome::Assigned),
            ("vi försöker ses i Nora.", Outcome::Other),
            ("Redovisningen av uppdraget antecknas och förklaras fullgjord.", Outcome::Noted),
            ("Ansökan om att bevilja bidrag avslås.", Outcome::Rejected),
            ("Nämnden tackar för föredragningen och lägger informationen till handlingarna.", Outcome::Filed),
            ("Nämnden tar del av redovisningen och lägger den till handlingarna.", Outcome::Filed),
            ("inte medge dispens från strandskyddet.", Outcome::Rejected),
            ("Förhandsbesked beviljas inte.", Outcome::Rejected),
            ("Ansökan kan inte bifallas.", Outcome::Rejected),
            ("anhållan ej kan bifallas.", Outcome::Rejected),
            ("Nämnden fann ej skäl att bifalla framställningen.", Outcome::Rejected),
            ("Nämnden kan ej tillstyrka ansökan.", Outcome::Rejected),
            ("Kommunalnämnden ansåg sig icke kunna bifalla framställningen.", Outcome::Rejected),
            ("Ansökningen kunde icke bifallas.", Outcome::Rejected),
        ];
        for (clause, expected) in cases {
            assert_eq!(outcome(clause), expected, "{clause}");
        }
    }

    #[test]
    fn bodies_that_act() {
        for (text, name) in [
            ("Nämnden antar planen", Some("Nämnden")),
            ("Miljö- och byggnadsnämnden godkänner avtalet", Some("Miljö- och byggnadsnämnden")),
            ("Nämnden för funktionsstöd antar planen", Some("Nämnden för funktionsstöd")),
            ("Tekniska nämnden tar del av redovisningen", Some("Tekniska nämnden")),
            ("Kommunstyrelsen får i uppdrag att utreda", None),
            ("Planen antas", None),
            ("Planen prövas genom att nämnden antar den", None),
            ("mötet antar planen", None),
        ] {
            assert_eq!(acting_body(text).map(|end| &text[..end]), name, "{text}");
        }
    }
}
