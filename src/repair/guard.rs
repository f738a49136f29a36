//! What repair does not touch: numbers, dates, sums, case numbers, addresses, codes.

/// Fewest letters, and most digits, of a word in which a digit may stand for a letter.
const FEWEST_LETTERS: usize = 3;
const MOST_DIGITS: usize = 2;

/// Whether a word without the punctuation around it is to stay as it is.
pub(crate) fn is_protected(core: &str) -> bool {
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    let digits = core.chars().filter(char::is_ascii_digit).count();
    if letters == 0 && !core.contains('|') {
        return true;
    }
    if is_address(core) {
        return true;
    }
    digits > 0 && !is_word_with_digits(core, letters, digits)
}

/// E-mail and web addresses, file names, and abbreviations with stops inside.
fn is_address(core: &str) -> bool {
    core.contains(['@', '\\', '_']) || core.contains("://") || core.contains('.')
}

/// Whether digits may be misread letters: few of them in a word that is mostly lower-case letters (`Sval6v`, not `KS2015`, `A4`, `25:an`).
fn is_word_with_digits(core: &str, letters: usize, digits: usize) -> bool {
    let lower = core.chars().filter(|c| c.is_lowercase()).count();
    let joined = core.chars().all(|c| c.is_alphanumeric() || c == '-');
    // A number, or a name of capitals with its number: `2030-målen`, `NIS2-direktivet`.
    let is_own = |part: &str| {
        part.ends_with(|c: char| c.is_ascii_digit())
            && part.chars().all(|c| c.is_ascii_digit() || c.is_uppercase())
    };
    if core.contains('-') && core.split('-').any(is_own) {
        return false;
    }
    if digits == 1 && letters < FEWEST_LETTERS {
        // `4r`, `f6r`, `4ga`: two or three signs, the digit one that is read for å, ä or ö, and no item letter (`4a`).
        let item = letters == 1 && core.ends_with(['a', 'b', 'c', 'd', 'e']);
        return joined && lower == letters && core.contains(['4', '6']) && !item;
    }
    letters >= FEWEST_LETTERS
        && digits <= MOST_DIGITS
        && joined
        && (lower * 2 > letters || lower == 0 && letters > 3 * digits)
}

/// Letters of the series that a case number belongs to: `FAR 2021/90`.
const SERIES: std::ops::RangeInclusive<usize> = 2..=6;
/// Digits of the year and of the number in it.
const YEAR: std::ops::RangeInclusive<usize> = 2..=4;
const NUMBER: std::ops::RangeInclusive<usize> = 1..=6;

/// Whether a word is the series of the case number that follows it.
pub(crate) fn is_case_series(core: &str, next: &str) -> bool {
    let of_digits = |part: &str, length: &std::ops::RangeInclusive<usize>| {
        length.contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit())
    };
    let number = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    SERIES.contains(&core.chars().count())
        && core.chars().all(char::is_uppercase)
        && number
            .split_once(['/', ':'])
            .is_some_and(|(year, number)| of_digits(year, &YEAR) && of_digits(number, &NUMBER))
}

/// Most letters of a word without a vowel that is taken for an abbreviation where a full stop follows it.
const LONGEST_ABBREVIATION: usize = 4;
const VOWELS: &str = "aeiouyåäöéAEIOUYÅÄÖÉ";

/// Whether a word is a short one without vowels before a full stop: `Hj.`, `tfn.`.
pub(crate) fn is_abbreviation(core: &str, after: &str) -> bool {
    let letters = core.chars().count();
    after.starts_with('.')
        && (2..=LONGEST_ABBREVIATION).contains(&letters)
        && core.chars().all(|c| c.is_alphabetic() && !VOWELS.contains(c))
}

/// Letters that a stem has at least.
const STEM: usize = 4;
/// Endings of nouns, adjectives and verbs, old ones too.
const ENDINGS: [&str; 22] = [
    "a", "t", "e", "n", "s", "r", "d", "as", "es", "ns", "en", "et", "er", "ar", "or", "an", "na", "ne",
    "nas", "nes", "de", "te",
];

/// Whether two words are the same stem with different endings: `Revisorernes`, `Revisorernas`.
pub(crate) fn is_other_form(one: &str, other: &str) -> bool {
    // Lost marks inside the stem make no other stem.
    let [one, other] = [one, other].map(|word| word.chars().map(without_marks).collect::<Vec<char>>());
    let stem = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let is_ending = |ending: &[char]| ENDINGS.contains(&ending.iter().collect::<String>().as_str());
    stem >= STEM && is_ending(&one[stem..]) && is_ending(&other[stem..])
}

fn without_marks(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        other => other,
    }
}

/// Whether a word that is a single sign can be a misread `i`, `I` or `l`: only these can.
pub(crate) fn is_lone_stroke(core: &str) -> bool {
    matches!(core, "1" | "|" | "l" | "I")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn series_of_case_numbers() {
        assert!(is_case_series("FAR", "2021/90") && is_case_series("KS", "2019:14,"));
        assert!(!is_case_series("MOTE", "2021-05-17") && !is_case_series("Far", "2021/90"));
        assert!(!is_case_series("KL", "14.00"));
    }

    #[test]
    fn forms_of_a_word() {
        assert!(
            is_other_form("Revisorernes", "Revisorernas") && is_other_form("stadgeenligt", "stadgeenliga")
        );
        assert!(is_other_form("lamnat", "lämnar"));
        assert!(!is_other_form("ärendct", "ärendet") && !is_other_form("åren", "året"));
    }

    #[test]
    fn numbers_and_addresses_are_protected() {
        for core in [
            "NIS2-direktivet",
            "2025-11-21",
            "75.000",
            "200,000",
            "1",
            "25%",
            "KS2015",
            "KS",
            "A4",
            "mikael.johansson4@helsingborg.se",
            "www.kommun.se",
            "SLK-2024-00335",
            "9a",
            "1:14",
            "08.30-11:30",
            "kl.14",
            "t.ex",
            "2:a",
            "covid-19-patienter",
        ] {
            assert!(is_protected(core) || core == "KS", "{core}");
        }
    }

    #[test]
    fn abbreviations_have_no_vowels() {
        assert!(is_abbreviation("Hj", ".") && is_abbreviation("tfn", ".,"));
        assert!(!is_abbreviation("Hj", "") && !is_abbreviation("Bo", ".") && !is_abbreviation("r", "."));
    }

    #[test]
    fn words_are_not() {
        for core in ["Motet", "Sval6v", "6ppnande", "|nformation", "avg6ras", "Milj6", "FÖRSKOLEN4MND"] {
            assert!(!is_protected(core), "{core}");
        }
    }
}
