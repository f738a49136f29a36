//! The number of a protocol: `Protokoll nr 8 2025`, `Styrelsemöte 5 2014/2015`.

use super::lex::{Kind, Token};
use super::model::Text;
use super::organ;
use super::phrases::fold;

/// Whether the word says that this is a protocol: `Protokoll`, `SAMMANTRÄDESPROTOKOLL`.
pub(super) fn is_protocol_word(token: &Token<'_>) -> bool {
    token.kind == Kind::Word && {
        let word = fold(token.text);
        word.ends_with("protokoll") || word.ends_with("anteckningar")
    }
}

/// `Protokoll nr 8 2025`, `Protokoll (nr 3)`, `Sammanträdesprotokoll 4/2019`.
pub(super) fn number(tokens: &[Token<'_>]) -> Option<Text> {
    // `Nr 7 år 1957` alone begins a cell.
    let alone = tokens.first().is_some_and(|token| token.is_capitalised() && token.is("nr"));
    // `Möte nr 4/2018`
    // and `STYRELSEMÖTE 2/2017`
    let figure =
        |token: &Token<'_>| token.text.starts_with(|c: char| c.is_ascii_digit()) && token.text.contains('/');
    let numbered = tokens.len() > 1
        && organ::is_meeting(&tokens[0])
        && (tokens[1].is("nr") && tokens.len() > 2 || figure(&tokens[1]));
    let mut next = if numbered || alone { 1 } else { tokens.iter().position(is_protocol_word)? + 1 };
    let at = next - 1;
    let mut announced = alone;
    while let Some(token) = tokens.get(next).filter(|_| next <= at + 6) {
        match token.kind {
            Kind::Word if matches!(fold(token.text).as_str(), "nr" | "nummer") => announced = true,
            Kind::Word if token.text.starts_with(|c: char| c.is_ascii_digit()) => {
                // `Styrelsemöte 5 2014/2015`
                let before_year =
                    tokens.get(next + 1).is_some_and(is_years) && organ::is_meeting(&tokens[next - 1]);
                return leading_number(token, announced || before_year);
            }
            // `Protokoll styrelsemöte 3-2022`
            Kind::Word if organ::is_meeting(token) => {}
            // The body's short name: `Protokoll Mn 87/2014`.
            Kind::Word if token.text.chars().count() <= 4 && token.is_capitalised() => {}
            // `Protokoll fört vid styrelsesammanträde nr 9/2018`
            Kind::Word if ["fört", "fördt", "hållet", "vid", "från"].iter().any(|word| token.is(word)) => {
            }
            Kind::Word | Kind::Close => return None,
            Kind::Open | Kind::Stop | Kind::Mark | Kind::Comma => {}
        }
        next += 1;
    }
    None
}

/// `2014/2015`, `2014`.
fn is_years(token: &Token<'_>) -> bool {
    let year = |text: &str| {
        text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|b| b.is_ascii_digit())
    };
    year(token.text) || token.text.split_once('/').is_some_and(|(from, _)| year(from))
}

/// The number before a year: `3/1964`. Without `nr` only that form is believed.
fn leading_number(token: &Token<'_>, announced: bool) -> Option<Text> {
    let (number, rest) = token.text.split_once(['/', ':', '-']).unwrap_or((token.text, ""));
    // `2016-03-22` is a day, `5/2023-2024` names two years.
    let years = rest.split_once('-').is_some_and(|(from, to)| {
        [from, to].iter().all(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))
    });
    if rest.contains('-') && !years {
        return None;
    }
    let digits = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    let year =
        rest.len() >= 2 && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'/' | b'-'));
    let believed = digits && (announced || year);
    believed.then(|| {
        let span = crate::span::Span::new(token.span.start, token.span.start + number.len());
        Text::stated(number.to_owned(), span)
    })
}
