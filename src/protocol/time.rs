//! Times of day and the stretches between them, in all their marks.

use super::date::is_dash;
use super::lex::{Kind, Token};
use super::model::{Time, Value};
use super::phrases::fold;

/// A time, or a stretch of time, in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stretch {
    /// First token, `kl` included.
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) next: usize,
    /// When it begins.
    pub(crate) start: Time,
    /// When it ends, where that is printed.
    pub(crate) end: Option<Time>,
    /// Whether it is a pause (ajournering), not a part of the meeting.
    pub(crate) pause: bool,
}

/// Words that announce a time.
const ANNOUNCING: [&str; 4] = ["kl", "klockan", "klo", "kl0"];

/// Beginnings of the words that make a stretch a pause.
const PAUSING: [&str; 5] = ["ajourn", "paus", "lunch", "kaffe", "uppehall"];

/// Words after which a number with a dot is the name of a room.
const ROOMS: [&str; 7] = ["rum", "sal", "lokal", "plan", "vaning", "salen", "rummet"];

/// Every time in `tokens`, in printed order.
pub(crate) fn stretches(tokens: &[Token<'_>]) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(mut stretch) = stretch_at(tokens, at) else {
            at += 1;
            continue;
        };
        let after = found.last().map_or(0, |last| last.next);
        let also = found.last().is_some_and(|last| last.pause) && goes_on(&tokens[after..stretch.first]);
        stretch.pause = also || pauses(&tokens[after.max(at.saturating_sub(4))..at]);
        at = stretch.next;
        found.push(stretch);
    }
    found
}

/// `ajournering 10.00-10.10 och 11.00-11.15`.
fn goes_on(between: &[Token<'_>]) -> bool {
    between.len() <= 2 && between.iter().any(|token| token.is_and() || token.kind == Kind::Comma)
}

fn pauses(before: &[Token<'_>]) -> bool {
    before.iter().any(|token| PAUSING.iter().any(|word| fold(token.text).starts_with(word)))
}

/// The time or stretch that begins at token `at`.
pub(crate) fn stretch_at(tokens: &[Token<'_>], at: usize) -> Option<Stretch> {
    let announced = announced(tokens, at);
    let figures = at + announced;
    let room = at > 0 && ROOMS.contains(&fold(tokens[at - 1].text).as_str());
    figures_at(tokens, figures, announced > 0, room).map(|found| stretch(tokens, at, found))
}

/// `18-20` behind a label that says that times follow.
pub(crate) fn hours(tokens: &[Token<'_>]) -> Option<Stretch> {
    const MOST: usize = 3;
    let found = figures_at(tokens, 0, true, false).filter(|_| tokens.len() <= MOST)?;
    Some(stretch(tokens, 0, found))
}

/// The stretch from token `first` on that begins and, where figures or words behind them tell it, ends so; the figures end before token `next`.
fn stretch(
    tokens: &[Token<'_>],
    first: usize,
    (start, end, mut next): (String, Option<String>, usize),
) -> Stretch {
    let span = tokens[first].span.union(tokens[next - 1].span);
    let end = match end {
        Some(end) => Some(Value::normalised(end, span)),
        None => end_after(tokens, next, &start).map(|(end, after)| {
            next = after;
            end
        }),
    };
    Stretch { first, next, start: Value::normalised(start, span), end, pause: false }
}

/// Tokens of `kl.` at `at`.
fn announced(tokens: &[Token<'_>], at: usize) -> usize {
    let is_word = tokens.get(at).is_some_and(|token| ANNOUNCING.contains(&fold(token.text).as_str()));
    if !is_word {
        return 0;
    }
    1 + usize::from(tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Stop))
}

/// The end of a stretch after its start: `– 12.00`, `till 12.00`, `och 12.00`, or a second time where the dash is lost.
fn end_after(tokens: &[Token<'_>], at: usize, start: &str) -> Option<(Time, usize)> {
    let token = tokens.get(at)?;
    let mut place = at;
    let joined = is_dash(token) || token.is("till") || token.is("och") || token.is("t");
    if joined {
        place += 1;
    }
    // `18.30--20.45`, as typewriters have it.
    place += usize::from(is_dash(token) && tokens.get(place).is_some_and(is_dash));
    // `18.30 - ca 21.00`
    place +=
        usize::from(joined && tokens.get(place).is_some_and(|token| token.is("ca") || token.is("cirka")));
    let announced = announced(tokens, place);
    let (end, second, next) = figures_at(tokens, place + announced, joined || announced > 0, false)?;
    let lost_dash = !joined && announced == 0 && token.gap <= 1 && end.as_str() > start;
    if second.is_some() || !(joined || lost_dash) || token.is("och") && end.as_str() <= start {
        return None;
    }
    let span = tokens[place].span.union(tokens[next - 1].span);
    Some((Value::normalised(end, span), next))
}

/// The figures at `at`: one time, or two in one word. `sure` where something announces a time.
fn figures_at(
    tokens: &[Token<'_>],
    at: usize,
    sure: bool,
    room: bool,
) -> Option<(String, Option<String>, usize)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let mut parts = token.text.trim_end_matches('.').splitn(2, ['-', '‑']);
    let first = Clock::parse(parts.next()?)?;
    let last = match parts.next() {
        Some(part) => Some(Clock::parse(part)?),
        None => None,
    };
    let two_clear = last.is_some_and(|last| first.minutes_printed || last.minutes_printed);
    if !(sure || two_clear || first.is_clear && !room && followed_clearly(tokens, at)) {
        return None;
    }
    let (half, mut next) = half_of_day(tokens, at + 1);
    if last.is_none() && half == 0 && !first.minutes_printed {
        let (split, minutes) = split_minutes(tokens, at + 1)?;
        next = split;
        return Some((Clock { minute: minutes, ..first }.text(0), None, next));
    }
    Some((first.text(half), last.map(|last| last.text(half)), next))
}

/// `kl. 13,30`: a comma for the point. Without it the hour stands alone.
fn split_minutes(tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
    let comma =
        tokens.get(at).filter(|token| token.kind == Kind::Comma && token.text == "," && token.gap == 0);
    let minutes =
        tokens.get(at + 1).filter(|token| comma.is_some() && token.gap == 0 && token.text.len() == 2);
    match minutes.and_then(|token| token.text.parse().ok()).filter(|minute| *minute < 60) {
        Some(minute) => Some((at + 2, minute)),
        None => Some((at, 0)),
    }
}

/// A bare time is none where it is a part of a longer number or of a sum.
fn followed_clearly(tokens: &[Token<'_>], at: usize) -> bool {
    !tokens
        .get(at + 1)
        .is_some_and(|next| matches!(fold(next.text).as_str(), "kr" | "kronor" | "%" | "mkr" | "tkr"))
}

/// `f.m.`, `e.m.`: hours to add, and the token after.
fn half_of_day(tokens: &[Token<'_>], at: usize) -> (u32, usize) {
    let Some(token) = tokens.get(at) else { return (0, at) };
    let joined = fold(token.text);
    match joined.as_str() {
        "fm" => return (0, at + 1 + stop_after(tokens, at)),
        "em" => return (12, at + 1 + stop_after(tokens, at)),
        _ => {}
    }
    let second = tokens.get(at + 1).is_some_and(|token| token.is("m"));
    match joined.as_str() {
        "f" if second => (0, at + 2),
        "e" if second => (12, at + 2),
        _ => (0, at),
    }
}

/// The full stop of `f.m.` in the middle of a sentence.
fn stop_after(tokens: &[Token<'_>], at: usize) -> usize {
    let stop = tokens.get(at + 1).is_some_and(|token| token.kind == Kind::Stop && token.gap == 0);
    let goes_on = tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Word && !token.is_capitalised());
    usize::from(stop && goes_on)
}

/// Figures that can be a time of day.
#[derive(Debug, Clone, Copy)]
struct Clock {
    hour: u32,
    minute: u32,
    /// Whether minutes are printed.
    minutes_printed: bool,
    /// Whether the figures are a time without anything that says so: `13:30`, `13.30`.
    is_clear: bool,
}

impl Clock {
    fn parse(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b':')) {
            return None;
        }
        let (hour, minute, colon) = match text.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => (hour, Some(minute), text.contains(':')),
            Some((hour, "")) => (hour, None, false),
            Some(_) => return None,
            None if text.len() == 4 => (&text[..2], text.get(2..), false),
            None => (text, None, false),
        };
        let dotted = text.contains([':', '.']);
        if hour.is_empty() || hour.len() > 2 {
            return None;
        }
        let hour: u32 = hour.parse().ok()?;
        let minutes_printed = minute.is_some();
        let minute: u32 = minute.map_or(Some(0), |minute| {
            minute.bytes().all(|byte| byte.is_ascii_digit()).then(|| minute.parse().ok()).flatten()
        })?;
        let is_clear = minutes_printed && dotted && (colon || text.len() == 5);
        (hour < 24 && minute < 60 || hour == 24 && minute == 0).then_some(Self {
            hour,
            minute,
            minutes_printed: minutes_printed && (dotted || text.len() == 4),
            is_clear,
        })
    }

    fn text(self, half: u32) -> String {
        let hour = if half > 0 && self.hour < 12 { self.hour + half } else { self.hour };
        format!("{hour:02}:{:02}", self.minute)
    }
}

/// The first start and the last end of the meeting, pauses left out.
pub(crate) fn bounds(stretches: &[Stretch]) -> (Option<Time>, Option<Time>) {
    let sessions = || stretches.iter().filter(|stretch| !stretch.pause);
    let start = sessions().next().map(|stretch| stretch.start.clone());
    (start, sessions().filter_map(|stretch| stretch.end.clone()).next_back())
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    fn read(text: &str) -> Vec<(String, Option<String>, bool)> {
        stretches(&tokens(text, 0))
            .into_iter()
            .map(|found| (found.start.value, found.end.map(|end| end.value), found.pause))
            .collect()
    }

    fn one(text: &str) -> (String, String) {
        let found = read(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        (found[0].0.clone(), found[0].1.clone().unwrap_or_default())
    }

    #[test]
    fn marks_of_every_kind() {
        for text in
            ["08.30-11:30", "kl. 8.30 – 11.30", "kl 08:30—11.30", "08.30 11.30", "klockan 8.30 till 11.30"]
        {
            assert_eq!(one(text), ("08:30".to_owned(), "11:30".to_owned()), "{text}");
        }
        assert_eq!(one("kl. 19.00"), ("19:00".to_owned(), String::new()));
        assert_eq!(one("Kl 9-12"), ("09:00".to_owned(), "12:00".to_owned()));
        assert_eq!(one("kl 8 f.m."), ("08:00".to_owned(), String::new()));
        assert_eq!(one("klockan 5 e. m."), ("17:00".to_owned(), String::new()));
        assert_eq!(one("kl. 13,30"), ("13:30".to_owned(), String::new()));
        assert_eq!(one("kl 1330-1545"), ("13:30".to_owned(), "15:45".to_owned()));
    }

    #[test]
    fn sessions_and_pauses() {
        let found = stretches(&tokens("kl 10:00  – 12:00 / 13:00 – 17.00, ajournering 10.20-10.35", 0));
        let (start, end) = bounds(&found);
        assert_eq!(start.map(|time| time.value).as_deref(), Some("10:00"));
        assert_eq!(end.map(|time| time.value).as_deref(), Some("17:00"));
        assert_eq!(found.iter().filter(|found| found.pause).count(), 1);
        assert!(read("Mötet ajourneras mellan 17.02 och 17.09")[0].2);
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "sal 4.12",
            "rum 14.20",
            "2026.037",
            "12.50 kr",
            "§ 31-36",
            "2025-11-21",
            "41-49",
            "2024",
            "1 (3)",
        ] {
            assert!(read(text).is_empty(), "{text}");
        }
    }
}
