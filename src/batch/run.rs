//! The run: documents in parallel, results in order, failures and panics kept to their document.

use super::plan::Job;
use super::write;
use crate::error::{Error, Result};
use crate::export;
use crate::input;
use crate::ocr::OcrEngine;
use crate::pipeline::{Converter, Origin};
use crate::record::Record;
use rayon::prelude::*;
use std::any::Any;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// A document that could not be converted.
#[derive(Debug)]
pub struct Failure {
    /// The input.
    pub input: PathBuf,
    /// Why, and what to do.
    pub error: Error,
}

/// Converts every job and writes `OUT/<output>.json` and `.txt`; gives the failures in the order of the jobs. `ocr` reads page
/// images; without it they fail.
pub fn run(jobs: &[Job], out: &Path, converter: &Converter, ocr: Option<&dyn OcrEngine>) -> Vec<Failure> {
    jobs.par_iter()
        .map(|job| {
            let done = catch_unwind(AssertUnwindSafe(|| convert(job, out, converter, ocr)));
            done.unwrap_or_else(|panic| Err(panicked(&job.input, panic.as_ref())))
                .map_err(|error| Failure { input: job.input.clone(), error })
        })
        .collect::<Vec<_>>()
        .into_iter()
        .filter_map(Result::err)
        .collect()
}

fn convert(job: &Job, out: &Path, converter: &Converter, ocr: Option<&dyn OcrEngine>) -> Result<()> {
    let bytes = fs::read(&job.input).map_err(|source| Error::Io {
        path: job.input.clone(),
        source,
        remedy: "check the name and the right to read it",
    })?;
    let (document, findings) = input::read_bytes(&job.input, &bytes, ocr)?;
    let origin = Origin::new(job.input.to_string_lossy(), &bytes);
    write_outputs(&out.join(&job.output), &converter.convert(document, origin, findings))
}

/// The JSON comes last: where it stands, both are whole.
fn write_outputs(stem: &Path, record: &Record) -> Result<()> {
    if let Some(parent) = stem.parent() {
        fs::create_dir_all(parent).map_err(|source| Error::Io {
            path: parent.to_owned(),
            source,
            remedy: "choose another --out",
        })?;
    }
    write::atomically(&write::with_suffix(stem, "txt"), export::text::write(record).as_bytes())?;
    write::atomically(&write::with_suffix(stem, "json"), export::json::write(record).as_bytes())
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
