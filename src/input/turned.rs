//! Pages scanned upside down or sideways: told by the shape of their words and by how badly they are read, and read turned.

use crate::ocr::{GreyImage, OcrEngine};
use crate::page::{Line, Word};
use std::time::Instant;

/// Mean confidence, words counted by their letters, below which a page may stand the wrong way up: one that does comes to 0.3 or 0.4,
/// the worst of the worn copies to 0.5.
const DOUBTFUL: f32 = 0.45;
/// How much surer a turned reading must be.
const SURER: f32 = 0.15;
/// Confidence at which no other way up is tried.
const SURE: f32 = 0.75;
/// Letters that the better reading must have: marks and rules are read the one way as well as the other.
const LETTERS: usize = 40;
/// Letters of a word that is wider than high if it stands upright.
const LONG: usize = 4;

/// The lines of a page as it was read first, or, where another way up is clearly better, those of the page turned, and by how
/// many quarters of a circle to the right. After `until` no other way up is tried.
pub(super) fn read_upright(
    engine: &dyn OcrEngine,
    image: &GreyImage,
    first: Vec<Line>,
    until: Option<Instant>,
) -> (Vec<Line>, u8) {
    let certainty = Certainty::of(&first);
    let is_upright = certainty.mean >= DOUBTFUL && !certainty.is_sideways;
    if certainty.letters == 0 || is_upright {
        return (first, 0);
    }
    // Tesseract reads one of the two sideways turns, but its words then stand one above the other.
    let least = if certainty.is_sideways { 0.0 } else { certainty.mean + SURER };
    let (mut best, mut best_mean) = ((first, 0), least);
    for quarters in [2, 1, 3] {
        if until.is_some_and(|until| Instant::now() >= until) {
            break;
        }
        // A way up that cannot be read is none that is better.
        let Ok(lines) = engine.read(&turned(image, quarters)) else { continue };
        let found = Certainty::of(&lines);
        if found.letters >= LETTERS && !found.is_sideways && found.mean > best_mean {
            best_mean = found.mean;
            best = (lines, quarters);
        }
        if best.1 != 0 && best_mean >= SURE {
            break;
        }
    }
    best
}

/// How sure a reading is.
struct Certainty {
    /// Mean of the confidences, words counted by their letters.
    mean: f32,
    letters: usize,
    /// Whether most of the long words are higher than wide.
    is_sideways: bool,
}

impl Certainty {
    fn of(lines: &[Line]) -> Self {
        let count = |word: &Word| word.text.chars().filter(|c| c.is_alphanumeric()).count();
        let words = || lines.iter().flat_map(|line| &line.words);
        let letters = words().map(count).sum();
        let sum: f32 = words().map(|word| count(word) as f32 * word.confidence.unwrap_or(0.0)).sum();
        let boxes = words().filter(|word| count(word) >= LONG).filter_map(|word| word.bbox);
        let (high, all) =
            boxes.fold((0, 0), |(high, all), b| (high + usize::from(b.height() > b.width()), all + 1));
        Self { mean: sum / (letters as f32).max(1.0), letters, is_sideways: 2 * high > all }
    }
}

/// The image turned by so many quarters of a circle to the right.
pub(super) fn turned(image: &GreyImage, quarters: u8) -> GreyImage {
    let (width, height) = (image.width as usize, image.height as usize);
    let mut pixels = image.pixels.clone();
    if quarters == 2 {
        pixels.reverse();
        return GreyImage { pixels, ..*image };
    }
    // A row of the new page is a column of the old one, from below or from above.
    for (at, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (at % height, at / height);
        let (from_x, from_y) = if quarters == 1 { (y, height - 1 - x) } else { (width - 1 - y, x) };
        *pixel = image.pixels[from_y * width + from_x];
    }
    GreyImage { width: image.height, height: image.width, resolution: image.resolution, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Result;
    use crate::geometry::BBox;
    use crate::ocr::EngineInfo;

    /// Reads pages whose first pixel is black surely, others badly; of pages that are as wide as high it reads sideways words.
    struct Upright;

    impl OcrEngine for Upright {
        fn info(&self) -> Result<EngineInfo> {
            Ok(EngineInfo { name: "upright 1".into(), languages: Vec::new() })
        }

        fn read(&self, image: &GreyImage) -> Result<Vec<Line>> {
            let is_upright = image.pixels[0] == 0;
            let (width, height) =
                if !is_upright && image.width == image.height { (10, 90) } else { (90, 10) };
            let confidence = Some(if is_upright { 0.9 } else { 0.4 });
            let bbox = Some(BBox::new(0, 0, width, height));
            let word = Word { text: "sammanträde".into(), confidence, bbox, ..Word::default() };
            Ok(vec![Line { words: vec![word; 5], bbox: None }])
        }
    }

    fn page(width: u32, height: u32, black: usize) -> GreyImage {
        let mut pixels = vec![255; (width * height) as usize];
        pixels[black] = 0;
        GreyImage { width, height, resolution: 200, pixels }
    }

    fn turns(image: &GreyImage) -> u8 {
        let first = Upright.read(image).expect("it reads everything");
        read_upright(&Upright, image, first, None).1
    }

    #[test]
    fn images_turn_to_the_right() {
        let image = GreyImage { width: 3, height: 2, resolution: 200, pixels: vec![1, 2, 3, 4, 5, 6] };
        let once = turned(&image, 1);
        assert_eq!((once.width, once.height, once.pixels.clone()), (2, 3, vec![4, 1, 5, 2, 6, 3]));
        assert_eq!(turned(&once, 1), turned(&image, 2));
        assert_eq!(turned(&turned(&image, 3), 1), image);
    }

    #[test]
    fn the_way_up_is_found_and_upright_pages_are_read_once() {
        assert_eq!(turns(&page(3, 2, 0)), 0);
        assert_eq!(turns(&page(3, 2, 5)), 2);
        assert_eq!(turns(&page(3, 2, 3)), 1);
        assert_eq!(turns(&page(3, 2, 2)), 3);
        assert_eq!(turns(&page(2, 2, 1)), 3);
    }

    #[test]
    fn no_other_way_up_is_tried_when_the_time_is_over() {
        let image = page(3, 2, 5);
        let first = Upright.read(&image).expect("it reads everything");
        assert_eq!(read_upright(&Upright, &image, first, Some(Instant::now())).1, 0);
    }

    #[test]
    fn a_page_that_is_read_badly_either_way_stays() {
        assert_eq!(turns(&page(3, 2, 1)), 0);
    }
}
