//! One pass over the records that a run, and those before it, left in OUT: into the collected outputs and the report.

use super::plan::Job;
use super::report::{Named, Reporter};
use super::write::Pending;
use crate::error::{Error, Result};
use crate::export::tables::{TABLES, Table};
use crate::export::{csv, json_lines, sqlite};
use crate::pipeline::sha256;
use crate::record::report::Report;
use crate::record::{Entry, Output, Record};
use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write as _};
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
        let read: Vec<Vec<Kept>> = some.par_iter().map(|entry| kept(out, entry)).collect();
        for (entry, all) in some.iter().zip(read) {
            if !entry.is_done() {
                reporter.failed(entry);
                continue;
            }
            if all.iter().any(|kept| kept.record.is_some()) {
                reporter.converted(entry);
            }
            if all.is_empty() {
                lost.push(entry.document.clone());
            }
            for Kept { name, protocol, record } in all {
                let Some(record) = record else {
                    lost.push(name);
                    continue;
                };
                sinks.iter_mut().try_for_each(|sink| sink.add(&name, &record))?;
                let (name, record, seconds) = (name.as_str(), &record, entry.seconds);
                reporter.add(&Named { name, record, protocol, seconds });
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

/// A record that the manifest names.
struct Kept {
    name: String,
    protocol: Option<usize>,
    /// Nothing where it is not any more as it was written.
    record: Option<Record>,
}

/// The records of an entry; none where it was not done.
fn kept(out: &Path, entry: &Entry) -> Vec<Kept> {
    let read = |file: &Output| {
        let bytes = fs::read(out.join(&file.path)).ok().filter(|bytes| sha256(bytes) == file.sha256)?;
        serde_json::from_slice(&bytes).ok()
    };
    let all = entry.records().map(|(name, file)| Kept { name, protocol: file.protocol, record: read(file) });
    all.collect()
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
        let (pending, file) = Pending::locked(path).map_err(unwritable(path))?;
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
            let (file, opened) = Pending::locked(&folder.join(format!("{}.csv", table.name)))?;
            pending.push(file);
            Ok(opened)
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
        // Old and new tables never stand side by side: the old meetings go first, the new ones come last.
        let meetings = folder.join(format!("{}.csv", TABLES[0].name));
        match fs::remove_file(&meetings) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(unwritable(&meetings)(error)),
            _ => {}
        }
        pending.into_iter().rev().try_for_each(Pending::finish)
    }
}

struct Base {
    path: PathBuf,
    base: sqlite::Database,
    pending: Pending,
    /// Held while the database is written.
    _lock: File,
}

impl Base {
    fn open(path: &Path) -> Result<Self> {
        let (pending, lock) = Pending::locked(path).map_err(unwritable(path))?;
        let base = sqlite::Database::create(pending.temporary()).map_err(unwritable(path))?;
        Ok(Self { path: path.to_owned(), base, pending, _lock: lock })
    }
}

impl Sink for Base {
    fn add(&mut self, document: &str, record: &Record) -> Result<()> {
        self.base.add(document, record).map_err(unwritable(&self.path))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let Self { path, base, pending, _lock } = *self;
        base.finish().map_err(unwritable(&path))?;
        pending.finish()
    }
}
