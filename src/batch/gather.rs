//! One pass over the records that a run, and those before it, left in OUT: into the collected outputs and the report.

use super::plan::Job;
use super::report::Reporter;
use super::write::Pending;
use crate::error::{Error, Result};
use crate::export::{csv, json_lines, sqlite, tables::Table};
use crate::pipeline::sha256;
use crate::record::report::Report;
use crate::record::{Entry, Record};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

/// Where all records are collected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Targets {
    /// A file with a record a line.
    pub jsonl: Option<PathBuf>,
    /// A directory with a table a file.
    pub csv: Option<PathBuf>,
    /// A database.
    pub sqlite: Option<PathBuf>,
}

/// What a pass over the records gave.
pub(super) struct Gathered {
    pub(super) report: Report,
    /// Documents whose record is not what the manifest says.
    pub(super) lost: Vec<String>,
}

/// Records that are read side by side: as many as are held at a time.
const AT_A_TIME: usize = 64;

/// Reads the record of every entry, and takes them in their order.
///
/// # Errors
/// If a target cannot be written.
pub(super) fn gather(
    out: &Path,
    entries: impl Iterator<Item = Entry>,
    targets: &Targets,
) -> Result<Gathered> {
    let mut sinks = open(targets)?;
    let mut reporter = Reporter::default();
    let mut lost = Vec::new();
    let mut entries = entries.peekable();
    while entries.peek().is_some() {
        let some: Vec<Entry> = entries.by_ref().take(AT_A_TIME).collect();
        let records: Vec<Option<Record>> = some.par_iter().map(|entry| record(out, entry)).collect();
        for (entry, record) in some.into_iter().zip(records) {
            match record {
                Some(record) => {
                    sinks.iter_mut().try_for_each(|sink| sink.add(&entry.document, &record))?;
                    reporter.add(&entry, &record);
                }
                None if entry.is_done() => lost.push(entry.document),
                None => reporter.failed(&entry),
            }
        }
    }
    sinks.into_iter().try_for_each(|sink| sink.finish())?;
    Ok(Gathered { report: reporter.finish(), lost })
}

/// Sees before any work that the targets can be written, and that none of them is an input.
///
/// # Errors
/// If one cannot, or is.
pub(super) fn check(targets: &Targets, jobs: &[Job]) -> Result<()> {
    let files = targets.jsonl.iter().chain(&targets.sqlite).filter_map(|file| file.canonicalize().ok());
    let files: Vec<PathBuf> = files.collect();
    let is_input =
        |file: &PathBuf| jobs.iter().any(|job| job.input.canonicalize().is_ok_and(|input| input == *file));
    if let Some(file) = files.iter().find(|file| is_input(file)) {
        let what = "is an input and would be overwritten; choose another file for the collected records";
        return Err(Error::Settings(format!("{} {what}", file.display())));
    }
    open(targets).map(drop)
}

/// The record of an entry that was done, if it is as it was written.
fn record(out: &Path, entry: &Entry) -> Option<Record> {
    if !entry.is_done() {
        return None;
    }
    let json = entry.outputs.iter().find(|output| output.path.ends_with(".json"))?;
    let bytes = fs::read(out.join(&json.path)).ok().filter(|bytes| sha256(bytes) == json.sha256)?;
    serde_json::from_slice(&bytes).ok()
}

/// Something that takes all records.
trait Sink {
    fn add(&mut self, document: &str, record: &Record) -> Result<()>;
    fn finish(self: Box<Self>) -> Result<()>;
}

fn open(targets: &Targets) -> Result<Vec<Box<dyn Sink>>> {
    let mut sinks: Vec<Box<dyn Sink>> = Vec::new();
    if let Some(path) = &targets.jsonl {
        sinks.push(Box::new(Lines::open(path)?));
    }
    if let Some(folder) = &targets.csv {
        sinks.push(Box::new(Tables::open(folder)?));
    }
    if let Some(path) = &targets.sqlite {
        sinks.push(Box::new(Base::open(path)?));
    }
    Ok(sinks)
}

fn unwritable(path: &Path) -> impl Fn(io::Error) -> Error {
    move |source| Error::Io {
        path: path.to_owned(),
        source,
        remedy: "see that its directory is there, may be written and has room",
    }
}

struct Lines {
    path: PathBuf,
    file: BufWriter<File>,
    pending: Pending,
}

impl Lines {
    fn open(path: &Path) -> Result<Self> {
        let pending = Pending::new(path);
        let file = File::create(pending.temporary()).map_err(unwritable(path))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file), pending })
    }
}

impl Sink for Lines {
    fn add(&mut self, _: &str, record: &Record) -> Result<()> {
        let line = json_lines::write(std::slice::from_ref(record));
        self.file.write_all(line.as_bytes()).map_err(unwritable(&self.path))
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        self.file.flush().map_err(unwritable(&self.path))?;
        self.pending.finish()
    }
}

struct Tables {
    folder: PathBuf,
    writer: csv::Writer<File>,
    pending: Vec<Pending>,
}

impl Tables {
    fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(unwritable(folder))?;
        let mut pending = Vec::new();
        let open = |table: &Table| {
            let file = Pending::new(&folder.join(format!("{}.csv", table.name)));
            let opened = File::create(file.temporary());
            pending.push(file);
            opened
        };
        let writer = csv::Writer::new(open).map_err(unwritable(folder))?;
        Ok(Self { folder: folder.to_owned(), writer, pending })
    }
}

impl Sink for Tables {
    fn add(&mut self, document: &str, record: &Record) -> Result<()> {
        self.writer.add(document, record).map_err(unwritable(&self.folder))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { folder, writer, pending } = *self;
        writer.finish().map_err(unwritable(&folder))?;
        pending.into_iter().try_for_each(Pending::finish)
    }
}

struct Base {
    path: PathBuf,
    base: sqlite::Database,
    pending: Pending,
}

impl Base {
    fn open(path: &Path) -> Result<Self> {
        let pending = Pending::new(path);
        let base = sqlite::Database::create(pending.temporary()).map_err(unwritable(path))?;
        Ok(Self { path: path.to_owned(), base, pending })
    }
}

impl Sink for Base {
    fn add(&mut self, document: &str, record: &Record) -> Result<()> {
        self.base.add(document, record).map_err(unwritable(&self.path))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { path, base, pending } = *self;
        base.finish().map_err(unwritable(&path))?;
        pending.finish()
    }
}
