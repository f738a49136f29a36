//! The protocol's structure: repaired lines in, meeting, attendance, items, justering and anslag out.

mod account;
mod approval;
mod attendance;
mod ballot_columns;
mod ballots;
mod blocks;
mod case_number;
mod cells;
mod column_heads;
mod consistency;
mod contents;
mod date;
mod debris;
mod decision;
mod denial;
mod dissent;
mod fields;
mod genre;
mod head;
mod heading;
mod heading_words;
mod inner_label;
mod item;
mod item_dissent;
mod item_votes;
mod items;
mod joined;
mod label;
mod label_column;
mod label_forms;
mod lex;
mod lines;
mod list_words;
mod lost;
mod mark_columns;
mod mark_legend;
mod masthead;
mod members;
pub mod model;
mod motion_words;
mod movers;
mod names;
mod narrative;
mod near;
mod notice;
mod notice_stack;
mod number_words;
mod numbering;
mod organ;
mod outcome;
mod own_proposals;
mod papers;
mod paragraphs;
mod parts;
mod party;
mod passage;
mod phrases;
mod place;
mod presenters;
mod procedure;
mod proposal;
mod prose;
mod protocol_number;
mod recusal;
mod role;
mod roll;
mod section;
mod sentence;
mod signatures;
mod signing;
mod stacked;
mod tables;
#[cfg(test)]
mod testing;
mod time;
mod title;
mod told;
mod unknown_label;
mod unread;
mod verdict;
mod vote;
mod vote_lists;
mod voters;
mod words_below;
mod zones;

use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use crate::repair::RepairedText;
use fields::Fields;
use lines::Lines;
use model::Protocol;

/// Takes the structure out of a repaired text. Never fails: what is not found is left out, and what looks wrong is said.
#[must_use]
pub fn read(text: &RepairedText, dictionary: &Dictionary) -> (Protocol, Vec<Diagnostic>) {
    let lines = Lines::new(text);
    let (mut zones, mut diagnostics) = zones::find(&lines);
    let mut cover_lines = cover_lines(text, &lines, &zones.cover);
    let mut cover = Fields::read(text, &cover_lines);
    if cover.list_people(dictionary) == 0 {
        cover_lines.extend(roll::take(text, &lines, &mut zones.items, dictionary));
        cover = Fields::read(text, &cover_lines);
    }
    if !cover.lists_members(dictionary) {
        let appended = roll::appended(text, &lines, &zones.tail, dictionary);
        if !appended.is_empty() {
            cover_lines.extend(appended);
            cover = Fields::read(text, &cover_lines);
        }
    }
    let tail_lines = body_lines(&lines, &zones.tail);
    let tail = Fields::read(text, &tail_lines);
    let (mut meeting, found) = head::read(text, &lines, &zones, &cover);
    diagnostics.extend(found);
    let signed = signatures::signed(&lines, &signatures::lines_of(&lines, &zones.cover, &tail_lines));
    let (mut attendance, found) = attendance::read(&cover, &tail, &signed, dictionary);
    diagnostics.extend(found);
    let year = meeting.date.as_ref().and_then(date::year_of);
    let approval = approval::read(text, &[&cover, &tail], &zones.items, &attendance, year, dictionary);
    if let Some(approval) = &approval {
        attendance::link_adjusters(&mut attendance, &approval.adjusters, &mut diagnostics);
    }
    let cover_body = body_lines(&lines, &zones.cover);
    let notice = notice::read(text, &[&cover, &tail], [&tail_lines, &cover_body], year);
    let body = meeting.body.as_ref().map_or("", |body| body.value.as_str());
    let mut items = items::read(&lines, &zones.items, body, dictionary, &mut diagnostics);
    vote_lists::add(&lines, &zones, dictionary, &mut items);
    attendance::preside(&mut attendance, &items);
    head::name_body(&mut meeting, &items);
    let protocol = Protocol { meeting, attendance, items, approval, notice };
    diagnostics.extend(consistency::check(&protocol));
    diagnostics.extend(genre::check(&lines, &protocol));
    (protocol, diagnostics)
}

/// The lines at which the protocols of a text begin, as indexes into [`RepairedText::lines`]: one, 0, where it holds a single one.
#[must_use]
pub fn starts(text: &RepairedText) -> Vec<usize> {
    parts::starts(text, &Lines::new(text))
}

/// The cover without furniture, but with the masthead, which on many pages returns as running head.
fn cover_lines(text: &RepairedText, lines: &Lines<'_>, cover: &[usize]) -> Vec<usize> {
    let labelled = |line: &usize| {
        !lines.get(*line).furniture
            && cells::cells(text, *line).first().is_some_and(|cell| label::find(cell, Vec::new).is_some())
    };
    let first = cover.iter().copied().find(labelled).unwrap_or(usize::MAX);
    let page = cover.first().map_or(1, |&line| lines.get(line).page);
    let masthead = |line: usize| line < first && lines.get(line).page == page;
    cover.iter().copied().filter(|&line| masthead(line) || !lines.get(line).furniture).collect()
}

fn body_lines(lines: &Lines<'_>, part: &[usize]) -> Vec<usize> {
    part.iter().copied().filter(|&line| !lines.get(line).furniture).collect()
}
