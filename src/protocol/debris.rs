//! What OCR reads in the specks of a worn page: short words at the ends of lines, and lines that hold nothing else.

/// Letters that are read in specks.
const LETTERS: &str = "aceimnorst";
/// Letters of such a word at most.
const LONGEST: usize = 2;
/// Such words at a line's end at most.
const MOST: usize = 2;
/// Words made of these letters that a line may end with.
const WORDS: [&str; 6] = ["i", "en", "se", "om", "er", "at"];

/// A short line without the specks at its end: `Beslut o`, `Handlingar -`.
pub(super) fn without(line: &str) -> &str {
    let mut rest = line.trim_end();
    for _ in 0..MOST {
        match rest.rsplit_once(char::is_whitespace) {
            Some((before, last)) if is_speck(last) && !before.trim_end().is_empty() => {
                rest = before.trim_end();
            }
            _ => break,
        }
    }
    rest
}

/// Whether what stands in a title's place is a letter, figure or sign that was read in a speck, and nothing else.
pub(super) fn is_only(line: &str) -> bool {
    line.chars().filter(|c| c.is_alphanumeric()).count() < LONGEST && !line.contains('§')
}

fn is_speck(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    word.chars().count() <= LONGEST + 1
        && letters.chars().count() <= LONGEST
        && letters.chars().flat_map(char::to_lowercase).all(|c| LETTERS.contains(c))
        && !WORDS.contains(&letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specks_at_the_end_go_and_words_stay() {
        for line in [
            "Beslut o",
            "Beslut   oo",
            "Beslut -",
            "Beslut : a",
            "Beslut eo ce",
            "Beslut co”",
            "Beslut  E",
            "Beslut",
        ] {
            assert_eq!(without(line).trim_end_matches([' ', ':']), "Beslut", "{line}");
        }
        for line in ["Beslut om", "Beslut på", "Beslut 1", "Handlingar i", "o", "Bilaga B", "Bilaga 1"] {
            assert_eq!(without(line), line);
        }
    }

    #[test]
    fn lines_of_specks() {
        assert!(is_only("E") && is_only("- .") && is_only("o”") && is_only("7"));
        assert!(!is_only("§ 3") && !is_only("42") && !is_only("Val"));
    }
}
