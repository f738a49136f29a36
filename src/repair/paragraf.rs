//! What a token may be as a § with its number: which signs are read for §, and how they stand beside digits.

use smallvec::SmallVec;

use crate::dictionary::token;

use super::marks::RANGE;

/// Read for § and nothing else beside a number.
const SURE: [char; 2] = ['$', '£'];
/// Read for a part of § beside one of these: `&$61`.
const HALF: [char; 2] = ['&', '§'];
/// Signs that one § was read as, at most.
const MOST_SIGNS: usize = 2;
/// Read for §, but printed before numbers too: only a run of numbers tells.
const POSSIBLE: [&str; 9] = ["8", "5", "6", "58", "85", "8§", "&", "S", "s"];
/// Those of them that are read for a § glued to the end of its number.
const POSSIBLE_BEHIND: [&str; 3] = ["8", "5", "S"];
/// Read for §§ before several numbers.
const DOUBLED: [&str; 12] = ["88", "SS", "&&", "8$", "$8", "55", "8&", "&8", "S$", "$S", "§8", "8§"];
/// Numbers of one digit: the sign glued to one makes a number as lists have them.
const ONE_DIGIT: std::ops::RangeInclusive<u32> = 1..=9;
/// Longest short name of a body before the § of its headings: `Ksau § 181`.
const LONGEST_BODY: usize = 5;
/// Specks between a sign and its number: `8:89`.
const BETWEEN: [char; 2] = ['.', ':'];

/// A reading of a token as a § with its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glued<'t> {
    /// The number, and what stands behind it.
    pub(super) rest: &'t str,
    pub(super) number: u32,
    /// Whether the token is as well a number of a list: `81.`.
    pub(super) weak: bool,
}

/// Whether a token alone is what may be read for one § before a number.
pub(super) fn is_possible(text: &str) -> bool {
    POSSIBLE.contains(&text)
}

/// Whether a token alone is what may be read for §§.
pub(super) fn is_doubled(text: &str) -> bool {
    DOUBLED.contains(&text)
}

/// Signs that a token begins with where they were surely read for § or §§, and the rest of it.
pub(super) fn sure(text: &str) -> Option<(&str, &str)> {
    let is_sure = |sign: char| SURE.contains(&sign);
    let rest = text.trim_start_matches(|sign| is_sure(sign) || HALF.contains(&sign));
    let signs = &text[..text.len() - rest.len()];
    let few = (1..=MOST_SIGNS).contains(&signs.chars().count());
    (few && signs.chars().any(is_sure)).then_some((signs, without_specks(rest)))
}

/// What follows a sign, without the specks before its number.
fn without_specks(rest: &str) -> &str {
    let number = rest.trim_start_matches(BETWEEN);
    if number.starts_with(|c: char| c.is_ascii_digit()) { number } else { rest }
}

/// How many § signs were before a number: two alike stand for two, two that differ for one that was cut, but for a range.
pub(super) fn how_many(signs: &str, number: &str) -> usize {
    let alike = signs.chars().all(|sign| signs.starts_with(sign));
    if signs.chars().count() == 2 && (alike || number.contains(RANGE)) { 2 } else { 1 }
}

/// The number before a § that was surely misread, and what stands behind it: `25$` is 25 §.
pub(super) fn sure_behind(text: &str) -> Option<(&str, &str)> {
    let at = text.find(SURE)?;
    let (number, rest) = text.split_at(at);
    let rest = &rest[rest.chars().next()?.len_utf8()..];
    let is_number = !number.is_empty() && number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit());
    (is_number && rest.chars().all(token::is_punctuation)).then_some((number, rest))
}

/// A § that was surely misread between the short name of a body and its number: `Ks$170`, and with what may be the other half of the sign
/// `Ks$8167`, of which both readings are given.
pub(super) fn sure_inside(text: &str) -> Option<(&str, SmallVec<[&str; 2]>)> {
    let at = text.find(SURE)?;
    let (body, rest) = text.split_at(at);
    let number = &rest[rest.chars().next()?.len_utf8()..];
    leading_number(number)?;
    let halved = number.strip_prefix('8').filter(|rest| leading_number(rest).is_some());
    is_body(body).then(|| (body, std::iter::once(number).chain(halved).collect()))
}

/// The readings of a number with a doubtful § glued to it: `5332` may be § 332.
pub(super) fn glued(text: &str) -> impl Iterator<Item = Glued<'_>> {
    POSSIBLE.iter().filter_map(|sign| {
        let read = text.strip_prefix(sign)?;
        let rest = without_specks(read);
        let number = rest.chars().next().filter(char::is_ascii_digit).and_then(|_| leading_number(rest))?;
        let is_digit = sign.chars().all(|c| c.is_ascii_digit());
        // `8.5` is a number.
        let parted = rest.len() < read.len();
        let weak = is_digit && !parted && ONE_DIGIT.contains(&number);
        (number > 0 && (weak || !is_digit || number > *ONE_DIGIT.end())).then_some(Glued {
            rest,
            number,
            weak,
        })
    })
}

/// The reading of a number with a doubtful § glued to its end: `128` may be 12 §.
pub(super) fn glued_behind(text: &str) -> Option<u32> {
    let number = POSSIBLE_BEHIND.iter().find_map(|sign| text.strip_suffix(sign))?;
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    leading_number(number).filter(|&number| is_number && number > 0)
}

/// The range of a token that begins with what was read for § or §§, and how many signs that were: as it stands, `8834-39` goes down.
pub(super) fn glued_range(text: &str) -> impl Iterator<Item = (usize, &str, u32, u32)> {
    let single = POSSIBLE.iter().map(|sign| (1, sign));
    DOUBLED.iter().map(|sign| (2, sign)).chain(single).filter_map(|(count, sign)| {
        let rest = text.strip_prefix(sign)?;
        let (first, last) = ends(rest)?;
        (first < last && ends(text).is_none_or(|(first, last)| first > last))
            .then_some((count, rest, first, last))
    })
}

/// Whether a token has the form of the short name of a body: `Ksau`, `KF`, `Ks.`.
pub(super) fn is_body(text: &str) -> bool {
    let name = text.strip_suffix('.').unwrap_or(text);
    (2..=LONGEST_BODY).contains(&name.chars().count())
        && name.starts_with(char::is_uppercase)
        && name.chars().all(char::is_alphabetic)
}

/// First and last number of a range.
fn ends(range: &str) -> Option<(u32, u32)> {
    let (first, last) = range.split_once(RANGE)?;
    Some((first.parse().ok()?, last.trim_end_matches(token::is_punctuation).parse().ok()?))
}

/// The number that a token is, or with which a range begins.
pub(super) fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    let ends = rest.is_empty() || rest.starts_with(['-', '–', '—', '.', ',', ')', ':']);
    if ends && digits.len() <= 4 { digits.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_token_may_be() {
        let numbers = |text| glued(text).map(|glued| (glued.number, glued.weak)).collect::<Vec<_>>();
        assert_eq!(numbers("5332"), [(332, false)]);
        assert_eq!(numbers("5848"), [(848, false), (48, false)]);
        assert_eq!(numbers("81."), [(1, true)]);
        assert_eq!(numbers("S3"), [(3, false)]);
        assert_eq!(numbers("8:89"), [(89, false)]);
        assert!(numbers("8.5").is_empty() && numbers("94").is_empty());
        assert_eq!((glued_behind("128"), glued_behind("8"), glued_behind("127")), (Some(12), None, None));
        assert_eq!(glued_range("8834-39").next(), Some((2, "34-39", 34, 39)));
        assert_eq!(glued_range("839-44").next(), Some((1, "39-44", 39, 44)));
        assert!(["34-39", "834-839"].iter().all(|range| glued_range(range).next().is_none()));
    }

    #[test]
    fn sure_signs() {
        assert_eq!(sure("&$61"), Some(("&$", "61")));
        assert_eq!(sure("$:13.:"), Some(("$", "13.:")));
        assert_eq!(sure("&61"), None);
        let inside = |text| sure_inside(text).map(|(body, numbers)| (body, numbers.to_vec()));
        assert_eq!(inside("Ks$170"), Some(("Ks", vec!["170"])));
        assert_eq!(inside("Ks$8167"), Some(("Ks", vec!["8167", "167"])));
        assert_eq!((inside("US$"), inside("Pris$5")), (None, Some(("Pris", vec!["5"]))));
        assert_eq!(sure_behind("9$,"), Some(("9", ",")));
        assert_eq!((how_many("$$", "3"), how_many("&$", "3"), how_many("&$", "3-5")), (2, 1, 2));
    }
}
