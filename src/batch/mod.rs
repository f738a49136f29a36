//! Many documents: which there are, where their outputs go, and the run over all of them.
//!
//! A document that fails never stops the others, and no output is seen before it is whole.

mod plan;
mod run;
mod write;

pub use plan::{Folders, Job, Plan, plan};
pub use run::run;
pub use write::atomically as write_file;
