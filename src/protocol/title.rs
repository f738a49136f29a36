//! The heading of an item: its title, over however many lines, and its case numbers.

use super::case_number::{is_case_label, leading_case, trailing_case};
use super::debris;
use super::heading;
use super::lines::{Line, Lines};
use super::model::{Text, Value};
use super::outcome::{self, Voice};
use super::passage::Passage;
use super::prose::{self, Piece, ends_sentence, has_room, is_open};
use super::section::{self, Section};
use super::zones::ItemZone;
use crate::span::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// Most lines that a title takes.
const MOST_LINES: usize = 6;
/// Share of a full line that a title's line reaches at least before it wraps: titles are set larger.
const TITLE_WIDTH: f32 = 0.62;

/// A heading's words.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Title {
    /// The title; empty where there is none.
    pub(super) text: Text,
    /// Case numbers.
    pub(super) case_numbers: Vec<Text>,
    /// How many of the item's body pieces it took.
    pub(super) taken: usize,
    /// Whether what follows the label on its line is the matter and no title: `§ 4. Till ombud valdes …`.
    pub(super) is_matter: bool,
    /// Bytes of a case number in the margin, before the first line of the matter: `Dnr 31/68     Föreningen har begärt …`.
    pub(super) margin: usize,
    /// Bytes of a title that runs into the matter on its line, after the label.
    pub(super) run_in: usize,
}

/// Reads the heading of `item`; `body` are the pieces of its body.
pub(super) fn read<'a>(lines: &Lines<'a>, item: &ItemZone, body: &[Piece<'a>]) -> Title {
    let line = lines.get(item.heading);
    let first = after_history(cut(line, item.rest..line.text.len()));
    let mut case_numbers = Vec::new();
    let mut parts: Vec<Piece<'a>> = Vec::new();
    let mut taken = 0;
    if let Some(end) = run_in(first) {
        let text = value(first, 0..end);
        return Title { text, case_numbers, taken, is_matter: true, margin: 0, run_in: end };
    }
    if begins_matter(first, body, lines.width()) {
        let none = Span::new(first.start, first.start);
        return Title {
            text: Value::stated(String::new(), none),
            case_numbers,
            taken,
            is_matter: true,
            margin: 0,
            run_in: 0,
        };
    }
    if let Some(rest) = strip_cases(first, &mut case_numbers).filter(|rest| !debris::is_only(rest.text)) {
        parts.push(Piece { line: rest, gap: false });
    } else {
        while taken < body.len().min(3) && parts.is_empty() {
            if taken == 0 && (is_matter(body) || is_running(body, lines.width())) {
                break;
            }
            // `Snau § 112` in a column under the case number.
            let line = after_history(body[taken].line);
            if !line.is_blank() && !debris::is_only(line.text) {
                parts.extend(strip_cases(line, &mut case_numbers).map(|line| Piece { line, gap: false }));
            }
            taken += 1;
        }
    }
    if !parts.is_empty() {
        taken = extend(&mut parts, body, taken, lines.width(), &mut case_numbers);
        taken += cases_below(body, taken, &mut case_numbers);
    }
    let mut passage = Passage::default();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            prose::join_line(&mut passage, &parts[at - 1].line, &part.line);
        } else {
            passage.push(part.line.text, part.line.start);
        }
    }
    let text = passage.as_str().trim_end_matches([':', ',', ' ']).trim_start_matches(['–', '-', ' ']);
    let start = passage.as_str().find(text).unwrap_or(0);
    let value = passage.value(start..start + text.len());
    let none = Span::new(line.start, line.start + line.text.chars().count());
    let text = value.unwrap_or_else(|| Value::stated(String::new(), none));
    let margin = body.get(taken).map_or(0, |piece| case_in_margin(piece.line, &mut case_numbers));
    Title { text, case_numbers, taken, is_matter: false, margin, run_in: 0 }
}

/// Where a title ends that runs into the matter on its line: `Val av revisorer. Omval av Vera Ek.`
fn run_in(first: Line<'_>) -> Option<usize> {
    const WORDS: usize = 8;
    let end = first.text.find(". ")? + 1;
    let (title, rest) = first.text.split_at(end);
    let named = title.starts_with(char::is_uppercase)
        && title.split_whitespace().count() <= WORDS
        && !title[..end - 1].contains(['.', '\u{a7}'])
        && !title.contains(": ")
        && title.split_whitespace().next_back().is_some_and(|last| last.chars().count() > 4 || last == "år.")
        && leading_case(title).is_none()
        && is_noun_phrase(title)
        && !tells(title)
        && !title.split_whitespace().any(is_past)
        && outcome::found(&outcome::words(title)).is_empty();
    // `Remiss. God och nära vård (SOU 2020:19)` is all title: what runs on is a sentence.
    let told = ends_sentence(rest) || tells(rest) || rest.split_whitespace().count() >= WORDS;
    let goes_on =
        told && rest.trim_start().starts_with(char::is_uppercase) && rest.split_whitespace().count() > 1;
    (named && goes_on).then_some(end)
}

/// Takes a case number that stands in a column of its own before other words; its bytes, 0 where there is none.
fn case_in_margin(line: Line<'_>, found: &mut Vec<Text>) -> usize {
    let Some(case) = is_case_label(line.text).then(|| leading_case(line.text)).flatten() else { return 0 };
    let apart = !case.is_empty() && line.text[case.end..].starts_with("  ");
    if !apart {
        return 0;
    }
    found.push(value(line, case.clone()));
    case.end
}

/// What stands on a line after its first `bytes`.
pub(super) fn after_margin(line: Line<'_>, bytes: usize) -> Line<'_> {
    cut(line, bytes..line.text.len())
}

/// What follows the label on its line, and the title that runs into it.
pub(super) fn after_label<'a>(lines: &Lines<'a>, item: &ItemZone, run_in: usize) -> Line<'a> {
    let line = lines.get(item.heading);
    let rest = cut(line, item.rest..line.text.len());
    if run_in == 0 { rest } else { cut(after_history(rest), run_in..after_history(rest).text.len()) }
}

/// Whether running text begins behind the label: a sentence in which something is done, on this line and at most the next.
fn begins_matter(first: Line<'_>, body: &[Piece<'_>], width: usize) -> bool {
    const LEAST: usize = 4;
    if first.is_blank() || !first.text.starts_with(char::is_uppercase) || leading_case(first.text).is_some() {
        return false;
    }
    let acts = |text: &str| !is_noun_phrase(text) && text.split_whitespace().count() >= LEAST;
    if ends_sentence(first.text) {
        let short = || first.text.split_whitespace().skip(1).any(is_past) || is_done_shortly(first.text);
        return acts(first.text) || first.text.contains(' ') && short();
    }
    let piece = Piece { line: first, gap: false };
    let follows = |next: &&Piece<'_>| {
        !next.gap && !is_list(next.line.text) && section::heading(next.line.text).is_none()
    };
    let Some(next) = body.first().filter(follows) else {
        return false;
    };
    let small = next.line.text.starts_with(char::is_lowercase);
    let goes_on = |at: &usize| {
        body.get(*at).is_some_and(|piece| !piece.gap && section::heading(piece.line.text).is_none())
    };
    let last = (0..12).take_while(goes_on).last().unwrap_or(0);
    let full = small || !has_room(&piece, next, width, 0.86);
    // A paragraph of several sentences is no title, whatever its first line says.
    let several = last > 1
        && body[..=last].iter().any(|piece| {
            piece.line.text.split(". ").nth(1).is_some_and(|rest| rest.starts_with(char::is_uppercase))
        });
    // A title over two lines has no verb on its first; a sentence may have it on the second.
    // `Nämnden tog upp förslaget. Nämnden`: a sentence ends on the line, and another begins.
    let ended = first.text.split_once(". ").is_some_and(|(sentence, rest)| {
        rest.starts_with(char::is_uppercase)
            && sentence.split_whitespace().skip(1).any(is_past)
            && sentence.split_whitespace().count() >= LEAST
    });
    let told = acts(first.text) && (tells(first.text) || tells_before(first.text))
        || ended
        || small && tells(next.line.text) && ends_sentence(next.line.text);
    full && (told || several) && ends_sentence(body[last].line.text)
}

/// `Från styrelsen hade inkommit …`: a main clause in the perfect, and no title that says what somebody has done.
fn tells_before(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<before>[^,.:]{3,60}?)\s(?:hade|har)\s(?:[\p{L}]+\s){0,3}?\p{Ll}+(?:it|at|ts)\b")
            .expect("the pattern is valid")
    });
    FORM.captures(text).is_some_and(|found| {
        !found["before"].split(' ').any(|word| matches!(word, "som" | "att" | "om" | "vilken" | "vilka"))
    })
}

/// `redogjorde`, `berättade`: what somebody did.
fn is_past(word: &str) -> bool {
    ["orde", "ade", "ste", "kte", "gde", "tog", "gick", "drog", "slog", "höll"]
        .iter()
        .any(|end| word.ends_with(end))
        && word.starts_with(char::is_lowercase)
}

/// `Dagordningen godkändes.`
fn is_done_shortly(text: &str) -> bool {
    let words = outcome::words(text);
    let last = outcome::found(&words).last().copied();
    last.is_some_and(|found| {
        found.word + 1 == words.len() && matches!(found.voice, Some(Voice::Passive | Voice::Settled))
    })
}

/// Whether a line holds a finite verb that tells of a decision or of an account in the past.
pub(super) fn tells(text: &str) -> bool {
    let words = outcome::words(text);
    let past = |word: &String| {
        ["ades", "ogs", "ots", "agos", "ogos", "lades", "stes", "ndes"].iter().any(|end| word.ends_with(end))
    };
    let decides = |word: &String| word.starts_with("beslot") || word == "beslutade" || word == "beslutar";
    words.iter().any(|word| past(word) || decides(word))
        || outcome::found(&words).iter().any(|found| !matches!(found.voice, Some(Voice::Infinitive) | None))
}

/// What follows the numbers under which other bodies had the matter before: `Sn § 50  Au § 84  Sn 34`.
fn after_history(line: Line<'_>) -> Line<'_> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?:[/,(]?\s*(?:\p{Lu}\p{L}{0,4}\s?(?:§|[$&£]8?)\s?\w{1,4}|\p{Lu}\p{L}{0,2}\s?\d{1,3})\)?(?:\s+|$))+",
        )
        .expect("the pattern is valid")
    });
    match FORM
        .find(line.text)
        .filter(|found| found.as_str().contains(['§', '$', '&', '£']) || found.end() == line.text.len())
    {
        Some(found) if !is_case_label(line.text) => cut(line, found.end()..line.text.len()),
        _ => line,
    }
}

/// Takes the case numbers on lines of their own below the title, also behind a blank line; how many lines they are.
fn cases_below(body: &[Piece<'_>], from: usize, cases: &mut Vec<Text>) -> usize {
    const MOST: usize = 2;
    let is_case = |piece: &&Piece<'_>| {
        is_case_label(piece.line.text) && strip_cases(piece.line, &mut Vec::new()).is_none()
    };
    let below = body[from.min(body.len())..].iter().take(MOST).take_while(is_case);
    below.map(|piece| strip_cases(piece.line, cases)).count()
}

/// Adds the lines on which the title goes on; the number of body pieces then taken.
fn extend<'a>(
    parts: &mut Vec<Piece<'a>>,
    body: &[Piece<'a>],
    from: usize,
    width: usize,
    cases: &mut Vec<Text>,
) -> usize {
    let before = |at: usize| {
        let above = if at == 0 { parts.last() } else { body.get(from + at - 1) };
        above.map_or("", |piece| piece.line.text)
    };
    let block: usize = body[from.min(body.len())..]
        .iter()
        .enumerate()
        .take_while(|(at, piece)| {
            *at < MOST_LINES
                && !(piece.gap && !goes_on_in_small(before(*at), piece.line.text)
                    || is_list(piece.line.text)
                    || section::heading(piece.line.text).is_some())
        })
        .count();
    let runs_on =
        body.get(from + block).is_some_and(|piece| !piece.gap && section::heading(piece.line.text).is_none());
    let is_prose = body[from..from + block].last().is_some_and(|piece| ends_sentence(piece.line.text))
        || (runs_on && block == MOST_LINES);
    let mut taken = from;
    for piece in &body[from..from + block] {
        let last = parts.last().expect("a title has a first line");
        let first = piece.line.text.chars().next().unwrap_or(' ');
        let case_line = strip_cases(piece.line, &mut Vec::new()).is_none();
        if !case_line && is_labelled(piece.line.text) && !is_open(last.line.text) {
            break;
        }
        let small = is_small_print(last.line.text, piece.line.text);
        let goes_on = if small || first == '(' || is_open(last.line.text) {
            true
        } else {
            !is_prose && !has_room(last, piece, width, TITLE_WIDTH)
        };
        if !(goes_on || case_line) {
            break;
        }
        taken += 1;
        match strip_cases(piece.line, cases) {
            Some(line) => parts.push(Piece { line, gap: false }),
            None => break,
        }
    }
    taken
}

/// Whether a line below an empty one goes on with what stands above it: no paragraph begins in small letters, but a clause does.
fn goes_on_in_small(above: &str, text: &str) -> bool {
    is_small_print(above, text) && !text.starts_with("att ")
}

/// Whether a line begins in small letters that no reading made of a capital.
fn is_small_print(above: &str, text: &str) -> bool {
    text.starts_with(char::is_lowercase) && !(ends_sentence(above) && heading::may_be_capital(text))
}

/// `Sökande: Osby Bygg AB`: a line of the form under the title, and no part of it.
fn is_labelled(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(label, value)| {
        label.starts_with(char::is_uppercase)
            && !label.contains(' ')
            && label.chars().all(char::is_alphabetic)
            && !value.trim().is_empty()
    })
}

/// Whether the first line after a bare label is the item's matter, not its title.
fn is_matter(body: &[Piece<'_>]) -> bool {
    let text = body[0].line.text;
    // `Delgivningar` over a heading of its own is what the item is about.
    let heads_nothing = body.get(1).is_none_or(|next| section::heading(next.line.text).is_some());
    // `Remissvar: Cykelplan för Osby kommun`, alone over a heading: the title begins as a heading does.
    let heads_alone = !ends_sentence(text)
        && body.get(1).is_some_and(|next| next.gap && section::heading(next.line.text).is_some());
    let headed = section::heading(text).is_some_and(|found| {
        found.inline.is_some() && !heads_alone
            || matches!(found.section, Section::Decision | Section::Decides)
            || matches!(found.section, Section::Documents | Section::Recipients) && !heads_nothing
    });
    headed
        || is_list(text)
        || text.ends_with('.')
            && !is_noun_phrase(text)
            && (text.split_whitespace().count() > 5
                || tells(text)
                || text.split_whitespace().skip(1).any(is_past))
}

/// Whether a short line with a full stop is a title all the same: nothing in it is done.
fn is_noun_phrase(text: &str) -> bool {
    const AUXILIARIES: [&str; 24] = [
        "skulle", "måtte", "voro", "äro", "finge", "borde", "kunde", "blevo", "är", "har", "hade", "var",
        "blir", "blev", "blef", "skall", "ska", "kan", "bör", "äger", "eger", "vill", "fick", "höll",
    ];
    let words = outcome::words(text);
    let acts = |word: &String| {
        ["ades", "ade", "ogs", "des", "ots", "agos", "tes"].iter().any(|ending| word.ends_with(ending))
    };
    let stands = text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        AUXILIARIES.contains(&bare.as_str())
    });
    // `Ordföranden tillkännagaf, att brandordningen faststälts.`
    words.len() <= 12
        && !text.contains(", att ")
        && !stands
        && !words.iter().any(acts)
        && outcome::found(&words).iter().all(|found| found.voice == Some(Voice::Infinitive))
}

/// Whether running text begins after a bare label: a full line, and a full stop where the paragraph ends.
fn is_running(body: &[Piece<'_>], width: usize) -> bool {
    let goes_on = |at: usize| {
        body.get(at).is_some_and(|piece| !piece.gap && section::heading(piece.line.text).is_none())
    };
    let length = 1 + (1..12).take_while(|&at| goes_on(at)).count();
    // `skräddarmästaren K. A.` ends with an initial.
    let first = body[0].line.text;
    let last = first.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or_default();
    let title = ends_sentence(first) && last.chars().count() > 2 && is_noun_phrase(first);
    // No title holds the end of a sentence on a full line.
    const FULL: usize = 60;
    let several = body[..length].iter().any(|piece| {
        piece.line.text.split_once(". ").is_some_and(|(before, rest)| {
            let last = before.rsplit(' ').next().unwrap_or_default();
            rest.starts_with(char::is_uppercase)
                && last.chars().count() > 4
                && last.chars().all(char::is_alphabetic)
        })
    });
    if several && first.len() > FULL && body[..length].iter().any(|piece| tells(piece.line.text)) {
        return true;
    }
    length > 1
        && !title
        && !has_room(&body[0], &body[1], width, 0.86)
        && body[length - 1].line.text.ends_with('.')
}

fn is_list(text: &str) -> bool {
    let mut chars = text.chars();
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    let lettered = first.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
        && second == Some(')')
        && third == Some(' ');
    let dashed = matches!(first, Some('-' | '–' | '*')) && second == Some(' ');
    let ring =
        first == Some('o') && second == Some(' ') && third.is_some_and(|c| c == ' ' || c.is_uppercase());
    let dotted = first.is_some_and(|c| c.is_ascii_lowercase()) && second == Some('.') && third == Some(' ');
    lettered || dotted || dashed || ring || text.starts_with(['•', '▪', '●', '·'])
}

/// Takes the case numbers off a line of the heading; what is left, if anything.
fn strip_cases<'a>(line: Line<'a>, found: &mut Vec<Text>) -> Option<Line<'a>> {
    let mut range = 0..line.text.len();
    while let Some(case) = leading_case(&line.text[range.clone()]) {
        let label = range.start;
        if !case.is_empty() {
            found.push(value(line, label + case.start..label + case.end));
        }
        range.start = label + case.end;
        range.start += line.text[range.start..].len()
            - line.text[range.start..].trim_start_matches([' ', ',', ';', '/', ')']).len();
    }
    if let Some(case) = trailing_case(&line.text[range.clone()]) {
        found.push(value(line, range.start + case.1.start..range.start + case.1.end));
        range.end = range.start + case.0;
    }
    let rest = cut(line, range);
    (!rest.is_blank()).then_some(rest)
}

fn value(line: Line<'_>, range: Range<usize>) -> Text {
    let text = &line.text[range.clone()];
    let start = line.start + line.text[..range.start].chars().count();
    let value = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Value::stated(value, Span::new(start, start + text.chars().count()))
}

/// The part of a line, without blanks and stray signs at its ends.
fn cut(line: Line<'_>, range: Range<usize>) -> Line<'_> {
    let text = &line.text[range.clone()];
    let trimmed = text.trim_start_matches([' ', '\t', ':', '.', ',', '=', '«', '»', '|', '—']);
    let start = range.start + (text.len() - trimmed.len());
    let before = line.text[..start].chars().count();
    Line { text: trimmed.trim_end(), start: line.start + before, indent: line.indent + before, ..line }
}

#[cfg(test)]
#[path = "title_tests.rs"]
mod tests;
