//! What a motion asks for, by the words of its table: approval, rejection, a change.

use super::model::Action;
use super::tables::{self, fold};
use regex::Regex;
use std::sync::LazyLock;

/// Of what kind the motion is.
pub(super) fn action(text: &str, amends: bool) -> Action {
    let neutral = MOTION_WORDS.iter().filter(|words| words.action.is_none());
    let text = neutral.fold(fold(text), |text, words| text.replace(words.words.as_str(), ""));
    let asks = |words: &MotionWords| match words.start {
        true => text.starts_with(words.words.as_str()),
        false => text.match_indices(words.words.as_str()).any(|(at, _)| {
            // "tillägg" stands at the end of "budgettillägg" too, "uppskj" only at the beginning of its word, "vila" alone.
            let length = words.words.len();
            (length > 6 || !text[..at].ends_with(char::is_alphabetic))
                && (length > 5 || !text[at + length..].starts_with(char::is_alphabetic))
        }),
    };
    let first = [Action::Approve, Action::Reject, Action::ReferBack, Action::Postpone, Action::Amend]
        .into_iter()
        .find(|&action| MOTION_WORDS.iter().any(|words| words.action == Some(action) && asks(words)));
    match first.or_else(|| agrees(&text)) {
        // `bifall till förslaget med följande tillägg: …`
        Some(Action::Approve) if is_changed(&text) => Action::Amend,
        Some(action) => action,
        None if amends => Action::Amend,
        None => Action::Other,
    }
}

/// Whether what is approved is changed in the same breath: `med tillägget att`, `med följande ändring`.
fn is_changed(folded: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bmed (?:foljande |det |den |de |ett |en )*(?:tillagg|andring|komplettering)\p{L}*")
            .expect("the pattern is valid")
    });
    FORM.is_match(folded)
}

/// `enligt förvaltningens förslag`, `som kontoret har föreslagit`: for what is proposed, or for a part of it.
fn agrees(folded: &str) -> Option<Action> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:^|\b(?:beslutar?|besluta|beslut)\s)(?:delvis\s|i huvudsak\s)?(?:(?:enligt|i enlighet med|i overensstammelse med|som)\s(?:[\p{L}-]+\s){0,4}(?:forslag|forslaget|foreslagit)\b)|\b(?:skulle\s)?folja\s(?:[\p{L}-]+\s){0,3}forslag\b|^(?:[\p{L}-]+\s){1,3}forslag(?:\still beslut)?\.?$|^delvis\b")
            .expect("the pattern is valid")
    });
    if !FORM.is_match(folded) {
        return None;
    }
    let in_part =
        ["delvis", "dessutom", "darutover", "med undantag", "dock"].iter().any(|word| folded.contains(word));
    Some(if in_part { Action::Amend } else { Action::Approve })
}

/// Words that tell what a motion asks for.
struct MotionWords {
    /// What it asks for; `None` for words that look like those of another row and ask for nothing.
    action: Option<Action>,
    /// Whether the motion must begin with them.
    start: bool,
    words: String,
}

static MOTION_WORDS: LazyLock<Vec<MotionWords>> = LazyLock::new(|| {
    tables::rows(include_str!("../../dictionaries/sources/motion-words.tsv"))
        .map(|row| {
            let action = match row[0] {
                "none" => None,
                "approve" => Some(Action::Approve),
                "reject" => Some(Action::Reject),
                "refer_back" => Some(Action::ReferBack),
                "postpone" => Some(Action::Postpone),
                "amend" => Some(Action::Amend),
                other => unreachable!("motion-words.tsv names no action {other}"),
            };
            MotionWords { action, start: row[1] == "start", words: fold(row[2]) }
        })
        .collect()
});
