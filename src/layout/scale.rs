//! The measures of a page: its x-height, the width of a letter, its skew, and where lines stand once it is set upright.

use crate::geometry::BBox;
use crate::page::{Line, Word};

/// Letters that are as high as an x and stand on the baseline.
const X_LETTERS: &str = "acemnorsuvwxz";

/// Marks that reach below the baseline or do not stand on it.
const OFF_BASELINE: &str = "gjpqyçQ,;()[]{}/|§$@_-–—=~*+\"'”’“‘»«°^•";

/// Words of x-high letters that must be there for their median to be taken.
const ENOUGH: usize = 5;

/// Height of an x as a share of the height of a word, where there are too few words of x-high letters.
const X_SHARE: f32 = 0.7;

/// The blank beside a letter, in letters: the last one of a word has none.
const LAST_BLANK: f32 = 0.2;

/// Words that a line must have for its slope to count.
const SLOPE_WORDS: usize = 4;

/// The measures of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Height of an x, in pixels.
    pub(super) x_height: f32,
    /// Width of a letter with the blank beside it, in pixels.
    pub(super) letter: f32,
    /// How far lines fall in a pixel to the right.
    pub(super) slope: f32,
}

impl Scale {
    /// Measures a page; `None` where no word has a box.
    pub(super) fn measure(lines: &[Line]) -> Option<Self> {
        let words = || lines.iter().flat_map(|line| &line.words);
        let of_x =
            |word: &&Word| word.text.chars().count() > 1 && word.text.chars().all(|c| X_LETTERS.contains(c));
        let height = |word: &Word| word.bbox.map(|b| b.height() as f32);
        let mut heights: Vec<f32> = words().filter(of_x).filter_map(height).collect();
        let x_height = if heights.len() >= ENOUGH {
            median(&mut heights)?
        } else {
            let lettered = |word: &&Word| word.text.chars().any(char::is_alphabetic);
            X_SHARE * median(&mut words().filter(lettered).filter_map(height).collect::<Vec<_>>())?
        };
        let letter_width = |word: &Word| {
            let count = word.text.chars().count();
            word.bbox.filter(|_| count >= 3).map(|b| b.width() as f32 / (count as f32 - LAST_BLANK))
        };
        let mut widths: Vec<f32> = words().filter_map(letter_width).collect();
        let letter = median(&mut widths).unwrap_or(x_height);
        Some(Self { x_height: x_height.max(1.0), letter: letter.max(1.0), slope: slope(lines) })
    }

    /// Left and right edge of a box on the page set upright.
    pub(super) fn sides(self, b: BBox) -> (f32, f32) {
        let shift = self.slope * (b.y0 + b.y1) as f32 / 2.0;
        (b.x0 as f32 + shift, b.x1 as f32 + shift)
    }

    /// Height of a point on the page set upright.
    fn upright(self, x: f32, y: f32) -> f32 {
        y - self.slope * x
    }

    /// How far the middle of a box stands above a baseline of the page set upright, in pixels.
    pub(super) fn above(self, b: BBox, baseline: f32) -> f32 {
        baseline - self.upright((b.x0 + b.x1) as f32 / 2.0, (b.y0 + b.y1) as f32 / 2.0)
    }

    /// Where a line of words stands on the page set upright: the median of the lower edges of its words, those left out
    /// that reach below the baseline or stand above it.
    pub(super) fn baseline(self, words: &[Word]) -> f32 {
        let lower = |word: &Word| {
            let b = word.bbox?;
            Some(self.upright((b.x0 + b.x1) as f32 / 2.0, b.y1 as f32))
        };
        let mut standing: Vec<f32> = words.iter().filter(|word| stands(word)).filter_map(lower).collect();
        median(&mut standing)
            .or_else(|| median(&mut words.iter().filter_map(lower).collect::<Vec<_>>()))
            .unwrap_or(0.0)
    }
}

fn stands(word: &Word) -> bool {
    !word.text.chars().any(|c| OFF_BASELINE.contains(c)) && word.text.chars().any(char::is_alphanumeric)
}

/// The median slope of the lines that are long enough to have one, each counted by its length.
fn slope(lines: &[Line]) -> f32 {
    let mut slopes: Vec<(f32, f32)> = lines.iter().filter_map(line_slope).collect();
    slopes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = slopes.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut seen = 0.0;
    slopes
        .iter()
        .find(|(_, weight)| {
            seen += weight;
            seen >= half
        })
        .map_or(0.0, |&(slope, _)| slope)
}

/// Slope and length of a line, by least squares through the feet of its words.
fn line_slope(line: &Line) -> Option<(f32, f32)> {
    let feet: Vec<(f32, f32)> = line
        .words
        .iter()
        .filter(|word| stands(word))
        .filter_map(|word| word.bbox.map(|b| ((b.x0 + b.x1) as f32 / 2.0, b.y1 as f32)))
        .collect();
    if feet.len() < SLOPE_WORDS {
        return None;
    }
    let count = feet.len() as f32;
    let (mean_x, mean_y) =
        (feet.iter().map(|p| p.0).sum::<f32>() / count, feet.iter().map(|p| p.1).sum::<f32>() / count);
    let spread: f32 = feet.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    let common: f32 = feet.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    let length = feet.last()?.0 - feet.first()?.0;
    (spread > 0.0 && length > 0.0).then(|| (common / spread, length))
}

/// The middle value; the lower one of two.
pub(super) fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len().checked_sub(1)? / 2).copied()
}
