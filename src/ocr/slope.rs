//! How far the lines of a page fall to the right or to the left, measured on the feet of its letters.

use super::ink::Component;

/// Heights of components, in letter heights, that count as letters standing on a line.
const LETTER: std::ops::RangeInclusive<f32> = 0.7..=1.8;
/// Letters that must be there for lines to be seen in them.
const ENOUGH: usize = 60;
/// The steepest fall that is looked for: 5.7°. More is no scan laid on by hand.
const STEEPEST: f32 = 0.1;
/// Steps in which it is looked for, coarse and fine.
const COARSE: f32 = 0.004;
const FINE: f32 = 0.0005;
/// Height of the strips in which feet are counted, in letter heights.
const STRIP: f32 = 0.25;

/// The fall of the page's lines, in pixels a pixel to the right; `None` where too few letters tell.
pub(crate) fn of(components: &[Component], letter: u32) -> Option<f32> {
    let letter = letter as f32;
    let feet: Vec<(f32, f32)> = components
        .iter()
        .map(|component| component.bbox)
        .filter(|b| LETTER.contains(&(b.height() as f32 / letter)))
        .map(|b| ((b.x0 + b.x1) as f32 / 2.0, b.y1 as f32))
        .collect();
    if feet.len() < ENOUGH {
        return None;
    }
    let strip = (STRIP * letter).max(1.0);
    let coarse = best(&feet, strip, 0.0, STEEPEST, COARSE);
    Some(best(&feet, strip, coarse, COARSE, FINE))
}

/// The slope near `middle` at which the feet stand in the fewest strips; where several are as good, the one in their midst.
fn best(feet: &[(f32, f32)], strip: f32, middle: f32, about: f32, step: f32) -> f32 {
    let steps = (about / step).round() as i32;
    let slopes = (-steps..=steps).map(|at| middle + at as f32 * step);
    let sharp: Vec<(u64, f32)> = slopes.map(|slope| (sharpness(feet, strip, slope), slope)).collect();
    let most = sharp.iter().map(|(sharpness, _)| *sharpness).max();
    let sharpest: Vec<f32> =
        sharp.iter().filter(|(sharpness, _)| Some(*sharpness) == most).map(|(_, slope)| *slope).collect();
    sharpest.iter().sum::<f32>() / sharpest.len().max(1) as f32
}

/// Sum of the squares of the feet in each strip.
fn sharpness(feet: &[(f32, f32)], strip: f32, slope: f32) -> u64 {
    let mut strips: Vec<i32> = feet.iter().map(|(x, y)| ((y - slope * x) / strip) as i32).collect();
    strips.sort_unstable();
    strips.chunk_by(|a, b| a == b).map(|same| (same.len() as u64).pow(2)).sum()
}
