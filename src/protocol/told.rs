//! Sentences of running text that tell of a decision: in the passive, with the body behind its verb, at the end of an account.

use super::model::Outcome;
use super::outcome::{self, Voice};
use super::verdict::Verdict;
use regex::Regex;
use std::sync::LazyLock;

/// `…, i följd hvaraf nämnden tillstyrkte ansökningen`: a clause of its own that tells what came of the vote.
pub(super) fn following(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"[,;]\s(?:i följd (?:hvaraf|varav|deraf|därav)|till följd (?:varav|hvaraf)|(?:varför|hvarför|varpå|hvarpå|varefter|hvarefter|varmed|hvarmed)|och)\s").expect("the pattern is valid")
    });
    // `Efter votering, därvid …, bifölls nämndens förslag.`
    let passive = || {
        let from = text.rfind(", ")? + 2;
        let words = outcome::words(&text[from..]);
        let first = *outcome::found(&words).first()?;
        let done = matches!(first.voice, Some(Voice::Passive | Voice::Settled | Voice::Done));
        (first.word == 0 && done).then_some(from)
    };
    let from = FORM.find_iter(text).last().map(|found| found.end()).or_else(passive)?;
    let clause = &text[from..];
    let sentence = capitalised(clause);
    let by = outcome::body_of(&sentence).map(|range| from + range.start..from + range.end);
    let concluded = outcome::concluded(&sentence);
    let by = by.or_else(|| concluded.map(|range| from + range.start..from + range.end));
    let acts = is_done(&sentence) || by.is_some() && outcome::concluded(&sentence).is_some();
    acts.then_some(Verdict { by, clauses: Some(from), proposed: false, att: false })
}

/// `Berättelsen upplästes, hvarefter stämman beviljade ansvarsfrihet.`: an account that ends in a deed.
pub(super) fn closes_with_deed(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:(?:varefter|hvarefter|varpå|hvarpå)\s\p{Ll}|och\sutsågo?s\s)")
            .expect("the pattern is valid")
    });
    text.ends_with('.') && text.len() < 600 && FORM.is_match(text) && following(text).is_some()
}

/// `Ledamöter på två år: Vera Ek, omval`: a row under the title of an election.
pub(super) fn elects(text: &str, title: &str) -> bool {
    static ELECTION: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:fyllnads|person|styrelse|tilläggs)?val(?:\s|$|:)").expect("the pattern is valid")
    });
    static POST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<post>\p{Lu}[^:.]{2,80}):\s\p{Lu}|\b(?:omval|nyval|omvald|nyvald|omvalda|nyvalda)\b")
            .expect("the pattern is valid")
    });
    const LONGEST: usize = 300;
    // What is proposed is not elected yet.
    let proposed = text.contains("förslag") || text.contains("föresl") || text.contains("alberedning");
    text.len() < LONGEST && !proposed && ELECTION.is_match(title) && POST.is_match(text)
}

/// `Styrelsen godkände följande:`: what a body decides stands in the rows below.
pub(super) fn announces(text: &str) -> bool {
    const LONGEST: usize = 120;
    let Some(deed) = text.strip_suffix(':').filter(|deed| deed.len() < LONGEST) else { return false };
    deed.ends_with("följande") && outcome::acting_body(text).is_some() && is_done(&format!("{deed}."))
}

/// Verbs that stand with a participle.
const AUXILIARIES: [&str; 8] = ["var", "är", "blev", "blef", "voro", "blevo", "blefvo", "vart"];

/// Bytes of the body by which something was done: `godkändes av styrelsen`, `blev av stämman antagen`.
pub(super) fn agent(text: &str) -> Option<std::ops::Range<usize>> {
    // `blev staten av fullmäktige oförändrad antagen`
    const REACH: usize = 4;
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b(?P<verb>\p{L}+)\s(?:(?:alltså|enhälligt|sålunda|således|därefter|härefter|även|också)\s)?a[vf]\s(?P<by>(?:[\p{L}-]+\s){0,3}?[\p{L}-]+)(?P<rest>\s|[.,;]|$)").expect("the pattern is valid")
    });
    FORM.captures_iter(text).find_map(|found| {
        let words = outcome::words(&found["verb"]);
        let auxiliary = text[..found.name("by").map_or(0, |by| by.start())]
            .rsplit(' ')
            .skip(2)
            .take(REACH)
            .any(|word| AUXILIARIES.contains(&word));
        let passive = outcome::found(&words)
            .iter()
            .any(|verb| matches!(verb.voice, Some(Voice::Passive | Voice::Settled)));
        let by = found.name("by")?;
        let is_body = by.as_str().rsplit(' ').next().is_some_and(outcome::is_body);
        (is_body && (auxiliary || passive)).then(|| by.range())
    })
}

/// `Förslaget var alltså av nämnden tillstyrkt.`: what came of a vote, told in the passive with the body that did it.
pub(super) fn settled_by(text: &str) -> Option<std::ops::Range<usize>> {
    let by = agent(text)?;
    let mut after = outcome::words(&text[by.end..]).into_iter();
    after.next().is_some_and(|deed| outcome::is_supine(&deed)).then_some(by)
}

/// `18 aktieägare var företrädda.`: a sentence that states how things were.
pub(super) fn states(text: &str) -> bool {
    const WERE: [&str; 10] = [
        "representerade",
        "omfattade",
        "var",
        "voro",
        "fanns",
        "funnos",
        "hade",
        "uppgick",
        "deltog",
        "närvarade",
    ];
    text.split(' ').take(12).any(|word| WERE.contains(&word))
}

/// `Nämnden ansåg att vägen borde byggas och beslöt avge yttrande`: bytes of the body, of what it found, and of what it decided.
pub(super) fn also_decides(
    text: &str,
) -> Option<(std::ops::Range<usize>, std::ops::Range<usize>, std::ops::Range<usize>)> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;,!?]{1,60}?)\s(?:ansåg|anser|fann|finner|noterade|noterar|konstaterade|konstaterar|diskuterade|diskuterar|godkände|godkänner|behandlade)\s[^.;]{3,300}?,?\soch\s(?:beslöto?|beslutade|beslutar)\s(?:därför\s|därefter\s|också\s)?(?:att\s)?(?P<rest>.+)$").expect("the pattern is valid")
    });
    let found = text.contains("och besl").then(|| FORM.captures(text)).flatten()?;
    let (by, rest) = (found.name("by")?, found.name("rest")?);
    let is_body = by.as_str().rsplit(' ').next().is_some_and(outcome::is_body);
    let verb = text[..rest.start()].rfind(" och ")?;
    is_body.then(|| (by.range(), 0..text[..verb].trim_end_matches(',').len(), rest.range()))
}

/// With a capital, as a sentence begins.
fn capitalised(clause: &str) -> String {
    let mut chars = clause.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// `Efter votering beslutade årsmötet att …`, `Angående hyran beslöt nämnden att …`: the body stands after the verb.
pub(super) fn inverted(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\bhade\s(?P<had>[\p{L}-]+)\s(?:(?:alltså|således|sålunda)\s)?(?:beslutat|beslutit)|\b(?:varför|hvarför|varefter|hvarefter|varpå|hvarpå)\s(?P<before>(?:[\p{L}-]+\s){0,3}?[\p{L}-]+)\s(?:beslutade|beslöto?|beslutar)|\b(?i:beslutade|beslöto?|beslutar|enades|enas|bestämde|bestämmer)\s(?P<by>(?:[\p{L}-]+\s){0,3}?[\p{L}-]+))(?:\som)?(?:\s(?:alltså|därför|enhälligt|också|även|således|sålunda|därefter))?,?\s(?P<att>att\s)?").expect("the pattern is valid")
    });
    const STEMS: [&str; 5] = ["eslut", "eslöt", "enade", "enas ", "estäm"];
    if !STEMS.iter().any(|stem| text.contains(stem)) {
        return None;
    }
    let found = FORM.captures(text)?;
    let (whole, by) = (
        found.get(0)?,
        found.name("by").or_else(|| found.name("before")).or_else(|| found.name("had"))?.range(),
    );
    let is_body = text[by.clone()].rsplit(' ').next().is_some_and(outcome::is_body);
    // `beslutade mötet med 25 röster mot 8 att …`
    const BETWEEN: usize = 80;
    let rest = &text[whole.end()..];
    let counted = found.name("att").is_none() && (rest.starts_with("med ") || rest.starts_with("efter "));
    let att = rest.find(" att ").filter(|&at| counted && at < BETWEEN && !rest[..at].contains(['.', ':']));
    if let Some(at) = att.filter(|_| is_body && whole.start() > 0 && !is_elsewhere(&text[..whole.start()])) {
        let clauses = Some(whole.end() + at + " att ".len());
        return Some(Verdict { by: Some(by), clauses, proposed: false, att: true });
    }
    // `beslöt nämnden avstyrka dispens`
    let says_what = || {
        let words = outcome::words(&text[whole.end()..]);
        outcome::found(&words)
            .first()
            .is_some_and(|first| first.word == 0 && first.voice == Some(Voice::Infinitive))
            // `beslöto fullmäktige i enlighet med nämndens förslag`
            || ["i enlighet med ", "enligt ", "bifall till ", "avslag på "].iter().any(|basis| text[whole.end()..].starts_with(basis))
    };
    // `Beslutade nämnden att …`: with the verb first, the att-sats tells that it is no question.
    let leads = whole.start() == 0 && (found.name("att").is_none() || text.ends_with('?'));
    // `hade stämman alltså beslutat brons byggande af sten`
    let concluded = found.name("had").is_some() && !text[whole.end()..].trim().is_empty();
    if !is_body
        || found.name("att").is_none() && !concluded && !says_what()
        || leads
        || is_elsewhere(&text[..whole.start()])
    {
        return None;
    }
    let proposed = outcome::proposing(&text[whole.end()..]);
    Some(Verdict {
        by: Some(by),
        clauses: Some(whole.end() + proposed.unwrap_or(0)),
        proposed: proposed.is_some(),
        att: true,
    })
}

/// Byte after `beslutades att` inside a sentence, where nothing before it puts the decision elsewhere.
pub(super) fn impersonal(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:beslutades|beslöts|beslutas|(?:beslutade|beslöt|beslutar|enades)\s(?:vi|man)(?:\som)?)(?:\sdet)?\s(?:därför\s|också\s|även\s|enhälligt\s|sålunda\s|således\s)?(?:att\s)?|\bbeslöts,\satt\s").expect("the pattern is valid")
    });
    if !text.contains("esl") && !text.contains("ESL") {
        return None;
    }
    let found = FORM.find(text)?;
    let att = found.as_str().trim_end().ends_with("att");
    let rest = &text[found.end()..];
    let directly = found.start() == 0
        && outcome::found(&outcome::words(rest))
            .first()
            .is_some_and(|first| first.word == 0 && first.voice == Some(Voice::Infinitive));
    // `Efter votering beslöts inköp av …`: a noun says what.
    let noun = found.start() > 0
        && found.as_str().contains("besl")
        && !found.as_str().contains("beslutas")
        && names_matter(rest);
    ((att || directly || noun) && !is_elsewhere(&text[..found.start()])).then_some(found.end())
}

/// Whether the words after `beslöts` say what was decided, and not when, where or by whom.
fn names_matter(rest: &str) -> bool {
    const OTHERS: [&str; 22] = [
        "i", "av", "af", "den", "vid", "på", "å", "om", "enligt", "med", "under", "för", "efter", "sedan",
        "även", "också", "till", "och", "samt", "som", "att", "dock",
    ];
    let first = rest.split([' ', ',']).next().unwrap_or_default();
    first.chars().count() > 2 && first.starts_with(char::is_lowercase) && !OTHERS.contains(&first)
}

/// Whether the words before a verb that decides put the decision elsewhere: `som den 3 maj …`.
fn is_elsewhere(before: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:\b(?:som|när|vilket|vilken|vilka|där|då|ska|skall|kan|innan|hade|senast)\s(?:\S+\s){0,4}|\bom\s(?:\S+\s){0,2}|(?:§|\b(?:19|20)\d\d\b)\S*\s(?:\S+\s){0,3})$").expect("the pattern is valid")
    });
    FORM.is_match(before)
}

/// Whether the sentence's main verb says that something was decided: `Skrivelserna lades till handlingarna.` A semicolon
/// parts main clauses.
pub(super) fn is_done(text: &str) -> bool {
    text.ends_with('.') && text.split(';').any(clause_is_done)
}

/// What is asked for in an att-sats.
const REQUESTS: [&str; 9] = [
    "forslag",
    "forslaget",
    "begaran",
    "framstallan",
    "framstallningen",
    "hemstallan",
    "yrkande",
    "ansokan",
    "tanken",
];

fn clause_is_done(text: &str) -> bool {
    // `Följande voteringsproposition godkänns`: how the question is put.
    const QUESTIONS: [&str; 4] =
        ["oteringsproposition", "mröstningsproposition", "mröstningsordning", "oteringsordning"];
    if QUESTIONS.iter().any(|word| text.contains(word)) {
        return false;
    }
    const SUBORDINATE: [&str; 19] = [
        "att", "som", "nar", "dar", "vilken", "vilket", "vilka", "ska", "skall", "bor", "kan", "har", "hade",
        "foreslas", "innan", "da", "varvid", "kommer", "avses",
    ];
    if text.len() > 600 {
        return false;
    }
    // `Anmäldes, att anslag beviljats, hvilket lades till handlingarna.`
    static CLOSING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r",\s(?:h?vilk(?:et|a|en)|som)\s").expect("the pattern is valid"));
    let of_others =
        text.contains(" av ") || text.contains(" af ") || text.contains(|c: char| c.is_ascii_digit());
    let closing = CLOSING.find_iter(text).last().map(|found| outcome::words(&text[found.end()..]));
    if closing.is_some_and(|words| {
        outcome::found(&words).first().is_some_and(|first| {
            // `… läste upp berättelsen, som godkändes.`
            let settled = matches!(first.voice, Some(Voice::Passive | Voice::Settled))
                && first.outcome != Outcome::Other
                && words.len() > 1
                && !of_others;
            first.word == 0 && (first.voice == Some(Voice::Done) || settled && words[0].ends_with("des"))
        })
    }) {
        return true;
    }
    let words = outcome::words(&without_relatives(text));
    let found = outcome::found(&words);
    let finite = |found: &&outcome::Found| found.voice.is_some_and(|voice| voice != Voice::Infinitive);
    // "Med bifall till förslaget beviljade …": the verb, not the phrase before it.
    let deed =
        found.iter().find(finite).or_else(|| found.iter().find(|found| found.voice.is_none())).copied();
    let Some(deed) = deed else {
        return false;
    };
    let is_other = deed.outcome == Outcome::Other;
    let passive = match deed.voice {
        Some(Voice::Settled) => !words.iter().any(|word| word == "under"),
        // `Omval av Vera Ek.`, but not `… föreslår omval av Vera Ek`.
        Some(Voice::Done) => !words[deed.word].ends_with("val") || deed.word == 0,
        // `Lagen föreslås gälla från juli`: another proposes.
        Some(voice) => voice == Voice::Passive && !is_other && deed.outcome != Outcome::Proposed,
        None => false,
    };
    // `Styrelsen föreslog oförändrad avgift` to the meeting that decides: no decision of its own.
    let only_proposes = deed.outcome == Outcome::Proposed
        && deed.voice == Some(Voice::Active)
        && !words[deed.word + 1..].iter().any(|word| {
            ["fullmaktige", "styrelsen", "stamman", "namnden"].iter().any(|end| word.ends_with(end))
        });
    let own = outcome::body_of(text).is_some()
        && !only_proposes
        && match deed.voice {
            Some(Voice::Active) => !is_other,
            voice => matches!(voice, None | Some(Voice::Deed)),
        };
    // "Till att justera … utsågos", "Att justera … utsågos" begin with an aim, not with another clause.
    let from = match words.first().map(String::as_str) {
        Some("till") => 2,
        Some("att" | "och") => 1,
        _ => 0,
    };
    let before = words.get(from..deed.word).unwrap_or_default();
    // "Styrelsens förslag att köpa bilen godkändes": the att-sats belongs to the noun.
    let of_noun = |at: usize| {
        before[at] == "att"
            && deed.word + 1 == words.len()
            && at > 0
            && REQUESTS.iter().any(|noun| before[at - 1].ends_with(noun))
    };
    // `Begäran från föreningen om att få låna salen bifölls.`
    let asked = words.first().is_some_and(|first| REQUESTS.iter().any(|noun| first.ends_with(noun)))
        && deed.word + 1 == words.len();
    let subordinate =
        !asked && (0..before.len()).any(|at| SUBORDINATE.contains(&before[at].as_str()) && !of_noun(at));
    // What the auditors find is no decision of the body.
    let audited = words.first().is_some_and(|first| first.starts_with("revisor"));
    (passive || own) && !subordinate && !audited
}

/// The sentence without clauses between commas that tell of a noun: `Efter Ida Ros, som flyttat, valdes …`.
fn without_relatives(text: &str) -> std::borrow::Cow<'_, str> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:som|vilken|vilket|vilka|hvilken|hvilket|hvilka)\s[^,.;:]{2,120},\s")
            .expect("the pattern is valid")
    });
    FORM.replace_all(text, " ")
}
