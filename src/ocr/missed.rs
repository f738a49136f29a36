//! Print that a reading of the page passed over, or took two lines of it for one: found by its ink, to be read again.
//!
//! Tesseract's page layout drops short labels beside long lists, and merges lines that stand side by side at different heights.

use super::ink::Component;
use crate::geometry::BBox;
use crate::page::{Line, Word};

/// Lengths in letter heights. What is as high as a letter, and no wider than letters that run together.
const LETTER: std::ops::RangeInclusive<f32> = 0.5..=2.5;
const WIDTH: f32 = 12.0;
/// A word higher than this is two lines taken for one, if it was read badly, too.
const TWO_LINES: f32 = 2.6;
/// Letters no further apart than this are of one region: beside and above each other.
const BESIDE: f32 = 1.5;
const ABOVE: f32 = 0.9;
/// Room left about a region.
const ROOM: f32 = 0.5;
/// How far a word's box may miss the middle of its letters.
const COVER: f32 = 0.2;

/// Confidence below which a word of two lines' height was read badly, and which words read again must have.
const SURE: f32 = 0.7;

/// Letters that a region must have.
const MIN_LETTERS: usize = 3;
/// More letters passed over than this are a picture or handwriting.
const MAX_LETTERS: usize = 1500;
/// Regions read again on one page.
const MAX_REGIONS: usize = 24;

/// The regions of print that no word of `lines` covers well, from the top.
pub(super) fn regions(lines: &[Line], components: &[Component], letter: u32) -> Vec<BBox> {
    let letter = letter as f32;
    let words: Vec<BBox> = lines
        .iter()
        .flat_map(|line| &line.words)
        .filter(|word| !is_two_lines(word, letter))
        .filter_map(|word| word.bbox.map(|b| grown(b, COVER * letter)))
        .collect();
    let is_letter =
        |b: &BBox| LETTER.contains(&(b.height() as f32 / letter)) && b.width() as f32 <= WIDTH * letter;
    let is_covered = |b: &BBox| {
        let (x, y) = (b.x0.midpoint(b.x1), b.y0.midpoint(b.y1));
        words.iter().any(|w| (w.x0..w.x1).contains(&x) && (w.y0..w.y1).contains(&y))
    };
    let letters: Vec<BBox> =
        components.iter().map(|c| c.bbox).filter(is_letter).filter(|b| !is_covered(b)).collect();
    if letters.len() > MAX_LETTERS {
        return Vec::new();
    }
    let mut found: Vec<BBox> = clusters(&letters, letter)
        .into_iter()
        .filter(|cluster| cluster.len() >= MIN_LETTERS)
        .filter_map(|cluster| cluster.into_iter().reduce(BBox::union))
        .map(|b| grown(b, ROOM * letter))
        .collect();
    found.sort_by_key(|b| (b.y0, b.x0));
    found.truncate(MAX_REGIONS);
    found
}

fn is_two_lines(word: &Word, letter: f32) -> bool {
    let high = word.bbox.is_some_and(|b| b.height() as f32 > TWO_LINES * letter);
    high && word.confidence.is_some_and(|c| c < SURE)
}

fn grown(b: BBox, by: f32) -> BBox {
    let by = by as u32;
    BBox { x0: b.x0.saturating_sub(by), y0: b.y0.saturating_sub(by), x1: b.x1 + by, y1: b.y1 + by }
}

/// Letters that stand near each other, directly or by others between them.
fn clusters(letters: &[BBox], letter: f32) -> Vec<Vec<BBox>> {
    let near = |a: &BBox, b: &BBox| {
        let apart = |a0: u32, a1: u32, b0: u32, b1: u32| a0.max(b0) as f32 - a1.min(b1) as f32;
        apart(a.x0, a.x1, b.x0, b.x1) <= BESIDE * letter && apart(a.y0, a.y1, b.y0, b.y1) <= ABOVE * letter
    };
    let mut left: Vec<BBox> = letters.to_vec();
    let mut out = Vec::new();
    while let Some(seed) = left.pop() {
        let mut cluster = vec![seed];
        let mut at = 0;
        while at < cluster.len() {
            let here = cluster[at];
            let (joined, rest) = left.into_iter().partition(|b| near(&here, b));
            cluster.extend::<Vec<BBox>>(joined);
            left = rest;
            at += 1;
        }
        out.push(cluster);
    }
    out
}

/// Puts what was read again in `region` in the place of what was read there before, if it was read surely.
pub(super) fn put_in(lines: &mut Vec<Line>, region: BBox, again: Vec<Line>, letter: u32) {
    let words = || again.iter().flat_map(|line| &line.words);
    let lettered = |word: &&Word| word.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    let confidence = |word: &Word| word.confidence.unwrap_or(0.0);
    let (sum, count) =
        words().fold((0.0, 0.0f32), |(sum, count), word| (sum + confidence(word), count + 1.0));
    if count == 0.0 || sum / count < SURE || !words().any(|word| lettered(&word)) {
        return;
    }
    let surer: Vec<BBox> =
        words().filter(|word| confidence(word) >= SURE).filter_map(|word| word.bbox).collect();
    let is_worse = |word: &Word| {
        confidence(word) < SURE && word.bbox.is_some_and(|b| surer.iter().any(|&s| is_most_of(s, b)))
    };
    for line in lines.iter_mut() {
        line.words.retain(|word| {
            !(is_worse(word) || (is_two_lines(word, letter as f32) && is_inside(word, region)))
        });
    }
    lines.retain(|line| !line.words.is_empty());
    let known: Vec<BBox> = lines.iter().flat_map(|line| &line.words).filter_map(|word| word.bbox).collect();
    for mut line in again {
        // The region's room may reach into words that were read well.
        line.words.retain(|word| word.bbox.is_some_and(|b| !known.iter().any(|&k| is_same_print(k, b))));
        if !line.words.is_empty() {
            line.words[0].gap = 0;
            lines.push(line);
        }
    }
}

/// Whether `whole` covers three quarters of `part`.
fn is_most_of(whole: BBox, part: BBox) -> bool {
    4 * whole.intersection_area(part) > 3 * u64::from(part.width()) * u64::from(part.height())
}

/// Whether two boxes share a third of the smaller one.
fn is_same_print(a: BBox, b: BBox) -> bool {
    let area = |b: BBox| u64::from(b.width()) * u64::from(b.height());
    3 * a.intersection_area(b) > area(a).min(area(b))
}

fn is_inside(word: &Word, region: BBox) -> bool {
    word.bbox.is_some_and(|b| 2 * region.intersection_area(b) > u64::from(b.width()) * u64::from(b.height()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(x: u32, y: u32, count: u32) -> Vec<Component> {
        (0..count)
            .map(|i| Component { bbox: BBox::new(x + i * 16, y, x + i * 16 + 10, y + 14), runs: Vec::new() })
            .collect()
    }

    fn line(text: &str, bbox: BBox, confidence: f32) -> Line {
        let word =
            Word { text: text.into(), bbox: Some(bbox), confidence: Some(confidence), ..Word::default() };
        Line { words: vec![word], bbox: Some(bbox) }
    }

    fn texts(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::text).collect()
    }

    #[test]
    fn print_that_no_word_covers_is_found() {
        let mut ink = letters(20, 100, 6);
        ink.extend(letters(300, 100, 8));
        let lines = [line("Kalmar", BBox::new(300, 100, 425, 115), 0.9)];
        let found = regions(&lines, &ink, 14);
        assert_eq!(found, [BBox::new(13, 93, 117, 121)]);
        assert_eq!(regions(&lines, &letters(20, 100, 2), 14), []);
    }

    #[test]
    fn two_lines_taken_for_one_are_read_again() {
        let mut ink = letters(20, 100, 6);
        ink.extend(letters(20, 124, 6));
        let mut lines = vec![line("ngdrk", BBox::new(18, 98, 116, 140), 0.2)];
        let found = regions(&lines, &ink, 14);
        assert_eq!(found.len(), 1);
        let again = vec![
            line("Miljö-", BBox::new(20, 100, 110, 114), 0.9),
            line("nämnden", BBox::new(20, 124, 110, 138), 0.9),
        ];
        put_in(&mut lines, found[0], again, 14);
        assert_eq!(texts(&lines), ["Miljö-", "nämnden"]);
    }

    #[test]
    fn what_is_read_no_better_changes_nothing() {
        let region = BBox::new(10, 90, 200, 150);
        let before = vec![line("ngdrk", BBox::new(18, 98, 116, 140), 0.2)];
        for again in [
            vec![],
            vec![line("xk", BBox::new(20, 100, 110, 114), 0.3)],
            vec![line("|", BBox::new(20, 100, 24, 114), 0.9)],
        ] {
            let mut lines = before.clone();
            put_in(&mut lines, region, again, 14);
            assert_eq!(lines, before);
        }
    }

    #[test]
    fn a_doubtful_scrap_gives_way_to_the_word_that_it_is_part_of() {
        let mut lines = vec![line("Ra", BBox::new(60, 98, 90, 106), 0.2)];
        let again = vec![line("Styrelsemöte", BBox::new(20, 96, 150, 118), 0.95)];
        put_in(&mut lines, BBox::new(10, 90, 160, 125), again, 14);
        assert_eq!(texts(&lines), ["Styrelsemöte"]);
    }

    #[test]
    fn words_that_were_read_well_are_not_read_twice() {
        let mut lines = vec![line("Kalmar", BBox::new(100, 100, 200, 115), 0.9)];
        let again = vec![line("Kalmar", BBox::new(101, 100, 200, 115), 0.95)];
        put_in(&mut lines, BBox::new(0, 90, 210, 130), again, 14);
        assert_eq!(texts(&lines), ["Kalmar"]);
    }
}
