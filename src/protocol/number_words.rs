//! Days and years written in words.

use super::phrases::{fold, rows};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static WORDS: LazyLock<NumberWords> = LazyLock::new(|| {
    let mut words = NumberWords::default();
    for row in rows(include_str!("../../dictionaries/sources/number-words.tsv")) {
        let [kind, value, word] = row[..] else { continue };
        let Ok(value) = value.parse() else { continue };
        match kind {
            "day" => words.days.insert(fold(word), value),
            "century" => words.centuries.insert(fold(word), value),
            "ten" => words.tens.insert(fold(word), value),
            _ => words.ones.insert(fold(word), value),
        };
    }
    words
});

/// By folded word.
#[derive(Debug, Default)]
struct NumberWords {
    days: FxHashMap<String, u32>,
    centuries: FxHashMap<String, u32>,
    tens: FxHashMap<String, u32>,
    ones: FxHashMap<String, u32>,
}

/// The longest number word of a year.
const LONGEST: usize = 40;

/// `tjugoförsta` is 21.
pub(crate) fn day_in_words(word: &str) -> Option<u32> {
    WORDS.days.get(&fold(word)).copied()
}

/// `nittonhundrasextiofyra` is 1964.
pub(crate) fn year_in_words(word: &str) -> Option<u32> {
    if word.len() > LONGEST {
        return None;
    }
    let word = fold(word);
    let (century, rest) = WORDS
        .centuries
        .iter()
        .filter_map(|(prefix, value)| Some((*value, word.strip_prefix(prefix.as_str())?)))
        .min_by_key(|(_, rest)| rest.len())?;
    Some(century + below_hundred(rest.strip_prefix("och").unwrap_or(rest))?)
}

fn below_hundred(word: &str) -> Option<u32> {
    if word.is_empty() {
        return Some(0);
    }
    if let Some(value) = WORDS.ones.get(word) {
        return Some(*value);
    }
    WORDS.tens.iter().find_map(|(prefix, ten)| match word.strip_prefix(prefix.as_str())? {
        "" => Some(*ten),
        rest => WORDS.ones.get(rest).filter(|one| **one < 10).map(|one| ten + one),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_days() {
        assert_eq!(year_in_words("nittonhundrasextiofyra"), Some(1964));
        assert_eq!(year_in_words("tvåtusenelva"), Some(2011));
        assert_eq!(year_in_words("adertonhundranittio"), Some(1890));
        assert_eq!(year_in_words("tvåtusenhästar"), None);
        assert_eq!(day_in_words("Trettonde"), Some(13));
    }
}
