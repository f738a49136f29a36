//! Days in every form that protocols print: ISO, day and month in words or figures, ranges, without year.

use super::lex::{Kind, Token};
use super::model::{Date, Value};
use super::number_words::{day_in_words, year_in_words};
use super::phrases::{Phrases, fold, rows};
use std::sync::LazyLock;

static MONTHS: LazyLock<Phrases<u32>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../../dictionaries/sources/months.tsv"))
            .filter_map(|row| Some((*row.get(1)?, row.first()?.parse().ok()?))),
    )
});

/// Days of the week from Monday, in the form to which endings are added.
const WEEKDAYS: [&str; 7] = ["mandag", "tisdag", "onsdag", "torsdag", "fredag", "lordag", "sondag"];

/// Words that may stand between the day and the month.
const BETWEEN: [&str; 6] = ["innevarande", "instundande", "nastkommande", "sistlidne", "sistlidna", "i"];

/// A day, or a run of days, in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// First token, the weekday included.
    pub(crate) first: usize,
    /// The token after the last.
    pub(crate) next: usize,
    /// The day, the first one of a run.
    pub(crate) date: Date,
    /// The last day of a run.
    pub(crate) end: Option<Date>,
    /// Whether the weekday that is printed with it is another one.
    pub(crate) weekday_differs: bool,
}

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        ((1500..2200).contains(&year) && (1..=length).contains(&day)).then_some(Self { year, month, day })
    }

    /// Days after Monday.
    fn weekday(self) -> usize {
        // Sakamoto's rule.
        const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
        let year = self.year - u32::from(self.month < 3);
        let sunday =
            (year + year / 4 - year / 100 + year / 400 + SHIFT[self.month as usize - 1] + self.day) % 7;
        (sunday as usize + 6) % 7
    }

    fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Every day in `tokens`. `year` is used where none is printed; without it such days are left out.
pub(crate) fn dates(tokens: &[Token<'_>], year: Option<u32>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(tokens, at, year) {
            Some(date) => {
                at = date.next;
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

/// The day that begins at token `at`.
pub(crate) fn date_at(tokens: &[Token<'_>], at: usize, year: Option<u32>) -> Option<Found> {
    if let Some((next, year)) = leading_year(tokens, at) {
        let found = date_at(tokens, next, Some(year))?;
        let span = tokens[at].span.union(found.date.span);
        return Some(Found { first: at, date: Value::normalised(found.date.value, span), ..found });
    }
    let weekday = weekday(tokens.get(at)?);
    let mut day = at + usize::from(weekday.is_some());
    while weekday.is_some() && tokens.get(day).is_some_and(|token| token.kind == Kind::Comma) {
        day += 1;
    }
    if tokens.get(day).is_some_and(|token| token.is("den") || token.is("d")) {
        day += 1;
    }
    let parsed = iso_at(tokens, day)
        .or_else(|| figures_at(tokens, day, year))
        .or_else(|| written_at(tokens, day, year))?;
    let span = tokens[at].span.union(tokens[parsed.next - 1].span);
    let value = |day: Day| match parsed.year_printed {
        true => Value::normalised(day.iso(), span),
        false => Value::inferred(day.iso(), span),
    };
    Some(Found {
        first: at,
        next: parsed.next,
        date: value(parsed.first),
        end: parsed.last.map(value),
        weekday_differs: weekday.is_some_and(|weekday| weekday != parsed.first.weekday()),
    })
}

/// `År 1871 den 6 maj`: the year before the day, and the token after it.
fn leading_year(tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
    tokens.get(at).filter(|token| token.is("år") || token.is("anno"))?;
    let year = tokens.get(at + 1).and_then(year_figures)?;
    let next = at + 2 + usize::from(tokens.get(at + 2).is_some_and(|token| token.kind == Kind::Comma));
    let day =
        tokens.get(next).is_some_and(|token| token.is("den") || token.is("d") || weekday(token).is_some());
    day.then_some((next, year))
}

/// Whether the token is a weekday, and which.
fn weekday(token: &Token<'_>) -> Option<usize> {
    let word = fold(token.text);
    WEEKDAYS.iter().position(|day| word.strip_prefix(day).is_some_and(|rest| matches!(rest, "" | "en" | "s")))
}

struct Parsed {
    first: Day,
    last: Option<Day>,
    next: usize,
    year_printed: bool,
}

/// `2025-11-21`, `2025-11-21--22`.
fn iso_at(tokens: &[Token<'_>], at: usize) -> Option<Parsed> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let parts = numbers(token.text, &['-', '/', '.', '‑'])?;
    let (first, last) = match parts[..] {
        [year, month, day] if year > 31 => (Day::new(year, month, day)?, None),
        [year, month, day, end] if year > 31 => (Day::new(year, month, day)?, Day::new(year, month, end)),
        [day, month, year] if year > 99 => (Day::new(year, month, day)?, None),
        _ => return None,
    };
    Some(Parsed { first, last, next: at + 1, year_printed: true })
}

/// `230512`, as a label that announces the day may have it.
pub(crate) fn short(tokens: &[Token<'_>]) -> Option<Found> {
    const PIVOT: u32 = 40;
    let token = tokens.first().filter(|token| token.kind == Kind::Word)?;
    let figures = token.text.len() == 6 && token.text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |range: std::ops::Range<usize>| token.text[range].parse::<u32>().ok();
    let (year, month, day) = figures.then(|| Some((number(0..2)?, number(2..4)?, number(4..6)?)))??;
    let day = Day::new(if year < PIVOT { 2000 } else { 1900 } + year, month, day)?;
    let date = Value::normalised(day.iso(), token.span);
    Some(Found { first: 0, next: 1, date, end: None, weekday_differs: false })
}

/// `21/11 2025`, `3/3`.
fn figures_at(tokens: &[Token<'_>], at: usize, year: Option<u32>) -> Option<Parsed> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    let [day, month] = numbers(token.text, &['/'])?[..] else { return None };
    let printed = tokens.get(at + 1).and_then(year_figures);
    let first = Day::new(printed.or(year)?, month, day)?;
    Some(Parsed {
        first,
        last: None,
        next: at + 1 + usize::from(printed.is_some()),
        year_printed: printed.is_some(),
    })
}

/// `21 november 2025`, `26-27 januari 2024`, `26 och 27 januari`, `tjugoförsta november`.
fn written_at(tokens: &[Token<'_>], at: usize, year: Option<u32>) -> Option<Parsed> {
    let (first, last, mut next) = day_or_days(tokens, at)?;
    while tokens
        .get(next)
        .is_some_and(|token| token.kind == Kind::Stop || BETWEEN.contains(&fold(token.text).as_str()))
    {
        next += 1;
    }
    let (taken, month) = MONTHS.at(tokens, next)?;
    next += taken;
    let after = next
        + usize::from(tokens.get(next).is_some_and(|token| matches!(token.kind, Kind::Stop | Kind::Comma)));
    let printed = [next, after].into_iter().find_map(|place| {
        let token = tokens.get(place)?;
        Some((year_figures(token).or_else(|| year_in_words(token.text))?, place + 1))
    });
    let year_printed = printed.is_some();
    let year = printed.map(|(year, _)| year).or(year)?;
    let last = last.and_then(|day| Day::new(year, month, day));
    let next = printed.map_or(next, |(_, next)| next);
    Some(Parsed { first: Day::new(year, month, first)?, last, next, year_printed })
}

/// One or two days of a month, and the token after them.
fn day_or_days(tokens: &[Token<'_>], at: usize) -> Option<(u32, Option<u32>, usize)> {
    let token = tokens.get(at).filter(|token| token.kind == Kind::Word)?;
    if let Some([first, last]) = numbers(token.text, &['-', '‑']).as_deref() {
        return Some((*first, Some(*last), at + 1));
    }
    let first = day_number(token)?;
    let joined = tokens.get(at + 1).is_some_and(|token| token.is_and() || token.is("till") || is_dash(token));
    if joined && let Some(last) = tokens.get(at + 2).and_then(day_number) {
        return Some((first, Some(last), at + 3));
    }
    Some((first, None, at + 1))
}

/// `21`, `21:a`, `22:e`, `tjugoförsta`.
fn day_number(token: &Token<'_>) -> Option<u32> {
    let text = token.text.trim_end_matches(":a").trim_end_matches(":e").trim_end_matches('.');
    if text.len() <= 2 { text.parse().ok() } else { None }.or_else(|| day_in_words(token.text))
}

/// `2025`.
fn year_figures(token: &Token<'_>) -> Option<u32> {
    let text = token.text.trim_end_matches('.');
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|year| (1500..2200).contains(year))
}

/// The numbers that `marks` part in `text`; `None` where anything else stands in it.
fn numbers(text: &str, marks: &[char]) -> Option<Vec<u32>> {
    let parts: Option<Vec<u32>> = text
        .split(marks)
        .filter(|part| !part.is_empty())
        .map(|part| {
            (part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        })
        .collect();
    parts.filter(|parts| parts.len() > 1)
}

/// Whether the token is a dash of any length.
pub(crate) fn is_dash(token: &Token<'_>) -> bool {
    token.kind == Kind::Mark && matches!(token.text, "-" | "–" | "—" | "‑" | "−")
}

/// The year of an ISO day.
pub(crate) fn year_of(date: &Date) -> Option<u32> {
    date.value.get(..4)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::super::model::How;
    use super::*;

    fn read(text: &str) -> Vec<String> {
        dates(&tokens(text, 0), Some(2023)).into_iter().map(|found| found.date.value).collect()
    }

    #[test]
    fn every_form_of_a_day() {
        for text in [
            "2025-11-21",
            "den 21 november 2025",
            "Fredagen den 21 november, 2025",
            "21/11 2025",
            "21/11/2025",
            "21.11.2025",
            "21 nov. 2025",
            "d. 21:a novbr 2025",
            "den tjugoförsta november tvåtusentjugofem",
            "År 2025 den 21 november",
        ] {
            assert_eq!(read(text), ["2025-11-21"], "{text}");
        }
        assert_eq!(read("den 17 mars nittonhundrasextiofyra"), ["1964-03-17"]);
    }

    #[test]
    fn a_year_that_is_not_printed_is_inferred() {
        let found = dates(&tokens("den 4 december kl. 9", 0), Some(1889));
        assert_eq!((found[0].date.value.as_str(), found[0].date.how), ("1889-12-04", How::Inferred));
        assert!(dates(&tokens("den 4 december", 0), None).is_empty());
    }

    #[test]
    fn runs_of_days() {
        for text in ["26-27 januari 2024", "den 26 och 27 januari 2024", "26 – 27 januari 2024"] {
            let found = dates(&tokens(text, 0), None);
            assert_eq!(found[0].date.value, "2024-01-26");
            assert_eq!(found[0].end.as_ref().map(|date| date.value.as_str()), Some("2024-01-27"), "{text}");
        }
    }

    #[test]
    fn no_days_that_the_calendar_does_not_have() {
        assert!(read("2025-02-30 31 april 2024 45/13 12.5 § 3/24 2026.037").is_empty());
    }

    #[test]
    fn a_wrong_weekday_is_noticed() {
        let found = |text| dates(&tokens(text, 0), None)[0].weekday_differs;
        assert!(!found("fredagen den 21 november 2025"));
        assert!(found("torsdagen den 21 november 2025"));
        assert!(!found("tisdagen den 17 mars 1964"));
    }
}
