//! Preparing scans: specks and the dark edges of copies painted over, which else are read as marks and hide words.

use super::GreyImage;
use super::ink::{self, Component, Run};

/// Lengths in letter heights. The largest speck: full stops and dots of letters are as large, but stand by letters.
const SPECK: f32 = 0.45;
/// The lowest component that counts as a letter, and the highest.
const LETTER: std::ops::RangeInclusive<f32> = 0.6..=4.0;
/// How near to a letter a small component belongs to it: beside it, and above or below it.
const BESIDE: f32 = 0.55;
const ABOVE: f32 = 0.6;
/// How far to the right of a letter a full stop or hyphen may stand in type of one width.
const AFTER: f32 = 1.2;
/// How far from the foot of its letter a full stop may stand.
const FOOT: f32 = 0.35;
/// A hyphen is wider than high by this.
const HYPHEN: f32 = 1.4;
/// How far to the left of a letter the dash of a list may stand, how much wider than high it is, how wide at least, and how far in the letter's height
/// from its top and its foot.
const BEFORE: f32 = 2.0;
const DASH: f32 = 1.8;
const DASH_WIDTH: f32 = 0.28;
const DASH_LEVEL: f32 = 0.3;
/// Three dots in a row within this of each other lead the eye or mark an omission.
const DOT_GAP: f32 = 2.0;
const DOT_LEVEL: f32 = 0.2;

/// Share of the page's sides in which dark edges lie, and the length in letter heights from which they are none of the text.
const MARGIN: f32 = 0.05;
const EDGE: f32 = 3.0;

/// Share of ink above which a page is no dark print on light paper.
const MAX_INK: f32 = 0.4;

/// Paints over what is surely no print. A page that needs nothing, or whose letters cannot be told, stays as it is.
pub(super) fn clean(image: &mut GreyImage) {
    let components = ink::components(image, ink::threshold(image));
    let inked: u64 = components.iter().flat_map(|c| &c.runs).map(|run| u64::from(run.x1 - run.x0)).sum();
    if inked as f32 > MAX_INK * image.pixels.len() as f32 {
        return;
    }
    let Some(letter) = ink::letter_height(&components, image.resolution) else { return };
    let letter = letter as f32;
    let (width, height) = (image.width, image.height);
    let paper = paper(image);
    let letters = Neighbourhood::of_letters(image, &components, letter);
    let small: Vec<&Component> = components.iter().filter(|c| extent(c) as f32 <= SPECK * letter).collect();
    for component in &small {
        if !letters.holds(component) && !is_leader(component, &small, letter) {
            component.runs.iter().for_each(|&run| paint(image, run, paper));
        }
    }
    for component in components.iter().filter(|c| is_edge(c, (width, height), letter)) {
        for run in component.runs.iter().flat_map(|&run| within_margin(run, image)).collect::<Vec<_>>() {
            paint(image, run, paper);
        }
    }
}

/// The tone of the paper: the most frequent one of the light half.
pub(super) fn paper(image: &GreyImage) -> u8 {
    let mut counts = [0u32; 256];
    for &tone in &image.pixels {
        counts[usize::from(tone)] += 1;
    }
    (128..=255u8).max_by_key(|&tone| counts[usize::from(tone)]).unwrap_or(255)
}

/// The longer side of a component's box, in pixels.
fn extent(component: &Component) -> u32 {
    component.bbox.width().max(component.bbox.height())
}

/// Paints a run, and the blurred rim about it.
fn paint(image: &mut GreyImage, run: Run, tone: u8) {
    let (x0, x1) = (run.x0.saturating_sub(1), (run.x1 + 1).min(image.width));
    for y in run.y.saturating_sub(1)..(run.y + 2).min(image.height) {
        let row = (y * image.width) as usize;
        image.pixels[row + x0 as usize..row + x1 as usize].fill(tone);
    }
}

/// Where small marks belong to letters, in cells of a quarter of a letter's height.
struct Neighbourhood {
    letter: f32,
    cell: f32,
    columns: usize,
    cells: Vec<u8>,
}

/// Any mark here belongs to a letter.
const ANY_MARK: u8 = 1;
/// A hyphen here belongs to a letter.
const HYPHEN_MARK: u8 = 2;
/// A dash here may be the mark of a list.
const DASH_MARK: u8 = 4;

impl Neighbourhood {
    fn of_letters(image: &GreyImage, components: &[Component], letter: f32) -> Self {
        let cell = (letter / 4.0).max(1.0);
        let columns = (image.width as f32 / cell) as usize + 1;
        let rows = (image.height as f32 / cell) as usize + 1;
        let mut found = Self { letter, cell, columns, cells: vec![0; columns * rows] };
        for b in components.iter().map(|c| c.bbox).filter(|b| LETTER.contains(&(b.height() as f32 / letter)))
        {
            let (left, top, right, foot) = (b.x0 as f32, b.y0 as f32, b.x1 as f32, b.y1 as f32);
            let (beside, above) = (BESIDE * letter, ABOVE * letter);
            found.mark(ANY_MARK, (left - beside, right + beside), (top - above, foot + above));
            let after = (right, right + AFTER * letter);
            found.mark(ANY_MARK, after, (foot - FOOT * letter, foot + FOOT * letter));
            found.mark(HYPHEN_MARK, after, (top, foot));
            let level = DASH_LEVEL * (foot - top);
            found.mark(DASH_MARK, (left - BEFORE * letter, left), (top + level, foot - level));
        }
        found
    }

    fn mark(&mut self, mark: u8, (left, right): (f32, f32), (top, bottom): (f32, f32)) {
        let place = |value: f32, count: usize| ((value.max(0.0) / self.cell) as usize).min(count - 1);
        let rows = self.cells.len() / self.columns;
        let (first, last) = (place(left, self.columns), place(right, self.columns));
        for row in place(top, rows)..=place(bottom, rows) {
            let start = row * self.columns;
            self.cells[start + first..=start + last].iter_mut().for_each(|cell| *cell |= mark);
        }
    }

    fn holds(&self, component: &Component) -> bool {
        let b = component.bbox;
        let column = ((b.x0 + b.x1) as f32 / 2.0 / self.cell) as usize;
        let row = ((b.y0 + b.y1) as f32 / 2.0 / self.cell) as usize;
        let marks = self.cells[row * self.columns + column];
        let is_hyphen = b.width() as f32 >= HYPHEN * b.height() as f32;
        let is_dash = b.width() as f32 >= (DASH * b.height() as f32).max(DASH_WIDTH * self.letter);
        marks & ANY_MARK != 0 || is_hyphen && marks & HYPHEN_MARK != 0 || is_dash && marks & DASH_MARK != 0
    }
}

/// Whether at least two more dots stand on the same level near it.
fn is_leader(dot: &Component, small: &[&Component], letter: f32) -> bool {
    let level = |c: &Component| (c.bbox.y0 + c.bbox.y1) as f32 / 2.0;
    let place = |c: &Component| (c.bbox.x0 + c.bbox.x1) as f32 / 2.0;
    // They come from the top, so those on its level stand together.
    let begin = small.partition_point(|other| (other.bbox.y0 as f32) < dot.bbox.y0 as f32 - letter);
    let around =
        small[begin..].iter().take_while(|other| other.bbox.y0 as f32 <= dot.bbox.y0 as f32 + letter);
    let near = around.filter(|other| {
        (level(other) - level(dot)).abs() <= DOT_LEVEL * letter
            && (place(other) - place(dot)).abs() <= DOT_GAP * letter
    });
    // The dot itself is among them.
    near.count() >= 3
}

/// Whether a component is too long for text and touches the edge of the page.
fn is_edge(component: &Component, (width, height): (u32, u32), letter: f32) -> bool {
    let b = component.bbox;
    let touches = b.x0 == 0 || b.y0 == 0 || b.x1 == width || b.y1 == height;
    touches && extent(component) as f32 > EDGE * letter
}

/// The parts of a run that lie in the margins.
fn within_margin(run: Run, image: &GreyImage) -> Vec<Run> {
    let (side, top) = ((image.width as f32 * MARGIN) as u32, (image.height as f32 * MARGIN) as u32);
    if run.y < top || run.y >= image.height - top {
        return vec![run];
    }
    let left = Run { x1: run.x1.min(side), ..run };
    let right = Run { x0: run.x0.max(image.width - side), ..run };
    [left, right].into_iter().filter(|part| part.x0 < part.x1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::BBox;

    /// A page with lines of boxes as high as letters.
    fn page() -> GreyImage {
        let mut image = GreyImage { width: 600, height: 400, resolution: 200, pixels: vec![240; 600 * 400] };
        for line in 0..4 {
            for letter in 0..20 {
                blot(
                    &mut image,
                    BBox::new(60 + letter * 20, 60 + line * 50, 72 + letter * 20, 76 + line * 50),
                );
            }
        }
        image
    }

    fn blot(image: &mut GreyImage, b: BBox) {
        for y in b.y0..b.y1 {
            image.pixels[(y * 600 + b.x0) as usize..(y * 600 + b.x1) as usize].fill(10);
        }
    }

    fn is_dark(image: &GreyImage, x: u32, y: u32) -> bool {
        image.pixels[(y * 600 + x) as usize] < 100
    }

    #[test]
    fn specks_go_and_stops_dots_and_list_marks_stay() {
        let mut image = page();
        let speck = BBox::new(500, 300, 504, 304);
        let stop = BBox::new(456, 72, 460, 76);
        let dot = BBox::new(64, 104, 68, 108);
        let bullet = BBox::new(30, 164, 38, 172);
        let dash = BBox::new(34, 67, 41, 70);
        let low_dash = BBox { y0: dash.y0 + 58, y1: dash.y1 + 58, ..dash };
        let places = [speck, stop, dot, bullet, dash, low_dash];
        places.iter().for_each(|&b| blot(&mut image, b));
        clean(&mut image);
        assert_eq!(
            places.map(|b| is_dark(&image, b.x0 + 1, b.y0 + 1)),
            [false, true, true, true, true, false]
        );
    }

    #[test]
    fn leaders_stay() {
        let mut image = page();
        let dots: Vec<BBox> = (0..6).map(|i| BBox::new(100 + i * 12, 320, 104 + i * 12, 324)).collect();
        dots.iter().for_each(|&b| blot(&mut image, b));
        clean(&mut image);
        assert!(dots.iter().all(|b| is_dark(&image, b.x0 + 1, b.y0 + 1)));
    }

    #[test]
    fn a_dark_edge_goes_in_the_margin_only() {
        let mut image = page();
        blot(&mut image, BBox::new(590, 0, 600, 400));
        blot(&mut image, BBox::new(500, 350, 600, 352));
        clean(&mut image);
        assert!(!is_dark(&image, 597, 200));
        assert!(is_dark(&image, 510, 351));
    }

    #[test]
    fn a_page_without_letters_stays_as_it_is() {
        let mut image = GreyImage { width: 600, height: 10, resolution: 200, pixels: vec![240; 6000] };
        blot(&mut image, BBox::new(30, 3, 34, 7));
        let before = image.clone();
        clean(&mut image);
        assert_eq!(image, before);
    }
}
