//! What the tests of this room share: a text as it comes out of layout and repair.

use crate::dictionary::Dictionary;
use crate::repair::{RepairedText, Repairer};
use crate::{input, layout};

/// `source`, read, laid out and repaired.
pub(super) fn repaired(source: &str) -> RepairedText {
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let (layout, _) = layout::arrange(input::text::read(source));
    Repairer::new(&dictionary).repair(&layout)
}
