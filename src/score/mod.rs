//! How good the results are: repaired text and records measured against what is true.
//!
//! Texts are measured in two ways. *Aligned*: each true word is looked up, by alignment, in the OCR text and in the repaired one.
//! *Order-free*, for pages whose reading order differs: a word is wrong when it is not among the document's true words; what
//! was mended, broken and left follows from aligning the OCR text with the repaired one.
//!
//! What the errors of a text were and what became of each kind: [`kinds`]. Whether the confidences of repair mean what they say: [`calibration`].
//!
//! Persons that are one row each: [`attendance`]. Records are measured field by field, strict and soft; see [`record`].

mod align;
mod assign;
pub mod attendance;
pub mod calibration;
mod fold;
pub mod kinds;
pub mod record;
mod sections;
mod similarity;
pub mod text;

/// How often something happened of how many times it could.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Times it happened.
    pub part: usize,
    /// Times it could.
    pub whole: usize,
}

impl Share {
    /// As a number; `None` where it could never happen.
    #[must_use]
    pub fn ratio(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl std::ops::AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}
