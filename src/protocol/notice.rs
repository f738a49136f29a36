//! Anslag: the posting of the protocol on the notice board.

use super::cells::cells;
use super::date;
use super::fields::{Field, Fields};
use super::joined::Joined;
use super::label::Label;
use super::lex::{Kind, Token, stated};
use super::model::{Date, Notice, Text};
use super::phrases::fold;
use super::place;
use crate::repair::RepairedText;

/// The notice in the fields of cover and tail, or in a sentence of the tail's lines, or else of the cover's; `None` where
/// there is none.
pub(crate) fn read(
    text: &RepairedText,
    parts: &[&Fields<'_>],
    [tail, cover]: [&[usize]; 2],
    year: Option<u32>,
) -> Option<Notice> {
    let field = |label: Label| parts.iter().find_map(|fields| fields.first(label));
    let days = |label: Label| field(label).map_or_else(Vec::new, |field| days_of(field, year));
    let first = |label: Label| days(label).into_iter().next();
    // `Anslagstid: 2024-03-07 – 2024-03-29`, `Överklagandetid: 2024-03-07 – 2024-03-28`
    let closing = |label: Label| {
        let period = field(label).is_some_and(|field| is_period(field, year));
        let days = if period { days(label) } else { Vec::new() };
        <[Date; 2]>::try_from(days).ok().map(|[_, last]| last)
    };
    let mut notice = Notice {
        body: field(Label::NoticeBody).and_then(text_of),
        posted: first(Label::NoticePosted),
        removed: first(Label::NoticeRemoved).or_else(|| closing(Label::NoticePosted)),
        appeal_deadline: closing(Label::NoticeDeadline).or_else(|| first(Label::NoticeDeadline)),
        storage: field(Label::NoticeStorage).and_then(place_of),
    };
    if notice.posted.is_none() || notice.removed.is_none() {
        // `Anslaget den 17.4. Anslaget nedtages den 9.5.` begins as a label does.
        let labelled = field(Label::NoticePosted).map(|field| field.line).filter(|line| !tail.contains(line));
        let lines: Vec<usize> = labelled.into_iter().chain(tail.iter().copied()).collect();
        from_sentence(&mut notice, text, &lines, year);
    }
    if notice.posted.is_none() {
        from_sentence(&mut notice, text, cover, year);
    }
    // `Organ` on the cover names the body of the meeting.
    let posting = parts.iter().any(|fields| fields.fields.iter().any(|field| field.label == Label::Notice));
    let body = notice.body.take();
    if notice == Notice::default() && !posting {
        return None;
    }
    notice.body = body;
    (notice != Notice::default()).then_some(notice)
}

fn days_of(field: &Field<'_>, year: Option<u32>) -> Vec<Date> {
    let joined = Joined::new(field.value_cells());
    let tokens = joined.tokens();
    let days = date::dates(&tokens, year);
    // `Protokollet justerat 5/12. Justeringen tillkännagiven 6/12.`: the first day is that of adjusting.
    let adjusted = days.len() > 1
        && tokens[..days[0].first].iter().any(adjusts)
        && !tokens[..days[0].first].iter().any(is_posting);
    days.into_iter().skip(usize::from(adjusted)).map(|found| found.date).collect()
}

/// Whether the days of a field are the two ends of one period, and not of two sentences.
fn is_period(field: &Field<'_>, year: Option<u32>) -> bool {
    let joined = Joined::new(field.value_cells());
    let tokens = joined.tokens();
    let days = date::dates(&tokens, year);
    days.windows(2).all(|pair| {
        let between = &tokens[pair[0].next..pair[1].first];
        !between.iter().any(|token| token.text == "." || ends_appeal(token))
    })
}

/// `Protokollet är anslaget från och med 2021-06-29 till och med 2021-07-21.`
fn from_sentence(notice: &mut Notice, text: &RepairedText, tail: &[usize], year: Option<u32>) {
    const LINES: usize = 3;
    for (at, &line) in tail.iter().enumerate() {
        if !fold(text.text.slice(text.lines[line].span)).contains("anslag") {
            continue;
        }
        let all: Vec<_> = tail[at..].iter().take(LINES).flat_map(|&line| cells(text, line)).collect();
        let joined = Joined::new(&all);
        let tokens = joined.tokens();
        // Only sentences about the posting count: `Protokollet justerat 3/4. Anslaget 4/4, tas ner 25/4.`
        let about = |sentence: &&[Token<'_>]| {
            sentence.iter().any(|token| is_posting(token) || takes_down(token) || ends_appeal(token))
        };
        for sentence in tokens.split(|token| token.kind == Kind::Stop).filter(about) {
            let mut before = 0;
            let between = sentence.iter().any(|token| token.is("mellan"));
            for day in date::dates(sentence, year) {
                let words = &sentence[before..day.first];
                before = day.next;
                // `Protokollet från sammanträdet 2021-02-22 har satts upp 2021-03-01`
                if words.last().is_some_and(tells_of_meeting) {
                    continue;
                }
                // `Protokollet är justerat 28/5 och anslaget 29/5.`
                if words.iter().any(adjusts) && !words.iter().any(is_posting) {
                    continue;
                }
                if words.iter().any(ends_appeal) {
                    notice.appeal_deadline.get_or_insert(day.date);
                } else if words.iter().any(takes_down)
                    || notice.posted.is_some() && matches!(words, [only] if date::is_dash(only))
                    // `mellan den 12 mars och den 3 april`
                    || notice.posted.is_some() && between && words.first().is_some_and(Token::is_and)
                {
                    notice.removed.get_or_insert(day.date);
                } else {
                    notice.posted.get_or_insert(day.date);
                }
            }
        }
        if notice.posted.is_some() {
            return;
        }
    }
}

/// Whether the word tells of the posting.
fn is_posting(token: &Token<'_>) -> bool {
    let word = fold(token.text);
    ["anslag", "tillkannag", "publicer"].iter().any(|stem| word.starts_with(stem))
}

/// Whether the word names the meeting, whose day follows.
fn tells_of_meeting(token: &Token<'_>) -> bool {
    ["sammanträdet", "sammanträde", "mötet", "möte"].iter().any(|word| token.is(word))
}

/// Whether the word tells of the adjusting.
fn adjusts(token: &Token<'_>) -> bool {
    fold(token.text).starts_with("juster")
}

/// Whether the word tells of the time in which one may appeal.
fn ends_appeal(token: &Token<'_>) -> bool {
    let word = fold(token.text);
    ["besvar", "overklaga", "overklagningstid"].iter().any(|stem| word.starts_with(stem))
}

/// Whether the word tells of the end of the posting.
fn takes_down(token: &Token<'_>) -> bool {
    let word = fold(token.text);
    ["nedtag", "nertag", "ned", "ner", "till", "tom"]
        .iter()
        .any(|stem| word == *stem || stem.len() > 4 && word.starts_with(stem))
}

/// The place without the preposition before it.
fn place_of(field: &Field<'_>) -> Option<Text> {
    let joined = Joined::new(field.value_cells());
    place::read(joined.as_str(), &joined.tokens(), None).location
}

/// The whole value without marks at its ends.
fn text_of(field: &Field<'_>) -> Option<Text> {
    let joined = Joined::new(field.value_cells());
    let tokens = joined.tokens();
    let is_word = |kind: Kind| matches!(kind, Kind::Word | Kind::Close);
    let first = tokens.iter().position(|token| token.kind == Kind::Word)?;
    let last = tokens.iter().rposition(|token| is_word(token.kind))?;
    stated(joined.as_str(), &tokens[first..=last])
}

#[cfg(test)]
mod tests {
    use super::super::testing::unrepaired;
    use super::*;

    #[test]
    fn rows_of_the_block() {
        let text = unrepaired(
            "ANSLAG/BEVIS\nOrgan                             Kommunstyrelsen\nSammanträdesdatum                 2019-04-25\nAnslaget sätts upp                2019-05-02\nDatum för anslags nedtagande      2019-05-24\nFörvaringsplats för protokollet   Kommunkansliet, Osby\n",
        );
        let lines: Vec<usize> = (0..text.lines.len()).collect();
        let notice =
            read(&text, &[&Fields::read(&text, &lines)], [&[], &[]], None).expect("there is a notice");
        let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        assert_eq!(value(&notice.body).as_deref(), Some("Kommunstyrelsen"));
        assert_eq!(value(&notice.posted).as_deref(), Some("2019-05-02"));
        assert_eq!(value(&notice.removed).as_deref(), Some("2019-05-24"));
        assert_eq!(value(&notice.storage).as_deref(), Some("Kommunkansliet, Osby"));
    }

    #[test]
    fn a_sentence_alone_is_no_notice() {
        let text = unrepaired("Protokollet är justerat. Justeringen har tillkännagivits på anslagstavlan.\n");
        assert_eq!(read(&text, &[&Fields::read(&text, &[0])], [&[0], &[]], None), None);
    }

    #[test]
    fn two_sentences_of_which_the_first_begins_as_a_label() {
        let text = unrepaired("Bevis\nAnslaget den 17.4.1973. Anslaget nedtages den 9.5.1973.\n");
        let notice =
            read(&text, &[&Fields::read(&text, &[0, 1])], [&[], &[]], Some(1973)).expect("there is a notice");
        assert_eq!(notice.posted.map(|day| day.value).as_deref(), Some("1973-04-17"));
        assert_eq!(notice.removed.map(|day| day.value).as_deref(), Some("1973-05-09"));
    }

    #[test]
    fn both_days_of_a_period() {
        let text = unrepaired(
            "Anslag/bevis\nAnslagstid: 2024-03-07 – 2024-03-29\nÖverklagandetid: 2024-03-07 – 2024-03-28\n",
        );
        let lines: Vec<usize> = (0..text.lines.len()).collect();
        let notice =
            read(&text, &[&Fields::read(&text, &lines)], [&[], &[]], None).expect("there is a notice");
        let day = |day: Option<Date>| day.map(|day| day.value);
        assert_eq!(day(notice.posted).as_deref(), Some("2024-03-07"));
        assert_eq!(day(notice.removed).as_deref(), Some("2024-03-29"));
        assert_eq!(day(notice.appeal_deadline).as_deref(), Some("2024-03-28"));
    }

    #[test]
    fn the_day_of_the_adjusting_is_no_posting() {
        let text = unrepaired(
            "Protokollet är justerat 2020-05-28 och anslaget 2020-05-29. Anslaget tas ned 2020-06-20.",
        );
        let notice = read(&text, &[], [&[0], &[]], None).expect("there is a notice");
        assert_eq!(notice.posted.map(|day| day.value).as_deref(), Some("2020-05-29"));
        assert_eq!(notice.removed.map(|day| day.value).as_deref(), Some("2020-06-20"));
    }

    #[test]
    fn days_in_a_sentence() {
        let text = unrepaired(
            "Anslag om justering har uppsatts på kommunens anslagstavla\n1978-03-01 och nedtagits 1978-03-23.",
        );
        let notice = read(&text, &[], [&[0, 1], &[]], None).expect("there is a notice");
        assert_eq!(notice.posted.map(|day| day.value).as_deref(), Some("1978-03-01"));
        assert_eq!(notice.removed.map(|day| day.value).as_deref(), Some("1978-03-23"));
    }
}
