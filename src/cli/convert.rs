//! `justera convert`: documents to records and repaired text.

use super::batching::{BatchArguments, CollectArguments, LogArguments};
use super::progress::Progress;
use super::reading::ReadingArguments;
use super::words::WordsArguments;
use super::{Status, input, messages};
use crate::batch::{self, Choice, Corrections, Folders, Options};
use crate::error::{Error, Result};
use crate::export::{self, PlacedFormat};
use crate::ocr::OcrEngine;
use crate::pipeline::Several;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Convert documents to JSON records and repaired text.
///
/// Writes OUT/<path below the walked directory, without extension>.json and .txt; of a file that holds several protocols
/// ….protocol-1.json, ….protocol-2.json and so on. `-` reads a document from standard input and writes its JSON to standard output,
/// one object after the other where it holds several protocols.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Documents (text, hOCR, ALTO, PAGE XML, PDF, PNG, JPEG, TIFF), directories to walk through, or - for standard input.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Directory for the outputs; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Take each directory for one document whose files are its pages, in the natural order of their names.
    #[arg(long)]
    folder_is_document: bool,
    /// Take each document for one protocol, even where it seems to hold several; else each of them becomes a record of its own.
    #[arg(long)]
    one_protocol: bool,
    /// Apply the hand corrections in FILE, which win over automatic ones: JSON lines with document (SHA-256 of the input), line or span,
    /// original, corrected.
    #[arg(long, value_name = "FILE", requires = "out")]
    corrections: Option<PathBuf>,
    /// Write the repaired words with their boxes, too, where the input has boxes: OUT/….alto.xml (ALTO 4.4), OUT/….hocr (hOCR 1.2).
    #[arg(long, value_parser = placed_format_by_name(), value_delimiter = ',', value_name = "FORMAT,…")]
    also: Vec<PlacedFormat>,
    #[command(flatten)]
    batch: BatchArguments,
    #[command(flatten)]
    log: LogArguments,
    #[command(flatten)]
    collect: CollectArguments,
    #[command(flatten)]
    words: WordsArguments,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// Takes a format of placed words by its name.
fn placed_format_by_name() -> impl TypedValueParser<Value = PlacedFormat> {
    let names = PossibleValuesParser::new(PlacedFormat::ALL.map(PlacedFormat::name));
    names.try_map(|name| {
        PlacedFormat::ALL.into_iter().find(|format| format.name() == name).ok_or("no such format")
    })
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let wrong = |what: &str| Err(Error::Settings(what.to_owned()));
    match (&arguments.out, arguments.inputs.iter().any(|path| input::is_standard(path))) {
        (Some(out), false) => convert_files(arguments, out),
        (None, false) => wrong("no place for the outputs; add --out DIR"),
        (Some(_), true) => wrong("- writes to standard output; leave out --out, or name a file"),
        (None, true) if !arguments.also.is_empty() => {
            wrong("--also writes files; add --out DIR and name a file")
        }
        (None, true) if arguments.inputs.len() > 1 => {
            wrong("- (standard input) stands alone; convert the files in a run of their own")
        }
        (None, true) => convert_standard_input(arguments),
    }
}

fn convert_standard_input(arguments: &Arguments) -> Result<Status> {
    let input = input::read(Path::new(input::STANDARD_INPUT), &arguments.reading)?;
    let several = if arguments.one_protocol { Several::Together } else { Several::Apart };
    let converter = arguments.words.converter()?;
    let records = converter.convert_each(input.document, input.origin, input.findings, &[], several);
    records.iter().try_for_each(|record| messages::data(&export::json::write(record)))?;
    Ok(Status::Done)
}

fn convert_files(arguments: &Arguments, out: &Path) -> Result<Status> {
    let folders = if arguments.folder_is_document { Folders::AreDocuments } else { Folders::OfDocuments };
    let batch = &arguments.batch;
    let choice = Choice { folders, follow_links: batch.follow_links, shard: batch.shard };
    let plan = batch::plan(&arguments.inputs, out, choice)?;
    let converter = arguments.words.converter()?;
    // A thread that was left to itself may still use it: it is never taken away.
    let engine: Option<&'static dyn OcrEngine> =
        arguments.reading.engine()?.map(|engine| &*Box::leak(engine));
    let options = Options {
        jobs: batch.jobs,
        force: batch.force,
        reading: arguments.reading.reading(engine),
        engine: arguments.reading.of_engine(),
        max_file_size: Some(batch.max_file_size.as_u64()),
        document_timeout: (batch.document_timeout > 0).then(|| Duration::from_secs(batch.document_timeout)),
        several: if arguments.one_protocol { Several::Together } else { Several::Apart },
        corrections: match &arguments.corrections {
            Some(file) => Corrections::read(file)?,
            None => Corrections::default(),
        },
        targets: arguments.collect.targets(),
        also: arguments.also.clone(),
    };
    messages::hush_faults();
    let progress = Progress::new(arguments.log.manner());
    let run = batch::run(&plan, out, converter, &options, &progress);
    let summary = run.inspect_err(|_| progress.clear())?;
    progress.end(&summary, &out.join(batch::FAILED).display().to_string());
    Ok(if summary.failed + summary.lost == 0 { Status::Done } else { Status::SomeFailed })
}
