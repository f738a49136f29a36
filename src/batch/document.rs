//! One document of a run: kept as it is where an earlier run did the same, else converted and written; what fails is named.

use super::corrections::{Corrections, OfDocument};
use super::folder::Folder;
use super::manifest::Manifest;
use super::plan::Job;
use super::write;
use crate::error::{Error, Result};
use crate::export::{self, PlacedFormat, placed::PlacedText};
use crate::input::{self, Reading};
use crate::page::Format;
use crate::pipeline::{Converter, Origin, sha256};
use crate::record::{Diagnostic, Entry, Failure, Output, Record, State};
use crate::repair::hand::HandCorrection;
use std::any::Any;
use std::fs;
use std::io::{self, ErrorKind};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::time::Instant;

/// What all documents of a run share.
pub(super) struct Work<'r> {
    pub(super) folder: &'r Folder,
    pub(super) manifest: &'r Manifest,
    pub(super) converter: &'r Converter<'r>,
    pub(super) reading: &'r Reading<'r>,
    /// Bytes above which a file is not read.
    pub(super) max_file_size: Option<u64>,
    pub(super) corrections: &'r Corrections,
    /// Formats in which repaired words are written with their boxes too.
    pub(super) also: &'r [PlacedFormat],
    /// What makes other outputs when it changes.
    pub(super) settings: String,
    /// Do again what was done.
    pub(super) force: bool,
}

/// What became of a document.
pub(super) enum Fate {
    /// An earlier run did it, and its files are whole.
    Kept(Entry),
    Done(Entry, Vec<Diagnostic>),
    Failed(Entry),
}

/// What ends the work on a document.
enum Trouble {
    Document(Failure),
    /// Nothing can be written any more: no document is better off.
    Run(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Document(Failure::from(&error))
    }
}

/// The input of a document as it lies on disk.
struct Source {
    origin: Origin,
    size: u64,
    /// Of a document in one file.
    bytes: Vec<u8>,
}

impl Work<'_> {
    /// Does a document, and notes in the manifest what became of it.
    ///
    /// # Errors
    /// If nothing can be written any more.
    pub(super) fn document(&self, job: &Job) -> Result<Fate> {
        let begun = Instant::now();
        let dictionary = self.converter.dictionary().identity().to_owned();
        let input = job.input.to_string_lossy().into_owned();
        let mut entry = Entry::new(job.document(), input, self.settings.clone(), dictionary);
        let done = catch_unwind(AssertUnwindSafe(|| self.convert(job, &mut entry)));
        let fate = match done.unwrap_or_else(|panic| Err(panicked(&job.input, panic.as_ref()))) {
            Ok(Some(findings)) => {
                entry.took(begun.elapsed());
                Fate::Done(entry, findings)
            }
            Ok(None) => return Ok(Fate::Kept(entry)),
            Err(Trouble::Run(error)) => return Err(error),
            Err(Trouble::Document(failure)) => {
                self.take_away_stale(&entry);
                Fate::Failed(self.failed(entry, failure, begun))
            }
        };
        let (Fate::Kept(entry) | Fate::Done(entry, _) | Fate::Failed(entry)) = &fate;
        self.manifest.append(entry)?;
        Ok(fate)
    }

    /// The entry of a document that failed: nothing of what was found of it before counts.
    fn failed(&self, entry: Entry, failure: Failure, begun: Instant) -> Entry {
        let Entry { document, input, settings, dictionary, .. } = entry;
        let mut failed = Entry::new(document, input, settings, dictionary);
        failed.failure = Some(failure);
        failed.took(begun.elapsed());
        Entry { size: entry.size, sha256: entry.sha256, corrections: entry.corrections, ..failed }
    }

    /// What was found; nothing where the document was kept, and `entry` is the earlier run's then.
    fn convert(&self, job: &Job, entry: &mut Entry) -> std::result::Result<Option<Vec<Diagnostic>>, Trouble> {
        let source = read(job, self.max_file_size)?;
        entry.size = source.size;
        entry.sha256 = Some(source.origin.sha256.clone());
        let by_hand = self.corrections.of(&source.origin.sha256);
        entry.corrections = by_hand.map(OfDocument::identity);
        if let Some(before) =
            self.manifest.before(&entry.document).filter(|before| self.is_kept(before, entry))
        {
            *entry = before.clone();
            return Ok(None);
        }
        let by_hand = by_hand.map_or(&[][..], |by_hand| &by_hand.corrections);
        let (record, placed) = self.record(job, source, by_hand)?;
        entry.count(&record);
        entry.ocr = engine_of(&record);
        entry.outputs = self.write(job, &record, &placed)?;
        entry.status = State::Done;
        Ok(Some(record.diagnostics))
    }

    fn record(&self, job: &Job, source: Source, by_hand: &[HandCorrection]) -> Result<(Record, PlacedText)> {
        let (document, findings) = if job.parts.is_empty() {
            input::read_bytes(&job.input, &source.bytes, self.reading)?
        } else {
            input::read_folder(&job.input, &job.parts, self.reading)?
        };
        let (converter, origin) = (self.converter, source.origin);
        if self.also.is_empty() {
            let record = converter.convert_corrected(document, origin, findings, by_hand);
            return Ok((record, PlacedText::default()));
        }
        Ok(converter.convert_placed(document, origin, findings, by_hand))
    }

    /// Whether an earlier run made what this one would make, and it is still there.
    fn is_kept(&self, before: &Entry, now: &Entry) -> bool {
        let of_inputs = |entry: &Entry| {
            let Entry { sha256, settings, dictionary, corrections, .. } = entry;
            [sha256.clone(), Some(settings.clone()), Some(dictionary.clone()), corrections.clone()]
        };
        !self.force
            && before.is_done()
            && of_inputs(before) == of_inputs(now)
            && self.has_same_engine(before)
            && before.outputs.iter().all(|output| self.is_whole(output))
    }

    /// An engine that cannot be asked now could not do better either.
    fn has_same_engine(&self, before: &Entry) -> bool {
        let Some(engine) = &before.ocr else { return true };
        let now = self.reading.ocr.and_then(|engine| engine.info().ok());
        now.is_none_or(|now| now.name == *engine)
    }

    /// Whether a file is as it was written; one outside this directory, as merged manifests name them, is not this run's.
    fn is_whole(&self, output: &Output) -> bool {
        let below = Path::new(&output.path).components().all(|part| matches!(part, Component::Normal(_)));
        below
            && fs::read(self.folder.path().join(&output.path))
                .is_ok_and(|bytes| sha256(&bytes) == output.sha256)
    }

    /// The JSON comes last: where it stands, all are whole.
    fn write(
        &self,
        job: &Job,
        record: &Record,
        placed: &PlacedText,
    ) -> std::result::Result<Vec<Output>, Trouble> {
        let stem = self.folder.make_way(&job.output).map_err(of_writing)?;
        let also = self.also.iter().filter(|_| !placed.is_empty());
        let mut files: Vec<(&str, String)> =
            also.map(|format| (format.extension(), format.write(placed, &record.source.file))).collect();
        files.push(("txt", export::text::write(record)));
        files.push(("json", export::json::write(record)));
        let paths: Vec<(PathBuf, &[u8])> = files
            .iter()
            .map(|(extension, text)| (write::with_suffix(&stem, extension), text.as_bytes()))
            .collect();
        for (path, _) in &paths {
            refuse_overwriting(job, path)?;
        }
        write::together(&paths).map_err(of_writing)?;
        let output = |(extension, text): &(&str, String)| Output {
            path: format!("{}.{extension}", job.document()),
            sha256: sha256(text.as_bytes()),
        };
        Ok(files.iter().map(output).collect())
    }

    /// Files made from an input that has changed since are not left to be taken for the new one's.
    fn take_away_stale(&self, entry: &Entry) {
        let Some(before) = self.manifest.before(&entry.document) else { return };
        if entry.sha256.is_some() && entry.sha256 != before.sha256 {
            for output in before.outputs.iter().filter(|output| self.is_whole(output)) {
                // Where it cannot be taken away the manifest does not vouch for it.
                let _ = fs::remove_file(self.folder.path().join(&output.path));
            }
        }
    }
}

/// Inputs are never written to: not by the words that were read from them either (`p1.alto.xml`).
fn refuse_overwriting(job: &Job, path: &Path) -> Result<()> {
    let is_input =
        |input: &Path| path.canonicalize().is_ok_and(|path| input.canonicalize().ok() == Some(path));
    if job.parts.iter().chain([&job.input]).any(|input| is_input(input)) {
        return Err(Error::Input {
            path: path.to_owned(),
            reason: "it would be overwritten by its own repaired words".to_owned(),
            remedy: "choose another --out".to_owned(),
        });
    }
    Ok(())
}

/// The engine that read a document's pages; of formats that bring their words it is another's.
fn engine_of(record: &Record) -> Option<String> {
    let read_here = [Format::Image, Format::Pdf].iter().any(|format| format.name() == record.source.format);
    record.source.ocr.as_ref().filter(|_| read_here).map(|ocr| ocr.engine.clone())
}

fn read(job: &Job, most: Option<u64>) -> Result<Source> {
    let name = job.input.to_string_lossy();
    let unreadable = |source| unreadable(&job.input, source);
    if job.parts.is_empty() {
        let meta = fs::metadata(&job.input).map_err(unreadable)?;
        if !meta.is_file() {
            return Err(Error::Input {
                path: job.input.clone(),
                reason: "it is no file but a device or a pipe".to_owned(),
                remedy: "give what comes out of it to `justera convert -`".to_owned(),
            });
        }
        refuse_large(&job.input, meta.len(), most)?;
        let bytes = fs::read(&job.input).map_err(unreadable)?;
        return Ok(Source { origin: Origin::new(name, &bytes), size: bytes.len() as u64, bytes });
    }
    let mut size = 0;
    for part in &job.parts {
        refuse_large(part, fs::metadata(part).map_err(unreadable)?.len(), most)?;
    }
    let parts = job.parts.iter().map(|part| fs::read(part).inspect(|bytes| size += bytes.len() as u64));
    let origin = Origin::of_parts(name, parts).map_err(unreadable)?;
    Ok(Source { origin, size, bytes: Vec::new() })
}

fn refuse_large(path: &Path, size: u64, most: Option<u64>) -> Result<()> {
    match most {
        Some(most) if size > most => Err(Error::Input {
            path: path.to_owned(),
            reason: format!("it has {size} bytes; files of {most} at most are read"),
            remedy: "cut it into documents, or allow more (--max-file-size)".to_owned(),
        }),
        _ => Ok(()),
    }
}

fn unreadable(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source, remedy: "check the name and the right to read it" }
}

/// Some names cannot be written, and that is their document's affair; all else will be the next one's, too.
fn of_writing(error: Error) -> Trouble {
    match &error {
        Error::Io { source, .. } => match source.kind() {
            ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::InvalidFilename
            | ErrorKind::FileTooLarge => error.into(),
            _ => Trouble::Run(error),
        },
        _ => error.into(),
    }
}

fn panicked(input: &Path, panic: &(dyn Any + Send)) -> Trouble {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    Trouble::Document(Failure {
        reason: format!("{}: a fault inside justera", input.display()),
        remedy: "please report it; the other documents are not touched by it".to_owned(),
        detail: message,
    })
}
