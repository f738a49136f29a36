//! Words and their boxes where a format gives less: of a line only its own box, of a letter the box of its font.

use crate::geometry::BBox;
use crate::page::{Line, Word};
use unicode_normalization::UnicodeNormalization;

/// The largest coordinate that is believed; no page image is larger.
const MAX_PLACE: f64 = 1_000_000.0;

/// Heights above the baseline as shares of that of a capital: of an x, and of what hangs below the baseline.
const X_HEIGHT: f32 = 0.70;
const DESCENT: f32 = 0.28;

/// Letters that are no higher than an x, and those that hang below the baseline.
const LOW: &str = "acegmnopqrsuvwxyz.,:;-–—+~«»…_";
const HANGING: &str = "gjpqyçQ,;()[]{}|§$@_";

const NARROW: &str = "iljtfrI.,:;'’!|()[]{}/\\";
const WIDE: &str = "mwMWÅÄÖ@%—&";

/// A box from a corner and a size; `None` where something is no length on a page.
pub(super) fn corner_and_size(x: f64, y: f64, width: f64, height: f64) -> Option<BBox> {
    (width >= 0.0 && height >= 0.0).then(|| edges(x, y, x + width, y + height))?
}

/// A box from its edges, in whole pixels that hold it; what stands off the page is brought to its edge.
pub(super) fn edges(x0: f64, y0: f64, x1: f64, y1: f64) -> Option<BBox> {
    let all = [x0, y0, x1, y1];
    let inside = all.iter().all(|value| value.is_finite() && value.abs() <= MAX_PLACE);
    let low = |value: f64| value.max(0.0).floor() as u32;
    let high = |value: f64| value.max(0.0).ceil() as u32;
    inside.then(|| BBox::new(low(x0.min(x1)), low(y0.min(y1)), high(x0.max(x1)), high(y0.max(y1))))
}

/// A length in whole pixels; `None` where it is none.
pub(super) fn side(value: f64) -> Option<u32> {
    (1.0..=MAX_PLACE).contains(&value).then(|| value.round() as u32)
}

/// The words of a text that stands in one box: usually one, which gets the box; of several each gets its share of the width.
pub(super) fn words(text: &str, bbox: Option<BBox>, confidence: Option<f32>) -> Vec<Word> {
    let text: String = text.nfc().collect();
    let total: f32 = text.trim().chars().map(advance).sum();
    let mut words = Vec::new();
    let mut at = 0.0;
    let mut word = String::new();
    let mut from = 0.0;
    let mut push = |word: &mut String, from: f32, to: f32| {
        if !word.is_empty() {
            let bbox = bbox.map(|b| {
                let place = |share: f32| b.x0 + (b.width() as f32 * share / total.max(1e-3)).round() as u32;
                BBox::new(place(from), b.y0, place(to).min(b.x1), b.y1)
            });
            let gap = u16::from(!words.is_empty());
            words.push(Word { text: std::mem::take(word), gap, bbox, confidence, ..Word::default() });
        }
    };
    for c in text.trim().chars() {
        if c.is_whitespace() {
            push(&mut word, from, at);
        } else {
            if word.is_empty() {
                from = at;
            }
            word.push(c);
        }
        at += advance(c);
    }
    push(&mut word, from, at);
    words
}

/// The usual width of a character, in those of an `n`.
fn advance(c: char) -> f32 {
    match c {
        c if c.is_whitespace() => 0.5,
        c if NARROW.contains(c) => 0.55,
        c if WIDE.contains(c) => 1.5,
        c if c.is_uppercase() => 1.25,
        _ => 1.0,
    }
}

/// The words of a line of which only its own box is known: each as wide as its letters ask, as high as they reach.
pub(super) fn words_of_line(text: &str, bbox: Option<BBox>, confidence: Option<f32>) -> Vec<Word> {
    let mut words = words(text, bbox, confidence);
    let Some(b) = bbox else { return words };
    let (ascent, descent) = reach(text);
    let unit = b.height() as f32 / (ascent + descent);
    let baseline = b.y1 as f32 - descent * unit;
    words.iter_mut().for_each(|word| set_on(word, baseline, unit));
    words
}

/// Gives a word the height that its letters have on a baseline; `capital` is that of a capital, all in pixels.
pub(super) fn set_on(word: &mut Word, baseline: f32, capital: f32) {
    let Some(b) = word.bbox else { return };
    let (ascent, descent) = reach(&word.text);
    let top = (baseline - ascent * capital).max(0.0).round() as u32;
    let foot = (baseline + descent * capital).max(0.0).round() as u32;
    word.bbox = Some(BBox::new(b.x0, top, b.x1, foot.max(top + 1)));
}

/// How far the letters of a text reach above and below the baseline, in heights of a capital.
fn reach(text: &str) -> (f32, f32) {
    let mut letters = text.chars().filter(|c| !c.is_whitespace());
    let hangs = letters.clone().any(|c| HANGING.contains(c));
    let rises = letters.any(|c| !LOW.contains(c));
    (if rises { 1.0 } else { X_HEIGHT }, if hangs { DESCENT } else { 0.0 })
}

/// A line of these words, its box theirs where it has none of its own. The marks that programs write for a hyphen at the end
/// of a line (soft hyphen, ¬) become one; soft hyphens inside words, which nobody sees, go.
pub(super) fn line(mut words: Vec<Word>, bbox: Option<BBox>) -> Option<Line> {
    if let Some(last) = words.last_mut()
        && let Some(stem) = last.text.strip_suffix(['\u{ad}', '¬']).filter(|stem| !stem.is_empty())
    {
        last.text = format!("{stem}-");
    }
    for word in &mut words {
        word.text.retain(|c| c != '\u{ad}');
    }
    words.retain(|word| !word.text.is_empty());
    for (at, word) in words.iter_mut().enumerate() {
        word.gap = u16::from(at > 0);
    }
    let bbox = bbox.or_else(|| words.iter().filter_map(|word| word.bbox).reduce(BBox::union));
    (!words.is_empty()).then_some(Line { words, bbox })
}

/// Mean of the confidences of all words of these lines, 0..=1; 0 where there is none.
pub(super) fn mean_confidence<'a>(lines: impl Iterator<Item = &'a Line>) -> f32 {
    let confidences = lines.flat_map(|line| &line.words).filter_map(|word| word.confidence);
    let (sum, count) = confidences.fold((0.0, 0u32), |(sum, count), c| (sum + f64::from(c), count + 1));
    if count == 0 { 0.0 } else { (sum / f64::from(count)) as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_gets_the_box_and_several_share_it() {
        let b = BBox::new(100, 10, 200, 40);
        assert_eq!(words(" mötet ", Some(b), None)[0].bbox, Some(b));
        let found = words("på mötet", Some(b), Some(0.5));
        assert_eq!(found.len(), 2);
        let (first, second) = (found[0].bbox.expect("a box"), found[1].bbox.expect("a box"));
        assert!(first.x0 == 100 && first.x1 < second.x0 && second.x1 == 200, "{first:?} {second:?}");
        assert_eq!(words("  ", Some(b), None), []);
    }

    #[test]
    fn words_are_as_high_as_their_letters() {
        let found = words_of_line("Val av gode", Some(BBox::new(0, 0, 300, 128)), None);
        let heights: Vec<u32> = found.iter().filter_map(|w| w.bbox).map(BBox::height).collect();
        assert_eq!(heights, [100, 70, 128]);
    }

    #[test]
    fn hyphens_at_the_end_are_hyphens() {
        let text = |words: &str| line(super::words(words, None, None), None).map(|line| line.text());
        assert_eq!(text("kommun\u{ad}styrel\u{ad}").as_deref(), Some("kommunstyrel-"));
        assert_eq!(text("styrel¬").as_deref(), Some("styrel-"));
        assert_eq!(text("\u{ad}"), None);
    }

    #[test]
    fn places_off_the_page_are_brought_to_its_edge_or_refused() {
        assert_eq!(corner_and_size(-5.0, 2.5, 10.0, 4.0), Some(BBox::new(0, 2, 5, 7)));
        assert_eq!(corner_and_size(0.0, 0.0, f64::INFINITY, 1.0), None);
        assert_eq!(corner_and_size(0.0, 0.0, -3.0, 1.0), None);
        assert_eq!(edges(1e12, 0.0, 3.0, 1.0), None);
    }
}
