//! Marks that are surely no text: specks, and the rules of tables.

use super::scale::Scale;
use crate::page::{Line, Word};

/// Lengths in x-heights. Every letter and digit is larger than a speck; list marks are, too.
const SPECK: f32 = 0.42;
/// A bar as high as a capital may be an I.
const LETTER_BAR: std::ops::RangeInclusive<f32> = 1.1..=1.9;
/// A dash is shorter than a rule, and lower than this.
const RULE_WIDTH: f32 = 3.5;
const DASH_HEIGHT: f32 = 1.3;
/// How far above the baseline the middle of a dash stands.
const DASH_PLACE: std::ops::RangeInclusive<f32> = 0.3..=0.8;
/// Signs are lower than pictures.
const PICTURE: f32 = 2.2;
/// A full stop nearer than this to the word before it belongs to it.
const ATTACHED: f32 = 0.4;
/// Confidence below which a short dash is a speck, and a sign of a picture's size a picture.
const DOUBTFUL: f32 = 0.7;

/// Takes strays out of the lines, and the lines that held nothing else.
pub(super) fn set_aside(lines: Vec<Line>, scale: Scale) -> Vec<Line> {
    let cleaned = lines.into_iter().map(|mut line| {
        let baseline = scale.baseline(&line.words);
        let mut kept: Vec<Word> = Vec::with_capacity(line.words.len());
        for word in line.words {
            if !is_stray(&word, kept.last(), baseline, scale) {
                kept.push(word);
            }
        }
        line.words = kept;
        line
    });
    cleaned.filter(|line| !line.words.is_empty()).collect()
}

fn is_stray(word: &Word, before: Option<&Word>, baseline: f32, scale: Scale) -> bool {
    let Some(b) = word.bbox else { return false };
    let (width, height) = (b.width() as f32 / scale.x_height, b.height() as f32 / scale.x_height);
    let only = |marks: &str| word.text.chars().all(|c| marks.contains(c));
    if width < SPECK && height < SPECK {
        let is_stop = only(".,:;") && is_attached(word, before, scale);
        let is_dash = only("-–—")
            && word.confidence.is_none_or(|c| c >= DOUBTFUL)
            && width >= height
            && DASH_PLACE.contains(&(scale.above(b, baseline) / scale.x_height));
        return !is_stop && !is_dash;
    }
    if only("|¦") {
        return !LETTER_BAR.contains(&height);
    }
    if only("-–—_=~") {
        return width > RULE_WIDTH || height > DASH_HEIGHT;
    }
    let lettered = word.text.chars().any(char::is_alphanumeric);
    !lettered && height > PICTURE && word.confidence.is_some_and(|c| c < DOUBTFUL)
}

fn is_attached(word: &Word, before: Option<&Word>, scale: Scale) -> bool {
    let edges = before.and_then(|before| before.bbox).zip(word.bbox);
    edges.is_some_and(|(before, here)| here.x0 as f32 - (before.x1 as f32) < ATTACHED * scale.x_height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::BBox;

    const SCALE: Scale = Scale { x_height: 20.0, letter: 20.0, slope: 0.0 };

    fn kept(words: &[(&str, u32, u32, u32)]) -> Vec<String> {
        let words = words.iter().map(|&(text, x, width, height)| Word {
            text: text.into(),
            bbox: Some(BBox::new(x, 200 - height, x + width, 200)),
            confidence: Some(0.5),
            ..Word::default()
        });
        let lines = set_aside(vec![Line { words: words.collect(), bbox: None }], SCALE);
        lines.into_iter().flat_map(|line| line.words).map(|word| word.text).collect()
    }

    #[test]
    fn specks_go_whatever_was_read_there() {
        assert_eq!(
            kept(&[("Beslut", 0, 90, 28), (".", 130, 6, 6), ("|", 200, 5, 5), ("i", 260, 6, 7)]),
            ["Beslut"]
        );
    }

    #[test]
    fn a_full_stop_at_its_word_and_list_marks_stay() {
        assert_eq!(kept(&[("nr", 0, 30, 20), (".", 33, 5, 5)]), ["nr", "."]);
        assert_eq!(kept(&[("«", 0, 13, 13), ("-", 40, 14, 4), ("post", 80, 60, 28)]), ["«", "-", "post"]);
    }

    #[test]
    fn a_short_dash_stays_where_dashes_stand() {
        let dash = |lower: u32| Word {
            text: "-".into(),
            bbox: Some(BBox::new(100, lower - 4, 108, lower)),
            ..Word::default()
        };
        let word = Word { text: "nu".into(), bbox: Some(BBox::new(0, 180, 50, 200)), ..Word::default() };
        let left = |lower: u32| {
            let line = Line { words: vec![word.clone(), dash(lower)], bbox: None };
            set_aside(vec![line], SCALE)[0].words.len()
        };
        assert_eq!((left(192), left(200), left(170)), (2, 1, 1));
    }

    #[test]
    fn rules_go_and_a_bar_as_high_as_a_capital_stays() {
        assert_eq!(kept(&[("|", 0, 3, 60), ("_", 30, 200, 2), ("=", 300, 9, 60), ("|", 330, 4, 28)]), ["|"]);
    }

    #[test]
    fn doubtful_signs_of_a_pictures_size_go_and_words_never() {
        assert_eq!(kept(&[(">", 0, 90, 120), ("ALINGS", 130, 300, 120)]), ["ALINGS"]);
    }
}
