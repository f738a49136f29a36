//! Lists of papers and of those who get the decision.

use super::decision;
use super::item::Draft;
use super::model::{Clause, Decision, Outcome, Text};
use super::outcome::{self, Voice};
use super::passage::Passage;
use super::prose::{Mark, Paragraph, ends_sentence};
use super::told;
use super::verdict;
use regex::Regex;
use std::sync::LazyLock;

/// One entry for each paper.
pub(super) fn documents(paragraphs: &[Paragraph]) -> Vec<Text> {
    paragraphs
        .iter()
        .filter_map(|paragraph| paragraph.content().whole())
        .filter(|text| !is_none(&text.value))
        .collect()
}

/// A block of papers under several headings: entries in lists are papers, running text before the first list is not.
pub(super) fn papers(paragraphs: &[Paragraph]) -> (Vec<Text>, Vec<Paragraph>) {
    let first = paragraphs.iter().position(|paragraph| paragraph.mark != Mark::None).unwrap_or(0);
    let end =
        (first..paragraphs.len()).find(|&at| at > first && acts(&paragraphs[at])).unwrap_or(paragraphs.len());
    let leads = first > 0 && leads_to_list(paragraphs[first - 1].words());
    let rest = [&paragraphs[..first - usize::from(leads)], &paragraphs[end..]].concat();
    (documents(&paragraphs[first..end]), rest)
}

/// `Nämnden har tagit del av följande handlingar:` and a list under it: the papers, and what is left.
pub(super) fn taken_note_of(paragraphs: &[Paragraph]) -> (Vec<Text>, Vec<Paragraph>) {
    let listed = |paragraph: &Paragraph| paragraph.mark != Mark::None && !decision::is_att(paragraph.words());
    let notes = |paragraph: &Paragraph| {
        let words = paragraph.words();
        words.ends_with(':')
            && words.contains("följande")
            && verdict::verdict(words).is_none_or(|verdict| verdict.clauses.is_some())
    };
    let Some(head) = paragraphs.iter().position(notes) else {
        return below_filing(paragraphs).unwrap_or_else(|| (Vec::new(), paragraphs.to_vec()));
    };
    let count = paragraphs[head + 1..].iter().take_while(|paragraph| listed(paragraph)).count();
    let end = head + 1 + count;
    (documents(&paragraphs[head + 1..end]), [&paragraphs[..=head], &paragraphs[end..]].concat())
}

/// `Anmälningsärendena läggs till handlingarna.`, and below it the list of them: the papers, and what is left.
fn below_filing(paragraphs: &[Paragraph]) -> Option<(Vec<Text>, Vec<Paragraph>)> {
    let files = |paragraph: &Paragraph| {
        let words = outcome::words(paragraph.words());
        ends_sentence(paragraph.words())
            && outcome::found(&words)
                .iter()
                .any(|found| matches!(found.outcome, Outcome::Filed | Outcome::Noted))
    };
    let named = |paragraph: &Paragraph| paragraph.mark != Mark::Letter && decision::is_row(paragraph);
    // The line that says who decides may stand over the sentence.
    let at = paragraphs.iter().take(2).position(files)?;
    let (before, list) = paragraphs.split_at(at + 1);
    let all = !list.is_empty() && list.iter().all(named);
    all.then(|| (documents(list), before.to_vec()))
}

/// `Redovisas följande delegationsbeslut:`, `Anmäles`: only leads up to the list under it.
pub(super) fn leads_to_list(words: &str) -> bool {
    const FEW: usize = 4;
    words.ends_with(':') || !ends_sentence(words) && words.split_whitespace().count() <= FEW
}

/// `Nämnden tackar för informationen.`: what is said after a list about it.
pub(super) fn acts(paragraph: &Paragraph) -> bool {
    paragraph.mark == Mark::None
        && ends_sentence(paragraph.words())
        && (outcome::acting_body(paragraph.words()).is_some() || told::is_done(paragraph.words()))
}

impl Draft<'_> {
    /// `Följande skrivelser anmäls och läggs till handlingarna:`: the heading of a list decides about it.
    pub(super) fn noted_in(&mut self, heading: Option<&Passage>) {
        let decides = |heading: &&Passage| {
            let words = outcome::words(heading.as_str());
            outcome::found(&words).iter().any(|found| found.outcome == Outcome::Filed)
        };
        let Some(text) = heading.filter(decides).and_then(Passage::whole) else { return };
        let clause = Clause { text, outcome: Outcome::Filed };
        self.item.decisions.push(Decision { by: None, clauses: vec![clause] });
    }
}

/// Whether paragraphs without marks name papers, and nothing is told in them up to the sentence that notes them:
/// `Cirkulär om semester.`, `Länsstyrelsens beslut om bidrag.`, `Lades till handlingarna.`
pub(super) fn are_named(paragraphs: &[Paragraph]) -> bool {
    let end = paragraphs.iter().position(acts).unwrap_or(paragraphs.len());
    let noted = end < paragraphs.len();
    let named = |paragraph: &Paragraph| paragraph.mark == Mark::None && is_noun(paragraph.words());
    end >= 2 - usize::from(noted) && paragraphs[..end].iter().all(named) && paragraphs[end..].iter().all(acts)
}

/// Whether the words name a thing: they begin with a capital, and nobody does anything in them.
fn is_noun(words: &str) -> bool {
    const VERBS: [&str; 30] = [
        "ställer",
        "ställde",
        "väcker",
        "väckte",
        "lämnar",
        "lämnade",
        "frågar",
        "frågade",
        "har",
        "hade",
        "är",
        "var",
        "ska",
        "skall",
        "finns",
        "fanns",
        "inga",
        "inget",
        "kommer",
        "kom",
        "tas",
        "togs",
        "informerar",
        "redogör",
        "redovisar",
        "redogjorde",
        "informerade",
        "meddelar",
        "meddelade",
        "föreligger",
    ];
    let acts = outcome::found(&outcome::words(words))
        .iter()
        .any(|found| found.voice.is_some_and(|voice| voice != Voice::Infinitive));
    words.starts_with(char::is_uppercase)
        && !words.ends_with(':')
        && !acts
        && !words.split(' ').any(|word| VERBS.contains(&word.to_lowercase().as_str()))
}

/// `Inga`, `-`: there are none.
fn is_none(text: &str) -> bool {
    matches!(text.trim_matches(['.', ' ']).to_lowercase().as_str(), "-" | "–" | "inga" | "ingen" | "")
}

/// One entry for each who gets the decision. After a label (`Exp: A, B`) commas part them, on lines of their own seldom.
pub(super) fn recipients(paragraphs: &[Paragraph], labelled: bool) -> Vec<Text> {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        let content = paragraph.content();
        let text = content.as_str();
        if is_list(text, labelled) {
            let mut from = 0;
            for part in text.split(',') {
                let (start, end) = (from + part.len() - part.trim_start().len(), from + part.len());
                match two_joined(&text[start..end]).map(|and| start + and) {
                    Some(and) => {
                        out.extend(content.value(start..and));
                        out.extend(content.value(and + " och ".len()..end));
                    }
                    None => out.extend(content.value(start..end)),
                }
                from += part.len() + 1;
            }
        } else if let Some(and) = two_joined(text) {
            out.extend(content.value(0..and));
            out.extend(content.value(and + " och ".len()..text.len()));
        } else if text.contains("; ") {
            let mut from = 0;
            for part in text.split(';') {
                out.extend(content.value(from..from + part.len()));
                from += part.len() + 1;
            }
        } else {
            out.extend(content.whole().filter(|text| !is_none(&text.value)));
        }
    }
    out
}

/// `Kommunkansliet och Vägenheten`: byte of the "och" between two recipients of a word each.
fn two_joined(text: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\p{Lu}\p{L}{3,}(?P<and>\soch\s)\p{Lu}\p{L}{3,}\.?$").expect("the pattern is valid")
    });
    FORM.captures(text)?.name("and").map(|and| and.start())
}

/// Whether commas part several recipients: abbreviations, or three and more names.
fn is_list(text: &str, labelled: bool) -> bool {
    let parts: Vec<&str> = text.trim_end_matches('.').split(',').map(str::trim).collect();
    // `Sökanden (delges), Lantmäteriet`: offices of one word, unlike a name with its address.
    let office = |part: &&str| {
        let word = part.split(" (").next().unwrap_or_default();
        word.starts_with(char::is_uppercase) && word.chars().all(|c| c.is_alphabetic() || c == '-')
    };
    if labelled && parts.len() == 2 && parts.iter().all(office) {
        return true;
    }
    // `Miljö- och byggnadsförvaltningen, sökanden`
    let defined = |part: &&str| {
        ["en", "et", "na"].iter().any(|end| part.ends_with(end))
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-'))
            && part.split(' ').count() <= 4
    };
    if parts.len() > 1 && parts.iter().all(defined) {
        return true;
    }
    let short = |part: &&str| part.chars().count() <= 4 && part.chars().all(char::is_alphabetic);
    let name = |part: &&str| part.starts_with(char::is_uppercase) && part.split(' ').count() <= 5;
    // "Regiondirektören, Ekonomidirektören"
    let office = |part: &&str| {
        part.starts_with(char::is_uppercase) && !part.contains(' ') && part.ends_with(['n', 't'])
    };
    parts.len() > 1
        && !text.contains(" - ")
        && !text.contains(" – ")
        && !text.contains('(')
        && (labelled && parts.iter().all(|part| part.split(' ').count() <= 3)
            || parts.iter().all(short)
            || parts.iter().all(office)
            || parts.len() > 2 && parts.iter().all(name))
}

/// `Beslutet delges sökanden.`: the recipient in a sentence.
pub(super) fn recipient(sentence: &Passage) -> Option<Text> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Beslutet|Protokollsutdraget|Protokollsutdrag|Paragrafen|Beslut)\s(?:delges|skickas till|ska skickas till|expedieras till|sänds till|översänds till|tillställs|meddelas)\s(?P<who>[^.:]{2,120})\.?$").expect("the pattern is valid")
    });
    sentence.value(FORM.captures(sentence.as_str())?.name("who")?.range())
}

#[cfg(test)]
#[path = "papers_tests.rs"]
mod tests;
