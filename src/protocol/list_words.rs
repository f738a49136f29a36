//! Headings of lists of people that no table holds as a whole, told by the words that they are made of: `Kallade men ej
//! närvarande`, `Närvarande i sammanträdesrummet`.

use super::label::List;
use super::phrases::{fold, rows};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// It only joins others.
    Link,
    /// It turns the word after it: `ej närvarande`, `icke tjänstgörande`.
    Not,
    /// The list, and the rank of the word: the lowest one tells.
    Tells(List, u8),
}

static WORDS: LazyLock<FxHashMap<String, Word>> = LazyLock::new(|| {
    let word = |row: Vec<&'static str>| {
        let says = match row[1] {
            "link" => Word::Link,
            "not" => Word::Not,
            list => {
                let rank = row[2].parse().expect("list-words.tsv gives each word a rank");
                Word::Tells(List::named(list).expect("list-words.tsv names lists"), rank)
            }
        };
        (fold(row[0]), says)
    };
    rows(include_str!("../../dictionaries/sources/list-words.tsv")).map(word).collect()
});

/// The list that a heading of these folded words is over; two words at least, all of them known.
pub(super) fn list(words: &[String]) -> Option<List> {
    const MOST: usize = 8;
    if !(2..=MOST).contains(&words.len()) {
        return None;
    }
    let mut found: Option<(List, u8)> = None;
    let mut denied = false;
    for word in words {
        match *WORDS.get(word)? {
            Word::Link => {}
            Word::Not => denied = true,
            Word::Tells(list, rank) => {
                let (list, rank) = if denied { against(list, rank) } else { (list, rank) };
                denied = false;
                if found.is_none_or(|(_, lowest)| rank < lowest) {
                    found = Some((list, rank));
                }
            }
        }
    }
    let serves = found.is_some_and(|(list, _)| list == List::Substitutes)
        && words.iter().any(|word| word.starts_with("tjanstgorande"));
    found.map(|(list, _)| if serves { List::ServingSubstitutes } else { list })
}

/// What a word says behind `ej`, which tells more than any other.
fn against(list: List, rank: u8) -> (List, u8) {
    match list {
        List::Present => (List::Absent, 1),
        List::Members | List::ServingSubstitutes => (List::NonServing, 1),
        other => (other, rank),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<List> {
        let words: Vec<String> = text.split(' ').map(fold).collect();
        list(&words)
    }

    #[test]
    fn lists_by_their_words() {
        for (text, expected) in [
            ("Kallade och närvarande", List::Present),
            ("Kallade men ej närvarande", List::Absent),
            ("Närvarande på distans", List::Present),
            ("Närvarande ledamöter i sammanträdesrummet", List::Members),
            ("Ledamöter som ej deltog", List::Absent),
            ("Tjänstgörande ersättare under mötet", List::ServingSubstitutes),
            ("Ersättare som ej tjänstgör", List::NonServing),
            ("Kommunens representanter", List::Present),
            ("Anmält frånvaro till mötet", List::Excused),
            ("Föredragande tjänstepersoner", List::Officials),
            ("Inbjudna till mötet", List::Guests),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn other_words_head_no_list() {
        for text in ["Närvarande Vera Ek", "Ledamöter", "på plats", "Val av ledamöter"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
