//! Signatures: rows of names, of offices and of dots for the pen, which belong to no field but tell who took the minutes.

use super::lex::{Kind, Token, tokens};
use super::lines::{Line, Lines};
use super::model::{Role, Value};
use super::names::is_name_word;
use super::paragraphs::is_sign;
use super::role::role_at;

/// Lines between a row of names and the row of offices that belongs to it.
const APART: usize = 2;
/// Words of a row of names at most.
const LONGEST: usize = 16;

/// What a line of a signature block holds.
#[derive(Debug, Clone, PartialEq)]
enum Row {
    /// Dots or dashes for the pen.
    Pen,
    /// Offices and nothing else: `sekreterare   ordförande   justerare`.
    Offices(Vec<Value<Role>>),
    /// Words that may be names and nothing else.
    Names,
    /// Names, each with its office behind it: `Ada Ros, sekreterare`.
    Signed(Vec<Value<Role>>),
    /// Anything else.
    Other,
}

fn row(line: &Line<'_>) -> Row {
    if line.text.len() > 200 {
        return Row::Other;
    }
    let pen = |c: char| matches!(c, '_' | '.' | '…' | '-' | '—' | ' ');
    if line.text.chars().filter(|c| *c != ' ').count() >= 8 && line.text.chars().all(pen) {
        return Row::Pen;
    }
    if is_place_for_the_pen(line.text) {
        return Row::Pen;
    }
    let tokens = tokens(line.text, line.start);
    if let Some(offices) = offices(&tokens) {
        return Row::Offices(offices);
    }
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).count();
    let named = (2..=LONGEST).contains(&words)
        && tokens.iter().all(|token| match token.kind {
            Kind::Word => is_name_word(token),
            Kind::Stop => false,
            _ => true,
        });
    match signed_offices(&tokens).or_else(|| labelled_office(&tokens)) {
        Some(offices) => Row::Signed(offices),
        None if named => Row::Names,
        None => Row::Other,
    }
}

/// `Sekreterare  .............  Ada Ros`: an office beside the dots for the pen, and at most a name.
fn is_place_for_the_pen(text: &str) -> bool {
    const LEAST: usize = 5;
    let pen = |c: char| matches!(c, '_' | '.' | '…');
    let Some(from) = text.find(pen) else { return false };
    let office = text[..from].trim_end_matches([':', ' ']);
    let length = text[from..].chars().take_while(|&c| pen(c)).count();
    let after = text[from..].trim_start_matches(pen).trim();
    let named = after
        .split_whitespace()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic()));
    length >= LEAST && named && offices(&tokens(office, 0)).is_some()
}

/// `Anteckningar: Ada Ros`, `Sekreterare: Ada Ros`: the office before the name.
fn labelled_office(tokens: &[Token<'_>]) -> Option<Vec<Value<Role>>> {
    let (first, colon, names) = (tokens.first()?, tokens.get(1)?, tokens.get(2..)?);
    let named = (2..=4).contains(&names.len()) && names.iter().all(is_name_word);
    if colon.text != ":" || !named {
        return None;
    }
    let notes = first.is("anteckningar") || first.is("protokollförare");
    let role = match role_at(tokens, 0) {
        _ if notes => Role::Secretary,
        _ if first.is("justeras") || first.is("justerat") => Role::Adjuster,
        Some((1, role)) => role,
        _ => return None,
    };
    let signs = matches!(role, Role::Chair | Role::Secretary | Role::Adjuster);
    signs.then(|| vec![Value::stated(role, first.span)])
}

/// The offices of a line on which every name has its own behind it.
fn signed_offices(tokens: &[Token<'_>]) -> Option<Vec<Value<Role>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let in_name = |next: &usize| {
            let token = &tokens[*next];
            is_name_word(token) && role_at(tokens, *next).is_none() && (*next == at || token.gap <= 1)
        };
        let end = (at..tokens.len()).take_while(in_name).last().map_or(at, |last| last + 1);
        let office = end + usize::from(tokens.get(end).is_some_and(|token| token.kind == Kind::Comma));
        let (taken, role) = role_at(tokens, office)?;
        let signs = matches!(role, Role::Chair | Role::Secretary | Role::Adjuster);
        if end < at + 2 || !signs {
            return None;
        }
        found.push(Value::stated(role, tokens[office].span.union(tokens[office + taken - 1].span)));
        at = office + taken;
    }
    (!found.is_empty()).then_some(found)
}

/// The offices that a line consists of; `None` where anything else stands there.
fn offices(tokens: &[Token<'_>]) -> Option<Vec<Value<Role>>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mark = matches!(tokens[at].kind, Kind::Comma | Kind::Mark) || tokens[at].text == ":";
        // `Sekreterare        Paragrafer 86-89`
        let range = !found.is_empty()
            && (is_sign(&tokens[at])
                || tokens[at].is("paragrafer")
                || tokens[at].text.starts_with(|c: char| c.is_ascii_digit()));
        if mark || range {
            at += 1;
            continue;
        }
        let signs = || tokens[at].is("justeras").then_some((1, Role::Adjuster));
        let (taken, role) = role_at(tokens, at).or_else(signs)?;
        if !matches!(
            role,
            Role::Chair | Role::ViceChair | Role::SecondViceChair | Role::Secretary | Role::Adjuster
        ) {
            return None;
        }
        found.push(Value::stated(role, tokens[at].span.union(tokens[at + taken - 1].span)));
        at += taken;
    }
    (!found.is_empty()).then_some(found)
}

/// Whether the line is the name of one who signs, and nothing else: `O. Dillner.`
pub(super) fn is_name(line: &Line<'_>) -> bool {
    const LONGEST: usize = 40;
    let tokens = tokens(line.text.trim_end_matches(['.', ',']), line.start);
    line.text.len() <= LONGEST && (2..=4).contains(&tokens.len()) && tokens.iter().all(is_name_word)
}

/// Whether the signatures begin at `position` among the lines `body` of the last item.
pub(super) fn begin_at(lines: &Lines<'_>, body: &[usize], position: usize) -> bool {
    let next = |from: usize| {
        body[from..]
            .iter()
            .map(|&index| lines.get(index))
            .filter(|line| !line.furniture && !line.is_blank())
            .take(APART)
            .find_map(|line| Some(row(&line)).filter(|row| *row != Row::Pen))
    };
    match row(&lines.get(body[position])) {
        Row::Pen => true,
        Row::Offices(offices) => offices.len() > 1 || matches!(next(position + 1), Some(Row::Names)),
        Row::Names => matches!(next(position + 1), Some(Row::Offices(_))),
        Row::Signed(_) => ends_with_signatures(lines, body, position),
        Row::Other => false,
    }
}

/// Whether nothing but signatures stands from `position` on, and what stands before it does not introduce a list.
fn ends_with_signatures(lines: &Lines<'_>, body: &[usize], position: usize) -> bool {
    const MOST: usize = 12;
    let blank = |index: &usize| lines.get(*index).furniture || lines.get(*index).is_blank();
    let parted = position > 0 && lines.get(body[position - 1]).is_blank();
    let before = body[..position].iter().rev().find(|index| !blank(index));
    let introduced = before.is_some_and(|&index| lines.get(index).text.ends_with(':'));
    let rest: Vec<usize> =
        body[position..].iter().copied().filter(|index| !blank(index)).take(MOST + 1).collect();
    parted
        && !introduced
        && rest.len() <= MOST
        && rest.iter().all(|&index| row(&lines.get(index)) != Row::Other)
}

/// The lines on which signatures are looked for: the cover's after the word that heads them, and the tail.
pub(super) fn lines_of(lines: &Lines<'_>, cover: &[usize], tail: &[usize]) -> Vec<usize> {
    let body = |index: &&usize| !lines.get(**index).furniture;
    let heads = |index: &&usize| heads_signatures(lines.get(**index).text);
    let is_pen = |index: &&usize| row(&lines.get(**index)) == Row::Pen;
    // Without the word that heads them, only rows under dots for the pen that give names their offices.
    let headed = cover.iter().filter(body).any(|index| heads(&index));
    let signed = |index: &&usize| matches!(row(&lines.get(**index)), Row::Signed(_));
    let of_cover = cover
        .iter()
        .filter(body)
        .skip_while(|index| if headed { !heads(index) } else { !is_pen(index) })
        .filter(|index| headed || signed(index));
    of_cover.chain(tail).copied().collect()
}

/// `Underskrifter`, `Elektronisk underskrift av`, `Undertecknat av`
fn heads_signatures(text: &str) -> bool {
    const LONGEST: usize = 60;
    const HEADS: [&str; 8] = [
        "underskrifter",
        "elektronisk underskrift",
        "elektroniska underskrift",
        "digital underskrift",
        "digitala underskrift",
        "undertecknat av",
        "elektroniskt undertecknat",
        "signaturer",
    ];
    let small = text.to_lowercase();
    small.starts_with(HEADS[0]) || text.len() < LONGEST && HEADS.iter().any(|head| small.starts_with(head))
}

/// Pairs of a row of names and the offices that stand under it or over it.
pub(super) fn signed<'a>(lines: &Lines<'a>, part: &[usize]) -> Vec<(Line<'a>, Vec<Value<Role>>)> {
    let rows: Vec<(Line<'a>, Row)> = part
        .iter()
        .map(|&index| lines.get(index))
        .filter(|line| !line.furniture && !line.is_blank())
        .map(|line| (without_label(line), line))
        .map(|(line, whole)| (line, row(if line.is_blank() { &whole } else { &line })))
        .filter(|(_, row)| *row != Row::Pen)
        .collect();
    let mut out = Vec::new();
    let mut at = 0;
    let own = rows.iter().filter_map(|(line, row)| match row {
        Row::Signed(offices) => Some((*line, offices.clone())),
        _ => None,
    });
    out.extend(own);
    while at + 1 < rows.len() {
        match (&rows[at], &rows[at + 1]) {
            ((line, Row::Names), (_, Row::Offices(offices)))
            | ((_, Row::Offices(offices)), (line, Row::Names)) => {
                out.push((*line, offices.clone()));
                at += 2;
            }
            _ => at += 1,
        }
    }
    out
}

/// The line without the word that heads the block: `Underskrifter   Ada Ros`.
fn without_label(line: Line<'_>) -> Line<'_> {
    let length = line.text.split("  ").next().unwrap_or_default().len();
    let label = line.text.to_lowercase().starts_with("underskrift") && length < line.text.len();
    if !label {
        return line;
    }
    let rest = line.text[length..].trim_start();
    let before = line.text[..line.text.len() - rest.len()].chars().count();
    Line { text: rest, start: line.start + before, indent: line.indent + before, ..line }
}

#[cfg(test)]
mod tests {
    use super::super::testing::unrepaired;
    use super::*;

    fn pairs(text: &str) -> Vec<(String, Vec<Role>)> {
        let text = unrepaired(text);
        let lines = Lines::new(&text);
        let all: Vec<usize> = (0..lines.len()).collect();
        signed(&lines, &all)
            .into_iter()
            .map(|(line, roles)| (line.text.to_owned(), roles.into_iter().map(|role| role.value).collect()))
            .collect()
    }

    #[test]
    fn offices_under_names_and_over_them() {
        let roles = vec![Role::Secretary, Role::Chair, Role::Adjuster];
        for text in [
            "Ada Ros          Bo Al            Vera Ek\nsekreterare      ordförande       justeringsperson",
            "Sekreterare      Ordförande       Justerare\n\nAda Ros          Bo Al            Vera Ek",
            "............     ............     ..........\nAda Ros Bo Al Vera Ek\nSekreterare Ordförande Justerare",
        ] {
            let found = pairs(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, roles, "{text}");
            assert!(found[0].0.contains("Ada Ros"), "{text}");
        }
        assert_eq!(pairs("Underskrifter:   Ada Ros\n                 sekreterare")[0].0, "Ada Ros");
    }

    #[test]
    fn running_text_is_no_signature() {
        assert_eq!(pairs("Ordföranden Bo Al öppnade mötet.\nSekreterare"), []);
    }

    #[test]
    fn offices_before_names_end_the_protocol() {
        let text = unrepaired("Erika avslutade mötet.\n\nSekreterare: Ada Ros\nJusteras: Bo Al\n");
        let lines = Lines::new(&text);
        let body: Vec<usize> = (0..lines.len()).collect();
        let first = (0..body.len()).find(|&at| begin_at(&lines, &body, at));
        assert_eq!(first, Some(2));
    }

    #[test]
    fn offices_beside_the_dots_begin_the_block() {
        let text = unrepaired(
            "Informationen noteras.\n\nSekreterare      ..........\n                 Ada Ros\nOrdförande: __________ Bo Al\n",
        );
        let lines = Lines::new(&text);
        let body: Vec<usize> = (0..lines.len()).collect();
        let first = (0..body.len()).find(|&at| begin_at(&lines, &body, at));
        assert_eq!(first, Some(2));
    }

    #[test]
    fn the_block_is_found_at_its_first_row() {
        let text = unrepaired("Informationen noteras.\n\nAda Ros     Bo Al\nsekreterare     ordförande\n");
        let lines = Lines::new(&text);
        let body: Vec<usize> = (0..lines.len()).collect();
        let first = (0..body.len()).find(|&at| begin_at(&lines, &body, at));
        assert_eq!(first, Some(2));
    }
}
