//! Parties in parentheses behind names: a document names the same few over and over, which tells what a spoilt one was.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::layout::Layout;

use super::assemble::Outcomes;
use super::signs::{BY_RUN, outcome};
use super::text::RepairKind;
use super::units::Place;

/// How often a document must name a party for a spoilt one to be held to be it.
const KNOWN: usize = 2;
/// Characters of a spoilt designation at most.
const LONGEST: usize = 4;

/// What stands in parentheses behind a name.
struct Mention<'a> {
    place: Place,
    /// The name's last word.
    name: &'a str,
    /// What stands between the parentheses.
    inner: &'a str,
    /// What follows them.
    after: &'a str,
    /// Whether both parentheses were read.
    closed: bool,
}

/// Adds what the other mentions of parties tell to the outcomes of words, over which they win.
pub(super) fn mend(layout: &Layout, outcomes: &mut Outcomes) {
    let mentions = mentions(layout);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.closed && is_designation(mention.inner)) {
        *counts.entry(mention.inner).or_default() += 1;
    }
    counts.retain(|_, count| *count >= KNOWN);
    let by_name = by_name(&mentions, &counts);
    for mention in &mentions {
        if let Some(party) = party_of(mention, &counts, &by_name) {
            let text = format!("({party}){}", mention.after);
            outcomes.insert(mention.place, outcome(&text, BY_RUN, RepairKind::Confusion));
        }
    }
}

/// The known party behind each name; none where it stands with several.
fn by_name<'a>(all: &[Mention<'a>], known: &BTreeMap<&'a str, usize>) -> FxHashMap<&'a str, Option<&'a str>> {
    let mut parties: FxHashMap<&str, Option<&str>> = FxHashMap::default();
    for mention in all.iter().filter(|mention| mention.closed && known.contains_key(mention.inner)) {
        let party = parties.entry(mention.name).or_insert(Some(mention.inner));
        *party = party.filter(|party| *party == mention.inner);
    }
    parties
}

/// The known party that was read otherwise. What may be a number, or differs in case alone, is one only behind a name that
/// the document has with that party elsewhere.
fn party_of<'a>(
    mention: &Mention<'_>,
    known: &BTreeMap<&'a str, usize>,
    by_name: &FxHashMap<&str, Option<&str>>,
) -> Option<&'a str> {
    if mention.closed && known.contains_key(mention.inner) {
        return None;
    }
    let folded = folded(mention.inner);
    let mut found = known.keys().filter(|party| self::folded(party) == folded);
    let party = found.next().copied().filter(|_| found.next().is_none())?;
    let weak = mention.inner.chars().all(|c| c.is_ascii_digit()) || mention.inner.eq_ignore_ascii_case(party);
    let elsewhere = by_name.get(mention.name) == Some(&Some(party));
    (!weak || !mention.closed || elsewhere).then_some(party)
}

/// A designation in capitals, with signs that are read for S, and letters read twice (`Mm`, `$S`), put together.
fn folded(inner: &str) -> String {
    let sign = |c: char| if matches!(c, '$' | '5' | '8' | '§') { 'S' } else { c };
    let mut out: Vec<char> = inner.chars().map(sign).flat_map(char::to_uppercase).collect();
    out.dedup();
    out.into_iter().collect()
}

fn is_designation(inner: &str) -> bool {
    inner.chars().all(char::is_alphabetic)
}

fn mentions(layout: &Layout) -> Vec<Mention<'_>> {
    let mut out = Vec::new();
    for (page_index, page) in layout.pages.iter().enumerate() {
        for (line_index, line) in page.lines.iter().enumerate() {
            for (index, pair) in line.words.windows(2).enumerate() {
                let name = pair[0].text.trim_end_matches(',');
                if !name.starts_with(char::is_uppercase) || !name.ends_with(char::is_alphabetic) {
                    continue;
                }
                if let Some((inner, after, closed)) = parted(&pair[1].text) {
                    let place = Place { page: page_index, line: line_index, word: index + 1 };
                    out.push(Mention { place, name, inner, after, closed });
                }
            }
        }
    }
    out
}

/// What a word in parentheses holds and what follows them, and whether both were read: one of them may be another bracket.
fn parted(word: &str) -> Option<(&str, &str, bool)> {
    let opened = word.strip_prefix(['(', '{', '['])?;
    let close = opened.find([')', '}', ']'])?;
    let (inner, rest) = opened.split_at(close);
    let after = &rest[1..];
    let fits = (1..=LONGEST).contains(&inner.chars().count()) && after.chars().all(|c| ",.;:".contains(c));
    let closed = word.starts_with('(') && rest.starts_with(')');
    let read = word.starts_with('(') || rest.starts_with(')');
    (fits && read).then_some((inner, after, closed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input, layout};

    fn mended(text: &str) -> String {
        let (layout, _) = layout::arrange(input::text::read(text));
        let mut outcomes = Outcomes::default();
        mend(&layout, &mut outcomes);
        crate::repair::assemble::write(&layout, &outcomes).text.into_string()
    }

    #[test]
    fn spoilt_parties_are_those_that_the_document_names() {
        let text = "Vera Ek (S), Bo Al (M)\nPer Ö ($), Ida Lo (S)\nAda Ros (Mm). Ulf By (M}\nVera Ek (5), Jan By (5)\nIda Alm (M)\n";
        let right = "Vera Ek (S), Bo Al (M)\nPer Ö (S), Ida Lo (S)\nAda Ros (M). Ulf By (M)\nVera Ek (S), Jan By (5)\nIda Alm (M)\n";
        assert_eq!(mended(text), right);
    }

    #[test]
    fn numbers_and_parties_that_are_not_known_stay() {
        for text in [
            "Vera Ek (S)\nBo Al ($)\n",
            "Sida (5), Vera Ek (S), Bo Al (S)\n",
            "Ek (MM) Al (MM) Ros (M) By (M)\n",
        ] {
            assert_eq!(mended(text), text);
        }
    }
}
