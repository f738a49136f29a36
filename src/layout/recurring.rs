//! Where lines at the edges of pages recur.

use super::furniture::{Edge, Edges};
use rustc_hash::FxHashMap;

/// Where a key stands on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    /// Its index.
    pub(super) page: usize,
    /// Lines between it and the edge.
    pub(super) depth: usize,
    /// The key of the next line towards the edge.
    pub(super) outer: Option<&'a str>,
}

impl Place<'_> {
    /// Whether a line there may be the same running line: about as far from the edge and, beyond the first lines, beside the
    /// same one. `Nämnden beslutar` at a page's top may stand under a heading on another page, and is no running head.
    pub(super) fn agrees(self, other: Self) -> bool {
        const SHIFT: usize = 3;
        const HEAD: usize = 3;
        self.depth.abs_diff(other.depth) <= SHIFT && (self.depth < HEAD || self.outer == other.outer)
    }
}

/// Where each key stands on the pages but the first.
pub(super) type Places<'a> = FxHashMap<(Edge, &'a str), Vec<Place<'a>>>;

/// Gathers them.
pub(super) fn places(edges: &[Edges]) -> Places<'_> {
    let mut places: Places<'_> = FxHashMap::default();
    for (page, lines) in edges.iter().enumerate().skip(1) {
        for edge in [Edge::Top, Edge::Foot] {
            let mut outer = None;
            for (depth, line) in lines[edge as usize].iter().enumerate() {
                places.entry((edge, &line.key)).or_default().push(Place { page, depth, outer });
                outer = Some(line.key.as_str());
            }
        }
    }
    places
}
