//! What the tests of this room share: a text as it comes out of layout, nothing repaired.

use crate::dictionary::Dictionary;
use crate::repair::{RepairedLine, RepairedText, Token};
use crate::span::{IndexedText, Span};
use crate::{input, layout};

/// `source`, read and laid out. Repair is left out: what it does is tested in its own room.
pub(super) fn unrepaired(source: &str) -> RepairedText {
    let (layout, _) = layout::arrange(input::text::read(source));
    let mut text = String::new();
    let mut lines = Vec::new();
    let mut at = 0;
    for (index, page) in layout.pages.iter().enumerate() {
        if index > 0 {
            text.push('\u{c}');
            at += 1;
        }
        for line in &page.lines {
            let start = at;
            let mut tokens = Vec::new();
            for word in &line.words {
                text.extend(std::iter::repeat_n(' ', usize::from(word.gap)));
                let from = at + usize::from(word.gap);
                text.push_str(&word.text);
                at = from + word.text.chars().count();
                tokens.push(Token { span: Span::new(from, at), bbox: None, confidence: 1.0 });
            }
            let (span, role) = (Span::new(start, at), line.role);
            lines.push(RepairedLine { page: page.number, span, role, bbox: None, tokens, joins_next: false });
            text.push('\n');
            at += 1;
        }
    }
    RepairedText { text: IndexedText::new(text), lines, corrections: Vec::new() }
}

/// The items of `source`.
pub(super) fn items(source: &str) -> Vec<super::model::Item> {
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let text = unrepaired(source);
    let lines = super::lines::Lines::new(&text);
    let (zones, _) = super::zones::find(&lines);
    super::items::read(&lines, &zones.items, "Socialnämndens arbetsutskott", &dictionary, &mut Vec::new())
}

/// The first item of a board's protocol whose § 1 has this body.
pub(super) fn item(body: &str) -> super::model::Item {
    items(&format!("§ 1 Vägar\n{body}\n§ 2 Slut\nBeslut\nInformationen noteras.\n")).swap_remove(0)
}

/// Names with parties as `Eva Holm (S)`.
pub(super) fn who(members: &[super::model::Member]) -> Vec<String> {
    let name = |member: &super::model::Member| match &member.party {
        Some(party) => format!("{} ({})", member.name.value, party.value),
        None => member.name.value.clone(),
    };
    members.iter().map(name).collect()
}
