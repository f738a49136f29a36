//! Lines that may be the heading of an item: what number they bear and how much speaks for them.

use super::lines::Lines;
use super::prose::is_open;
use super::section;
use super::tables;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// A number of up to three levels: `§ 43`, `3.1`, `9 a`.
pub(super) type Key = Vec<u32>;

/// How the number is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `§ 43`, `33 §`.
    Paragraph,
    /// `8 43`, `$43`: what OCR makes of a §.
    Spoilt,
    /// `4.`, `3.1`, `36`.
    Number,
}

/// A line that may be a heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its line.
    pub(super) line: usize,
    /// How the number is marked.
    pub(super) form: Form,
    /// The number.
    pub(super) key: Key,
    /// Bytes of the line that hold the label: `§ 43`, `4.`.
    pub(super) label: Range<usize>,
    /// Bytes of the line that hold the number.
    pub(super) number: Range<usize>,
    /// Byte of the line after the label.
    pub(super) rest: usize,
    /// How much speaks for it; body lines that follow are not counted yet.
    pub(super) weight: i32,
}

/// Longest line in bytes that is looked at: headings are short.
const LONGEST: usize = 300;
/// How much less a heading weighs that says that its item goes on: more than matter and headings under it weigh.
const CONTINUES: i32 = 6;

static PARAGRAPH: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[{\[('‘’_.,~*|«»:;]{1,2}\s*)?(?P<label>(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}\.?\s{0,3}){0,2}(?:§\.?|Paragraf)\s{0,4}(?:[A-ZÅÄÖ]{2,6}\s{1,2})?(?P<number>\d{1,4}(?:\s?[a-h]\b)?)(?:/(?:(?:19|20)\d\d|\d\d)\b)?(?::[oae])?\.?)[}\])]?(?P<rest>$|[\s:,;–-].*$)",
    )
    .expect("the pattern is valid")
});
static AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<number>\d{1,4}(?:\s?[a-h]\b)?)\s?§\.?)(?P<rest>$|\s.*$)")
        .expect("the pattern is valid")
});
static SPOILT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<prefix>(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}[.:]?\s{0,3}){0,2}?)(?:[8$S&5s£6]{1,2}[.:]{0,2}\s{1,4}(?P<number>\d{1,4})|(?P<sign>[8$S&5£])[.:]?(?P<glued>\d{1,4}))[.:-]?)(?P<rest>$|\s.*$)")
        .expect("the pattern is valid")
});
/// `KF$898`: a § read as two signs, glued to its number.
static SPOILT_TWICE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<prefix>(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}[.:]?\s{0,3}){0,2}?)(?P<sign>[$&£§][8S$])[.:]?(?P<glued>\d{1,4})[.:-]?)(?P<rest>$|\s.*$)")
        .expect("the pattern is valid")
});
/// `§1l`: a figure of the number read as a letter.
static SPOILT_FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<prefix>(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}\.?\s{0,3}){0,2})§\s{0,3}(?P<number>\d{1,2}[lIO]{1,2}|[lI]\d{1,2})\.?)(?P<rest>$|\s.*$)")
        .expect("the pattern is valid")
});
static SPOILT_AFTER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<number>\d{1,3})\s?[8$S&£]\.?)(?P<rest>\s{1,3}\p{Lu}.*$)")
        .expect("the pattern is valid")
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?P<number>\d{1,3}(?:\.\d{1,2}){0,2})[.):,]?)(?P<rest>\s+\S.*$)")
        .expect("the pattern is valid")
});
/// `1:o`, `3:o)`, alone or before the matter.
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<label>(?:N[:.]?o\.?\s)?(?P<number>\d{1,3}):[oaeö0][.)]?)(?P<rest>$|\s+\p{Lu}.*$)")
        .expect("the pattern is valid")
});
/// `Punkt 3. Budget`, `Ärende 4`.
static WORDED: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<&str> =
        tables::rows(include_str!("../../dictionaries/sources/item-labels.tsv")).map(|row| row[0]).collect();
    Regex::new(&format!(
        r"^(?P<label>(?i:{})\s(?:nr\.?\s)?(?P<number>\d{{1,3}}(?:\.\d{{1,2}}){{0,2}}(?:\s?[a-h]\b)?)[.):]?)(?P<rest>$|[\s–-].*$)",
        words.join("|")
    ))
    .expect("the pattern is valid")
});

/// The candidates among `lines`, in order. A line may be read in two ways: `836 Val` as § 36 and as 836.
pub(super) fn candidates(lines: &Lines<'_>) -> Vec<Candidate> {
    let forms = [
        (Form::Paragraph, &PARAGRAPH),
        (Form::Paragraph, &AFTER),
        (Form::Spoilt, &SPOILT),
        (Form::Spoilt, &SPOILT_TWICE),
        (Form::Spoilt, &SPOILT_FIGURE),
        (Form::Spoilt, &SPOILT_AFTER),
        (Form::Number, &NUMBER),
        (Form::Number, &ORDINAL),
        (Form::Number, &WORDED),
    ];
    let mut out = Vec::new();
    for index in 0..lines.len() {
        let line = lines.get(index);
        let may_be =
            line.text.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase() || "§{[($&s".contains(c))
                || has_speck(line.text);
        if line.furniture || line.text.len() > LONGEST || !may_be {
            continue;
        }
        let before = lines.before(index);
        if before.is_some_and(|before| is_open(before.text) && before.text.len() > 3) {
            continue;
        }
        for (form, pattern) in &forms {
            let found = pattern.captures(line.text).and_then(|found| candidate(index, *form, &found));
            let Some(mut found) = found else { continue };
            found.weight += i32::from(before.is_none());
            let sure = found.form == Form::Paragraph;
            out.push(found);
            if sure {
                break;
            }
        }
    }
    out
}

fn candidate(line: usize, form: Form, found: &Captures<'_>) -> Option<Candidate> {
    let (rest, label) = (found.name("rest")?, found.name("label")?);
    let glued = found.name("glued");
    let number = glued.or_else(|| found.name("number"))?;
    let text = rest.as_str().trim();
    let prefix = found.name("prefix").map_or("", |prefix| prefix.as_str().trim());
    let is_heading = match form {
        Form::Paragraph => heads_paragraph(text) || may_be_capital(text) && label.as_str().ends_with('.'),
        // One figure with a sign glued to it is believed only alone on its line: `81.`, `$3.`
        // Behind a body's short name too: `Kf 81 Upprop`.
        Form::Spoilt
            if glued.is_some_and(|glued| glued.len() == 1) && !text.is_empty() && prefix.is_empty() =>
        {
            false
        }
        Form::Spoilt => heads_paragraph(text) && !is_other_label(prefix),
        // A label that can be nothing else may stand alone.
        Form::Number
            if !label.as_str().starts_with(|c: char| c.is_ascii_digit())
                || label.as_str().contains(':') && text.is_empty() =>
        {
            heads_paragraph(text)
        }
        Form::Number => heads_number(text, label.as_str()),
    };
    if !is_heading {
        return None;
    }
    let mut weight = match form {
        Form::Paragraph => 4,
        // A body's short name before the sign makes it surer.
        Form::Spoilt => 1 - i32::from(glued.is_some()) + 2 * i32::from(!prefix.is_empty()),
        Form::Number => 2,
    };
    weight += 2 * i32::from(
        super::case_number::case_number(text).is_some() || super::case_number::is_case_label(text),
    );
    weight -= 3 * i32::from(form == Form::Number && text.ends_with('.'));
    weight -= 2 * i32::from(text.starts_with(char::is_lowercase));
    // A full stop that OCR read for a comma.
    weight -= i32::from(label.as_str().ends_with(','));
    weight -= 2 * i32::from(text.contains("....") || text.contains(". . ."));
    // An item that goes on begins here only where its beginning is lost.
    weight -= CONTINUES * i32::from(is_continuation(text));
    Some(Candidate {
        line,
        form,
        key: key_of(number.as_str())?,
        label: label.range(),
        number: number.range(),
        rest: rest.start(),
        weight,
    })
}

/// `'§ 329`: a speck read before the sign.
fn has_speck(text: &str) -> bool {
    const LONGEST: usize = 5;
    let rest = text.trim_start_matches(|c| "'‘’_.,~*|«»:; ".contains(c));
    rest.starts_with('§') && text.len() - rest.len() <= LONGEST
}

/// Words before numbers that are no body's short name.
fn is_other_label(prefix: &str) -> bool {
    const OTHERS: [&str; 16] = [
        "sida", "sid", "dnr", "nr", "blad", "kl", "tel", "rum", "box", "bil", "kap", "art", "tab", "punkt",
        "plan", "sal",
    ];
    prefix
        .split_whitespace()
        .any(|word| OTHERS.contains(&word.trim_end_matches(['.', ':']).to_lowercase().as_str()))
}

/// Whether what follows a § and its number makes it a heading; `§ 21 i arbetsordningen` and `§ 32, den 29 februari` refer to another.
fn heads_paragraph(rest: &str) -> bool {
    let rest = rest.trim_start_matches([':', '–', '-', ' ']);
    // `§ 4. ;`: a speck is no reference.
    if is_continuation(rest) || !rest.contains(char::is_alphanumeric) && !rest.contains('§') {
        return true;
    }
    match rest.chars().next() {
        None => true,
        Some('§' | ',' | ';' | ')') => false,
        Some(c) => !c.is_lowercase() || super::case_number::is_case_label(rest),
    }
}

/// Whether a word in small letters may have had a capital: old type has many alike in both cases. `§ 21. val av justeringsmän`.
pub(super) fn may_be_capital(text: &str) -> bool {
    /// Letters whose small form is that of the capital.
    const ALIKE: [char; 9] = ['c', 'k', 'o', 'p', 's', 'u', 'v', 'w', 'z'];
    text.starts_with(ALIKE)
}

/// Whether what follows a number makes it a heading: a title, no sum, no date, no att-sats.
fn heads_number(rest: &str, label: &str) -> bool {
    let Some(first) = rest.chars().next() else {
        return false;
    };
    let case =
        first.is_ascii_digit() && super::case_number::case_number(rest).is_some() && label.ends_with('.');
    let title = first.is_uppercase()
        || first == '"'
        || first == '”'
        || is_continuation(rest)
        || super::case_number::is_case_label(rest);
    // `4. Att justera protokollet utsågs Vera Ek.` tells what was done, and is no att-sats.
    let clause =
        rest.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("att ")) && !super::title::tells(rest);
    // `7. Stämman beslutade`, its clauses under it: told afterwards, not a point of a decision.
    let told = rest.ends_with("beslutade") || rest.ends_with("beslöt");
    let columns = rest.split("   ").filter(|part| !part.trim().is_empty()).count() > 2;
    (title || case)
        && !clause
        && !columns
        && (told || section::heading(rest).is_none_or(|found| found.section != section::Section::Decides))
}

/// `forts.`, `fortsättning`: the item goes on on this page.
pub(super) fn is_continuation(rest: &str) -> bool {
    static FORM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)^[,(\s–-]*forts(?:ättning|\.|\b)").expect("the pattern is valid"));
    FORM.is_match(rest)
}

/// The number with letters that stand for figures put right.
pub(super) fn figures(number: &str) -> String {
    number.replace(['l', 'I'], "1").replace('O', "0")
}

fn key_of(number: &str) -> Option<Key> {
    let number = figures(number);
    let mut key = Key::new();
    for part in number.split('.') {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        key.push(digits.parse().ok()?);
        if let Some(letter) = part[digits.len()..].trim().bytes().next() {
            key.push(u32::from(letter - b'a') + 1);
        }
    }
    (key.first() != Some(&0)).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Form, Key)> {
        let text = super::super::testing::unrepaired(text);
        candidates(&Lines::new(&text)).into_iter().map(|found| (found.form, found.key)).collect()
    }

    #[test]
    fn paragraphs_in_every_form() {
        for text in [
            "§ 43",
            "§43",
            "§ 43. Val",
            "§ 43. val av justeringsmän",
            "Ks § 43",
            "KF § 43 Dnr KS 02-820",
            "43 § Val av ombud",
            "{§.43.}",
            "§ 43 2026.037 BMN",
            "KS § 43/2022",
            "§ 43/22 Val av ombud",
            "§ KS 43",
            "'§ 43 Ärendenummer SLK-2024-00335",
        ] {
            assert_eq!(found(text), [(Form::Paragraph, vec![43])], "{text}");
        }
        assert_eq!(found("§ 9 a Val"), [(Form::Paragraph, vec![9, 1])]);
    }

    #[test]
    fn references_are_no_headings() {
        for text in [
            "§ 32, den 29 februari 2024",
            "§ 21 i arbetsordningen",
            "5 § första stycket",
            "§§ 12-15",
            "§ 3 och § 4",
            "§ 3 stycke 2",
            "§ 3. därefter",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
        assert_eq!(found("Bordlagt den 3 maj med\n§ 12"), []);
    }

    #[test]
    fn numbers_before_a_title() {
        assert_eq!(found("4. Budget 2026"), [(Form::Number, vec![4])]);
        assert_eq!(found("3.1 Val av ombud"), [(Form::Number, vec![3, 1])]);
        assert_eq!(found("36 Föredragningslista"), [(Form::Number, vec![36])]);
        assert_eq!(found("4, Ekonomi"), [(Form::Number, vec![4])]);
    }

    #[test]
    fn ordinals_and_words_before_numbers() {
        for text in ["4:o", "4:o)", "4:0", "Punkt 4. Budget", "Punkt 4", "Ärende 4 Budget"] {
            assert_eq!(found(text), [(Form::Number, vec![4])], "{text}");
        }
        assert_eq!(found("Sn§4 Au§7"), [(Form::Paragraph, vec![4])]);
        assert_eq!(found("Punkt 4 utgår"), []);
    }

    #[test]
    fn sums_dates_and_clauses_are_no_headings() {
        for text in [
            "17 mars 1964",
            "500 000 till 150 000",
            "1. att planen antas",
            "2. Att mötet skjuts upp",
            "75.000 kr",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn signs_that_ocr_spoilt() {
        for text in ["8 43 2026.037 BMN", "$ 43 Val av ombud", "& 43", "5 43 Dnr KS 2015/1", "$.43 Val"] {
            assert_eq!(found(text), [(Form::Spoilt, vec![43])], "{text}");
        }
        assert_eq!(found("6 43 Val av ombud"), [(Form::Spoilt, vec![43])]);
        assert_eq!(found("§1l"), [(Form::Spoilt, vec![11])]);
        assert!(found("Kf 81 Upprop").contains(&(Form::Spoilt, vec![1])));
        assert!(found("KF$898 Dnr 2004-211").contains(&(Form::Spoilt, vec![98])));
        assert_eq!(found("843 Val"), [(Form::Spoilt, vec![43]), (Form::Number, vec![843])]);
        assert_eq!(found("8 43 personer"), []);
    }

    #[test]
    fn continuations_are_seen() {
        assert!(is_continuation("forts.") && is_continuation(", forts") && is_continuation("(forts)"));
        assert!(!is_continuation("Fortsatt arbete"));
    }
}
