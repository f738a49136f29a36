//! The body of an item cut at its headings.

use super::ballots;
use super::decision;
use super::lines::Line;
use super::outcome::{self, Voice};
use super::passage::Passage;
use super::prose::{Piece, Style, ends_sentence, is_open, paragraphs};
use super::section::{self, Heading, Section};
use super::verdict;
use regex::Regex;
use std::sync::LazyLock;

/// A heading and the lines under it.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    /// What the lines hold; `None` for lines without a heading.
    pub(super) section: Option<Section>,
    /// The words of the heading.
    pub(super) heading: Option<Passage>,
    /// The lines.
    pub(super) pieces: Vec<Piece<'a>>,
    /// Whether the heading is a label before its text.
    pub(super) labelled: bool,
}

impl<'a> Block<'a> {
    fn new(section: Option<Section>, heading: Option<Passage>, labelled: bool) -> Self {
        Self { section, heading, pieces: Vec::new(), labelled }
    }
}

/// Cuts the pieces of an item's body into blocks.
pub(super) fn split<'a>(pieces: &[Piece<'a>]) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::new(None, None, false)];
    let mut last: Option<&Piece<'a>> = None;
    let is_headed = pieces.iter().any(|piece| is_decision_heading(piece.line.text));
    let set_apart = headings_set_apart(pieces);
    for (at, piece) in pieces.iter().enumerate() {
        let section = blocks.last().and_then(|block| block.section);
        if is_adjournment(piece.line.text) {
            blocks.push(Block::new(Some(Section::Aside), None, true));
        } else if section != Some(Section::VoteList) && ballots::is_heading(&piece.line) {
            let mut block = Block::new(Some(Section::VoteList), None, false);
            block.pieces.push(*piece);
            blocks.push(block);
        } else if let Some(found) = heading(piece, last, section).filter(|found| {
            let moved = found.section == Section::Decides && last.is_some_and(leads_to_motion);
            let entry = is_last_entry(found, &pieces[at..], section);
            !moved && !entry && !is_proposed(found, piece, blocks.last(), is_headed)
        }) {
            let label = found.inline.unwrap_or(piece.line.text.len());
            let mut words = Passage::default();
            words.push(piece.line.text[..label].trim_end_matches([':', ' ']), piece.line.start);
            let mut block = Block::new(Some(found.section), Some(words), found.inline.is_some());
            if found.section == Section::Decides {
                block.pieces.push(*piece);
            } else if let Some(from) = found.inline {
                block.pieces.push(Piece { line: rest(piece.line, from), gap: false });
            }
            let told = found.section == Section::Immediate
                && piece.line.text.contains("justera")
                && piece.line.text.contains(' ');
            blocks.push(block);
            if told {
                blocks.push(Block::new(None, None, false));
            }
        } else if leads_to_clauses(&pieces[at..]) {
            let mut block = Block::new(Some(Section::Decides), None, false);
            block.pieces.push(*piece);
            blocks.push(block);
        } else if set_apart && section.is_some_and(ends_at_other_heading) && is_other_heading(&pieces[at..]) {
            let mut words = Passage::default();
            words.push(piece.line.text, piece.line.start);
            blocks.push(Block::new(Some(Section::Summary), Some(words), false));
        } else if let Some(block) = blocks.last_mut() {
            block.pieces.push(*piece);
        }
        last = Some(piece);
    }
    let mut out: Vec<Block<'a>> = Vec::new();
    for block in blocks {
        cut_label(block, &mut out);
    }
    out.retain(|block| !block.pieces.is_empty() || block.section == Some(Section::Immediate));
    out
}

/// The heading that a piece is, unless it stands inside running text or a section that knows no headings.
fn heading(piece: &Piece<'_>, last: Option<&Piece<'_>>, section: Option<Section>) -> Option<Heading> {
    let found = section::heading(piece.line.text)?;
    let inside =
        last.is_some_and(|last| !piece.gap && last.line.page == piece.line.page && is_open(last.line.text));
    let list = section == Some(Section::VoteList)
        && matches!(found.section, Section::Summary | Section::Vote | Section::VoteList);
    // `Revisorernas bedömning` in a list of papers is one of them.
    let listed = matches!(section, Some(Section::Documents | Section::Papers)) && !piece.gap;
    let paper = listed && found.section != Section::Decides && section::is_by_form(piece.line.text);
    // The demand for a vote that ends the chair's account is part of it.
    let demand = section == Some(Section::Order) && piece.line.text.ends_with('.');
    (!inside && !list && !demand && !paper).then_some(found)
}

/// Whether a word that may be a heading ends a list of papers, `Motionen`: nothing but the next heading stands below.
fn is_last_entry(found: &Heading, pieces: &[Piece<'_>], section: Option<Section>) -> bool {
    let [piece, below @ ..] = pieces else { return false };
    let told = !matches!(found.section, Section::Decision | Section::Decides | Section::Immediate);
    let ends = below.first().is_none_or(|next| next.gap && section::heading(next.line.text).is_some());
    told && ends
        && found.inline.is_none()
        && !piece.gap
        && matches!(section, Some(Section::Documents | Section::Papers | Section::Recipients))
}

/// Whether known headings stand in this item behind a blank line and directly over their text.
fn headings_set_apart(pieces: &[Piece<'_>]) -> bool {
    pieces.windows(2).any(|pair| {
        let known = section::heading(pair[0].line.text).is_some_and(|found| found.inline.is_none());
        pair[0].gap && !pair[1].gap && known
    })
}

/// Whether the first piece says who decides and only leads up to the att-satser under it: `Nämnden beslutar efter votering
/// med 5 röster mot 1`.
fn leads_to_clauses(pieces: &[Piece<'_>]) -> bool {
    let [first, next, ..] = pieces else { return false };
    decision::is_att(next.line.text)
        && !ends_sentence(first.line.text)
        && verdict::verdict(first.line.text).is_some_and(|verdict| verdict.by.is_some() && !verdict.att)
}

/// `Vera Ek (S) yrkar enligt följande`: who decides in the line below is part of what is moved.
fn leads_to_motion(last: &Piece<'_>) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"\b(?:yrkar|yrkade|föreslår|föreslog)\b[^.]{0,80}(?:\b(?:enligt )?följande\b[^.:]{0,40}:?|:)$",
        )
        .expect("the pattern is valid")
    });
    last.line.text.contains('(') && FORM.is_match(last.line.text)
}

/// Whether what stands under another heading is no more of the section.
fn ends_at_other_heading(section: Section) -> bool {
    matches!(
        section,
        Section::Decision
            | Section::Decides
            | Section::CouncilProposal
            | Section::Summary
            | Section::Recipients
    )
}

/// Whether the first piece is set as a heading that no table knows, `Inriktning för arbetet`: alone behind a blank line,
/// without a verb, directly over running text.
fn is_other_heading(pieces: &[Piece<'_>]) -> bool {
    const WORDS: usize = 6;
    const LEAST: usize = 6;
    let [first, text @ ..] = pieces else { return false };
    let words = first.line.text;
    let short = words.len() <= 60 && words.split(' ').count() <= WORDS;
    if !first.gap || !short || words.ends_with(['.', ':', ';', ',', '!', '?', ')']) || !is_plain(words) {
        return false;
    }
    let end = text.iter().skip(1).position(|piece| piece.gap).map_or(text.len(), |gap| gap + 1);
    let Some((under, last)) = text.first().zip(text.get(end.saturating_sub(1))) else { return false };
    !under.gap
        && under.line.page == first.line.page
        && under.line.text.starts_with(char::is_uppercase)
        && under.line.text.split(' ').count() >= LEAST
        && section::heading(under.line.text).is_none()
        && ends_sentence(last.line.text)
}

/// Whether a line holds letters with a capital first, and nothing that is decided.
fn is_plain(text: &str) -> bool {
    let decides = |found: &outcome::Found| found.voice != Some(Voice::Infinitive);
    text.starts_with(char::is_uppercase)
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | ','))
        && !outcome::found(&outcome::words(text)).iter().any(decides)
}

/// Whether the line is a heading Beslut, of whatever body.
fn is_decision_heading(text: &str) -> bool {
    section::heading(text).is_some_and(|found| match found.section {
        Section::Decision => true,
        Section::Decides => {
            let text = text.trim_end_matches([':', ' ']).to_lowercase();
            text.strip_suffix(" för egen del").unwrap_or(&text).ends_with("beslut")
        }
        _ => false,
    })
}

/// Whether a line that says who decides is part of what an office proposes to the body: it begins the proposal, or the
/// item has its decisions under a heading of their own.
fn is_proposed(found: &Heading, piece: &Piece<'_>, block: Option<&Block<'_>>, is_headed: bool) -> bool {
    let Some(block) =
        block.filter(|_| found.section == Section::Decides && !is_decision_heading(piece.line.text))
    else {
        return false;
    };
    match block.section {
        Some(Section::OfficeProposal | Section::Proposal) => is_headed || block.pieces.is_empty(),
        Some(Section::CouncilProposal) => true,
        _ => false,
    }
}

/// What is left of a line after its label.
fn rest(line: Line<'_>, from: usize) -> Line<'_> {
    let before = line.text[..from].chars().count();
    Line { text: &line.text[from..], start: line.start + before, indent: line.indent + before, ..line }
}

/// `Mötet ajourneras mellan 17.02 och 17.09`.
fn is_adjournment(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:\p{Lu}\p{Ll}+ )?[Aa]journera(?:s|des|t)\b|^Ajournering\b|^(?:Mötet|Sammanträdet|Nämnden|Styrelsen) ajournera").expect("the pattern is valid")
    });
    text.len() < 200 && FORM.is_match(text)
}

/// Labels of papers and presenters hold one paragraph; what follows goes on with the section before.
fn cut_label<'a>(mut block: Block<'a>, out: &mut Vec<Block<'a>>) {
    let short = matches!(
        block.section,
        Some(
            Section::Documents
                | Section::Presenters
                | Section::Recipients
                | Section::Aside
                | Section::OfficeProposal
        )
    );
    if !(block.labelled && short) {
        out.push(block);
        return;
    }
    let is_short = |block: &&Block<'_>| block.labelled && block.section == Some(Section::OfficeProposal);
    let before = out.iter().rev().find(|block| !is_short(block)).and_then(|block| block.section);
    let first = paragraphs(&block.pieces, 80, Style::Running).first().map_or(0, |first| first.lines);
    let taken = match block.section {
        // `Ansvarig: Eva`: the label's own value is of no field.
        Some(Section::Aside) if block.heading.is_some() => first,
        Some(Section::Aside) => 0,
        Some(Section::Recipients) => first + listed_below(&block.pieces, first),
        Some(Section::Documents) => first + in_column(&block.pieces, first),
        _ => first,
    };
    let rest = block.pieces.split_off(taken.min(block.pieces.len()));
    out.push(block);
    if !rest.is_empty() {
        let mut after = Block::new(before.filter(|before| *before != Section::Presenters), None, false);
        after.pieces = rest;
        out.push(after);
    }
}

/// How many lines after the first `taken` stand in the column of the first, beside a label in the margin.
fn in_column(pieces: &[Piece<'_>], taken: usize) -> usize {
    const MARGIN: usize = 5;
    let Some(first) = pieces.first().filter(|first| first.line.indent >= MARGIN) else { return 0 };
    let below = |piece: &&Piece<'_>| !piece.gap && piece.line.indent.abs_diff(first.line.indent) <= 2;
    pieces[taken.min(pieces.len())..].iter().take_while(below).count()
}

/// How many lines after the first `taken` go on with a list of recipients: in its column, or short and no sentence.
fn listed_below(pieces: &[Piece<'_>], taken: usize) -> usize {
    const SHORT: usize = 40;
    let Some(first) = pieces.first() else { return 0 };
    let goes_on = |piece: &&Piece<'_>| {
        let text = piece.line.text;
        let in_column = first.line.indent > 0 && piece.line.indent + 2 >= first.line.indent;
        let short = text.len() < SHORT && text.starts_with(char::is_uppercase) && !text.ends_with(['.', ':']);
        !piece.gap && (in_column || short)
    };
    pieces[taken.min(pieces.len())..].iter().take_while(goes_on).count()
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
