//! Rectangles on a page.

/// A rectangle in pixels of the page image: `x0..x1` from the left, `y0..y1` from the top, ends excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BBox {
    /// Left edge.
    pub x0: u32,
    /// Upper edge.
    pub y0: u32,
    /// First column to the right of the rectangle.
    pub x1: u32,
    /// First row below the rectangle.
    pub y1: u32,
}

impl BBox {
    /// The rectangle with these edges; edges given the wrong way round are put right.
    #[must_use]
    pub fn new(x0: u32, y0: u32, x1: u32, y1: u32) -> Self {
        Self { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) }
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(self) -> u32 {
        self.x1 - self.x0
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(self) -> u32 {
        self.y1 - self.y0
    }

    /// The rectangle so many pixels further to the right.
    #[must_use]
    pub fn moved_right(self, by: u32) -> Self {
        Self { x0: self.x0.saturating_add(by), x1: self.x1.saturating_add(by), ..self }
    }

    /// The smallest rectangle that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Pixels that both rectangles cover.
    #[must_use]
    pub fn intersection_area(self, other: Self) -> u64 {
        let width = self.x1.min(other.x1).saturating_sub(self.x0.max(other.x0));
        let height = self.y1.min(other.y1).saturating_sub(self.y0.max(other.y0));
        u64::from(width) * u64::from(height)
    }

    /// Share of the lower rectangle's height that both rectangles have in common, 0..=1.
    #[must_use]
    pub fn vertical_overlap(self, other: Self) -> f32 {
        let common = self.y1.min(other.y1).saturating_sub(self.y0.max(other.y0));
        common as f32 / self.height().min(other.height()).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn union_and_intersection() {
        let a = BBox::new(0, 0, 10, 10);
        let b = BBox::new(5, 5, 20, 8);
        assert_eq!(a.union(b), BBox::new(0, 0, 20, 10));
        assert_eq!(a.intersection_area(b), 15);
        assert_eq!(a.intersection_area(BBox::new(10, 0, 12, 10)), 0);
        assert!((a.vertical_overlap(b) - 1.0).abs() < f32::EPSILON);
    }

    #[test]
    fn edges_are_put_in_order() {
        assert_eq!(BBox::new(9, 8, 1, 2), BBox::new(1, 2, 9, 8));
    }
}
