//! What is printed on a page image: its ink, as connected components.

use super::GreyImage;
use crate::geometry::BBox;

/// Ink in one row: from a column up to, not with, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) y: u32,
    pub(crate) x0: u32,
    pub(crate) x1: u32,
}

/// Ink that hangs together, corners included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Component {
    pub(crate) bbox: BBox,
    pub(crate) runs: Vec<Run>,
}

/// The tone below which pixels are ink: Otsu's, which parts the tones into the two most even classes.
pub(crate) fn threshold(image: &GreyImage) -> u8 {
    let mut counts = [0u64; 256];
    for &tone in &image.pixels {
        counts[usize::from(tone)] += 1;
    }
    let total = image.pixels.len() as f64;
    let sum: f64 = counts.iter().enumerate().map(|(tone, &n)| tone as f64 * n as f64).sum();
    let (mut below, mut below_sum, mut best, mut best_spread) = (0.0, 0.0, 0u8, -1.0);
    for tone in 0..=254u8 {
        let count = counts[usize::from(tone)] as f64;
        below += count;
        below_sum += f64::from(tone) * count;
        if below == 0.0 || below == total {
            continue;
        }
        let apart = below_sum / below - (sum - below_sum) / (total - below);
        let spread = below * (total - below) * apart * apart;
        if spread > best_spread {
            (best, best_spread) = (tone + 1, spread);
        }
    }
    best
}

/// The components of the pixels darker than `threshold`, from the top.
pub(crate) fn components(image: &GreyImage, threshold: u8) -> Vec<Component> {
    let runs = runs(image, threshold);
    let mut parents: Vec<usize> = (0..runs.len()).collect();
    let mut above = 0;
    for at in 0..runs.len() {
        let run = runs[at];
        while above < at
            && (runs[above].y + 1 < run.y || (runs[above].y + 1 == run.y && runs[above].x1 < run.x0))
        {
            above += 1;
        }
        let touching = (above..at).take_while(|&i| runs[i].y < run.y && runs[i].x0 <= run.x1);
        for i in touching {
            let (a, b) = (root(&mut parents, i), root(&mut parents, at));
            parents[a.max(b)] = a.min(b);
        }
    }
    let mut slots = vec![usize::MAX; runs.len()];
    let mut found: Vec<Component> = Vec::new();
    for (at, &run) in runs.iter().enumerate() {
        let root = root(&mut parents, at);
        let bbox = BBox::new(run.x0, run.y, run.x1, run.y + 1);
        if slots[root] == usize::MAX {
            slots[root] = found.len();
            found.push(Component { bbox, runs: Vec::new() });
        }
        let component = &mut found[slots[root]];
        component.bbox = component.bbox.union(bbox);
        component.runs.push(run);
    }
    found
}

fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

fn runs(image: &GreyImage, threshold: u8) -> Vec<Run> {
    let mut runs = Vec::new();
    for (y, row) in (0..).zip(image.pixels.chunks_exact(image.width.max(1) as usize)) {
        let mut begin = None;
        for (x, &tone) in (0..).zip(row) {
            match (tone < threshold, begin) {
                (true, None) => begin = Some(x),
                (false, Some(x0)) => {
                    runs.push(Run { y, x0, x1: x });
                    begin = None;
                }
                _ => {}
            }
        }
        if let Some(x0) = begin {
            runs.push(Run { y, x0, x1: image.width });
        }
    }
    runs
}

/// The usual height of the letters, in pixels: the median height of the components that are not too small or too large
/// for one at the page's resolution. `None` where there are too few to tell.
pub(crate) fn letter_height(components: &[Component], resolution: u32) -> Option<u32> {
    const INCHES: std::ops::RangeInclusive<f32> = 0.035..=0.25;
    const ENOUGH: usize = 30;
    let inches = |pixels: u32| pixels as f32 / resolution.max(1) as f32;
    let mut heights: Vec<u32> = components
        .iter()
        .map(|c| c.bbox.height())
        .filter(|&height| INCHES.contains(&inches(height)))
        .collect();
    heights.sort_unstable();
    (heights.len() >= ENOUGH).then(|| heights[heights.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(rows: &[&str]) -> GreyImage {
        let pixels: Vec<u8> =
            rows.iter().flat_map(|row| row.bytes()).map(|b| if b == b'#' { 20 } else { 240 }).collect();
        GreyImage { width: rows[0].len() as u32, height: rows.len() as u32, resolution: 200, pixels }
    }

    #[test]
    fn ink_that_hangs_together_is_one_component() {
        let page = image(&["#..#.#", "#..#.#", "##.###", "......", ".#....", "#....#"]);
        let boxes: Vec<BBox> = components(&page, threshold(&page)).iter().map(|c| c.bbox).collect();
        let expected =
            [BBox::new(0, 0, 2, 3), BBox::new(3, 0, 6, 3), BBox::new(0, 4, 2, 6), BBox::new(5, 5, 6, 6)];
        assert_eq!(boxes, expected);
    }

    #[test]
    fn a_blank_page_has_no_ink() {
        let page = image(&["....", "...."]);
        assert_eq!(components(&page, threshold(&page)), []);
    }
}
