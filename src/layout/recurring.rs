//! On how many pages a line at their edge recurs, standing alike.

use super::furniture::{Edge, Edges};
use rustc_hash::FxHashMap;

/// Lines nearer to the edge than this are running lines whatever stands beside them.
const HEAD: usize = 3;
/// Lines by which a running line is shifted on other pages, at most.
const SHIFT: usize = 3;

/// A line as it would have to stand on other pages to be the same running line.
#[derive(PartialEq, Eq, Hash)]
struct Stand<'a> {
    edge: Edge,
    key: &'a str,
    /// Lines between it and the edge.
    depth: usize,
    /// The key of the next line towards the edge; `None` where any will do. `Nämnden beslutar` at a page's top may stand under a heading on another page, and is
    /// no running head.
    beside: Option<Option<&'a str>>,
}

impl<'a> Stand<'a> {
    fn of(edge: Edge, key: &'a str, depth: usize, outer: Option<&'a str>) -> Self {
        Self { edge, key, depth, beside: (depth >= HEAD).then_some(outer) }
    }
}

/// On how many pages but the first there is a line for each stand: about as far from the edge and, beyond the first lines, beside the same one.
pub(super) struct Counts<'a>(FxHashMap<Stand<'a>, Pages>);

/// Pages, of which the last is known so that none counts twice.
struct Pages {
    count: usize,
    last: usize,
}

impl<'a> Counts<'a> {
    /// Counts the lines of all pages once.
    pub(super) fn of(edges: &'a [Edges]) -> Self {
        let mut counts: FxHashMap<Stand<'_>, Pages> = FxHashMap::default();
        for (page, lines) in edges.iter().enumerate().skip(1) {
            for edge in [Edge::Top, Edge::Foot] {
                let mut outer = None;
                for (depth, line) in lines[edge as usize].iter().enumerate() {
                    for like in depth.saturating_sub(SHIFT)..=depth + SHIFT {
                        let pages = counts
                            .entry(Stand::of(edge, &line.key, like, outer))
                            .or_insert(Pages { count: 0, last: 0 });
                        pages.count += usize::from(pages.last != page);
                        pages.last = page;
                    }
                    outer = Some(line.key.as_str());
                }
            }
        }
        Self(counts)
    }

    /// On how many pages but the first the key stands as it does at `depth` lines from the edge, behind `outer`.
    pub(super) fn like(&self, edge: Edge, key: &str, depth: usize, outer: Option<&str>) -> usize {
        self.0.get(&Stand::of(edge, key, depth, outer)).map_or(0, |pages| pages.count)
    }
}
