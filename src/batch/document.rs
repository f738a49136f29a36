//! One document of a run: kept as it is where an earlier run did the same, else converted and written; what fails is named.

use super::clock::{Clock, Timed};
use super::corrections::{Corrections, OfDocument};
use super::folder::Folder;
use super::manifest::Manifest;
use super::plan::Job;
use super::run::{Options, pool};
use super::source::{self, Source};
use super::{settings, write};
use crate::error::{Error, Result};
use crate::export::{self, PlacedFormat, placed::PlacedText};
use crate::input::{self, Reading};
use crate::ocr::OcrEngine;
use crate::page::{Document, Format};
use crate::pipeline::{Converter, Several, sha256};
use crate::record::{Diagnostic, Entry, Failure, Output, Record, State, record_name};
use crate::repair::hand::HandCorrection;
use rayon::ThreadPool;
use std::any::Any;
use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What all documents of a run share. A thread that was left to itself holds on to it.
pub(super) struct Work {
    folder: Folder,
    pub(super) manifest: Manifest,
    converter: &'static Converter<'static>,
    reading: Reading<'static>,
    max_file_size: Option<u64>,
    corrections: Corrections,
    also: Vec<PlacedFormat>,
    several: Several,
    /// What makes other outputs when it changes.
    settings: String,
    force: bool,
    /// The documents of this run and of its other shares.
    names: HashSet<String>,
    threads: usize,
    /// Reads the pages of scans, for all documents together: no more are decoded than there are threads.
    pages: Mutex<Arc<ThreadPool>>,
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

impl Work {
    /// What `options` ask for, in `folder`.
    ///
    /// # Errors
    /// If no threads can be had.
    pub(super) fn new(
        folder: Folder,
        manifest: Manifest,
        converter: &'static Converter<'static>,
        options: &Options,
        names: HashSet<String>,
        threads: usize,
    ) -> Result<Self> {
        Ok(Self {
            folder,
            manifest,
            converter,
            reading: options.reading,
            max_file_size: options.max_file_size,
            corrections: options.corrections.clone(),
            also: options.also.clone(),
            several: options.several,
            settings: settings::identity(options),
            force: options.force,
            names,
            threads,
            pages: Mutex::new(Arc::new(pool(threads)?)),
        })
    }

    /// The entry of a document of which nothing is known yet.
    pub(super) fn blank(&self, document: String, input: String) -> Entry {
        let dictionary = self.converter.dictionary().identity().to_owned();
        Entry::new(document, input, self.settings.clone(), dictionary)
    }

    fn blank_of(&self, job: &Job) -> Entry {
        self.blank(job.document(), job.input.to_string_lossy().into_owned())
    }

    /// Does a document, and notes in the manifest what became of it; nothing where it was given up meanwhile.
    pub(super) fn document(&self, job: &Job, clock: &Clock) -> Option<Result<Fate>> {
        let begun = Instant::now();
        let mut entry = self.blank_of(job);
        let done = catch_unwind(AssertUnwindSafe(|| self.convert(job, clock, &mut entry)));
        if !clock.settle() {
            return None;
        }
        let fate = match done.unwrap_or_else(|panic| Err(panicked(&job.input, panic.as_ref()))) {
            Ok(Some(findings)) => {
                entry.took(begun.elapsed());
                Fate::Done(entry, findings)
            }
            Ok(None) => return Some(Ok(Fate::Kept(entry))),
            Err(Trouble::Run(error)) => return Some(Err(error)),
            Err(Trouble::Document(failure)) => self.failed(entry, failure, begun.elapsed()),
        };
        Some(self.noted(fate))
    }

    /// A document that has taken too long, and whose thread is left to itself.
    ///
    /// # Errors
    /// If nothing can be written any more.
    pub(super) fn given_up(&self, job: &Job, clock: &Clock, most: Duration) -> Result<Fate> {
        let entry = clock.known().cloned().unwrap_or_else(|| self.blank_of(job));
        let failure = Failure {
            reason: format!(
                "{}: it took longer than {} s, the OCR of its pages not counted, and was given up",
                job.input.display(),
                most.as_secs()
            ),
            remedy: "give it more time (--document-timeout), or cut it; if it is small, please report it"
                .to_owned(),
            detail: None,
        };
        // It may hang in a thread that others' pages wait for.
        let fresh = Arc::new(pool(self.threads)?);
        *self.pages.lock().unwrap_or_else(PoisonError::into_inner) = fresh;
        let fate = self.failed(entry, failure, most);
        self.noted(fate)
    }

    fn noted(&self, fate: Fate) -> Result<Fate> {
        let (Fate::Kept(entry) | Fate::Done(entry, _) | Fate::Failed(entry)) = &fate;
        self.manifest.append(entry)?;
        Ok(fate)
    }

    /// A document that failed: nothing of what was found of it before counts.
    fn failed(&self, entry: Entry, failure: Failure, time: Duration) -> Fate {
        self.take_away_stale(&entry);
        let Entry { document, input, size, sha256, corrections, .. } = entry;
        let mut failed = Entry { size, sha256, corrections, ..self.blank(document, input) };
        failed.failure = Some(failure);
        failed.took(time);
        Fate::Failed(failed)
    }

    /// What was found; nothing where the document was kept, and `entry` is the earlier run's then.
    fn convert(
        &self,
        job: &Job,
        clock: &Clock,
        entry: &mut Entry,
    ) -> std::result::Result<Option<Vec<Diagnostic>>, Trouble> {
        let source = source::read(job, self.max_file_size)?;
        entry.size = source.size;
        entry.sha256 = Some(source.origin.sha256.clone());
        let by_hand = self.corrections.of(&source.origin.sha256);
        entry.corrections = by_hand.map(OfDocument::identity);
        clock.note(entry);
        if let Some(before) =
            self.manifest.before(&entry.document).filter(|before| self.is_kept(before, entry))
        {
            *entry = before.clone();
            return Ok(None);
        }
        let by_hand = by_hand.map_or(&[][..], |by_hand| &by_hand.corrections);
        let made = self.records(job, clock, source, by_hand)?;
        entry.count(made.iter().map(|(record, _)| record));
        entry.ocr = made.first().and_then(|(record, _)| engine_of(record));
        if !clock.settle() {
            return Ok(None);
        }
        entry.outputs = self.write(job, &made)?;
        entry.status = State::Done;
        self.take_away_replaced(entry);
        Ok(Some(made.into_iter().flat_map(|(record, _)| record.diagnostics).collect()))
    }

    /// The records of a document, with their words in their places where these are asked for.
    fn records(
        &self,
        job: &Job,
        clock: &Clock,
        source: Source,
        by_hand: &[HandCorrection],
    ) -> Result<Vec<(Record, PlacedText)>> {
        let (document, findings) = self.read(job, clock, &source.bytes)?;
        let (converter, origin) = (self.converter, source.origin);
        if self.also.is_empty() {
            let records = converter.convert_each(document, origin, findings, by_hand, self.several);
            return Ok(records.into_iter().map(|record| (record, PlacedText::default())).collect());
        }
        Ok(converter.convert_each_placed(document, origin, findings, by_hand, self.several))
    }

    /// Reads a document: what may have pages to be read by OCR in the threads for those, where it waits for its turn.
    fn read(
        &self,
        job: &Job,
        clock: &Clock,
        bytes: &[u8],
    ) -> Result<(Document, Vec<crate::diagnostic::Diagnostic>)> {
        let timed = self.reading.ocr.map(|engine| Timed { engine, clock });
        let ocr = timed.as_ref().map(|timed| timed as &dyn OcrEngine);
        let reading = Reading { ocr, ..self.reading };
        let read = || {
            if job.parts.is_empty() {
                input::read_bytes(&job.input, bytes, &reading)
            } else {
                input::read_folder(&job.input, &job.parts, &reading)
            }
        };
        let format = self.reading.format.or_else(|| input::format_of(bytes));
        if job.parts.is_empty() && !matches!(format, Some(Format::Image | Format::Pdf)) {
            return read();
        }
        let pages = Arc::clone(&self.pages.lock().unwrap_or_else(PoisonError::into_inner));
        let waits = clock.pause();
        pages.install(|| {
            drop(waits);
            read()
        })
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

    /// Texts come before JSON: where a JSON file stands, all of its record are whole.
    fn write(&self, job: &Job, made: &[(Record, PlacedText)]) -> std::result::Result<Vec<Output>, Trouble> {
        let stem = self.folder.make_way(&job.output).map_err(of_writing)?;
        let files = self.files(made);
        let document = job.document();
        if let Some(taken) = files
            .iter()
            .filter(|file| file.protocol.is_some())
            .find(|file| self.names.contains(&file.name(&document)))
        {
            return Err(taken.refused(job).into());
        }
        let paths: Vec<(PathBuf, &[u8])> =
            files.iter().map(|file| (file.path(&stem), file.text.as_bytes())).collect();
        for (path, _) in &paths {
            refuse_overwriting(job, path)?;
        }
        write::together(&paths).map_err(of_writing)?;
        let output = |file: &Made| Output {
            path: format!("{}.{}", file.name(&document), file.extension),
            sha256: sha256(file.text.as_bytes()),
            protocol: file.protocol,
        };
        Ok(files.iter().map(output).collect())
    }

    /// What is to be written of the records of a document.
    fn files(&self, made: &[(Record, PlacedText)]) -> Vec<Made> {
        let protocol = |at: usize| (made.len() > 1).then_some(at + 1);
        let mut files = Vec::new();
        for (at, (record, placed)) in made.iter().enumerate() {
            let mut add = |extension, text| files.push(Made { protocol: protocol(at), extension, text });
            for format in self.also.iter().filter(|_| !placed.is_empty()) {
                add(format.extension(), format.write(placed, &record.source.file));
            }
            add("txt", export::text::write(record));
        }
        for (at, (record, _)) in made.iter().enumerate() {
            let text = export::json::write(record);
            files.push(Made { protocol: protocol(at), extension: "json", text });
        }
        files
    }

    /// Files of the document that this run has not written again are not left beside those that it has.
    fn take_away_replaced(&self, entry: &Entry) {
        let Some(before) = self.manifest.before(&entry.document) else { return };
        let is_new = |output: &Output| entry.outputs.iter().any(|new| new.path == output.path);
        self.take_away(before.outputs.iter().filter(|output| !is_new(output)));
    }

    /// Files made from an input that has changed since are not left to be taken for the new one's.
    fn take_away_stale(&self, entry: &Entry) {
        let Some(before) = self.manifest.before(&entry.document) else { return };
        if entry.sha256.is_some() && entry.sha256 != before.sha256 {
            self.take_away(before.outputs.iter());
        }
    }

    fn take_away<'o>(&self, outputs: impl Iterator<Item = &'o Output>) {
        for output in outputs.filter(|output| self.is_whole(output)) {
            // Where it cannot be taken away the manifest does not vouch for it.
            let _ = fs::remove_file(self.folder.path().join(&output.path));
        }
    }
}

/// A file that is to be written.
struct Made {
    /// Which protocol of a document that holds several it is of.
    protocol: Option<usize>,
    extension: &'static str,
    text: String,
}

impl Made {
    fn name(&self, document: &str) -> String {
        record_name(document, self.protocol)
    }

    /// `stem` is that of the document.
    fn path(&self, stem: &Path) -> PathBuf {
        let name = stem.file_name().unwrap_or_default().to_string_lossy();
        let stem =
            if self.protocol.is_some() { stem.with_file_name(self.name(&name)) } else { stem.to_owned() };
        write::with_suffix(&stem, self.extension)
    }

    fn refused(&self, job: &Job) -> Error {
        let name = self.name(&job.document());
        Error::Input {
            path: job.input.clone(),
            reason: format!(
                "it holds several protocols, and one would have the name of another document ({name})"
            ),
            remedy: "rename one of the two, or convert them into different directories".to_owned(),
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
