//! Images that show two pages side by side: told by what stands between their texts, and cut there.
//!
//! A gutter's shadow goes from edge to edge, which no rule of a table does. Where there is none, the texts of two pages stand on lines of
//! their own and those of a wide table on the same ones.

use super::DoublePages;
use crate::geometry::BBox;
use crate::ocr::ink::{self, Component};
use crate::ocr::{GreyImage, slope};
use std::ops::Range;

/// What an image shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// A page.
    One,
    /// A page, or perhaps two that nothing parts surely.
    OneOrTwo,
    /// Two pages, the right one from this column on.
    Two(u32),
}

/// Widths of a double page, in heights: each page is higher than wide.
const WIDE: std::ops::RangeInclusive<f32> = 1.15..=1.7;
/// The share of the width in which the gutter is looked for.
const MIDDLE: Range<f32> = 0.42..0.58;
/// Tones by which a shadow is darker than the paper.
const SHADE: u8 = 24;
/// The darkest tone that paper has.
const DARK: u8 = 100;
/// Strips of the page in which the shadow is looked for, and the two at its edges, in shares of the height: no print reaches into those.
const STRIPS: u32 = 10;
const EDGE: f32 = 0.015;
/// The widest shadow, and how far it may wander from strip to strip, in shares of the width.
const WIDEST: f32 = 0.06;
const WANDER: f32 = 0.02;
/// The least width of a gutter without a shadow, in shares of the width: the inner margins of both pages.
const BLANK: f32 = 0.03;
/// Letters that each side must have.
const LETTERS: usize = 60;
/// Heights of what counts as a letter, and its greatest width, in letter heights.
const LETTER: std::ops::RangeInclusive<f32> = 0.5..=2.5;
const WIDTH: f32 = 6.0;
/// Letters no further apart than this are of one run of print, in letter heights.
const BESIDE: f32 = 2.0;
/// Letters that a run has at least.
const RUN: usize = 3;
/// How far runs on the same line may stand from each other in height, in letter heights.
const LEVEL: f32 = 0.4;
/// Share of the runs beside a blank band that stand on the lines of the other side: of two pages less than the first, of a table more than
/// the second.
const OF_PAGES: f32 = 0.7;
const OF_TABLES: f32 = 0.9;

/// Tells what an image shows.
pub(super) fn shows(image: &GreyImage, wanted: DoublePages) -> Shows {
    let is_it = match wanted {
        DoublePages::Never => false,
        DoublePages::Split => image.width > image.height,
        DoublePages::Auto => WIDE.contains(&(image.width as f32 / image.height.max(1) as f32)),
    };
    if !is_it {
        return Shows::One;
    }
    let (shadow, print) = (shadow(image), Print::of(image));
    if wanted == DoublePages::Auto {
        return print.map_or(Shows::One, |print| print.shows(image.width, shadow));
    }
    let blank = print.map(|print| print.blank(image.width)).filter(|band| !band.is_empty());
    let at = shadow.or(blank.map(|band| band.start.midpoint(band.end)));
    Shows::Two(at.unwrap_or(image.width / 2).max(1))
}

/// Both pages of a double page that is cut at a column.
pub(super) fn cut(image: &GreyImage, at: u32) -> [GreyImage; 2] {
    let at = at.clamp(1, image.width.saturating_sub(1).max(1));
    [0..at, at..image.width].map(|columns| {
        let (from, to) = (columns.start as usize, columns.end as usize);
        let rows = image.pixels.chunks_exact(image.width.max(1) as usize);
        let pixels = rows.flat_map(|row| row[from..to].iter().copied()).collect();
        GreyImage { width: columns.end - columns.start, pixels, ..*image }
    })
}

/// The columns in which a gutter is looked for.
fn middle(width: u32) -> Range<u32> {
    (MIDDLE.start * width as f32) as u32..(MIDDLE.end * width as f32) as u32
}

/// The middle of a shadow that goes from the upper edge to the lower one.
fn shadow(image: &GreyImage) -> Option<u32> {
    let edge = ((EDGE * image.height as f32) as u32).max(1);
    let body = image.height.checked_sub(2 * edge)?;
    let bound = |strip: u32| edge + body * strip / STRIPS;
    let mut strips: Vec<Vec<u32>> =
        (0..STRIPS).filter_map(|strip| shades(image, bound(strip)..bound(strip + 1))).collect();
    if strips.len() < STRIPS as usize {
        return None;
    }
    // Where an edge is dark all along, what lies beyond the paper hides the shadow.
    strips.extend(
        [0..edge, image.height - edge..image.height].map(|rows| shades(image, rows)).into_iter().flatten(),
    );
    let wander = (WANDER * image.width as f32) as u32;
    let nearest = |strip: &Vec<u32>, column: u32| {
        let near = strip.iter().copied().filter(|shade| shade.abs_diff(column) <= wander);
        near.min_by_key(|shade| shade.abs_diff(column))
    };
    let through = |column: u32| -> Option<u32> {
        let all: Vec<u32> = strips.iter().map(|strip| nearest(strip, column)).collect::<Option<_>>()?;
        Some(all.iter().sum::<u32>() / all.len() as u32)
    };
    strips.iter().min_by_key(|strip| strip.len())?.iter().find_map(|&column| through(column))
}

/// The middles of what is darker, in most of `rows`, than the paper on either side of it, and as narrow as a shadow; `None` where there is
/// no paper.
fn shades(image: &GreyImage, rows: Range<u32>) -> Option<Vec<u32>> {
    let columns = middle(image.width);
    let tones = medians(image, &columns, rows);
    let third = tones.len() / 3;
    let lightest = |tones: &[u8]| tones.iter().max().copied().unwrap_or(0);
    let paper = lightest(&tones[..third]).min(lightest(&tones[tones.len() - third..]));
    if paper < DARK {
        return None;
    }
    let widest = (WIDEST * image.width as f32) as usize;
    let is_dark = |tone: u8| tone < paper.saturating_sub(SHADE);
    let mut at = columns.start;
    let mut found = Vec::new();
    for run in tones.chunk_by(|a, b| is_dark(*a) == is_dark(*b)) {
        if is_dark(run[0]) && run.len() <= widest {
            found.push(at + run.len() as u32 / 2);
        }
        at += run.len() as u32;
    }
    Some(found)
}

/// The median tone of each column: that of the paper where there is print.
fn medians(image: &GreyImage, columns: &Range<u32>, rows: Range<u32>) -> Vec<u8> {
    let half = (rows.end - rows.start).div_ceil(2);
    let mut counts = vec![[0u32; 256]; columns.len()];
    for y in rows {
        let row = (y * image.width) as usize;
        let tones = &image.pixels[row + columns.start as usize..row + columns.end as usize];
        counts.iter_mut().zip(tones).for_each(|(counts, &tone)| counts[usize::from(tone)] += 1);
    }
    let median = |counts: &[u32; 256]| {
        let mut left = half;
        (0..=255u8).find(|&tone| {
            left = left.saturating_sub(counts[usize::from(tone)]);
            left == 0
        })
    };
    counts.iter().map(|counts| median(counts).unwrap_or(0)).collect()
}

/// The print of a page.
struct Print {
    letters: Vec<BBox>,
    /// What is no letter and does not touch the edge: rules, frames, pictures.
    large: Vec<BBox>,
    /// Height of the letters, in pixels.
    letter: f32,
    /// How far lines fall, in pixels a pixel.
    slope: f32,
}

impl Print {
    fn of(image: &GreyImage) -> Option<Self> {
        let components = ink::components(image, ink::threshold(image));
        let height = ink::letter_height(&components, image.resolution)?;
        let slope = slope::of(&components, height).unwrap_or(0.0);
        let letter = height as f32;
        let boxes = || components.iter().map(|component: &Component| component.bbox);
        let is_letter =
            |b: &BBox| LETTER.contains(&(b.height() as f32 / letter)) && b.width() as f32 <= WIDTH * letter;
        let touches = |b: &BBox| b.x0 == 0 || b.y0 == 0 || b.x1 == image.width || b.y1 == image.height;
        let is_large = |b: &BBox| b.width() as f32 > WIDTH * letter && !touches(b);
        let letters = boxes().filter(is_letter).collect();
        Some(Self { letters, large: boxes().filter(is_large).collect(), letter, slope })
    }

    fn shows(&self, width: u32, shadow: Option<u32>) -> Shows {
        let blank = self.blank(width);
        let at = shadow.unwrap_or(blank.start.midpoint(blank.end));
        let (left, right): (Vec<BBox>, Vec<BBox>) = self.letters.iter().partition(|b| b.x0 < at);
        let runs = self.runs();
        let room = (BESIDE * self.letter) as u32;
        let is_crossed = runs.iter().any(|run| run.x0 + room < at && run.x1 > at + room)
            || self.large.iter().any(|b| b.x0 + room < at && b.x1 > at + room);
        if left.len() < LETTERS || right.len() < LETTERS || is_crossed {
            return Shows::One;
        }
        if shadow.is_some() {
            return Shows::Two(at);
        }
        if blank.end - blank.start < (BLANK * width as f32) as u32 {
            return Shows::One;
        }
        match on_the_same_lines(&runs, at, LEVEL * self.letter) {
            share if share < OF_PAGES => Shows::Two(at),
            share if share < OF_TABLES => Shows::OneOrTwo,
            _ => Shows::One,
        }
    }

    /// The widest band without letters that begins or ends near the middle; as wide as nothing where there is none.
    fn blank(&self, width: u32) -> Range<u32> {
        let columns = middle(width);
        let mut taken: Vec<(u32, u32)> = self.letters.iter().map(|b| (b.x0, b.x1)).collect();
        taken.sort_unstable();
        taken.push((width, width));
        let (mut reached, mut best) = (0_u32, width / 2..width / 2);
        for (from, to) in taken {
            let is_near = columns.contains(&reached.midpoint(from));
            if from > reached && is_near && from - reached > best.end - best.start {
                best = reached..from;
            }
            reached = reached.max(to);
        }
        best
    }

    /// Letters that stand beside each other.
    fn runs(&self) -> Vec<Stretch> {
        let mut letters = self.letters.clone();
        letters.sort_unstable_by_key(|b| (b.x0, b.y0));
        let (mut open, mut done): (Vec<Stretch>, Vec<Stretch>) = (Vec::new(), Vec::new());
        for b in letters {
            let foot = b.y1 as f32 - self.slope * b.x0.midpoint(b.x1) as f32;
            let (old, rest): (Vec<Stretch>, Vec<Stretch>) =
                open.into_iter().partition(|run| run.x1 as f32 + BESIDE * self.letter < b.x0 as f32);
            done.extend(old);
            open = rest;
            let apart = |run: &Stretch| (run.foot - foot).abs();
            let near = open.iter_mut().filter(|run| apart(run) <= 2.0 * LEVEL * self.letter);
            match near.min_by(|a, b| apart(a).total_cmp(&apart(b))) {
                Some(run) => run.add(b, foot),
                None => open.push(Stretch { x0: b.x0, x1: b.x1, foot, letters: 1 }),
            }
        }
        done.extend(open);
        done.retain(|run| run.letters >= RUN);
        done
    }
}

/// A run of print on one line.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Stretch {
    x0: u32,
    x1: u32,
    /// Mean height of the letters' feet, as if lines did not fall.
    foot: f32,
    letters: usize,
}

impl Stretch {
    fn add(&mut self, b: BBox, foot: f32) {
        self.x1 = self.x1.max(b.x1);
        self.foot += (foot - self.foot) / (self.letters + 1) as f32;
        self.letters += 1;
    }
}

/// The share of the lines of the one side that the other side has, too; of the two shares the greater.
fn on_the_same_lines(runs: &[Stretch], at: u32, level: f32) -> f32 {
    let feet = |side: bool| -> Vec<f32> {
        let mut feet: Vec<f32> =
            runs.iter().filter(|run| (run.x0 < at) == side).map(|run| run.foot).collect();
        feet.sort_unstable_by(f32::total_cmp);
        feet.dedup_by(|a, b| (*a - *b).abs() <= level);
        feet
    };
    let (left, right) = (feet(true), feet(false));
    let share = |of: &[f32], among: &[f32]| {
        let met = of.iter().filter(|foot| among.iter().any(|other| (**foot - other).abs() <= level));
        met.count() as f32 / of.len().max(1) as f32
    };
    share(&left, &right).max(share(&right, &left))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAPER: u8 = 235;

    /// A sheet with two blocks of print: the lines of each begin at its height and stand so far apart.
    fn sheet(blocks: [(u32, u32, u32); 2]) -> GreyImage {
        let (width, height) = (1400u32, 1000u32);
        let mut image =
            GreyImage { width, height, resolution: 120, pixels: vec![PAPER; (width * height) as usize] };
        for (left, top, lead) in blocks {
            for line in 0..12 {
                // Words of five letters.
                for letter in (0..30).filter(|letter| letter % 6 != 5) {
                    blot(&mut image, BBox::new(0, 0, 10, 12), (left + letter * 16, top + line * lead));
                }
            }
        }
        image
    }

    fn blot(image: &mut GreyImage, b: BBox, (x, y): (u32, u32)) {
        for row in y + b.y0..y + b.y1 {
            let begin = (row * image.width + x) as usize;
            image.pixels[begin + b.x0 as usize..begin + b.x1 as usize].fill(15);
        }
    }

    fn shaded(mut image: GreyImage) -> GreyImage {
        for row in image.pixels.chunks_exact_mut(1400) {
            row[690..720].iter_mut().for_each(|tone| *tone -= 60);
        }
        image
    }

    const TABLE: [(u32, u32, u32); 2] = [(100, 150, 50), (820, 150, 50)];
    const PAGES: [(u32, u32, u32); 2] = [(100, 150, 50), (820, 121, 43)];

    #[test]
    fn a_shadow_parts_pages_whatever_their_lines() {
        for blocks in [TABLE, PAGES] {
            let Shows::Two(at) = shows(&shaded(sheet(blocks)), DoublePages::Auto) else {
                panic!("two pages")
            };
            assert!(at.abs_diff(705) < 5, "{at}");
        }
    }

    #[test]
    fn without_a_shadow_lines_tell_pages_from_a_table() {
        assert_eq!(shows(&sheet(TABLE), DoublePages::Auto), Shows::One);
        let Shows::Two(at) = shows(&sheet(PAGES), DoublePages::Auto) else { panic!("two pages") };
        assert!((590..820).contains(&at), "{at}");
    }

    #[test]
    fn a_title_or_rule_across_the_middle_and_a_rule_along_it_leave_one_page() {
        let mut title = sheet(PAGES);
        for letter in 0..30 {
            blot(&mut title, BBox::new(0, 0, 10, 12), (480 + letter * 16, 60));
        }
        let mut rule = sheet(PAGES);
        blot(&mut rule, BBox::new(0, 0, 1100, 3), (120, 80));
        let mut along = sheet(TABLE);
        blot(&mut along, BBox::new(0, 0, 4, 800), (700, 100));
        for image in [title, rule, along] {
            assert_eq!(shows(&image, DoublePages::Auto), Shows::One);
        }
    }

    #[test]
    fn a_blank_half_and_an_upright_page_are_one_page() {
        let mut half = sheet([PAGES[0], PAGES[0]]);
        assert_eq!(shows(&half, DoublePages::Auto), Shows::One);
        (half.width, half.height) = (1000, 1400);
        assert_eq!(shows(&half, DoublePages::Split), Shows::One);
    }

    #[test]
    fn it_is_done_as_someone_says() {
        assert_eq!(shows(&shaded(sheet(PAGES)), DoublePages::Never), Shows::One);
        let Shows::Two(at) = shows(&sheet(TABLE), DoublePages::Split) else { panic!("it was asked for") };
        assert!((590..820).contains(&at), "{at}");
    }

    #[test]
    fn halves_make_up_the_whole() {
        let image = GreyImage { width: 3, height: 2, resolution: 200, pixels: vec![1, 2, 3, 4, 5, 6] };
        let [left, right] = cut(&image, 2);
        assert_eq!((left.width, left.pixels), (2, vec![1, 2, 4, 5]));
        assert_eq!((right.width, right.pixels, right.resolution), (1, vec![3, 6], 200));
    }
}
