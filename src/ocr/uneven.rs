//! Whether one threshold for the whole page loses print: then, and only then, a page that was read badly is worth another reading with
//! thresholds of its places.

use super::GreyImage;
use super::ink;

/// Sauvola's threshold as Tesseract sets it: the window in inches, and how much the spread of the tones counts.
const WINDOW: f32 = 0.33;
const SPREAD: f32 = 0.34;
/// The spread of tones that counts in full.
const FULL: f32 = 128.0;
/// Share of ink from which a place is printed on, and from which it is dark all over.
const PRINTED: f32 = 0.08;
const DARK: f32 = 0.6;

/// Whether there is a place, as large as a letter, in which the page's threshold sees a quarter at most of the ink that the place's own
/// thresholds see, or a dark ground in which they see print. One is enough: where there is none at all, there is nothing to gain, and
/// badly worn pages have hardly more.
pub(super) fn loses_print(image: &GreyImage, letter: u32) -> bool {
    let side = letter.max(4) as usize;
    let (columns, rows) = (image.width as usize / side, image.height as usize / side);
    let places = Places::new(image);
    let threshold = ink::threshold(image);
    let area = (side * side) as f32;
    let is_lost = |(row, column): (usize, usize)| {
        let (mut even, mut local) = (0u32, 0u32);
        for y in row * side..(row + 1) * side {
            for x in column * side..(column + 1) * side {
                let tone = image.pixels[y * places.width + x];
                even += u32::from(tone < threshold);
                local += u32::from(f32::from(tone) < places.threshold(x, y));
            }
        }
        let (even, local) = (even as f32 / area, local as f32 / area);
        (local >= PRINTED && even < local / 4.0) || (even >= DARK && local < even / 2.0)
    };
    (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).any(is_lost)
}

/// Sums of the tones and of their squares from the upper left corner to each pixel.
struct Places {
    width: usize,
    height: usize,
    half: usize,
    sums: Vec<u64>,
    squares: Vec<u64>,
}

impl Places {
    fn new(image: &GreyImage) -> Self {
        let (width, height) = (image.width as usize, image.height as usize);
        let half = ((WINDOW * image.resolution as f32 / 2.0) as usize).max(4);
        let stride = width + 1;
        let (mut sums, mut squares) = (vec![0; stride * (height + 1)], vec![0; stride * (height + 1)]);
        for y in 0..height {
            let (mut sum, mut square) = (0u64, 0u64);
            for x in 0..width {
                let tone = u64::from(image.pixels[y * width + x]);
                sum += tone;
                square += tone * tone;
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + sum;
                squares[(y + 1) * stride + x + 1] = squares[y * stride + x + 1] + square;
            }
        }
        Self { width, height, half, sums, squares }
    }

    /// The tone below which a pixel is ink, by those about it.
    fn threshold(&self, x: usize, y: usize) -> f32 {
        let (x0, x1) = (x.saturating_sub(self.half), (x + self.half + 1).min(self.width));
        let (y0, y1) = (y.saturating_sub(self.half), (y + self.half + 1).min(self.height));
        let stride = self.width + 1;
        let within = |all: &[u64]| {
            let at = |x: usize, y: usize| all[y * stride + x];
            (at(x1, y1) + at(x0, y0) - at(x0, y1) - at(x1, y0)) as f32
        };
        let count = ((x1 - x0) * (y1 - y0)) as f32;
        let mean = within(&self.sums) / count;
        let spread = (within(&self.squares) / count - mean * mean).max(0.0).sqrt();
        mean * (1.0 + SPREAD * (spread / FULL - 1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines of strokes on paper; both are as light as `light` says of the column.
    fn page(light: impl Fn(u32) -> f32) -> GreyImage {
        let (width, height) = (800, 600);
        let tone = |at: u32| {
            let (x, y) = (at % width, at / width);
            let ink = x % 10 < 4 && y % 40 < 20 && x > 20 && y > 20;
            ((if ink { 60.0 } else { 240.0 }) * light(x)) as u8
        };
        GreyImage { width, height, resolution: 200, pixels: (0..width * height).map(tone).collect() }
    }

    #[test]
    fn an_even_page_loses_nothing_and_a_shadow_swallows_print() {
        assert!(!loses_print(&page(|_| 1.0), 20));
        assert!(!loses_print(&page(|x| if x > 600 { 0.9 } else { 1.0 }), 20));
        assert!(loses_print(&page(|x| if x > 600 { 0.35 } else { 1.0 }), 20));
    }
}
