//! `justera merge`: the output directories of several runs over one shelf as one.

use super::batching::{CollectArguments, LogArguments};
use super::progress::Progress;
use super::{Status, messages};
use crate::batch::{self, Merged};
use crate::error::Result;
use clap::Args;
use std::path::PathBuf;

/// Join the manifests and reports of several runs, and say what is missing or doubled.
///
/// For shelves that were converted in shares (`--shard`) or on several machines. Writes manifest, report and list of failures to
/// --out; the documents' files stay where they are. Exit status 1 if a document is missing, failed, or was done from different inputs.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Directories that `justera convert` wrote to.
    #[arg(required = true, value_name = "OUT")]
    outs: Vec<PathBuf>,
    /// Directory for what is joined; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    collect: CollectArguments,
    #[command(flatten)]
    log: LogArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let progress = Progress::new(arguments.log.manner());
    let merged = batch::merge(&arguments.outs, &arguments.out, &arguments.collect.targets(), &progress)?;
    let told = [
        ("no run did", &merged.missing),
        ("several runs did, from the same input,", &merged.doubled),
        ("several runs did, from different inputs or with different settings,", &merged.contradictory),
    ];
    for (what, documents) in told {
        for document in documents {
            messages::note(&format!("{what} {document}"));
        }
    }
    let Merged { documents, failed, lost, .. } = merged;
    messages::note(&format!(
        "{documents} documents: {} missing, {failed} failed, {} doubled, {} contradictory, {lost} lost",
        merged.missing.len(),
        merged.doubled.len(),
        merged.contradictory.len()
    ));
    Ok(if merged.is_whole() { Status::Done } else { Status::SomeFailed })
}
