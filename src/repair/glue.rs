//! Two words that a speck in the blank between them joined, or that lost it: a body's short name before its §, a number before its word.

use std::sync::LazyLock;

use regex::Regex;

use crate::dictionary::{Dictionary, token};
use crate::page::Word;

use super::paragraf::{is_body, leading_number};
use super::runs::Runs;
use super::specks::SINGLE_QUOTES;

/// Signs that, as single quotes, stand in no Swedish word between two small letters.
const SPECKS: [char; 7] = ['+', ':', ';', '*', '°', '~', '='];
/// Words with which no compound ends, and such as open none.
const NEVER_LAST: [&str; 24] = [
    "av", "om", "med", "som", "den", "det", "de", "att", "en", "ett", "till", "på", "är", "har", "hade",
    "vid", "från", "kan", "ska", "skall", "blir", "var", "inte", "i",
];
const NEVER_FIRST: [&str; 8] = ["som", "att", "den", "det", "och", "är", "har", "eller"];

/// Letters of a word right behind a number at least.
const SHORTEST_BEHIND_NUMBER: usize = 4;
/// Labels of case numbers.
const LABELS: [&str; 3] = ["Dnr", "dnr", "DNR"];

/// The words that a token is, with a blank between them. `runs` tell how the document sets § and its number.
pub(super) fn parted(text: &str, dictionary: &Dictionary, runs: &Runs) -> Option<String> {
    let parts = token::strip(text);
    // Most words are nothing but letters, and whole.
    if parts.core.chars().all(char::is_alphabetic) {
        return None;
    }
    if let Some((body, number)) = of_body(parts.core) {
        let blank = if runs.close { "" } else { " " };
        return Some(format!("{}{body} {}{blank}{number}{}", parts.before, token::SECTION, parts.after));
    }
    let of_words = || {
        let of_names = || of_quoted(parts.core, dictionary).or_else(|| of_capitals(parts.core));
        of_words(parts.core, dictionary).or_else(of_names)
    };
    let of_numbers = || of_date(parts.core).or_else(|| of_case(parts.core));
    let of_numbered = || of_numbered(parts.core, dictionary);
    let (first, second) = of_words().or_else(of_numbers).or_else(of_numbered)?;
    Some(format!("{}{first} {second}{}", parts.before, parts.after))
}

/// The words that a token is where the second model saw a blank in it: `Valav` beside `Val av`. One of them is short: of long ones a compound is
/// made as often.
pub(super) fn seen_apart(word: &Word, dictionary: &Dictionary) -> Option<String> {
    let others = word.alternatives.iter().find_map(|reading| reading.text.split_once(' '))?;
    let (first, rest) = word.text.split_at(word.text.char_indices().nth(others.0.chars().count())?.0);
    let is_speck = |c: char| !c.is_alphanumeric() && c != '(';
    let second = rest.strip_prefix(is_speck).unwrap_or(rest);
    let numbers = [first, second].iter().all(|part| part.contains(|c: char| c.is_ascii_digit()));
    if numbers || second.starts_with(is_speck) {
        return None;
    }
    let alike = |one: &str, other: &str| strsim::normalized_levenshtein(one, other) >= ALIKE;
    if !alike(first, others.0) || !alike(second, others.1) {
        return None;
    }
    let [whole, parts @ ..] = [&word.text, first, second].map(|text| token::strip(text).core);
    let known = |word: &str| {
        let number = word.bytes().all(|c| c.is_ascii_digit());
        number || is_known(word, dictionary)
    };
    let in_brackets = second.starts_with('(') && second.contains(')') && !parts[0].is_empty();
    let short = parts.iter().any(|part| part.chars().count() <= SHORT);
    let words = short && !known(whole) && parts.iter().all(|part| !part.is_empty() && known(part));
    (in_brackets || words).then(|| format!("{first} {second}"))
}

/// How alike the readings of two models are where they are of the same word, å ä ö lost by one of them.
const ALIKE: f64 = 0.5;
/// Letters of the shorter one of two words that stand side by side.
const SHORT: usize = 3;

/// Whether the lexicon holds a word, however it is cased.
fn is_known(word: &str, dictionary: &Dictionary) -> bool {
    dictionary.entry(&token::lower(word)).is_some()
}

fn of_words<'t>(core: &'t str, dictionary: &Dictionary) -> Option<(&'t str, &'t str)> {
    let mut signs = core.char_indices().filter(|(_, c)| !c.is_lowercase());
    let (at, sign) = signs.next().filter(|_| signs.next().is_none())?;
    let (first, second) = (&core[..at], &core[at + sign.len_utf8()..]);
    let known = |word: &str| dictionary.entry(word).is_some();
    let long = |word: &str| word.chars().count() > 1;
    let is_speck = SINGLE_QUOTES.contains(&sign) || SPECKS.contains(&sign);
    let speck = is_speck && long(first) && (long(second) || second == "i");
    let tied = matches!(sign, '-' | '.')
        && long(first)
        && (NEVER_LAST.contains(&second) || NEVER_FIRST.contains(&first) && long(second));
    ((speck || tied) && known(first) && known(second) && !known(core)).then_some((first, second))
}

/// `Jonas‘Attenius`, `SD‘och`, `Handling'2024`: a quote inside a token tells more than the case of what stands beside it.
fn of_quoted<'t>(core: &'t str, dictionary: &Dictionary) -> Option<(&'t str, &'t str)> {
    let (first, second) = core.split_once(SINGLE_QUOTES)?;
    let word = |text: &str| {
        text.chars().count() > 1 && text.chars().all(char::is_alphabetic) && is_known(text, dictionary)
    };
    let year = second.len() == 4 && second.bytes().all(|digit| digit.is_ascii_digit());
    (!is_known(core, dictionary) && word(first) && (word(second) || year)).then_some((first, second))
}

/// `och-MP`, `SD-och`: a function word and an abbreviation in capitals make no compound.
fn of_capitals(core: &str) -> Option<(&str, &str)> {
    let (first, second) = core.split_once('-')?;
    let capitals = |word: &str| !word.is_empty() && word.chars().all(char::is_uppercase);
    let joins = |word: &str| NEVER_FIRST.contains(&word);
    (joins(first) && capitals(second) || capitals(first) && joins(second)).then_some((first, second))
}

/// `12.mars`, `april-2024`, `den.8`.
fn of_date(core: &str) -> Option<(&str, &str)> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let month =
            "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)";
        Regex::new(&format!(
            r"^(?:(?P<day>\d{{1,2}})['’‘.:-](?P<month>{month})|(?P<of>{month})['’‘.:-](?P<year>(?:1[89]|20)\d\d)|(?P<den>den)['’‘.:-](?P<number>\d{{1,2}}))$"
        ))
        .expect("the pattern is valid")
    });
    let dated = core.contains(|c: char| c.is_ascii_digit());
    let found = dated.then(|| FORM.captures(core)).flatten()?;
    let pair = |first: &str, second: &str| Some((found.name(first)?.range(), found.name(second)?.range()));
    let (first, second) =
        pair("day", "month").or_else(|| pair("of", "year")).or_else(|| pair("den", "number"))?;
    Some((&core[first], &core[second]))
}

/// `7Till`, `4Anders`: a number and the word behind it.
fn of_numbered<'t>(core: &'t str, dictionary: &Dictionary) -> Option<(&'t str, &'t str)> {
    let at = core.find(|c: char| !c.is_ascii_digit())?;
    let (number, word) = core.split_at(at);
    let mut letters = word.chars();
    let is_title = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let long = word.chars().count() >= SHORTEST_BEHIND_NUMBER;
    ((1..=2).contains(&number.len()) && is_title && long && is_known(word, dictionary))
        .then_some((number, word))
}

/// `DnrKS/2019:14`: the label and its case number.
fn of_case(core: &str) -> Option<(&str, &str)> {
    let number = LABELS.iter().find_map(|label| core.strip_prefix(label))?;
    let begins = number.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let numbered = number.contains(|c: char| c.is_ascii_digit());
    (begins && numbered).then(|| core.split_at(core.len() - number.len()))
}

/// `Ks§167`: print sets the short name apart.
fn of_body(core: &str) -> Option<(&str, &str)> {
    let (body, number) = core.split_once(token::SECTION)?;
    (is_body(body) && leading_number(number).is_some()).then_some((body, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Reading;

    #[test]
    fn words_between_which_the_second_model_saw_a_blank() {
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let parted = |text: &str, other: &str| {
            let other = Reading { text: other.to_owned(), confidence: 0.9, language: "eng".to_owned() };
            seen_apart(
                &Word { text: text.to_owned(), alternatives: vec![other], ..Word::default() },
                &dictionary,
            )
        };
        for (read, other) in
            [("Valav", "Val av"), ("3år", "3 ar"), ("(stambyteni", "(stambyten i"), ("Ek(M),", "Ek (M),")]
        {
            assert_eq!(parted(read, other).map(|text| text.replace(' ', "")).as_deref(), Some(read));
        }
        for (read, other) in
            [("till", "ti ll"), ("skolnätverk", "skol natverk"), ("Valav", "Valay"), ("Valav", "- Valav")]
        {
            assert_eq!(parted(read, other), None, "{read} {other}");
        }
    }

    #[test]
    fn words_that_a_speck_joined() {
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        for (read, printed) in [
            ("del'av", "del av"),
            ("(varandra:de", "(varandra de"),
            ("antas-av", "antas av"),
            ("som-de", "som de"),
            ("fall.som", "fall som"),
            ("Jonas‘Berg", "Jonas Berg"),
            ("SD‘och", "SD och"),
            ("och-MP", "och MP"),
            ("KD-har", "KD har"),
            ("Handling'2024", "Handling 2024"),
            ("7Till", "7 Till"),
            ("DnrKS/2019:14,", "Dnr KS/2019:14,"),
            ("12.mars", "12 mars"),
            ("april-2024,", "april 2024,"),
            ("den.8", "den 8"),
            ("Ks§167", "Ks § 167"),
        ] {
            assert_eq!(parted(read, &dictionary, &Runs::default()).as_deref(), Some(printed), "{read}");
        }
        for word in [
            "t.ex",
            "bl.a.",
            "kommun.se",
            "3:e",
            "SKR:s",
            "barn-",
            "till-och-med",
            "av-och",
            "s:t",
            "e.m",
            "vård-omsorg",
            "2024-03-12",
            "§12",
            "1.2",
            "i-landet",
            "fysiskt-aktiv",
            "den-S-märkta",
            "D'Angelo",
            "2Be",
            "2030målen",
            "Gustavsvik",
            "O’Connor",
        ] {
            assert_eq!(parted(word, &dictionary, &Runs::default()), None, "{word}");
        }
    }
}
