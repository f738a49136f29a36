//! `justera convert`: documents to records and repaired text.

use super::{Status, messages, ocr};
use crate::batch;
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::export;
use crate::input;
use crate::pipeline::{Converter, Origin};
use clap::Args;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Convert documents to JSON records and repaired text.
///
/// Writes OUT/<path below the walked directory, without extension>.json and .txt. `-` reads text from standard input and
/// writes its JSON to standard output.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents (.txt, .png, .jpg, .tif), directories to walk through, or - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Directory for the outputs; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let standard_input = arguments.inputs.iter().any(|input| input == Path::new("-"));
    match &arguments.out {
        _ if standard_input && arguments.inputs.len() > 1 => Err(Error::Settings(
            "- (standard input) stands alone; convert the files in a run of their own".into(),
        )),
        Some(_) if standard_input => {
            Err(Error::Settings("- writes to standard output; leave out --out, or name a file".into()))
        }
        None if standard_input => convert_standard_input(),
        None => Err(Error::Settings("no place for the outputs; add --out DIR".into())),
        Some(out) => convert_files(&arguments.inputs, out),
    }
}

fn convert_standard_input() -> Result<Status> {
    let dictionary = Dictionary::embedded()?;
    let path = Path::new("-");
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
        remedy: "check what is piped in",
    })?;
    let engine = ocr::engine();
    let (document, findings) = input::read_bytes(path, &bytes, engine.as_deref())?;
    let record = Converter::new(&dictionary).convert(document, Origin::new("-", &bytes), findings);
    messages::data(&export::json::write(&record))?;
    Ok(Status::Done)
}

fn convert_files(inputs: &[PathBuf], out: &Path) -> Result<Status> {
    let plan = batch::plan(inputs, out)?;
    fs::create_dir_all(out).map_err(|source| Error::Io {
        path: out.to_owned(),
        source,
        remedy: "choose another --out",
    })?;
    let dictionary = Dictionary::embedded()?;
    let converter = Converter::new(&dictionary);
    let engine = ocr::engine();
    let mut failures = plan.failures;
    let unwalkable = failures.len();
    failures.extend(batch::run(&plan.jobs, out, &converter, engine.as_deref()));
    for failure in &failures {
        messages::error(&failure.error);
    }
    if failures.is_empty() {
        return Ok(Status::Done);
    }
    let failed = failures.len() - unwalkable;
    messages::note(&format!("{failed} of {} documents failed", plan.jobs.len()));
    Ok(Status::SomeFailed)
}
