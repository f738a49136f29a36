//! The run: documents in parallel, results in order, failures and panics kept to their document.

use super::plan::Job;
use super::write;
use crate::error::{Error, Result};
use crate::export::{self, PlacedFormat};
use crate::input::{self, Reading};
use crate::pipeline::{Converter, Origin};
use crate::record::Record;
use rayon::prelude::*;
use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// Converts every job and writes `OUT/<output>.json` and `.txt`; gives the failures, which name their document, in the order of the jobs. `reading`
/// says how they are read; without an engine in it page images fail. Where words have places, they are written in the formats of `also` too.
pub fn run(
    jobs: &[Job],
    out: &Path,
    converter: &Converter,
    reading: &Reading<'_>,
    also: &[PlacedFormat],
) -> Vec<Error> {
    jobs.par_iter()
        .map(|job| {
            let done = catch_unwind(AssertUnwindSafe(|| convert(job, out, converter, reading, also)));
            done.unwrap_or_else(|panic| Err(panicked(&job.input, panic.as_ref())))
        })
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(Result::err)
        .collect()
}

fn convert(
    job: &Job,
    out: &Path,
    converter: &Converter,
    reading: &Reading<'_>,
    also: &[PlacedFormat],
) -> Result<()> {
    let name = job.input.to_string_lossy();
    let (document, findings, origin) = if job.parts.is_empty() {
        let bytes = fs::read(&job.input).map_err(|source| unreadable(&job.input, source))?;
        let (document, findings) = input::read_bytes(&job.input, &bytes, reading)?;
        (document, findings, Origin::new(name, &bytes))
    } else {
        let (document, findings) = input::read_folder(&job.input, &job.parts, reading)?;
        let parts = job.parts.iter().map(fs::read);
        let origin = Origin::of_parts(name, parts).map_err(|source| unreadable(&job.input, source))?;
        (document, findings, origin)
    };
    let stem = out.join(&job.output);
    let (record, placed) = converter.convert_placed(document, origin, findings);
    make_folder(&stem)?;
    for format in also.iter().filter(|_| !placed.is_empty()) {
        let path = write::with_suffix(&stem, format.extension());
        refuse_overwriting(job, &path)?;
        write::atomically(&path, format.write(&placed, &record.source.file).as_bytes())?;
    }
    write_outputs(&stem, &record)
}

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

fn unreadable(path: &Path, source: std::io::Error) -> Error {
    Error::Io { path: path.to_owned(), source, remedy: "check the name and the right to read it" }
}

/// The JSON comes last: where it stands, both are whole.
fn write_outputs(stem: &Path, record: &Record) -> Result<()> {
    write::atomically(&write::with_suffix(stem, "txt"), export::text::write(record).as_bytes())?;
    write::atomically(&write::with_suffix(stem, "json"), export::json::write(record).as_bytes())
}

fn make_folder(stem: &Path) -> Result<()> {
    if let Some(parent) = stem.parent() {
        fs::create_dir_all(parent).map_err(|source| Error::Io {
            path: parent.to_owned(),
            source,
            remedy: "choose another --out",
        })?;
    }
    Ok(())
}

fn panicked(input: &Path, panic: &(dyn Any + Send)) -> Error {
    let message = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "without a message".to_owned());
    Error::Input {
        path: input.to_owned(),
        reason: format!("a fault inside justera: {message}"),
        remedy: "please report it; the other documents are not touched by it".to_owned(),
    }
}
