//! The options that say how a run over many documents is made, and what it says meanwhile.

use super::progress::{LogFormat, Manner};
use clap::Args;

/// How many documents are converted.
#[derive(Debug, Args)]
pub(super) struct BatchArguments {
    /// Documents worked on at a time; 0 for as many as there are cores. Outputs do not depend on it.
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(super) jobs: usize,
    /// Convert all documents anew; else those that an earlier run converted the same way are kept.
    #[arg(long)]
    pub(super) force: bool,
    /// Say nothing but what failed.
    #[arg(long, short)]
    quiet: bool,
    /// How to say on standard error what happens: for people, or a JSON object a line.
    #[arg(long, value_enum, default_value = "text", value_name = "FORMAT")]
    log_format: LogFormat,
    /// Let what is said hold text of the documents: findings in full, and what faults inside the program say of themselves.
    #[arg(long)]
    log_text: bool,
}

impl BatchArguments {
    /// How to say what happens.
    pub(super) fn manner(&self) -> Manner {
        Manner { quiet: self.quiet, format: self.log_format, text: self.log_text }
    }
}
