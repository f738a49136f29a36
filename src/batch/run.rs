//! The run: documents in parallel, each noted in the manifest when it is whole; a failure stays with its document.

use super::corrections::Corrections;
use super::crew;
use super::document::{Fate, Work};
use super::folder::Folder;
use super::gather::{self, Targets};
use super::manifest::{self, Manifest};
use super::plan::{Job, Plan};
use super::watch::{Event, Watch};
use super::{failures, report};
use crate::error::{Error, Result};
use crate::export::PlacedFormat;
use crate::input::Reading;
use crate::pipeline::{Converter, Several};
use crate::record::{Entry, Failure};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// How a run is made.
#[derive(Clone, Default)]
pub struct Options {
    /// Documents worked on at a time; 0 for as many as there are cores. Outputs do not depend on it.
    pub jobs: usize,
    /// Do again what an earlier run did.
    pub force: bool,
    /// How documents are read; without an engine in it page images fail.
    pub reading: Reading<'static>,
    /// Options of the engine that make other outputs when they change, in words.
    pub engine: String,
    /// Bytes above which a file is not read; `None` for no bound.
    pub max_file_size: Option<u64>,
    /// Longest that a document may take, the OCR of its pages, which has a bound of its own, not counted; `None` for no bound. The
    /// thread of one that takes longer is left to itself: it ends with the process, or when it is done, and writes nothing.
    pub document_timeout: Option<Duration>,
    /// What becomes of files that hold several protocols.
    pub several: Several,
    /// What people have mended.
    pub corrections: Corrections,
    /// Where all records are collected, those of earlier runs too.
    pub targets: Targets,
    /// Formats in which the repaired words are written with their boxes too, where the input has boxes.
    pub also: Vec<PlacedFormat>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Documents of this run.
    pub documents: usize,
    /// Those that were converted.
    pub converted: usize,
    /// Those that an earlier run had done.
    pub kept: usize,
    /// Those that failed, and folders that could not be walked.
    pub failed: usize,
    /// Those of any run whose record is not any more as it was written.
    pub lost: usize,
    /// Pages of those converted.
    pub pages: u64,
}

/// Does what `plan` says, and writes into `out`: for each document `<document>.json` and `.txt`, and for all of them the manifest and the list of failures.
///
/// # Errors
/// If `out` cannot be written (it is full, or another run works in it): the run stops at once, and what was done by then stands.
pub fn run(
    plan: &Plan,
    out: &Path,
    converter: &'static Converter<'static>,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Summary> {
    let (folder, _lock) = Folder::open(out)?;
    gather::check(&options.targets, &plan.jobs)?;
    let manifest = Manifest::open(out)?;
    manifest::write_plan(out, &plan.shelf)?;
    if manifest.dropped() > 0 {
        let what = "of the manifest were left unfinished by an earlier run; their documents are done again";
        watch.notice(Event::Noticed(&format!("{} lines {what}", manifest.dropped())));
    }
    let threads = threads(options.jobs);
    let pool = pool(threads)?;
    let names = plan.shelf.iter().map(|planned| planned.document.clone()).collect();
    let work = Arc::new(Work::new(folder, manifest, converter, options, names, threads)?);
    let mut summary = Summary { documents: plan.jobs.len() + plan.refused.len(), ..Summary::default() };
    watch.notice(Event::Begun { documents: summary.documents });
    for (document, error) in &plan.refused {
        let entry = refused(work.blank(document.clone(), String::new()), error);
        work.manifest.append(&entry)?;
        summary.take(&Fate::Failed(entry), watch);
    }
    summary.add(crew::work_off(&plan.jobs, &work, threads, options.document_timeout, watch)?);
    let planned: HashSet<String> = plan
        .jobs
        .iter()
        .map(Job::document)
        .chain(plan.refused.iter().map(|(name, _)| name.clone()))
        .collect();
    work.manifest.finish(|entry| counts(entry, &planned))?;
    if let Some((count, first)) = options.corrections.strangers(manifest::entries(out)?) {
        let what = "hand corrections are for documents that are not here, as";
        watch.notice(Event::Noticed(&format!("{count} {what} {first}")));
    }
    summary.lost = pool.install(|| conclude(out, &options.targets, watch))?;
    Ok(summary)
}

/// Lists the failures of a finished manifest, collects its records and writes the report; gives the number of documents that have gone
/// missing since they were written.
pub(super) fn conclude(out: &Path, targets: &Targets, watch: &dyn Watch) -> Result<usize> {
    failures::write(out, manifest::entries(out)?)?;
    let gathered = gather::gather(out, manifest::entries(out)?, targets)?;
    report::write(out, &gathered.report)?;
    for document in &gathered.lost {
        watch.notice(Event::Lost(document));
    }
    Ok(gathered.lost.len())
}

impl Summary {
    fn add(&mut self, other: Self) {
        self.converted += other.converted;
        self.kept += other.kept;
        self.failed += other.failed;
        self.pages += other.pages;
    }
}

/// As many threads as documents are to be worked on at a time.
fn threads(jobs: usize) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, usize::from);
    if jobs == 0 { cores() } else { jobs }
}

/// Threads that share the pages of documents, or their records, among themselves.
pub(super) fn pool(threads: usize) -> Result<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads).build().map_err(|error| {
        Error::Settings(format!("{threads} threads cannot be had ({error}); take fewer --jobs"))
    })
}

impl Summary {
    pub(super) fn take(&mut self, fate: &Fate, watch: &dyn Watch) {
        match fate {
            Fate::Kept(entry) => {
                self.kept += 1;
                watch.notice(Event::Kept(entry));
            }
            Fate::Done(entry, findings) => {
                self.converted += 1;
                self.pages += u64::from(entry.pages);
                watch.notice(Event::Done { entry, findings });
            }
            Fate::Failed(entry) => {
                self.failed += 1;
                watch.notice(Event::Failed(entry));
            }
        }
    }
}

fn refused(entry: Entry, error: &Error) -> Entry {
    let input = match error {
        Error::Io { path, .. } | Error::Input { path, .. } => path.to_string_lossy().into_owned(),
        _ => entry.document.clone(),
    };
    Entry { input, failure: Some(Failure::from(error)), ..entry }
}

/// Whether an entry still counts: what failed and is no more among the inputs is forgotten when its input is gone.
fn counts(entry: &Entry, planned: &HashSet<String>) -> bool {
    let of_a_folder = entry.document.ends_with('/');
    entry.is_done()
        || planned.contains(&entry.document)
        || (!of_a_folder && Path::new(&entry.input).symlink_metadata().is_ok())
}
