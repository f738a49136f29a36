//! Many documents: which there are, where their outputs go, and the run over all of them.
//!
//! A document that fails never stops the others, no output is seen before it is whole, and what an earlier run did is kept.

mod document;
mod failures;
mod folder;
mod manifest;
mod plan;
mod run;
mod settings;
mod watch;
mod write;

pub use failures::FAILED;
pub use manifest::MANIFEST;
pub use plan::{Folders, Job, Plan, plan};
pub use run::{Options, Summary, run};
pub use watch::{Deaf, Event, Watch};
pub use write::atomically as write_file;
