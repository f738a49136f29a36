//! Clauses that deny their verb: `beviljas inte`, `fann ej skäl att bifalla`.

use super::model::Outcome;
use super::outcome::{Found, Voice};

/// Whether the word denies.
pub(super) fn is_not(word: &str) -> bool {
    matches!(word, "inte" | "ej" | "icke")
}

/// Whether a phrase rejects by itself: `kan inte bifallas`.
pub(super) fn is_denying(found: &Found) -> bool {
    found.outcome == Outcome::Rejected && matches!(found.voice, None | Some(Voice::Done))
}

/// Whether the verb at `at` is denied: `beviljas inte`, `inte beviljas`.
pub(super) fn is_negated(words: &[String], at: usize) -> bool {
    let denies = |at: usize| words.get(at).is_some_and(|word| is_not(word));
    denies(at + 1) || at > 0 && denies(at - 1)
}

/// Whether the words that lead up to the infinitive at `at` deny it: `kan inte bifallas`, `fann ej skäl att bifalla`.
pub(super) fn is_denied(words: &[String], at: usize) -> bool {
    const LEADING: [&str; 17] = [
        "kan",
        "kunde",
        "bor",
        "borde",
        "sig",
        "kunna",
        "kunnat",
        "bora",
        "skal",
        "tillrackliga",
        "anledning",
        "nagon",
        "att",
        "for",
        "mojligt",
        "lampligt",
        "grund",
    ];
    let denies = |word: &str| is_not(word) || matches!(word, "ingen" | "inga" | "intet" | "inget");
    words[..at.min(words.len())]
        .iter()
        .rev()
        .find(|word| !LEADING.contains(&word.as_str()))
        .is_some_and(|word| denies(word))
}

/// What comes of a verb that is denied.
pub(super) fn against(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Approved | Outcome::Adopted => Outcome::Rejected,
        Outcome::Rejected => Outcome::Other,
        other => other,
    }
}
