//! Ranges of § numbers: `§§ 12-15`, `§ 17, 19-21`, `27-45`.

use super::date::is_dash;
use super::lex::{Kind, Token, is_section_sign};
use super::model::Value;
use super::phrases::fold;

/// Inclusive ranges with their places.
pub(crate) type Ranges = Vec<Value<(u32, u32)>>;

/// The largest § number that is believed.
const LARGEST: u32 = 9_999;

/// The ranges that a § or the word `paragraf` at token `at` announces, and the token after them.
pub(crate) fn ranges_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Ranges)> {
    let mut next = at;
    while tokens.get(next).is_some_and(is_sign) {
        next += 1;
    }
    (next > at).then(|| ranges_from(tokens, next)).flatten()
}

/// The ranges at token `at`, where something else says that the numbers are §.
pub(crate) fn ranges_from(tokens: &[Token<'_>], at: usize) -> Option<(usize, Ranges)> {
    let mut found = Ranges::new();
    let mut next = at;
    while let Some((after, range)) = range_at(tokens, next) {
        found.push(range);
        next = after;
        let separator = tokens.get(after).is_some_and(|token| token.kind == Kind::Comma || token.is_and());
        let mut place = after + usize::from(separator);
        while tokens.get(place).is_some_and(is_sign) {
            place += 1;
        }
        if place == after || range_at(tokens, place).is_none() {
            break;
        }
        next = place;
    }
    (!found.is_empty()).then_some((next, found))
}

/// Whether the token announces § numbers.
pub(crate) fn is_sign(token: &Token<'_>) -> bool {
    match token.kind {
        Kind::Word => token.text.chars().all(is_section_sign) || fold(token.text).starts_with("paragraf"),
        Kind::Mark => token.text == "$",
        _ => false,
    }
}

/// `§ 33/22`: the number before the year. Case numbers, `0901/22`, are none.
fn without_year(text: &str) -> &str {
    let Some((number, year)) = text.split_once('/') else { return text };
    let plain = number.len() <= 3 && !number.starts_with('0');
    let digits = year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit());
    if plain && digits { number } else { text }
}

fn range_at(tokens: &[Token<'_>], at: usize) -> Option<(usize, Value<(u32, u32)>)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    if let Some((first, last)) = token.text.split_once(['-', '‑']) {
        let range = in_order(number(first)?, number(last)?)?;
        return Some((at + 1, Value::normalised(range, token.span)));
    }
    let signed = at > 0 && is_sign(&tokens[at - 1]);
    let first = number(if signed { without_year(token.text) } else { token.text })?;
    if let Some((next, last)) = end_after(tokens, at + 1)
        && let Some(range) = in_order(first, last)
    {
        return Some((next, Value::normalised(range, token.span.union(tokens[next - 1].span))));
    }
    Some((at + 1, Value::normalised((first, first), token.span)))
}

/// `- 143`, `– § 143`, `t.o.m. 143`, `- del av 80`.
fn end_after(tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
    let mut next = at;
    if is_dash(tokens.get(next)?) {
        // `46--51`, as typewriters have it.
        next += 1 + usize::from(tokens.get(next + 1).is_some_and(is_dash));
    } else {
        next = until(tokens, next)?;
    }
    while tokens.get(next).is_some_and(|token| is_sign(token) || token.is("del") || token.is("av")) {
        next += 1;
    }
    Some((next + 1, number(tokens.get(next)?.text)?))
}

/// The token after `till`, `t.o.m.`, `t o m`.
fn until(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let first = fold(tokens.get(at)?.text);
    let after = match first.as_str() {
        "till" | "tom" => at + 1,
        "t" => word_after(tokens, word_after(tokens, at + 1, "o")?, "m")?,
        _ => return None,
    };
    Some(after + usize::from(is_stop(tokens, after)))
}

/// The token after the word `word`, which may stand behind a full stop.
fn word_after(tokens: &[Token<'_>], at: usize, word: &str) -> Option<usize> {
    let place = at + usize::from(is_stop(tokens, at));
    tokens.get(place)?.is(word).then_some(place + 1)
}

fn is_stop(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.kind == Kind::Stop)
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim_start_matches('§').trim_end_matches('.');
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten().filter(|number| (1..=LARGEST).contains(number))
}

/// A range that ends below its start is printed short: `130-43` ends with 143.
fn in_order(first: u32, last: u32) -> Option<(u32, u32)> {
    if first <= last {
        return Some((first, last));
    }
    let digits = 10_u32.pow(last.checked_ilog10().unwrap_or(0) + 1);
    let whole = first / digits * digits + last;
    (digits <= first && whole > first).then_some((first, whole))
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    fn read(text: &str) -> Vec<(u32, u32)> {
        let tokens = tokens(text, 0);
        let found = ranges_at(&tokens, 0).or_else(|| ranges_from(&tokens, 0));
        found.map_or_else(Vec::new, |(_, ranges)| ranges.into_iter().map(|range| range.value).collect())
    }

    #[test]
    fn every_form_of_a_range() {
        for text in [
            "§§ 12-15",
            "§§12–15",
            "§ 12 - § 15",
            "12-15",
            "Paragrafer 12-15",
            "§ 12 t.o.m. 15",
            "§ 12 t o m 15",
        ] {
            assert_eq!(read(text), [(12, 15)], "{text}");
        }
        assert_eq!(read("§ 17, 19-21"), [(17, 17), (19, 21)]);
        assert_eq!(read("169 och 173"), [(169, 169), (173, 173)]);
        assert_eq!(read("§§ 130-43"), [(130, 143)]);
        assert_eq!(read("71 - del av 80"), [(71, 80)]);
        assert_eq!(read("§94"), [(94, 94)]);
        assert_eq!(read("§ 33/22"), [(33, 33)]);
    }

    #[test]
    fn what_is_no_range() {
        assert!(read("§ 0901/22").is_empty() && read("den 12").is_empty() && read("§§ 90-12").is_empty());
    }
}
