//! The options that say how a run over many documents is made, and what it says meanwhile.

use super::progress::{LogFormat, Manner};
use crate::batch::{Shard, Targets};
use bytesize::ByteSize;
use clap::Args;
use std::path::PathBuf;

/// How many documents are converted.
#[derive(Debug, Args)]
pub(super) struct BatchArguments {
    /// Documents worked on at a time; 0 for as many as there are cores. Outputs do not depend on it.
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(super) jobs: usize,
    /// Convert all documents anew; else those that an earlier run converted the same way are kept.
    #[arg(long)]
    pub(super) force: bool,
    /// Longest that a document may take, the OCR of its pages (--page-timeout) not counted; one that takes longer has failed. 0 for no
    /// bound.
    #[arg(long, default_value_t = 1800, value_name = "SECONDS")]
    pub(super) document_timeout: u64,
    /// Largest file that is read.
    #[arg(long, default_value = "2GiB", value_name = "SIZE")]
    pub(super) max_file_size: ByteSize,
    /// Take a share of the documents: 2/5 for the second of five. Which they are is told by their names, on every machine the same.
    #[arg(long, value_name = "I/N", requires = "out")]
    pub(super) shard: Option<Shard>,
    /// Follow symbolic links in walked directories.
    #[arg(long)]
    pub(super) follow_links: bool,
}

/// What is said meanwhile.
#[derive(Debug, Args)]
pub(super) struct LogArguments {
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

impl LogArguments {
    /// How to say what happens.
    pub(super) fn manner(&self) -> Manner {
        Manner { quiet: self.quiet, format: self.log_format, text: self.log_text }
    }
}

/// Where all records are collected, those kept from earlier runs too.
#[derive(Debug, Args)]
pub(super) struct CollectArguments {
    /// Write all records to FILE, a JSON object a line.
    #[arg(long, value_name = "FILE", requires = "out")]
    jsonl: Option<PathBuf>,
    /// Write meetings, attendance, items, decisions, votes and ballots as tables to DIR.
    #[arg(long, value_name = "DIR", requires = "out")]
    csv: Option<PathBuf>,
    /// Write the same tables, and full-text search over pages and items, to the SQLite database FILE.
    #[arg(long, value_name = "FILE", requires = "out")]
    sqlite: Option<PathBuf>,
}

impl CollectArguments {
    pub(super) fn targets(&self) -> Targets {
        Targets { jsonl: self.jsonl.clone(), csv: self.csv.clone(), sqlite: self.sqlite.clone() }
    }
}
