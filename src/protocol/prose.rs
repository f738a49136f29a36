//! Paragraphs and list items from wrapped lines: what goes on, what begins anew, which hyphens are dropped.

use super::lines::{Line, Lines};
use super::outcome;
use super::passage::Passage;
use super::tables;
use regex::Regex;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What stands before the text of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A list mark of whatever shape.
    Bullet,
    /// `1.`, `2)`.
    Number,
    /// `a.`, `B/`.
    Letter,
    /// A date in a column of its own.
    Date,
}

/// How lines follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// As running text: a sentence that ends on a full line goes on to the next.
    Running,
    /// As a list without marks: every sentence is an entry.
    List,
}

/// A paragraph or list item, its lines joined.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    /// Its text; a list item begins with `• `, a number or letter as printed.
    pub(super) text: Passage,
    /// What stands before its text.
    pub(super) mark: Mark,
    /// Byte of the text at which what follows the mark begins.
    pub(super) body: usize,
    /// Lines that it was joined from.
    pub(super) lines: usize,
    /// Blanks before its first line.
    pub(super) indent: usize,
}

impl Paragraph {
    /// Its text without the mark.
    pub(super) fn content(&self) -> Passage {
        self.text.slice(self.body..self.text.as_str().len())
    }

    /// Its text without the mark, as a string.
    pub(super) fn words(&self) -> &str {
        self.text.as_str()[self.body..].trim()
    }
}

/// A line, or what is left of it after a label, that paragraphs are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece<'a> {
    /// The line, its text and place cut to what is left.
    pub(super) line: Line<'a>,
    /// Whether a blank line on the same page stands before it.
    pub(super) gap: bool,
}

/// The body lines among `indexes` as pieces; furniture is left out, blank lines become gaps.
pub(super) fn pieces<'a>(lines: &Lines<'a>, indexes: &[usize]) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let mut gap = false;
    for &index in indexes {
        let line = lines.get(index);
        if line.furniture {
            continue;
        }
        if line.is_blank() || is_rule(line.text) || is_page_number(line.text) {
            gap = true;
            continue;
        }
        let parted = |last: &Piece<'_>| last.line.page == line.page && !is_torn(last, &line, lines.width());
        let gap_before = gap && pieces.last().is_some_and(parted);
        pieces.push(Piece { line, gap: gap_before });
        gap = false;
    }
    pieces
}

/// Whether a blank line tears a paragraph, as between the lines of a worn page that stand a little apart: the line before
/// it is full and cannot end one.
fn is_torn(last: &Piece<'_>, next: &Line<'_>, width: usize) -> bool {
    let (line, first) = (last.line.text, next.text.chars().next().unwrap_or(' '));
    let unfinished =
        (is_open(line) || names_on(line)) && !next.text.starts_with("att ") && mark_free(next.text);
    let goes_on = unfinished || first.is_lowercase() && !ends_sentence(line) && !line.ends_with(':');
    // `Vera Ek yrkar` waits for what, however short its line.
    let asks = line.ends_with(" yrkar") || line.ends_with(" yrkade");
    asks && next.text.starts_with("att ")
        || goes_on && !has_room(last, &Piece { line: *next, gap: false }, width, FULL)
}

/// `Sida 2 av 2`, in the middle of a page that had been two.
fn is_page_number(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?i:sida|sidan|sid\.?|blad)\s?\d{1,3}(?:\s?(?:av|\(|/)\s?\d{1,3}\)?)?$")
            .expect("the pattern is valid")
    });
    text.len() < 20 && FORM.is_match(text)
}

/// Whether a line is nothing but a rule between items: `______`.
fn is_rule(text: &str) -> bool {
    const LEAST: usize = 3;
    text.len() >= LEAST && text.chars().all(|c| matches!(c, '_' | '-' | '–' | '—' | '=' | '*' | ' '))
}

/// Joins pieces to paragraphs. `width` is the column that full lines reach.
pub(super) fn paragraphs(pieces: &[Piece<'_>], width: usize, style: Style) -> Vec<Paragraph> {
    let mut out: Vec<Paragraph> = Vec::new();
    let mut before: Option<&Piece<'_>> = None;
    for (at, piece) in pieces.iter().enumerate() {
        // After a line that ends in nothing, one dash alone is no list.
        let more = || pieces[at + 1..].iter().take(LIST_REACH).any(|next| is_same_mark(piece, next));
        let after_room = |last: &Piece<'_>| has_room(last, piece, width, LIST_ROOM) && more();
        let bare = is_bare_point(piece.line.text, before, out.last(), more);
        let mark = if bare {
            piece.line.text.find(' ').map(|blank| (Mark::Number, blank + 1))
        } else {
            mark_of(piece.line.text, before, out.last(), after_room)
        };
        match (before, out.last_mut()) {
            (Some(last), Some(open)) if mark.is_none() && goes_on(last, piece, open, width, style) => {
                join(open, last, piece);
            }
            _ => out.push(start(piece, mark)),
        }
        before = Some(piece);
    }
    out
}

fn start(piece: &Piece<'_>, mark: Option<(Mark, usize)>) -> Paragraph {
    let Line { text, start, .. } = piece.line;
    let (mark, length) = mark.unwrap_or((Mark::None, 0));
    let mut passage = Passage::default();
    let rest = text[length..].trim_start();
    let place = start + text[..text.len() - rest.len()].chars().count();
    match mark {
        Mark::None | Mark::Date => {}
        Mark::Bullet => passage.push_for("• ", start),
        Mark::Number | Mark::Letter => {
            passage.push(text[..length].trim_end(), start);
            passage.push_for(" ", start);
        }
    }
    let body = passage.as_str().len();
    passage.push(rest, place);
    Paragraph { text: passage, mark, body, lines: 1, indent: piece.line.indent }
}

fn join(open: &mut Paragraph, last: &Piece<'_>, piece: &Piece<'_>) {
    join_line(&mut open.text, &last.line, &piece.line);
    open.lines += 1;
}

/// Adds `next` to text that ended with `last`.
pub(super) fn join_line(text: &mut Passage, last: &Line<'_>, next: &Line<'_>) {
    match hyphen(last.text, next.text, last.joins_next) {
        Hyphen::Drop => text.pop(),
        Hyphen::Keep => {}
        Hyphen::None => {
            let place = text.last_place();
            text.push_for(" ", place);
        }
    }
    text.push(next.text, next.start);
}

/// What a hyphen at a line's end is for.
enum Hyphen {
    /// There is none, or it is a dash between words.
    None,
    /// It parts a word only because the line ended.
    Drop,
    /// It belongs to the word, which goes on without a blank.
    Keep,
}

fn hyphen(line: &str, next: &str, joins_next: bool) -> Hyphen {
    let Some(last @ ('-' | '–' | '\u{ad}' | '¬')) = line.chars().next_back() else {
        return Hyphen::None;
    };
    let before = line[..line.len() - last.len_utf8()].chars().next_back();
    let first = next.chars().next().unwrap_or(' ');
    let word = next.split_whitespace().next().unwrap_or_default();
    let shared_end = matches!(word, "och" | "eller" | "samt" | "respektive" | "resp." | "till");
    match before {
        Some(before) if before.is_ascii_digit() && first.is_ascii_digit() => Hyphen::Keep,
        Some(before) if before.is_alphabetic() && !shared_end && last != '–' => {
            if joins_next || first.is_lowercase() {
                Hyphen::Drop
            } else if first.is_uppercase() {
                Hyphen::Keep
            } else {
                Hyphen::None
            }
        }
        _ => Hyphen::None,
    }
}

/// Whether `piece` goes on where `last` ended.
fn goes_on(last: &Piece<'_>, piece: &Piece<'_>, open: &Paragraph, width: usize, style: Style) -> bool {
    let (line, next) = (&last.line, &piece.line);
    let first = next.text.chars().next().unwrap_or(' ');
    let hyphenated = matches!(hyphen(line.text, next.text, line.joins_next), Hyphen::Drop | Hyphen::Keep);
    let has_room = has_room(last, piece, width, FULL);
    let new_clause = next.text.starts_with("att ") && holds_clause(open.text.as_str());
    if line.text.ends_with(':') {
        return false;
    }
    if piece.gap {
        return hyphenated;
    }
    if hyphenated {
        return true;
    }
    // "att" is so short that it would have found room on all but the fullest lines.
    let parted = has_room || parts_clauses(line.text) || self::has_room(last, piece, width, CLAUSE_ROOM);
    let parted = parted || open.lines == 1 && is_att_decision(line.text) && is_att_decision(next.text);
    if parted && new_clause || has_room && next.text.starts_with("att ") && is_introducer(line.text) {
        return false;
    }
    // `föreningen`, and under it `ekonomikontoret`: a list in small letters.
    let small = |text: &str| text.starts_with(char::is_lowercase) && !text.ends_with([',', '-']);
    if style == Style::List
        && open.mark == Mark::None
        && has_room
        && small(open.text.as_str())
        && small(next.text)
    {
        return false;
    }
    let hangs = open.mark != Mark::None && next.indent > open.indent && !line.text.ends_with(':');
    if hangs || first.is_lowercase() || is_open(line.text) || first == '(' {
        return true;
    }
    if style == Style::List && ends_sentence(line.text) {
        return false;
    }
    let outdented = next.indent < line.indent && open.mark != Mark::None && open.lines == 1;
    let indented = open.mark == Mark::None && next.indent > line.indent + 2 && ends_sentence(line.text);
    !(outdented || indented || has_room)
}

/// `att godkänna dagordningen`: an att-sats that decides, and no part of another's sentence.
fn is_att_decision(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("att ") else { return false };
    let first = rest.split(' ').next().unwrap_or_default();
    outcome::found(&outcome::words(first)).first().is_some_and(|verb| {
        verb.voice == Some(outcome::Voice::Infinitive) && verb.outcome != super::model::Outcome::Other
    })
}

/// Whether the next line's first word would have found room on the line, had the text gone on: `share` of the width is
/// what a full line reaches at least, for letters are not of one breadth.
pub(super) fn has_room(last: &Piece<'_>, piece: &Piece<'_>, width: usize, share: f32) -> bool {
    let word = piece.line.text.split_whitespace().next().unwrap_or_default().chars().count();
    ((last.line.right() + 1 + word) as f32) < share * width as f32
}

/// Whether the words end a sentence.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', ')', '\'', '’']).ends_with(['.', '!', '?'])
}

/// Whether the words cannot end a paragraph: a comma, or a word that asks for more.
pub(super) fn is_open(text: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        tables::rows(include_str!("../../dictionaries/sources/open-words.tsv")).map(|row| row[0]).collect()
    });
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    text.ends_with([',', '–', '-', '&', '/']) || WORDS.contains(last.to_lowercase().as_str())
}

/// Whether a list of names with their parties ends on a name that waits for its party: `Vera Ek (S), Bo`.
fn names_on(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\([\p{L}-]{1,6}\)(?:[.,]|\soch|\ssamt)\s\p{Lu}[\p{L}-]+(?:\s\p{Lu}[\p{L}-]+)?$")
            .expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// Whether a line begins with a word, and no list mark or number.
fn mark_free(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '”', '“', '\'']);
    text.starts_with(char::is_alphabetic)
        && !text.chars().nth(1).is_some_and(|c| matches!(c, ' ' | '.' | ')'))
}

/// Whether a paragraph is an att-sats, or its last sentence tells who decided and ends in one: `… beslutade styrelsen att A`.
fn holds_clause(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^att\s|\b(?:beslut(?:ar|ade|ades)|beslöto?|beslöts|föresl(?:år|og))\s(?:[\p{L}-]+\s){0,5}?att\s[^.]*$",
        )
        .expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// Whether a line that ends so parts two att-satser, and does not introduce the next: `…, samt`, but not `föreslå,`.
fn parts_clauses(line: &str) -> bool {
    const INTRODUCE: [&str; 8] =
        ["föreslå", "hemställa", "uppdrag", "förutsättning", "villkor", "meddela", "uttala", "så"];
    let Some(end) = [", samt", ", och", " samt", ",", ";"].iter().find_map(|end| line.strip_suffix(end))
    else {
        return false;
    };
    !INTRODUCE.contains(&end.rsplit(' ').next().unwrap_or_default())
}

/// `Mötet beslutar`, `Nämnden föreslår fullmäktige besluta`: att-satser follow.
fn is_introducer(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:beslut(?:ar|ade|a)|beslöto?|föresl(?:år|og|ogo|å)|s:?\sbeslut)(?:\s(?:enhälligt|alltså|därför|därmed|följande))?[:,]?$|\sföresl(?:år|og)\s[\p{L}-]+(?:fullmäktige|styrelsen|nämnden|stämman)[:,]?$").expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// Share of a full line that a line reaches at least before it wraps.
const FULL: f32 = 0.86;

/// Share of a full line that the line before another att-sats may fill.
const CLAUSE_ROOM: f32 = 0.94;

/// Share of a full line that the line before a list may fill: on a full one, a dash may stand in a sentence.
const LIST_ROOM: f32 = 0.8;

/// Lines within which the next entry of a list begins.
const LIST_REACH: usize = 6;

/// Whether both lines begin with the same dash, or with letters that follow each other: `a)` and `b)`.
fn is_same_mark(piece: &Piece<'_>, next: &Piece<'_>) -> bool {
    let letter = |piece: &Piece<'_>| {
        let [letter, mark, b' ', ..] = *piece.line.text.as_bytes() else { return None };
        (letter.is_ascii_alphabetic() && matches!(mark, b')' | b'/' | b'.')).then_some((letter, mark))
    };
    let follows = letter(piece).zip(letter(next)).is_some_and(|(first, second)| {
        first.1 == second.1 && matches!(first.0, b'a' | b'A') && second.0 == first.0 + 1
    });
    let dash = |piece: &Piece<'_>| {
        let mut chars = piece.line.text.chars();
        chars.next().filter(|_| chars.next() == Some(' '))
    };
    let bare = bare_number(piece.line.text) == Some(1) && bare_number(next.line.text) == Some(2);
    follows || bare || dash(piece).is_some() && dash(piece) == dash(next)
}

/// The number that a line begins with without a full stop, before a capital: `1 Planen antas`.
fn bare_number(text: &str) -> Option<u32> {
    let (number, rest) = text.split_once(' ')?;
    let short = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    (short && rest.trim_start().starts_with(char::is_uppercase)).then(|| number.parse().ok()).flatten()
}

/// Whether a line goes on with, or begins, points that are numbered without a full stop.
fn is_bare_point(
    text: &str,
    before: Option<&Piece<'_>>,
    open: Option<&Paragraph>,
    begins: impl Fn() -> bool,
) -> bool {
    match bare_number(text) {
        Some(1) => begins() && before.is_none_or(|last| !is_open(last.line.text)),
        Some(number) => open.is_some_and(|open| {
            open.mark == Mark::Number && bare_number(open.text.as_str()) == Some(number - 1)
        }),
        None => false,
    }
}

/// Whether a line is the next point of a list whose points end in commas, or the first one after `beslutar att`.
fn is_next_point(text: &str, last: &Piece<'_>, open: Option<&Paragraph>) -> bool {
    let number = |text: &str| text.split(['.', ')']).next()?.parse::<u32>().ok();
    let before = last.line.text;
    match number(text) {
        Some(1) => before.ends_with(" att"),
        Some(next) => {
            let points = open.filter(|open| open.mark == Mark::Number);
            points.is_some_and(|open| number(open.text.as_str()) == Some(next - 1))
                && [",", ";", " samt", " och"].iter().any(|end| before.ends_with(end))
        }
        None => false,
    }
}

/// The list mark that the text begins with, and its length in bytes.
fn mark_of(
    text: &str,
    before: Option<&Piece<'_>>,
    open: Option<&Paragraph>,
    after_room: impl Fn(&Piece<'_>) -> bool,
) -> Option<(Mark, usize)> {
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\d{1,2}[.)]\s").expect("the pattern is valid"));
    static LETTER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^[A-Za-zåäöÅÄÖ][.)/]\s").expect("the pattern is valid"));
    static DATE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^(?:19|20)\d\d-\d\d-\d\d\s{2,}\S").expect("the pattern is valid"));
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let may_begin = || {
        open.is_none_or(|open| !matches!(open.mark, Mark::None | Mark::Date))
            || before.is_none_or(|last| {
                ends_sentence(last.line.text)
                    || last.line.text.ends_with([':', ';'])
                    || is_introducer(last.line.text)
                    || after_room(last)
            })
    };
    if second.is_whitespace() {
        let blanks = text[first.len_utf8()..].len() - text[first.len_utf8()..].trim_start().len();
        return match first {
            '•' | '·' | '●' | '▪' | '■' | '◦' | '►' | '\u{f0b7}' | '\u{f0a7}' | '\u{f02d}' => {
                Some((Mark::Bullet, first.len_utf8()))
            }
            'o' if blanks > 1 || text[1..].trim_start().starts_with(char::is_uppercase) => {
                Some((Mark::Bullet, 1))
            }
            '-' | '–' | '—' | '*' | '»' if may_begin() => Some((Mark::Bullet, first.len_utf8())),
            _ => None,
        };
    }
    if DATE.is_match(text) {
        return Some((Mark::Date, 0));
    }
    let is_new = || {
        may_begin()
            || before.is_none_or(|last| !is_open(last.line.text))
            || before.is_some_and(|last| is_next_point(text, last, open))
    };
    if let Some(found) = NUMBER.find(text).filter(|_| is_new()) {
        return Some((Mark::Number, found.len()));
    }
    LETTER.find(text).filter(|_| may_begin()).map(|found| (Mark::Letter, found.len()))
}

#[cfg(test)]
#[path = "prose_tests.rs"]
mod tests;
