//! Many documents: which there are, where their outputs go, and the run over all of them.
//!
//! A document that fails never stops the others, no output is seen before it is whole, and what an earlier run did is kept.

mod clock;
mod corrections;
mod crew;
mod document;
mod failures;
mod folder;
mod gather;
mod manifest;
mod merge;
mod plan;
mod report;
mod run;
mod settings;
mod shard;
mod source;
mod watch;
mod write;

pub use corrections::Corrections;
pub use failures::FAILED;
pub use gather::Targets;
pub use manifest::{MANIFEST, PLAN};
pub use merge::{Merged, merge};
pub use plan::{Choice, Folders, Job, Plan, documents, plan};
pub use run::{Options, Summary, run};
pub use shard::Shard;
pub use watch::{Deaf, Event, Watch};
pub use write::atomically as write_file;
