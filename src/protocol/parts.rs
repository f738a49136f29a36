//! Several protocols in one file: the lines at which each begins.

use super::cells::cells;
use super::date;
use super::joined::Joined;
use super::label::{self, Label};
use super::lex::Token;
use super::lines::Lines;
use super::phrases::fold;
use crate::repair::RepairedText;
use regex::Regex;
use std::sync::LazyLock;

/// Lines of a head that are looked at.
const HEAD: usize = 14;
/// Lines within which a new protocol says who is there or where it was.
const COVER: usize = 40;

/// Indexes of the lines at which the protocols of a text begin: the first is 0, and there are more only where another
/// protocol's head stands after matter of the one before. Takes time linear in the text.
pub(super) fn starts(text: &RepairedText, lines: &Lines<'_>) -> Vec<usize> {
    let mut found = vec![0];
    if lines.len() == 0 {
        return found;
    }
    let mut day = head_day(text, lines, 0);
    for line in 1..lines.len() {
        let before = found[found.len() - 1];
        if !opens(lines, line) {
            continue;
        }
        let own = head_day(text, lines, line);
        // The day is told sooner than the cover.
        let same = day.is_some() && (own.is_none() || own == day);
        if same || !has_cover(text, lines, line) {
            continue;
        }
        // Running heads name the same day again, and may be the first to name it.
        if day.is_none() {
            day = own;
            continue;
        }
        if has_matter(lines, before, line) {
            found.push(line);
            day = own;
        }
    }
    found
}

/// Whether a protocol may begin with the line: the first of its page, or `Protokoll, hållet vid …` anywhere.
fn opens(lines: &Lines<'_>, at: usize) -> bool {
    static SENTENCE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Sammanträdes|Sammanträdes-\s?)?[Pp](?:rotokoll|ROTOKOLL)\b,?\s(?:nr\s\S+,?\s)?(?:fört|fördt|hållet|hållit)\b")
            .expect("the pattern is valid")
    });
    let line = lines.get(at);
    if line.is_blank() {
        return false;
    }
    let new_page = (0..at).rev().map(|before| lines.get(before)).find(|before| !before.is_blank());
    let first = new_page.is_none_or(|before| before.page != line.page);
    SENTENCE.is_match(line.text) || first && names_protocol(lines, at)
}

/// Whether the lines of a head hold the word protocol.
fn names_protocol(lines: &Lines<'_>, at: usize) -> bool {
    head(lines, at).any(|line| {
        let text = lines.get(line).text;
        text.len() < 200
            && text.split(|c: char| !c.is_alphabetic()).any(|word| {
                let word = fold(word);
                word.ends_with("protokoll") || word.ends_with("anteckningar")
            })
    })
}

/// The lines of a head, on one page.
fn head<'l>(lines: &'l Lines<'_>, at: usize) -> impl Iterator<Item = usize> + 'l {
    let page = lines.get(at).page;
    (at..lines.len().min(at + HEAD)).take_while(move |&line| lines.get(line).page == page)
}

/// The first day that a head names.
fn head_day(text: &RepairedText, lines: &Lines<'_>, at: usize) -> Option<String> {
    let all: Vec<_> = head(lines, at).flat_map(|line| cells(text, line)).collect();
    let joined = Joined::new(&all);
    let tokens: Vec<Token<'_>> = joined.tokens();
    date::dates(&tokens, None).into_iter().next().map(|found| found.date.value)
}

/// Whether those present, or time and place, are told after the head.
fn has_cover(text: &RepairedText, lines: &Lines<'_>, at: usize) -> bool {
    (at..lines.len().min(at + COVER)).any(|line| {
        cells(text, line).first().is_some_and(|cell| {
            label::find(cell, Vec::new)
                .is_some_and(|found| matches!(found.label, Label::List(_) | Label::PlaceTime | Label::Chair))
        })
    })
}

/// Whether there is more than a head between two lines.
fn has_matter(lines: &Lines<'_>, from: usize, to: usize) -> bool {
    const LEAST: usize = 6;
    (from..to).filter(|&line| !lines.get(line).is_blank() && !lines.get(line).furniture).take(LEAST).count()
        == LEAST
}

#[cfg(test)]
mod tests {
    use super::super::testing::unrepaired;
    use super::*;

    fn found(source: &str) -> usize {
        let text = unrepaired(source);
        starts(&text, &Lines::new(&text)).len()
    }

    const FIRST: &str = "Protokoll, hållet vid sammanträde med kommunalnämnden i Lits kommun den 7 november 1931.\n\nNärvarande: ordföranden O. P. Ek och Per Al.\n\n§ 1.\nProtokollet justerades.\n\n§ 2.\nAnsökan från Karl Ros bifölls.\n\nIn fidem\nO. P. Ek\n\n";

    #[test]
    fn a_second_head_with_another_day_begins_a_protocol() {
        let second = FIRST.replace("7 november", "14 december");
        assert_eq!(found(&format!("{FIRST}{second}")), 2);
        assert_eq!(found(FIRST), 1);
    }

    #[test]
    fn running_heads_begin_none() {
        let page = |number: u32| {
            format!(
                "Osby kommun   Protokoll   Sida {number} (3)\nKommunstyrelsen   2019-03-04\n\nNärvarande   Vera Ek\n\n§ {number} Budget\nBudgeten antas.\n\nBeslut\nBudgeten antas.\n\nNämnden tackar.\n"
            )
        };
        assert_eq!(found(&format!("{}\u{c}{}\u{c}{}", page(1), page(2), page(3))), 1);
        assert_eq!(found(&format!("{}\u{c}{}", page(1).replace("   2019-03-04", ""), page(2))), 1);
        let other = page(1).replace("2019-03-04", "2019-04-01");
        assert_eq!(found(&format!("{}\u{c}{}\u{c}{other}", page(1), page(2))), 2);
    }
}
