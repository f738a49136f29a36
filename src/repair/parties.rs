//! Parties in parentheses behind names: a document names the same few over and over, which tells what a spoilt one was.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::layout::Layout;
use crate::page::Word;

use super::assemble::Outcomes;
use super::signs::{BY_RUN, outcome};
use super::specks::STOPS;
use super::text::RepairKind;
use super::units::Place;

/// How often a document must name a party for a spoilt one to be held to be it.
const KNOWN: usize = 2;
/// Characters of a spoilt designation at most.
const LONGEST: usize = 4;
/// What the closing parenthesis is read for, a colon behind it gone with it at times: `(My`, `(MD,`, `(S9.`.
const CLOSING: [char; 9] = ['y', 'D', 'I', 'J', 'j', 'l', 't', '1', '9'];
/// Words behind a name in which a parenthesis closes that is a remark's and no party's.
const REMARK: usize = 6;

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
    let behind: Vec<BehindName<'_>> = behind_names(layout).collect();
    let mentions: Vec<Mention<'_>> = behind.iter().copied().filter_map(mention).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.closed && is_designation(mention.inner)) {
        *counts.entry(mention.inner).or_default() += 1;
    }
    let named: FxHashSet<String> = counts.keys().map(|party| party.to_ascii_uppercase()).collect();
    let open = behind.iter().copied().filter_map(open_mention);
    let open = open.filter(|(_, whole)| !named.contains(&whole.to_ascii_uppercase()));
    let open: Vec<Mention<'_>> = open.map(|(open, _)| open).collect();
    counts.retain(|_, count| *count >= KNOWN);
    let by_name = by_name(&mentions, &counts);
    for mention in mentions.iter().chain(&open) {
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
    by_name: &FxHashMap<&str, Option<&'a str>>,
) -> Option<&'a str> {
    if mention.closed && known.contains_key(mention.inner) {
        return None;
    }
    if let Some(&Some(party)) = by_name.get(mention.name)
        && mention.closed
        && mention.inner.ends_with(char::is_lowercase)
        && mention.inner.strip_suffix(CLOSING).is_some_and(|inner| folded(inner) == folded(party))
    {
        return Some(party);
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

/// What begins what stands in parentheses.
const OPENING: [char; 3] = ['(', '{', '['];

/// A place behind a word that may be a name's last where a parenthesis opens, that word, and the words from there to the end of the line.
type BehindName<'a> = (Place, &'a str, &'a [Word]);

/// The designation behind a name.
fn mention<'a>((place, name, words): BehindName<'a>) -> Option<Mention<'a>> {
    let (inner, after, closed) = parted(&words[0].text)?;
    Some(Mention { place, name, inner, after, closed })
}

/// The same where the closing parenthesis was read as something else, with all that stands behind the opening one.
fn open_mention<'a>((place, name, words): BehindName<'a>) -> Option<(Mention<'a>, &'a str)> {
    let whole = words[0].text.strip_prefix('(')?;
    let core = whole.trim_end_matches(STOPS);
    let inner = core.strip_suffix(CLOSING)?;
    let is_party = (1..=LONGEST).contains(&inner.chars().count()) && is_designation(inner);
    let closes = words.iter().take(REMARK).any(|word| word.text.contains(')') && !word.text.contains('('));
    let after = &whole[core.len()..];
    (is_party && !closes).then_some((Mention { place, name, inner, after, closed: false }, core))
}

/// All such places.
fn behind_names(layout: &Layout) -> impl Iterator<Item = BehindName<'_>> {
    let lines = layout.pages.iter().enumerate().flat_map(|(page, of_page)| {
        of_page.lines.iter().enumerate().map(move |(line, of_line)| (page, line, &of_line.words[..]))
    });
    lines.flat_map(|(page, line, words)| {
        (1..words.len()).filter(|&word| words[word].text.starts_with(OPENING)).filter_map(move |word| {
            let name = words[word - 1].text.trim_end_matches(',');
            let named = name.starts_with(char::is_uppercase) && name.ends_with(char::is_alphabetic);
            named.then_some((Place { page, line, word }, name, &words[word..]))
        })
    })
}

/// What a word in parentheses holds and what follows them, and whether both were read: one of them may be another bracket.
fn parted(word: &str) -> Option<(&str, &str, bool)> {
    let opened = word.strip_prefix(OPENING)?;
    let close = opened.find([')', '}', ']'])?;
    let (inner, rest) = opened.split_at(close);
    let after = &rest[1..];
    let fits = (1..=LONGEST).contains(&inner.chars().count()) && after.chars().all(|c| STOPS.contains(&c));
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
    fn a_closing_parenthesis_read_as_a_letter() {
        let text =
            "Vera Ek (S), Bo Al (M)\nIda Lo (S) och Ulf By (MD,\nPå förslag av Jan By (My\nAnn Ö (M)\n";
        let right =
            "Vera Ek (S), Bo Al (M)\nIda Lo (S) och Ulf By (M),\nPå förslag av Jan By (M)\nAnn Ö (M)\n";
        assert_eq!(mended(text), right);
        assert_eq!(
            mended("Vera Ek (S), Bo Al (V)\nIda Lo (V)\nBo Al (vy) yrkar bifall\n").lines().last(),
            Some("Bo Al (V) yrkar bifall")
        );
        for text in [
            "Ek (S) Al (S)\nBo Al (SD) yrkar\n",
            "Ek (S) Al (S) Ros (SD) By (SD ersatte)\n",
            "Ek (S) Al (S) By (SI fram till kl. 18)\n",
        ] {
            assert_eq!(mended(text), text);
        }
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
