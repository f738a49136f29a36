//! Sentences of a passage.

use super::passage::Passage;
use super::tables;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Abbreviations, and whether one may be the last word of a sentence all the same: `för 175 kr. Mötet …`.
static ABBREVIATIONS: LazyLock<FxHashMap<&str, bool>> = LazyLock::new(|| {
    tables::rows(include_str!("../../dictionaries/sources/sentence-abbreviations.tsv"))
        .map(|row| (row[0], row.get(1) == Some(&"last")))
        .collect()
});

/// The byte ranges of the sentences of `text`. Nothing is parted inside a phrase of `whole`, such as a title that holds a full stop.
pub(super) fn ranges(text: &str, whole: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    for (at, c) in text.char_indices() {
        match c {
            '”' | '"' => quoted = !quoted,
            '\n' => {
                push(&mut out, text, start..at);
                start = at + 1;
                quoted = false;
            }
            ' ' if ends(text, start, at, whole) && (!quoted || closes(text, at)) => {
                push(&mut out, text, start..at);
                start = at + 1;
                quoted = false;
            }
            _ => {}
        }
    }
    push(&mut out, text, start..text.len());
    out
}

/// The sentences of a passage.
pub(super) fn sentences(passage: &Passage, whole: &str) -> Vec<Passage> {
    ranges(passage.as_str(), whole).into_iter().map(|range| passage.slice(range)).collect()
}

fn push(out: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    if !text[range.clone()].trim().is_empty() {
        out.push(range);
    }
}

/// Whether a closing quote stands just before the blank.
fn closes(text: &str, blank: usize) -> bool {
    text[..blank].ends_with(['”', '"'])
}

/// Whether a sentence that began at `start` ends at the blank.
fn ends(text: &str, start: usize, blank: usize, whole: &str) -> bool {
    let before = &text[start..blank];
    let after = text[blank + 1..].trim_start_matches(['”', '"', '(', '«', '–', '-', ' ', '\'']);
    let begins =
        after.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '§' || c == '•');
    let bare = before.trim_end_matches(['”', '"', ')', '»', '\'']);
    if !begins || !bare.ends_with(['.', '!', '?']) || goes_on_naming(before, after) {
        return false;
    }
    if bare.ends_with('.') {
        let word = bare.rsplit([' ', '(']).next().unwrap_or_default();
        let number = word[..word.len() - 1].chars().all(|c| c.is_ascii_digit());
        // A number ends a sentence only where a word of its own follows: "år 2024. Planen", not "1. Planen" or "19. 3".
        // `i årskurs 6. Frågan …`, `4 röster mot 2. Holm …`: a number after a word of its own, but not `den 19. Mars`.
        let counted = bare[..bare.len() - word.len()].trim_end().rsplit(' ').next().is_some_and(|last| {
            last.len() > 1
                && (last.chars().all(char::is_lowercase) || last == "Bilaga")
                && !matches!(last, "den" | "kap" | "och")
        });
        let ordinal = number && (word.len() < 4 && !counted || !after.starts_with(char::is_uppercase));
        let goes_on = ABBREVIATIONS
            .get(word.to_lowercase().as_str())
            .is_some_and(|&last| !(last && after.starts_with(char::is_uppercase)));
        if ordinal || goes_on {
            return false;
        }
    }
    !spans(text, blank, whole)
}

/// Whether a list of names goes on behind a full stop, which OCR reads for a comma: `Vera Ek (S). Bo Al (M) röstar ja.`
fn goes_on_naming(before: &str, after: &str) -> bool {
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase() || c == '(') || matches!(word, "och" | "samt")
    };
    // Where no sentence ends, all of it would be looked through at each full stop.
    const LONGEST: usize = 4_000;
    let only_names = before.ends_with(").") && before.len() < LONGEST && before.split_whitespace().all(named);
    let mut next = after.split_whitespace();
    let name = next.by_ref().take(2).all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(':'));
    only_names && name && next.next().is_some_and(|word| word.starts_with('('))
}

/// Whether the words around the blank stand so in `whole`.
fn spans(text: &str, blank: usize, whole: &str) -> bool {
    if whole.is_empty() {
        return false;
    }
    let before = text[..blank].rsplit(' ').next().unwrap_or_default();
    let after = text[blank + 1..].split(' ').next().unwrap_or_default();
    !before.is_empty() && !after.is_empty() && whole.contains(&format!("{before} {after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        ranges(text, "").into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn a_number_that_names_something_ends_a_sentence() {
        assert_eq!(split("Genomgång av protokoll nr 8. Protokollet godkändes.").len(), 2);
        assert_eq!(split("Förteckning, Bilaga 1. Förteckningen godkändes.").len(), 2);
    }

    #[test]
    fn a_number_in_quotes_is_cut_at_its_letters() {
        assert_eq!(split("6.” Planen antas.").len(), 1);
    }

    #[test]
    fn sentences_are_parted() {
        assert_eq!(
            split("Planen antas. Förvaltningen återkommer."),
            ["Planen antas.", "Förvaltningen återkommer."]
        );
        assert_eq!(split("Vem svarar? Ingen."), ["Vem svarar?", "Ingen."]);
    }

    #[test]
    fn abbreviations_and_numbers_do_not_end_them() {
        assert_eq!(split("Den 3 maj kl. 18.00 möts bl.a. Eva Holm.").len(), 1);
        assert_eq!(split("Enligt 3 kap. 2 § lagen.").len(), 1);
        assert_eq!(split("Den 19. Mars kom de.").len(), 1);
        assert_eq!(split("Det gäller 2024. Planen antas.").len(), 2);
    }

    #[test]
    fn a_list_of_names_goes_on_behind_a_full_stop() {
        assert_eq!(split("Vera Ek (S), Bo Al (M). Ada Ros (C) och Per Ö (V) röstar ja.").len(), 1);
        assert_eq!(split("Val av Vera Ek (S). Bo Al (M) reserverar sig.").len(), 2);
        assert_eq!(split("Ordförande väljs Vera Ek (S). Bo Al väljs.").len(), 2);
    }

    #[test]
    fn quotes_hold_together() {
        assert_eq!(split("Rubriken ”Ett. Två. Tre” ändras. Slut.").len(), 2);
        assert_eq!(split("Nej för ”avslag.” Omröstningen utfaller så.").len(), 2);
    }

    #[test]
    fn a_title_with_a_full_stop_is_not_parted() {
        let text = "Nämnden antar Ut i skogen. Plan för friluftsliv och sänder den vidare.";
        assert_eq!(ranges(text, "Ut i skogen. Plan för friluftsliv").len(), 1);
        assert_eq!(ranges(text, "Annat").len(), 2);
    }

    #[test]
    fn lines_are_sentences() {
        assert_eq!(split("ett\ntvå\n\n"), ["ett", "två"]);
    }
}
