//! `justera score`: results against what is true.

mod files;
mod json;
mod table;
mod tables;

use super::{Status, messages};
use crate::error::{Error, Result};
use crate::score::{record, text};
use clap::Args;
use files::{Documents, Kind};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Score repaired texts and records against gold ones.
///
/// A gold file NAME.gold.txt goes with NAME.txt, NAME.gold.json with NAME.json; with `--suffix eng` with NAME.eng.txt and
/// NAME.eng.json where they are. Texts: character and word error rates before (with --ocr) and after, words mended and broken by
/// alignment and order-free, words with å ä ö. Records: precision, recall and F1 of each field, strict and soft.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// True texts (.txt) and labelled records (.json): a file, or a directory that is walked through.
    #[arg(long, value_name = "FILE|DIR")]
    gold: PathBuf,
    /// What justera gave: a file or a directory.
    #[arg(long, value_name = "FILE|DIR")]
    got: PathBuf,
    /// What the OCR read: a file, or a directory with NAME.txt or NAME.SUFFIX.txt.
    #[arg(long, value_name = "FILE|DIR")]
    ocr: Option<PathBuf>,
    /// What stands between NAME and the extension of --got and --ocr files; the first that is there counts.
    #[arg(long, value_name = "SUFFIX,…", value_delimiter = ',')]
    suffix: Vec<String>,
    /// Score the first N pages of the true texts; by default as many as the repaired text has, where it has several.
    #[arg(long, value_name = "N")]
    pages: Option<usize>,
    /// Score only texts or only records.
    #[arg(long, value_enum)]
    only: Option<Kind>,
    /// List the N worst mismatches of the records, and the N most frequent faults of the texts.
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// List mismatches of fields that begin so: `items.decisions`.
    #[arg(long, value_name = "FIELD", default_value = "")]
    field: String,
    /// Print the same as JSON.
    #[arg(long)]
    json: bool,
}

/// A document's text measures and what is wrong.
struct TextResult {
    name: String,
    score: text::Score,
    mismatches: Vec<text::Mismatch>,
}

/// A document's record measures and what is wrong.
struct RecordResult {
    name: String,
    score: record::Score,
    mismatches: Vec<record::Mismatch>,
}

/// All that was measured.
struct Results {
    texts: Vec<TextResult>,
    records: Vec<RecordResult>,
    /// Whether OCR texts were given.
    with_ocr: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let documents =
        files::pair(&arguments.gold, &arguments.got, arguments.ocr.as_deref(), &arguments.suffix, arguments.only)?;
    for missing in &documents.missing {
        messages::note(&format!("{}: nothing to score with it in {}", missing.display(), arguments.got.display()));
    }
    let results = measure(&documents, arguments)?;
    let out = if arguments.json { json::render(&results, arguments.errors) } else { tables::render(&results, arguments.errors) };
    messages::data(&out)?;
    Ok(Status::Done)
}

fn measure(documents: &Documents, arguments: &Arguments) -> Result<Results> {
    let mut results = Results { texts: Vec::new(), records: Vec::new(), with_ocr: arguments.ocr.is_some() };
    for document in &documents.texts {
        let (gold, got) = (read_text(&document.gold)?, read_text(&document.got)?);
        let ocr = document.ocr.as_deref().map(read_text).transpose()?;
        let texts = text::Texts { gold: &gold, got: &got, ocr: ocr.as_deref() };
        let (score, mismatches) = text::measure(text::cut_pages(texts, arguments.pages));
        results.texts.push(TextResult { name: document.name.clone(), score, mismatches });
    }
    for document in &documents.records {
        let (gold, got) = (read_json(&document.gold)?, read_json(&document.got)?);
        let (score, mut mismatches) = record::measure(&gold, &got);
        mismatches.retain(|mismatch| mismatch.field.starts_with(&arguments.field));
        results.records.push(RecordResult { name: document.name.clone(), score, mismatches });
    }
    Ok(results)
}

fn read_text(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).map_err(|source| Error::Io {
        path: path.to_owned(),
        source,
        remedy: "score reads texts in UTF-8",
    })
}

fn read_json(path: &Path) -> Result<Value> {
    let value: Value = serde_json::from_str(&read_text(path)?)
        .map_err(|error| Error::Settings(format!("{}: {error}; score reads records in JSON", path.display())))?;
    if record::PARTS.iter().any(|part| value.get(part).is_some()) {
        return Ok(value);
    }
    Err(Error::Settings(format!("{}: no record: it has none of {}", path.display(), record::PARTS.join(", "))))
}
