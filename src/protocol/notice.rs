//! Anslag: the posting of the protocol on the notice board.

use super::date;
use super::fields::{Field, Fields};
use super::joined::Joined;
use super::label::Label;
use super::lex::{Kind, stated};
use super::model::{Date, Notice, Text};

/// The notice in the fields of cover and tail; `None` where there is none.
pub(crate) fn read(parts: &[&Fields<'_>], year: Option<u32>) -> Option<Notice> {
    let field = |label: Label| parts.iter().find_map(|fields| fields.first(label));
    let day = |label: Label| field(label).and_then(|field| day_of(field, year));
    let notice = Notice {
        body: field(Label::NoticeBody).and_then(text_of),
        posted: day(Label::NoticePosted),
        removed: day(Label::NoticeRemoved),
        appeal_deadline: day(Label::NoticeDeadline),
        storage: field(Label::NoticeStorage).and_then(text_of),
    };
    (notice != Notice::default()).then_some(notice)
}

fn day_of(field: &Field<'_>, year: Option<u32>) -> Option<Date> {
    let joined = Joined::new(field.value_cells());
    date::dates(&joined.tokens(), year).into_iter().next().map(|found| found.date)
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
        let notice = read(&[&Fields::read(&text, &lines)], None).expect("there is a notice");
        let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
        assert_eq!(value(&notice.body).as_deref(), Some("Kommunstyrelsen"));
        assert_eq!(value(&notice.posted).as_deref(), Some("2019-05-02"));
        assert_eq!(value(&notice.removed).as_deref(), Some("2019-05-24"));
        assert_eq!(value(&notice.storage).as_deref(), Some("Kommunkansliet, Osby"));
    }

    #[test]
    fn a_sentence_alone_is_no_notice() {
        let text = unrepaired("Protokollet är justerat. Justeringen har tillkännagivits på anslagstavlan.\n");
        assert_eq!(read(&[&Fields::read(&text, &[0])], None), None);
    }
}
