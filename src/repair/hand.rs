//! Hand corrections: what a person has settled stands, whatever repair made of it. Pure, and blind to where they come from.

use super::text::{Correction, Grade, RepairKind, RepairedLine, RepairedText, Token};
use crate::span::{IndexedText, Span};

/// A correction made by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandCorrection {
    /// Which protocol of a file it is for, counted from 1: its place is in the text of that one then, and in that of the whole file
    /// where this is `None`. Not looked at by [`apply`].
    pub protocol: Option<usize>,
    /// Where it is to be made.
    pub place: HandPlace,
    /// What stands there: in the repaired text, or in what came in.
    pub original: String,
    /// What it should read; no line breaks.
    pub corrected: String,
}

/// Where a hand correction is to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandPlace {
    /// Characters of the repaired text, with the hand corrections or without them.
    Span(Span),
    /// A line of the text, counted from 1; it must hold the original once.
    Line(usize),
}

/// A hand correction that could not be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// Its place in the list, counted from 0.
    pub index: usize,
    /// Page of its place, where there is such a place.
    pub page: Option<u32>,
    /// Why, for people.
    pub reason: &'static str,
}

const NO_PLACE: &str = "the text has no such place";
const NOT_THERE: &str = "the original does not stand there";
const SEVERAL: &str = "the original stands there several times";
const TAKEN: &str = "another hand correction is about the same words";

/// Makes hand corrections, over the automatic ones where both are about the same words; gives those that do not fit.
#[must_use]
pub fn apply(text: RepairedText, corrections: &[HandCorrection]) -> (RepairedText, Vec<Unfit>) {
    let all: Vec<usize> = (0..corrections.len()).collect();
    let (text, mut unfit) = pass(text, corrections, &all);
    let not_there = |one: &Unfit| one.reason == NOT_THERE || one.reason == NO_PLACE;
    // Spans may have been taken from a text with the other hand corrections in it.
    let open: Vec<usize> = unfit.extract_if(.., |one| not_there(one)).map(|one| one.index).collect();
    let (text, rest) = pass(text, corrections, &open);
    unfit.extend(rest);
    unfit.sort_by_key(|one| one.index);
    (text, unfit)
}

fn pass(
    mut text: RepairedText,
    corrections: &[HandCorrection],
    open: &[usize],
) -> (RepairedText, Vec<Unfit>) {
    let mut unfit = Vec::new();
    let mut edits: Vec<Edit> = Vec::new();
    for &index in open {
        let correction = &corrections[index];
        let found = find(&text, correction).and_then(|edit| {
            let taken = edits.iter().any(|other| other.target.overlaps(edit.target));
            if taken { Err(TAKEN) } else { Ok(edit) }
        });
        match found {
            Ok(edit) => edits.push(edit),
            Err(reason) => {
                let page = line_of(&text, correction.place).map(|line| line.page);
                unfit.push(Unfit { index, page, reason });
            }
        }
    }
    // From the end, so that the places of the others stay.
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.target));
    for edit in edits {
        text = edit.made(text);
    }
    (text, unfit)
}

fn line_of(text: &RepairedText, place: HandPlace) -> Option<&RepairedLine> {
    match place {
        HandPlace::Line(number) => text.lines.get(number.checked_sub(1)?),
        HandPlace::Span(span) => {
            text.lines.iter().find(|line| line.span.start <= span.start && span.end <= line.span.end)
        }
    }
}

/// New words for whole old ones.
struct Edit {
    target: Span,
    corrected: String,
}

/// What a correction comes to.
fn find(text: &RepairedText, correction: &HandCorrection) -> Result<Edit, &'static str> {
    let line = line_of(text, correction.place).ok_or(NO_PLACE)?;
    let range = match correction.place {
        HandPlace::Span(span) => span,
        HandPlace::Line(_) => line.span,
    };
    if range.is_empty() || correction.original.is_empty() {
        return Err(NO_PLACE);
    }
    let is_span = matches!(correction.place, HandPlace::Span(_));
    let here = text.text.slice(range);
    let found = if is_span {
        (here == correction.original).then_some(0).ok_or(NOT_THERE)
    } else {
        once(here, &correction.original)
    };
    match found {
        Ok(at) => {
            let span = Span::new(range.start + at, range.start + at + correction.original.chars().count());
            let target = widened(text, line, span);
            let before = text.text.slice(Span::new(target.start, span.start));
            let after = text.text.slice(Span::new(span.end, target.end));
            Ok(Edit { target, corrected: format!("{before}{}{after}", correction.corrected) })
        }
        Err(NOT_THERE) => find_in_input(text, line, range, correction),
        Err(reason) => Err(reason),
    }
}

/// The same in what came in: words that repair has changed are known by what they were.
fn find_in_input(
    text: &RepairedText,
    line: &RepairedLine,
    range: Span,
    correction: &HandCorrection,
) -> Result<Edit, &'static str> {
    let range = widened(text, line, range);
    let at = once(&input_of(text, range), &correction.original)?;
    let length = correction.original.chars().count();
    let target = widened(text, line, current_of(text, range, Span::new(at, at + length)));
    let input = input_of(text, target);
    let at = once(&input, &correction.original)?;
    let before: String = input.chars().take(at).collect();
    let after: String = input.chars().skip(at + length).collect();
    Ok(Edit { target, corrected: format!("{before}{}{after}", correction.corrected) })
}

/// What became of a part of the input of `range`: what repair has changed is taken whole.
fn current_of(text: &RepairedText, range: Span, part: Span) -> Span {
    let mut found: Option<Span> = None;
    let mut note = |span: Span| found = Some(found.map_or(span, |found| found.union(span)));
    let (mut input, mut now) = (0, range.start);
    let end = |span: Span| (span, "");
    let changes = applied(text, range).map(|change| (change.span, change.original.as_str()));
    for (change, original) in changes.chain([end(Span::new(range.end, range.end))]) {
        // Between the changes both run alike.
        let same = Span::new(input, input + change.start - now);
        if same.overlaps(part) {
            let (from, to) = (same.start.max(part.start), same.end.min(part.end));
            note(Span::new(now + from - same.start, now + to - same.start));
        }
        let was = Span::new(same.end, same.end + original.chars().count());
        if was.overlaps(part) {
            note(change);
        }
        (input, now) = (was.end, change.end);
    }
    found.unwrap_or(range)
}

/// Where `part` stands in `whole`, in characters: as words of its own, else as part of one; it must be the only one.
fn once(whole: &str, part: &str) -> Result<usize, &'static str> {
    let places: Vec<usize> = whole.match_indices(part).map(|(at, _)| at).collect();
    let apart = |at: &&usize| {
        let before = whole[..**at].chars().next_back();
        let after = whole[**at + part.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    };
    let words: Vec<usize> = places.iter().filter(apart).copied().collect();
    match (&words[..], &places[..]) {
        ([at], _) | ([], [at]) => Ok(whole[..*at].chars().count()),
        ([], []) => Err(NOT_THERE),
        _ => Err(SEVERAL),
    }
}

/// Changes that were made within or over `span`.
fn applied(text: &RepairedText, span: Span) -> impl Iterator<Item = &Correction> {
    let made = text.corrections.iter().filter(|change| change.grade != Grade::Doubtful);
    made.filter(move |change| change.span.overlaps(span))
}

/// The whole words that `span` touches.
fn widened(text: &RepairedText, line: &RepairedLine, span: Span) -> Span {
    let words = line.tokens.iter().map(|token| token.span).filter(|word| word.overlaps(span));
    let words = words.fold(span, Span::union);
    applied(text, words).map(|change| change.span).fold(words, Span::union)
}

/// What came in at `span`, which holds every change that it touches.
fn input_of(text: &RepairedText, span: Span) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for change in applied(text, span) {
        out.push_str(text.text.slice(Span::new(at, change.span.start)));
        out.push_str(&change.original);
        at = change.span.end;
    }
    out.push_str(text.text.slice(Span::new(at, span.end)));
    out
}

impl Edit {
    fn made(self, text: RepairedText) -> RepairedText {
        let Self { target, corrected } = self;
        let original = input_of(&text, target);
        let end = target.start + corrected.chars().count();
        let shift = |at: usize| if at >= target.end { at - target.end + end } else { at };
        let moved = |span: Span| Span::new(shift(span.start), shift(span.end));
        let whole = &text.text;
        let (before, after) =
            (whole.slice(Span::new(0, target.start)), whole.slice(Span::new(target.end, whole.len())));
        let joined = IndexedText::new(format!("{before}{corrected}{after}"));
        let mut corrections = text.corrections;
        corrections.retain(|change| !change.span.overlaps(target));
        corrections.iter_mut().for_each(|change| change.span = moved(change.span));
        let mut lines = text.lines;
        let mut page = 1;
        for line in &mut lines {
            if line.span.start <= target.start && target.end <= line.span.end {
                page = line.page;
                set_words(line, target, &corrected, moved);
            } else {
                line.tokens.iter_mut().for_each(|token| token.span = moved(token.span));
            }
            line.span = moved(line.span);
        }
        if original != corrected {
            let at = corrections.partition_point(|change| change.span < target);
            let span = Span::new(target.start, end);
            corrections.insert(at, by_hand(page, span, original, corrected));
        }
        RepairedText { text: joined, lines, corrections }
    }
}

/// Puts the words of `corrected` where those of `target` stand; each has the box of all that it replaces.
fn set_words(line: &mut RepairedLine, target: Span, corrected: &str, moved: impl Fn(Span) -> Span) {
    let (old, others): (Vec<Token>, Vec<Token>) =
        line.tokens.drain(..).partition(|token| token.span.overlaps(target));
    let boxes = old.iter().map(|token| token.bbox);
    let bbox = boxes.reduce(|all, one| all.zip(one).map(|(all, one)| all.union(one))).flatten();
    let was_last = others.iter().all(|token| token.span.start < target.start);
    let mut at = target.start;
    let mut words = Vec::new();
    for part in corrected.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            let span = Span::new(at, at + word.chars().count());
            words.push(Token { span, bbox, confidence: 1.0 });
        }
        at += part.chars().count();
    }
    let (before, after): (Vec<Token>, Vec<Token>) =
        others.into_iter().partition(|token| token.span.start < target.start);
    let after = after.into_iter().map(|token| Token { span: moved(token.span), ..token });
    line.tokens = before.into_iter().chain(words).chain(after).collect();
    line.joins_next &= !was_last || corrected.ends_with('-');
}

fn by_hand(page: u32, span: Span, original: String, corrected: String) -> Correction {
    let (confidence, grade, kind) = (1.0, Grade::Certain, RepairKind::Hand);
    Correction { page, span, original, corrected, confidence, grade, kind, alternatives: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LineRole;

    /// Lines of words, and changes that were made: what came in, and what became of it.
    fn text(lines: &[&str], changes: &[(&str, &str)]) -> RepairedText {
        let whole: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let mut at = 0;
        let mut rows = Vec::new();
        for line in lines {
            let length = line.chars().count();
            let mut row = RepairedLine {
                page: 1,
                span: Span::new(at, at + length),
                role: LineRole::Body,
                bbox: None,
                tokens: Vec::new(),
                joins_next: false,
            };
            set_words(&mut row, Span::new(at, at + length), line, |span| span);
            at += length + 1;
            rows.push(row);
        }
        let change = |&(original, corrected): &(&str, &str)| {
            let start = whole[..whole.find(corrected).expect("it is there")].chars().count();
            let span = Span::new(start, start + corrected.chars().count());
            let made = by_hand(1, span, original.to_owned(), corrected.to_owned());
            Correction { confidence: 0.9, kind: RepairKind::Confusion, ..made }
        };
        let corrections = changes.iter().map(change).collect();
        RepairedText { text: IndexedText::new(whole.clone()), lines: rows, corrections }
    }

    fn hand(place: HandPlace, original: &str, corrected: &str) -> HandCorrection {
        HandCorrection {
            protocol: None,
            place,
            original: original.to_owned(),
            corrected: corrected.to_owned(),
        }
    }

    fn check(text: &RepairedText) {
        for line in &text.lines {
            let words: Vec<&str> = line.tokens.iter().map(|token| text.text.slice(token.span)).collect();
            let split: Vec<&str> = text.line_text(line).split_whitespace().collect();
            assert_eq!(words, split);
        }
        for change in text.corrections.iter().filter(|change| change.grade != Grade::Doubtful) {
            assert_eq!(text.text.slice(change.span), change.corrected);
        }
        assert!(text.corrections.is_sorted_by_key(|change| change.span));
    }

    #[test]
    fn lines_and_spans_are_corrected_and_what_came_in_can_be_rebuilt() {
        let before =
            text(&["Närvarande: Eva Jönsson, ordf.", "Motet 6ppnas av Jonsson"], &[("Jonsson,", "Jönsson,")]);
        let came_in = before.original();
        let corrections = [
            hand(HandPlace::Line(1), "Jonsson", "Johnsson"),
            hand(HandPlace::Line(2), "6", "ö"),
            hand(HandPlace::Span(Span::new(31, 36)), "Motet", "Det nya mötet"),
        ];
        let (after, unfit) = apply(before, &corrections);
        assert_eq!(unfit, []);
        assert_eq!(after.text.as_str(), "Närvarande: Eva Johnsson, ordf.\nDet nya mötet öppnas av Jonsson\n");
        assert_eq!(after.original(), came_in);
        check(&after);
        // A span told of the text with the others in it fits, too.
        let (place, last) = (Span::new(56, 63), "Jonsson");
        let more = [&corrections[..], &[hand(HandPlace::Span(place), last, "Jonson")]].concat();
        let before =
            text(&["Närvarande: Eva Jönsson, ordf.", "Motet 6ppnas av Jonsson"], &[("Jonsson,", "Jönsson,")]);
        let (after, unfit) = apply(before, &more);
        assert_eq!(unfit, []);
        assert!(after.text.as_str().ends_with("av Jonson\n"), "{}", after.text.as_str());
        check(&after);
    }

    #[test]
    fn several_words_are_known_by_what_came_in() {
        let before = text(&["Då öppnas mötet", "Mötet öppnas av Eva"], &[("6ppnas av", "öppnas av")]);
        let (original, corrected) = ("Mötet 6ppnas av", "Stämman öppnades av");
        for place in [HandPlace::Line(2), HandPlace::Span(Span::new(16, 31))] {
            let (after, unfit) = apply(before.clone(), &[hand(place, original, corrected)]);
            assert_eq!(unfit, []);
            assert_eq!(after.text.as_str(), "Då öppnas mötet\nStämman öppnades av Eva\n");
            assert_eq!(after.original(), before.original());
            check(&after);
        }
    }

    #[test]
    fn what_came_in_is_put_back_where_a_person_says_so() {
        let before = text(&["Eva Jönsson talar"], &[("Jonsson", "Jönsson")]);
        let (after, unfit) = apply(before, &[hand(HandPlace::Line(1), "Jönsson", "Jonsson")]);
        assert_eq!(
            (after.text.as_str(), after.corrections.len(), unfit.len()),
            ("Eva Jonsson talar\n", 0, 0)
        );
        check(&after);
    }

    #[test]
    fn what_does_not_fit_is_told() {
        let before = text(&["ar det ar", "Motet"], &[]);
        let corrections = [
            hand(HandPlace::Line(1), "ar", "är"),
            hand(HandPlace::Line(1), "for", "för"),
            hand(HandPlace::Line(9), "ar", "är"),
            hand(HandPlace::Span(Span::new(0, 3)), "Mot", "Möt"),
            hand(HandPlace::Line(2), "Motet", "Mötet"),
            hand(HandPlace::Line(2), "Mo", "Mö"),
        ];
        let (after, unfit) = apply(before, &corrections);
        let told: Vec<(usize, &str)> = unfit.iter().map(|one| (one.index, one.reason)).collect();
        assert_eq!(told, [(0, SEVERAL), (1, NOT_THERE), (2, NO_PLACE), (3, NOT_THERE), (5, TAKEN)]);
        assert_eq!(after.text.as_str(), "ar det ar\nMötet\n");
        assert_eq!(unfit[2].page, None);
    }
}
