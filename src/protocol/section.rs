//! Headings inside an item: which section a line begins.

use super::debris;
use super::heading_words;
use super::near::Near;
use super::tables::{self, fold};
use super::verdict;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the lines after a heading hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Section {
    /// The account of the matter.
    Summary,
    /// What was decided.
    Decision,
    /// What was decided; the heading itself names the body.
    Decides,
    /// Yrkanden.
    Proposal,
    /// What an office, committee or association's sheet proposes.
    OfficeProposal,
    /// What the council is asked to decide: a decision where it stands under one.
    CouncilProposal,
    /// Propositionsordning.
    Order,
    /// Omröstning.
    Vote,
    /// Table of votes by name.
    VoteList,
    /// Reservation.
    Reservation,
    /// Protokollsanteckning.
    Note,
    /// Särskilt yttrande.
    SpecialStatement,
    /// Jäv.
    Recusal,
    /// Handlingar, beslutsunderlag.
    Documents,
    /// Lists of notices, letters, delegated decisions.
    Papers,
    /// Expedieras till.
    Recipients,
    /// Föredragande.
    Presenters,
    /// Omedelbar justering.
    Immediate,
    /// What belongs to no field: ajournering, överklagande.
    Aside,
}

impl Section {
    /// The section that the tables call so.
    pub(super) fn named(name: &str) -> Self {
        match name {
            "summary" => Self::Summary,
            "decision" => Self::Decision,
            "decides" => Self::Decides,
            "proposal" => Self::Proposal,
            "office-proposal" => Self::OfficeProposal,
            "council-proposal" => Self::CouncilProposal,
            "order" => Self::Order,
            "vote" => Self::Vote,
            "vote-list" => Self::VoteList,
            "reservation" => Self::Reservation,
            "note" => Self::Note,
            "special-statement" => Self::SpecialStatement,
            "recusal" => Self::Recusal,
            "documents" => Self::Documents,
            "papers" => Self::Papers,
            "recipients" => Self::Recipients,
            "presenters" => Self::Presenters,
            "immediate" => Self::Immediate,
            "aside" => Self::Aside,
            other => unreachable!("the tables of headings name no section {other}"),
        }
    }
}

/// A heading found at the beginning of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heading {
    /// The section that it begins.
    pub(super) section: Section,
    /// Byte of the line at which the section's own text begins; `None` where the heading stands alone.
    pub(super) inline: Option<usize>,
}

/// Longest heading in bytes: longer lines are running text.
const LONGEST: usize = 80;

/// The table of headings, ready for look-up.
struct Table {
    exact: FxHashMap<String, Section>,
    /// Entries by their first letter, for comparing with what OCR spoilt.
    by_letter: FxHashMap<char, Vec<(Near, Section)>>,
    /// Entries with `*`, split at it.
    patterns: Vec<Pattern>,
}

struct Pattern {
    /// Whether the words that stand for the first `*` must end in s.
    genitive: bool,
    /// Folded text before, between and after the `*`.
    parts: Vec<String>,
    section: Section,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table =
        Table { exact: FxHashMap::default(), by_letter: FxHashMap::default(), patterns: Vec::new() };
    for row in tables::rows(include_str!("../../dictionaries/sources/headings.tsv")) {
        let (heading, section) = (fold(row[0]), Section::named(row[1]));
        if heading.contains('*') {
            let genitive = heading.contains("*s");
            let parts = heading.replace("*s", "*").split('*').map(str::to_owned).collect();
            table.patterns.push(Pattern { genitive, parts, section });
        } else {
            if let Some(letter) = heading.chars().next() {
                table.by_letter.entry(letter).or_default().push((Near::new(heading.clone()), section));
            }
            table.exact.insert(heading, section);
        }
    }
    // The entry that says most goes first.
    table
        .patterns
        .sort_by_key(|pattern| std::cmp::Reverse(pattern.parts.iter().map(String::len).sum::<usize>()));
    table
});

/// The heading that a line consists of or begins with.
pub(super) fn heading(line: &str) -> Option<Heading> {
    alone(line).or_else(|| inline(line)).or_else(|| beside(line))
}

/// `Exp     Kommunstyrelsen`: a heading in the margin, its text in a column beside it.
fn beside(line: &str) -> Option<Heading> {
    const APART: &str = "   ";
    const MARGIN: usize = 26;
    let (label, rest) = line.split_once(APART)?;
    let text = rest.trim_start();
    if label.len() > MARGIN
        || text.is_empty()
        || text.contains(APART)
        || !line.starts_with(char::is_uppercase)
    {
        return None;
    }
    let section = TABLE.exact.get(&fold(label)).copied()?;
    let list = matches!(section, Section::Recipients | Section::Documents | Section::Presenters);
    let told = matches!(
        section,
        Section::Decision
            | Section::Summary
            | Section::Proposal
            | Section::Reservation
            | Section::OfficeProposal
    ) && text.split_whitespace().nth(2).is_some();
    (list || told).then(|| Heading { section, inline: Some(line.len() - text.len()) })
}

/// Whether a line is a heading only by its form, `*s bedömning`, which a paper may be called too.
pub(super) fn is_by_form(line: &str) -> bool {
    let folded = fold(line.trim_end_matches([':', '.', ' ']));
    !TABLE.exact.contains_key(&folded)
        && (TABLE.patterns.iter().any(|pattern| pattern.matches(&folded))
            || heading_words::section(line).is_some())
}

/// Whether a title is that of an item under which papers are listed: `Meddelanden`.
pub(super) fn is_papers(title: &str) -> bool {
    alone(title).is_some_and(|found| found.section == Section::Papers)
}

/// The section of a line that is a heading and nothing else.
fn alone(line: &str) -> Option<Heading> {
    let first = line.chars().next()?;
    if line.len() > LONGEST {
        return None;
    }
    if !(first.is_uppercase() || first.is_ascii_digit()) {
        let speck = "'‘’_.,~|«»".contains(first);
        return speck.then(|| specked(line)).flatten().map(|section| Heading { section, inline: None });
    }
    let folded = fold(line.trim_end_matches([':', '.', ' ']));
    let table = &*TABLE;
    // A full stop ends a sentence, not a heading that is put together from other words.
    let open = !line.ends_with('.');
    let by_pattern = || table.patterns.iter().find(|pattern| open && pattern.matches(&folded));
    // `Nämnden föreslår således kommunstyrelsen att besluta följande`: who decides, and what on the lines below.
    let heads = |verdict: verdict::Verdict| verdict.by.is_some() && verdict.clauses.is_none();
    let council = folded.contains("forslag") && folded.contains("fullmaktige");
    let by_words = || heading_words::section(line);
    let introduces = || open && verdict::verdict(line).is_some_and(heads);
    let section = table
        .exact
        .get(&folded)
        .copied()
        // `Kommunstyrelsens förslag till kommunfullmäktige för beslut`
        .or_else(|| council.then(by_words).flatten().filter(|section| *section == Section::CouncilProposal))
        .or_else(|| by_pattern().map(|pattern| pattern.section))
        .or_else(|| nearest(&folded))
        .or_else(|| specked(line))
        .or_else(|| introduces().then_some(Section::Decides))
        .or_else(by_words)
        .or_else(|| over_names(line))?;
    Some(Heading { section, inline: None })
}

/// `Yrkande, Vera Ek (S)`: a heading that names who moves, reserves or states.
fn over_names(line: &str) -> Option<Section> {
    const WORDS: usize = 3;
    let line = line.trim_end_matches(':');
    if !line.ends_with(')') || !line.contains('(') {
        return None;
    }
    line.match_indices(' ').take(WORDS).find_map(|(at, _)| {
        let head = line[..at].trim_end_matches([',', ':']);
        let names = line[at..].trim_start();
        let names = ["från ", "av "].iter().find_map(|link| names.strip_prefix(link)).unwrap_or(names);
        let only_names = names.split(' ').all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c == '(') || matches!(word, "och" | "samt")
        });
        let section = TABLE.exact.get(&fold(head)).copied().filter(|_| only_names)?;
        let spoken = matches!(
            section,
            Section::Proposal | Section::Reservation | Section::Note | Section::SpecialStatement
        );
        spoken.then_some(section)
    })
}

/// The section of an entry with specks of the page read behind it.
fn specked(line: &str) -> Option<Section> {
    // `_Handlingar`, `Handlingar =.`
    let bare = debris::without(line).trim_matches(|c| "'‘’_.,~*|«»:;=- ".contains(c));
    let known = |line: &str| TABLE.exact.get(&fold(line.trim_end_matches([':', '.', ' ']))).copied();
    (bare.len() < line.len()).then(|| known(bare)).flatten()
}

/// The section of an entry that differs in a letter, or in two where it is long.
fn nearest(folded: &str) -> Option<Section> {
    let text = Near::new(folded.to_owned());
    let allowed = match text.length() {
        0..=5 => return None,
        6..=11 => 1,
        _ => 2,
    };
    let entries = TABLE.by_letter.get(&folded.chars().next()?)?;
    entries.iter().find(|(entry, _)| entry.is_within(&text, allowed)).map(|(_, section)| *section)
}

/// `Sammanfattning: SKR har …`.
fn inline(line: &str) -> Option<Heading> {
    let colon = line.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let rest = &line[colon + 1..];
    if !rest.starts_with(' ') || !line.starts_with(char::is_uppercase) {
        return None;
    }
    // `Förslag 2: …`
    let label = fold(line[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end());
    let table = &*TABLE;
    let section = table.exact.get(&label).copied().or_else(|| {
        let office =
            |pattern: &&Pattern| pattern.section == Section::OfficeProposal && pattern.matches(&label);
        table.patterns.iter().find(office).map(|pattern| pattern.section)
    })?;
    let inline = colon + 1 + (rest.len() - rest.trim_start().len());
    Some(Heading { section, inline: Some(inline) })
}

impl Pattern {
    fn matches(&self, folded: &str) -> bool {
        let (Some(first), Some(last)) = (self.parts.first(), self.parts.last()) else {
            return false;
        };
        if folded.len() <= first.len() + last.len()
            || !folded.starts_with(first.as_str())
            || !folded.ends_with(last.as_str())
        {
            return false;
        }
        let inner = &folded[first.len()..folded.len() - last.len()];
        let words = match self.parts.get(1..self.parts.len() - 1) {
            Some([middle]) => match inner.split_once(middle.as_str()) {
                Some((words, rest)) if !rest.is_empty() => words,
                _ => return false,
            },
            _ => inner,
        };
        // `Nämnden beslutar enligt förvaltningens förslag` decides, and heads nothing.
        let decides = |word: &str| {
            matches!(word.trim_end_matches(','), "beslutar" | "beslutade" | "beslot" | "besloto")
        };
        if self.genitive && words.split(' ').any(decides) {
            return false;
        }
        let count = words.split(' ').count();
        let basis =
            matches!(
                words.split(' ').next(),
                Some("enligt" | "i" | "pa" | "med" | "om" | "till" | "for" | "av" | "ja" | "nej")
            ) || ["ja-rost", "jarost", "nej-rost", "nejrost"].iter().any(|vote| words.starts_with(vote));
        !basis && (1..=6).contains(&count) && (!self.genitive || words.ends_with('s'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(line: &str) -> Option<Section> {
        heading(line).filter(|found| found.inline.is_none()).map(|found| found.section)
    }

    #[test]
    fn headings_alone_on_a_line() {
        assert_eq!(section("Beslut"), Some(Section::Decision));
        assert_eq!(section("BESLUTSUNDERLAG:"), Some(Section::Documents));
        assert_eq!(section("Förslag till beslut på sammanträdet"), Some(Section::Proposal));
        assert_eq!(section("Omröstning - Huvudvotering"), Some(Section::Vote));
        assert_eq!(section("Protokollsutdrag skickas till"), Some(Section::Recipients));
    }

    #[test]
    fn headings_with_letters_spoilt() {
        assert_eq!(section("Arendebeskrivning"), Some(Section::Summary));
        assert_eq!(section("Propositionsordnlng"), Some(Section::Order));
        assert_eq!(section("Reservatlon"), Some(Section::Reservation));
        assert_eq!(section("Handlingar oo"), Some(Section::Documents));
        assert_eq!(section("Beslut : a"), Some(Section::Decision));
        assert_eq!(section("_Handlingar ="), Some(Section::Documents));
        assert_eq!(section("- Beslut"), None);
    }

    #[test]
    fn headings_that_name_a_body() {
        assert_eq!(section("Kommunstyrelsens beslut"), Some(Section::Decides));
        assert_eq!(section("Mötet beslutar"), Some(Section::Decides));
        assert_eq!(section("Arbetsutskottets förslag till beslut"), Some(Section::OfficeProposal));
        assert_eq!(
            section("Kommunstyrelsens förslag till kommunfullmäktige"),
            Some(Section::CouncilProposal)
        );
    }

    #[test]
    fn labels_before_their_text() {
        let found = heading("Sammanfattning: Frågan togs upp.").unwrap();
        assert_eq!(found, Heading { section: Section::Summary, inline: Some(16) });
        assert_eq!(heading("Föredragande: Eva Holm").unwrap().section, Section::Presenters);
    }

    #[test]
    fn headings_in_the_margin() {
        let found = heading("Exp      Kommunstyrelsen").unwrap();
        assert_eq!(found, Heading { section: Section::Recipients, inline: Some(9) });
        assert_eq!(heading("Beslut   Nämnden godkänner rapporten.").unwrap().section, Section::Decision);
        assert_eq!(heading("Information   mars   april"), None);
    }

    #[test]
    fn running_text_is_no_heading() {
        for line in [
            "Beslut om ändrad taxa",
            "beslut",
            "Beslutet gäller från och med den 1 maj.",
            "Tid: 16:30",
            "Enligt kommunstyrelsens förslag:",
            "Eva Holm yrkade bifall till kommitténs förslag.",
            "Nämnden beslutar att planen antas.",
            "Ett förslag till beslut har tagits fram av förvaltningen under våren och hösten",
        ] {
            assert_eq!(heading(line), None, "{line}");
        }
    }

    #[test]
    fn every_entry_names_a_section() {
        assert!(TABLE.exact.len() > 150);
        assert!(TABLE.patterns.len() > 10);
    }
}
