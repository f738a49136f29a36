//! Headings that no table holds as a whole, told by the words that they are made of: `Ledamöternas yrkanden under mötet`.

use super::outcome;
use super::section::Section;
use super::tables::{self, fold};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words of such a heading at most.
const MOST: usize = 9;

/// What a word says: its section and its rank; `None` where it only joins others.
type Word = Option<(Section, u8)>;

static WORDS: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| {
    let row = |row: Vec<&'static str>| {
        let rank = row[2].parse().expect("heading-words.tsv gives each word a rank");
        (fold(row[0]), (row[1] != "link").then(|| (Section::named(row[1]), rank)))
    };
    tables::rows(include_str!("../../dictionaries/sources/heading-words.tsv")).map(row).collect()
});

/// The section of a heading whose words are all known as words of headings, or names of bodies; two at least, for single
/// words are listed as headings.
pub(super) fn section(line: &str) -> Option<Section> {
    let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).take(MOST + 1).collect();
    let inside = line.trim_end_matches([':', ' ']);
    if !(2..=MOST).contains(&words.len()) || line.ends_with(['.', ',']) || inside.contains(':') {
        return None;
    }
    let mut head: Option<(Section, u8)> = None;
    for (at, word) in words.iter().enumerate() {
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        match WORDS.get(&folded) {
            Some(Some(found)) if head.is_none_or(|head| found.1 < head.1) => head = Some(*found),
            Some(_) => {}
            // `Skickas till kommunstyrelsen` names who gets it, and is no heading over them.
            None if is_body_word(word, &words[at + 1..]) => {
                if head.is_some_and(|(section, _)| section == Section::Recipients) {
                    return None;
                }
            }
            None => return None,
        }
    }
    let (section, _) = head?;
    Some(match section {
        // `Kommunstyrelsens förslag till kommunfullmäktige för beslut`
        Section::OfficeProposal if holds(&words, &["fullmaktige"]) => Section::CouncilProposal,
        Section::OfficeProposal if holds(&words, &["sammantradet", "motet", "ledamoter", "ledamot"]) => {
            Section::Proposal
        }
        section => section,
    })
}

fn holds(words: &[&str], stems: &[&str]) -> bool {
    words[1..].iter().any(|word| stems.iter().any(|stem| fold(word).contains(stem)))
}

/// Whether the word is, or begins, the name of a body: `nämndens`, `Miljö-` of `Miljö- och byggnadsnämndens`.
fn is_body_word(word: &str, after: &[&str]) -> bool {
    let bare = word.trim_end_matches([':', ',']);
    let bare = bare.strip_suffix(":s").or_else(|| bare.strip_suffix('s')).unwrap_or(bare);
    outcome::is_body(bare)
        || bare.ends_with('-') && after.iter().take(3).any(|next| is_body_word(next, &[]))
        || matches!(fold(bare).as_str(), "tekniska" | "sociala" | "allmanna" | "gemensamma")
            && after.first().is_some_and(|next| is_body_word(next, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_by_their_words() {
        for (line, expected) in [
            ("Kommunstyrelsens förslag till kommunfullmäktige för beslut", Section::CouncilProposal),
            ("Ledamöternas yrkanden under mötet", Section::Proposal),
            ("Framställda förslag på sammanträdet", Section::Proposal),
            ("Motivering till nämndens beslut", Section::Summary),
            ("Underlag för styrelsens beslut", Section::Documents),
            ("Beslutet skickas för åtgärd till", Section::Recipients),
            ("Anmälan om jäv i ärendet", Section::Recusal),
            ("Ledamöter deltar inte i beslutet", Section::Aside),
            ("Miljö- och byggnadsnämndens beslut", Section::Decision),
            ("Omröstning och omröstningsresultat", Section::Vote),
        ] {
            assert_eq!(section(line), Some(expected), "{line}");
        }
    }

    #[test]
    fn running_text_is_no_heading() {
        for line in [
            "Beslut om taxan",
            "Delges: Kommunstyrelsen",
            "Skickas till kommunstyrelsen",
            "Nämnden beslutar om förslaget",
            "Handlingar",
            "Förslag till beslut.",
            "Eva Holm",
        ] {
            assert_eq!(section(line), None, "{line}");
        }
    }

    #[test]
    fn every_word_names_a_section() {
        assert!(WORDS.len() > 200);
    }
}
