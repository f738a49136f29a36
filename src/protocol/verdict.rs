//! Sentences that say who decides or proposes: `Nämnden beslutar att …`, `Styrelsens beslut`, `Beslutades att …`.

use super::outcome;
use super::tables::{self, fold};
use regex::Regex;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A sentence that says who decides.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Verdict {
    /// Bytes that name the body; `None` where nobody is named.
    pub(super) by: Option<Range<usize>>,
    /// Byte at which the clauses begin; `None` where they follow on lines of their own.
    pub(super) clauses: Option<usize>,
    /// Whether a higher body is asked to decide.
    pub(super) proposed: bool,
    /// Whether the clauses are att-satser.
    pub(super) att: bool,
}

impl Verdict {
    /// A decision by nobody that is named, whose att-satser begin at a byte.
    pub(super) fn of_nobody(clauses: usize) -> Self {
        Self { by: None, clauses: Some(clauses), proposed: false, att: true }
    }
}

/// Reads `X beslutar att …`, `X föreslår fullmäktige besluta att …`, `X:s beslut`, `Beslutades att …` at the beginning of `text`.
pub(super) fn verdict(text: &str) -> Option<Verdict> {
    static DECIDES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;!?]{1,90}?)\s(?:(?i:beslutar|beslutade|beslöto?|beslutat)|(?:fann|funno|finner)\s(?:skäl(?:igt)?|lämpligt|för\s(?:gott|godt))|(?:enades|enas|kom överens|kommer överens|(?:var|är|blev)\s(?:enig|eniga|ense|överens))\som|(?P<sets>bestämde|bestämmer))\b(?P<after>.*)$")
            .expect("the pattern is valid")
    });
    static HEADED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<by>\p{Lu}[^.:;!?]{1,80}?)(?i:(?P<genitive>s|:s) beslut(?: för egen del)?):?$")
            .expect("the pattern is valid")
    });
    static IMPERSONAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Det )?(?:[Bb]eslut(?:ades|as)|[Bb]eslöts)|(?:Vi|Man|Alla|Samtliga)\s(?:beslutade|beslutar|beslöto?|enades\som|kom(?:mer)?\söverens\som)|Beslutet\sblev|Det\sbestämdes)\b(?P<after>.*)$")
            .expect("the pattern is valid")
    });
    if !names_deed(text) {
        return None;
    }
    if let Some(verdict) = proposes(text) {
        return Some(verdict);
    }
    if let Some(found) = HEADED.captures(text) {
        return Some(Verdict {
            by: Some(found.name("by")?.range()),
            clauses: None,
            proposed: false,
            att: false,
        });
    }
    let (by, after) = match DECIDES.captures(text).filter(|_| !IMPERSONAL.is_match(text)) {
        // `Styrelsen bestämmer avgiften` tells what is in its power.
        Some(found)
            if found.name("sets").is_some() && att_after_adverbs(found.name("after")?.as_str()).is_none() =>
        {
            return None;
        }
        Some(found) => (Some(found.name("by")?.range()), found.name("after")?),
        None => (None, IMPERSONAL.captures(text)?.name("after")?),
    };
    // `Nämnden hade alltså beslutat att …`
    let by = by.map(|by| outcome::concluding_body(text).map_or(by, |end| 0..end));
    if by.as_ref().is_some_and(|by| !is_decider(&text[by.clone()])) {
        return None;
    }
    let mut verdict = decided(text, after.range())?;
    verdict.by = by;
    Some(verdict)
}

/// Whether the text holds the stem of a verb that decides or proposes: most lines do not, and are not looked at further.
fn names_deed(text: &str) -> bool {
    const STEMS: [&str; 16] = [
        "eslut", "eslöt", "ESLUT", "ESLÖT", "föresl", "emställ", "ekommend", "enade", "enas", "överens",
        "estäm", "fann", "funno", "finner", " enig", " ense ",
    ];
    STEMS.iter().any(|stem| text.contains(stem))
}

/// Whether the words before "beslutar" name a body, not an account with one in it.
fn is_decider(by: &str) -> bool {
    let words: Vec<&str> = by.split(' ').collect();
    // `På framställning af kyrkorådet beslöt stämman`: the body stands after the verb.
    let basis = ["På", "Efter", "Enligt", "Med", "Sedan", "Angående", "Beträffande", "Rörande", "Till"]
        .contains(&words[0]);
    // `Mötet godkände planen och beslutade att …`: two deeds, told elsewhere.
    let second = words.last().is_some_and(|last| matches!(*last, "och" | "samt" | "men"));
    words.len() <= 9
        && !basis
        && !second
        // Auditors decide on their own work only, so no other rule takes them for a body.
        && (words.iter().any(|word| outcome::is_body(word) || fold(word) == "revisorerna")
            || words.len() == 1 && outcome::is_nearly_body(words[0]))
        && !words.iter().any(|word| matches!(*word, "har" | "att" | "som" | "den" | "om" | "finner"))
}

/// What follows the verb: att-satser, a colon, or the clause itself.
fn decided(text: &str, after: Range<usize>) -> Option<Verdict> {
    static PROPOSING: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^\s*(?:(?:alltså|därför|enhälligt|sålunda|således|därmed)\s)?(?:att\s)?(?:hos\s\S+\s)?(?:föreslå|hemställa|anhålla|förorda)\b[^:]{0,80}?(?:,?\satt\s|:\s*$)")
            .expect("the pattern is valid")
    });
    let rest = &text[after.clone()];
    let trimmed = rest.trim();
    // A date after the verb: another meeting's decision is told.
    if trimmed.starts_with("den ")
        || trimmed.starts_with(|c: char| c.is_ascii_digit())
        || trimmed.starts_with("i ") && !trimmed.starts_with("i enlighet")
    {
        return None;
    }
    let verdict = |clauses: Option<usize>, proposed: bool, att: bool| {
        Some(Verdict { by: None, clauses, proposed, att })
    };
    if let Some(found) = PROPOSING.find(rest) {
        let none = found.as_str().trim_end().ends_with(':');
        return verdict((!none).then_some(after.start + found.end()), true, true);
    }
    if trimmed.is_empty()
        || is_adverbs(trimmed)
        || (trimmed.ends_with(':') || trimmed == "att" || trimmed.ends_with(" att"))
            && trimmed.len() < 120
            && !says_what(trimmed)
    {
        return verdict(None, false, true);
    }
    if let Some(at) = att_after_adverbs(rest) {
        return verdict(Some(after.start + at), false, true);
    }
    let colon = rest.find(": ").filter(|&at| at < 80 && !says_what(&rest[..at])).map(|at| at + 2);
    verdict(Some(after.start + colon.unwrap_or(0)), false, false)
}

/// Whether the words before a colon are a decision of their own, and no introduction: `avslå ansökan med följande motivering`.
fn says_what(words: &str) -> bool {
    const NEAR: usize = 3;
    let words = outcome::words(words);
    outcome::found(&words).iter().take_while(|verb| verb.word < NEAR).any(|verb| {
        matches!(verb.voice, Some(outcome::Voice::Infinitive) | None) && words[verb.word] != "besluta"
    })
}

/// Whether nothing stands there but words that may stand between the verb and what it decides: `således enhälligt följande:`.
fn is_adverbs(text: &str) -> bool {
    static ADVERBS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
        let table = include_str!("../../dictionaries/sources/decision-adverbs.tsv");
        tables::rows(table).map(|row| fold(row[0])).collect()
    });
    const WORDS: usize = 6;
    const LONGEST: usize = 3;
    let folded = fold(text.trim_end_matches([':', '.', ',']));
    let words: Vec<&str> = folded.split(' ').collect();
    let mut at = 0;
    while at < words.len() {
        let known = |end: &usize| ADVERBS.contains(&words[at..*end].join(" "));
        match (at + 1..=words.len().min(at + LONGEST)).rev().find(known) {
            Some(end) => at = end,
            None => return false,
        }
    }
    words.len() <= WORDS
}

/// Byte after the "att" that begins the clauses, where only adverbs stand before it.
fn att_after_adverbs(rest: &str) -> Option<usize> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:,?\s(?:alltså|först|nu|sedan|gemensamt|med acklamation|utan omröstning|därmed|vidare|också|även|härefter|därefter|slutligen|enhälligt|dels|därför|således|sålunda|samtidigt|(?:enligt|i enlighet med|på|med|efter|för|utifrån|mot bakgrund av)\s(?:[^:]|:\d){1,200}?))*[,:]?\satt:?\s")
            .expect("the pattern is valid")
    });
    FORM.find(rest).map(|found| found.end())
}

/// `X föreslår kommunfullmäktige besluta att …`, `X tillstyrker förslaget och föreslår att fullmäktige beslutar:`.
fn proposes(text: &str) -> Option<Verdict> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<by>\p{Lu}[^.:;!?]{1,80}?)\s(?:(?:tillstyrker|ställer sig bakom|godkänner|antar)\s[^:]{1,200}?\soch\s)?(?:beslutar\s(?:att\s)?föreslå|föreslår|föreslog|hemställer hos|rekommenderar)\s(?:för\s(?:sin|egen)\sdel,?\s)?(?:att\s)?(?P<upper>\S*(?:fullmäktige|styrelsen|nämnden|stämman|direktionen)\w*(?:\si\s\p{Lu}\w+)?)(?:\s(?:att\s)?(?:besluta|beslutar|fatta)\b(?:\sföljande(?:\sbeslut)?\b)?)?(?P<after>[,:]?(?:\s+att:?(?:\s|$)|\s*$|\s+))",
        )
        .expect("the pattern is valid")
    });
    let found = FORM.captures(text)?;
    let by = found.name("by")?.range();
    if !is_decider(&text[by.clone()]) {
        return None;
    }
    let after = found.name("after")?;
    let rest = text[after.end()..].trim();
    // `föreslår att styrelsen överför medlen`: the higher body is the subject of what it is asked to do.
    let upper = found.name("upper")?;
    let subject = text[..upper.start()].ends_with(" att ")
        && !text[upper.end()..after.end()].contains("beslut")
        && !text[upper.end()..after.end()].contains("fatta")
        && after.as_str().chars().all(char::is_whitespace);
    let from = if subject { upper.start() } else { after.end() };
    Some(Verdict {
        by: Some(by),
        clauses: (!rest.is_empty()).then_some(from),
        proposed: true,
        att: after.as_str().contains("att"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_in_which_a_letter_is_spoilt() {
        for text in ["Matet beslutar att anta planen.", "Kommunstyreisen beslutade att anta planen."] {
            assert!(verdict(text).is_some_and(|found| found.by.is_some()), "{text}");
        }
        assert!(verdict("Kansliet beslutade att anta planen.").is_none());
    }
}
