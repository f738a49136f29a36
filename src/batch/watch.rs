//! What a run says while it works, to whoever listens: the library itself prints nothing.

use crate::record::{Diagnostic, Entry};

/// Something that happened in a run.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Event<'e> {
    /// The work begins.
    Begun {
        /// Documents that are to be done or looked at.
        documents: usize,
    },
    /// An earlier run did this document, and its files are whole.
    Kept(&'e Entry),
    /// A document was converted.
    Done {
        /// Its line in the manifest.
        entry: &'e Entry,
        /// What a person should look at; the messages may hold text of the document.
        findings: &'e [Diagnostic],
    },
    /// A document failed; its entry says why.
    Failed(&'e Entry),
    /// A document that some run converted, and whose record is not any more as it was written: it is left out of what is collected.
    Lost(&'e str),
    /// Something about the run as a whole that a person should know.
    Noticed(&'e str),
}

/// Listens to a run. Events come from all its threads.
pub trait Watch: Sync {
    /// Takes notice.
    fn notice(&self, event: Event<'_>);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deaf;

impl Watch for Deaf {
    fn notice(&self, _: Event<'_>) {}
}
