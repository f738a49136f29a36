//! Headings whose sign or number OCR spoilt: found where the run of numbers misses one, between their neighbours.

use super::heading::{self, Candidate};
use super::lines::Lines;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A heading found so.
pub(super) struct Lost {
    /// Its line.
    pub(super) line: usize,
    /// Bytes of the line that hold what was read for the sign and its number.
    pub(super) label: Range<usize>,
    /// The number that the run misses.
    pub(super) number: u32,
}

/// Headings of a run from which a next one may be told.
const RUN: usize = 3;
/// Longest line in bytes: what is found so has a short title or none.
const LONGEST: usize = 80;

static FORM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"^(?:[•–-]\s|["“”'‘’])?(?P<label>[§$S8&£5sgG9]{1,2}[.:]?\s{0,2}(?P<number>[\dlIOSs£$&]{0,3})[.:,”“"'’*-]{0,2})(?P<rest>$|\s.*$)"#,
    )
    .expect("the pattern is valid")
});
static BARE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?P<label>(?P<number>\d{1,3})\.?)$").expect("the pattern is valid"));

/// The headings that the run of §§ `chosen` misses, one between two of its neighbours, and one behind its last.
pub(super) fn find(lines: &Lines<'_>, chosen: &[&Candidate]) -> Vec<Lost> {
    if chosen.len() < RUN || !lines.is_mended() {
        return Vec::new();
    }
    let mut found: Vec<Lost> =
        chosen.windows(2).filter_map(|pair| between(lines, pair[0], pair[1])).collect();
    found.extend(chosen.last().and_then(|last| behind(lines, last)));
    found
}

fn between(lines: &Lines<'_>, from: &Candidate, to: &Candidate) -> Option<Lost> {
    let ([first], [last]) = (&from.key[..], &to.key[..]) else { return None };
    if last.checked_sub(*first) != Some(2) {
        return None;
    }
    let mut found = (from.line + 1..to.line).filter_map(|line| lost(lines, line, first + 1, false));
    found.next().filter(|_| found.next().is_none())
}

fn behind(lines: &Lines<'_>, last: &Candidate) -> Option<Lost> {
    let [number] = last.key[..] else { return None };
    (last.line + 1..lines.len()).find_map(|line| lost(lines, line, number + 1, true))
}

/// A line that may be the heading with the number `wanted`. Behind the last one only a title tells a heading from a list.
fn lost(lines: &Lines<'_>, index: usize, wanted: u32, titled: bool) -> Option<Lost> {
    let line = lines.get(index);
    if line.furniture || line.text.len() > LONGEST || lines.before(index).is_some() {
        return None;
    }
    let label = |found: &regex::Captures<'_>| Some(found.name("label")?.range());
    if let Some(found) = BARE.captures(line.text).filter(|found| found["number"].parse() == Ok(wanted)) {
        return (!titled).then_some(Lost { line: index, label: label(&found)?, number: wanted });
    }
    let found = FORM.captures(line.text)?;
    let rest = found["rest"].trim();
    let title = rest.starts_with(char::is_uppercase) && !rest.ends_with('.');
    let number = heading::figures(&found["number"]);
    let fits = if number.parse() == Ok(wanted) {
        !rest.ends_with('.')
    } else {
        (title || rest.is_empty()) && is_piece(&number, wanted)
    };
    let short = label(&found)?.len() > 1;
    (fits && short && (!titled || title && number.contains(|c: char| c.is_ascii_digit()))).then_some(Lost {
        line: index,
        label: label(&found)?,
        number: wanted,
    })
}

/// Whether the figures of `read` are those of `wanted` but for some that were lost.
fn is_piece(read: &str, wanted: u32) -> bool {
    let wanted = wanted.to_string();
    let mut rest = wanted.chars();
    let digits: Vec<char> = read.chars().filter(char::is_ascii_digit).collect();
    digits.len() < wanted.len() && digits.iter().all(|digit| rest.any(|c| c == *digit))
}

#[cfg(test)]
mod tests {
    use super::super::heading;
    use super::super::testing::unrepaired;
    use super::*;

    #[test]
    fn figures_that_were_lost() {
        assert!(is_piece("1", 11) && is_piece("", 5) && is_piece("s", 5));
        assert!(!is_piece("2", 11) && !is_piece("11", 11) && !is_piece("12", 2));
    }

    #[test]
    fn headings_between_their_neighbours_and_behind_the_last() {
        for spoilt in ["3", "Ss-", "$3. val", "$£ Val", "S. Val", "s$3”", "g 3 Val", "\"5 3 Val"] {
            let text = unrepaired(&format!("§ 1 Lov\n\n§ 2 Lov\n\n{spoilt}\n\n§ 4 Slut\n"));
            let lines = Lines::new(&text);
            let all = heading::candidates(&lines);
            let [from, to] = [2, 4].map(|number| all.iter().find(|found| found.key == [number]));
            let found = between(&lines, from.expect("it is read"), to.expect("it is read"));
            assert!(found.is_some_and(|found| found.number == 3 && found.line == 4), "{spoilt}");
        }
        let text = unrepaired("§ 10 Lov\n\n§ 1. Avslutning\n\n§ 2 mars\n");
        let lines = Lines::new(&text);
        let all = heading::candidates(&lines);
        let found = behind(&lines, &all[0]).expect("a figure is lost");
        assert_eq!((found.number, found.line), (11, 2));
    }

    #[test]
    fn clean_text_has_no_lost_headings() {
        let text = unrepaired("§ 1 Val\n\n§ 2 Lov\n\n§ 3 Budget\n\n3\n\n§ 5 Slut\n");
        let lines = Lines::new(&text);
        let all = heading::candidates(&lines);
        assert!(find(&lines, &all.iter().collect::<Vec<_>>()).is_empty());
    }
}
