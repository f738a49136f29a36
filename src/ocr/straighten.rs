//! Setting a scan straight: its columns are moved up or down by how far its lines fall (`slope`).
//!
//! A shear and not a turn: letters lean by the degree or two that lines fell, which no model minds, and a place is led back by
//! one addition.

use super::ink::Component;
use super::{GreyImage, slope};
use crate::geometry::BBox;
use crate::page::Line;

/// The least fall over the width of the page, in letter heights, that is worth straightening: Tesseract follows lesser ones by
/// itself, and moving a page costs some of its sharpness.
const WORTH: f32 = 1.2;

/// How a page was moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moved {
    /// How far lines fell, in pixels a pixel to the right.
    slope: f32,
    /// Rows that were added above.
    above: f32,
}

/// How far the lines of a page of that width fall, where it is worth straightening.
pub(super) fn fall(components: &[Component], letter: u32, width: u32) -> Option<f32> {
    slope::of(components, letter).filter(|slope| slope.abs() * width as f32 >= WORTH * letter as f32)
}

/// Moves the columns of `image` so that lines that fall by `slope` are level; what comes in from outside has the tone `paper`.
pub(super) fn level(image: &GreyImage, slope: f32, paper: u8) -> (GreyImage, Moved) {
    let (width, height) = (image.width as usize, image.height as usize);
    let room = (slope.abs() * image.width as f32).ceil();
    let above = if slope > 0.0 { room } else { 0.0 };
    let rows = height + room as usize;
    let mut pixels = vec![paper; width * rows];
    let tone = |x: usize, y: i64| {
        usize::try_from(y).ok().filter(|&y| y < height).map_or(paper, |y| image.pixels[y * width + x])
    };
    for (y, row) in pixels.chunks_exact_mut(width.max(1)).enumerate() {
        for (x, pixel) in row.iter_mut().enumerate() {
            let from = y as f32 - above + slope * x as f32;
            let (whole, part) = (from.floor(), from - from.floor());
            let (upper, lower) = (tone(x, whole as i64), tone(x, whole as i64 + 1));
            *pixel = (f32::from(upper) * (1.0 - part) + f32::from(lower) * part).round() as u8;
        }
    }
    (GreyImage { height: rows as u32, pixels, ..image.clone() }, Moved { slope, above })
}

impl Moved {
    /// Leads the boxes of lines back to where they stand on the page as it came, which is `height` pixels high.
    pub(super) fn lead_back(self, lines: &mut [Line], height: u32) {
        for line in lines {
            for word in &mut line.words {
                word.bbox = word.bbox.map(|b| self.back(b, height));
            }
            line.bbox = line.words.iter().filter_map(|word| word.bbox).reduce(BBox::union);
        }
    }

    fn back(self, b: BBox, height: u32) -> BBox {
        let shift = self.slope * (b.x0 + b.x1) as f32 / 2.0 - self.above;
        let moved = |y: u32| ((y as f32 + shift).round().max(0.0) as u32).min(height);
        BBox { y0: moved(b.y0), y1: moved(b.y1), ..b }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ink;
    use super::*;
    use crate::page::Word;

    const PAPER: u8 = 240;

    /// Lines of letters, falling by `slope`.
    fn page(slope: f32) -> GreyImage {
        let (width, height) = (900u32, 500u32);
        let mut pixels = vec![PAPER; (width * height) as usize];
        for line in 0..5 {
            for letter in 0..34 {
                let x0 = 40 + letter * 24;
                let y0 = (100.0 + 60.0 * line as f32 + slope * (x0 as f32 + 7.0)) as u32;
                for y in y0..y0 + 20 {
                    pixels[(y * width + x0) as usize..(y * width + x0 + 14) as usize].fill(10);
                }
            }
        }
        GreyImage { width, height, resolution: 200, pixels }
    }

    fn found(image: &GreyImage) -> Option<f32> {
        fall(&ink::components(image, 128), 20, image.width)
    }

    #[test]
    fn the_fall_is_measured_either_way_and_level_pages_stay() {
        for slope in [0.03f32, -0.03, 0.07] {
            let measured = found(&page(slope)).expect("it falls");
            // Half a strip over the width of the page cannot be told apart.
            assert!((measured - slope).abs() < 0.003, "{slope}: {measured}");
        }
        assert_eq!(found(&page(0.0)), None);
        assert_eq!(found(&page(0.002)), None);
    }

    #[test]
    fn a_levelled_page_is_level_and_its_boxes_lead_back() {
        for slope in [0.03f32, -0.03] {
            let image = page(slope);
            let (level, moved) = level(&image, slope, PAPER);
            assert_eq!(found(&level), None);
            let boxes = |image: &GreyImage| -> Vec<BBox> {
                let mut boxes: Vec<BBox> =
                    ink::components(image, 128).into_iter().map(|component| component.bbox).collect();
                boxes.sort_by_key(|b| (b.x0, b.y0));
                boxes
            };
            let word = |b: &BBox| Word { bbox: Some(*b), ..Word::default() };
            let mut lines = vec![Line { words: boxes(&level).iter().map(word).collect(), bbox: None }];
            moved.lead_back(&mut lines, image.height);
            for (led, own) in lines[0].words.iter().filter_map(|word| word.bbox).zip(boxes(&image)) {
                assert!(led.x0 == own.x0 && led.y0.abs_diff(own.y0) <= 1 && led.y1.abs_diff(own.y1) <= 1);
            }
        }
    }
}
