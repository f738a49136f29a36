//! `justera score`: results against what is true.

mod files;
mod json;
mod kinds;
mod repairing;
mod scan_table;
mod scans;
mod table;
mod tables;

use super::reading::ReadingArguments;
use super::{Status, messages};
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::input;
use crate::score::calibration::{Calibration, Claim};
use crate::score::kinds::Kinds;
use crate::score::{attendance, record, text};
use clap::Args;
use files::{Documents, Kind};
use repairing::Workshop;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Score repaired texts and records against gold ones.
///
/// A gold file NAME.gold.txt (or NAME.true.txt) goes with NAME.txt, NAME.gold.json (or NAME.expected.json) with NAME.json; with `--suffix eng` with NAME.eng.txt and
/// NAME.eng.json where they are. Texts: character and word error rates before (with --ocr) and after, words mended and broken by
/// alignment and order-free, words with å ä ö; with --ocr a table of what kinds of errors there were and what became of them; without --got
/// also whether the confidences of repair mean what they say. Records: precision, recall and F1 of each field, strict and soft.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// True texts (.txt) and labelled records (.json): a file, or a directory that is walked through.
    #[arg(long, value_name = "FILE|DIR")]
    gold: PathBuf,
    /// What justera gave: a file or a directory. Left out, the OCR texts are repaired here and now, and their confidences are weighed too.
    #[arg(long, value_name = "FILE|DIR", required_unless_present_any = ["ocr", "scans"])]
    got: Option<PathBuf>,
    /// What the OCR read: a file, or a directory with NAME.txt or NAME.SUFFIX.txt.
    #[arg(long, value_name = "FILE|DIR")]
    ocr: Option<PathBuf>,
    /// Page images, NAME.p1.png, NAME.p2.png …, or NAME.tif, NAME.pdf: they are read by OCR, repaired and made into records here and now; records only
    /// of documents of which all pages are there.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["got", "ocr", "suffix", "pages"])]
    scans: Option<PathBuf>,
    /// A table of tabs, NAME and group in its first two columns: scans are summed up by groups, too, as by their states of wear.
    #[arg(long, value_name = "FILE", requires = "scans")]
    groups: Option<PathBuf>,
    /// The dictionary to repair with and to tell kinds of words by, made by `cargo xtask dictionary`; by default the one that is built in.
    #[arg(long, value_name = "FILE")]
    dictionary: Option<PathBuf>,
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
    #[command(flatten)]
    reading: ReadingArguments,
}

/// A document's text measures and what is wrong.
struct TextResult {
    name: String,
    score: text::Score,
    mismatches: Vec<text::Mismatch>,
    kinds: Kinds,
    /// `None` where the text was repaired elsewhere, so that its confidences are not known.
    calibration: Option<Calibration>,
}

/// A document's record measures and what is wrong.
struct RecordResult {
    name: String,
    score: record::Score,
    mismatches: Vec<record::Mismatch>,
}

/// What became of the page images of a document.
struct ScanResult {
    name: String,
    /// The group that it belongs to, where there are groups.
    group: Option<String>,
    pages: usize,
    text: Option<text::Score>,
    attendance: Option<attendance::Rows>,
}

/// All that was measured.
struct Results {
    texts: Vec<TextResult>,
    records: Vec<RecordResult>,
    /// Documents that were read from page images.
    scans: Vec<ScanResult>,
    /// Whether OCR texts were given.
    with_ocr: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let dictionary = match &arguments.dictionary {
        Some(file) => Dictionary::from_file(file)?,
        None => Dictionary::embedded()?,
    };
    let workshop = Workshop::new(&dictionary);
    let results = match &arguments.scans {
        Some(scans) => measure_scans(scans, arguments, &workshop)?,
        None => measure_files(arguments, &workshop)?,
    };
    let out = if arguments.json {
        json::render(&results, arguments.errors)
    } else {
        tables::render(&results, arguments.errors)
    };
    messages::data(&out)?;
    Ok(Status::Done)
}

/// Scores texts and records that are there.
fn measure_files(arguments: &Arguments, workshop: &Workshop) -> Result<Results> {
    let place = arguments.got.as_deref().or(arguments.ocr.as_deref());
    let place = place.expect("the command line asks for one of them");
    // Records are not made here: without results there are texts alone.
    let only = if arguments.got.is_none() { Some(Kind::Text) } else { arguments.only };
    let documents = files::pair(
        &arguments.gold,
        arguments.got.as_deref(),
        arguments.ocr.as_deref(),
        &arguments.suffix,
        only,
    )?;
    say_missing(&documents.missing, place);
    measure(&documents, arguments, workshop)
}

/// Reads page images and scores what becomes of them.
fn measure_scans(place: &Path, arguments: &Arguments, workshop: &Workshop) -> Result<Results> {
    let (documents, missing) = files::scanned(&arguments.gold, place, arguments.only)?;
    say_missing(&missing, place);
    let engine = arguments.reading.engine()?;
    let reading = arguments.reading.reading(engine.as_deref());
    let groups = arguments.groups.as_deref().map(scan_table::groups).transpose()?.unwrap_or_default();
    let mut results = Results { texts: Vec::new(), records: Vec::new(), scans: Vec::new(), with_ocr: true };
    for document in documents {
        let scanned = scans::read(&document.scans, &reading, workshop)?;
        scanned.failures.iter().for_each(|failure| messages::note(failure));
        let gold = document.text.as_deref().map(read_text).transpose()?;
        let is_whole = gold.as_deref().is_none_or(|gold| text::page_count(gold) <= scanned.pages);
        let text = gold.as_deref().map(|gold| {
            let texts = text::Texts { gold, got: &scanned.got, ocr: Some(&scanned.ocr) };
            let texts = text::cut_pages(texts, Some(scanned.pages));
            score_text(document.name.clone(), texts, Some(&scanned.claims), workshop)
        });
        let mut result = ScanResult {
            group: groups.get(&document.name).cloned(),
            name: document.name.clone(),
            pages: scanned.pages,
            text: text.as_ref().map(|text| text.score),
            attendance: None,
        };
        if let Some(gold) = document.record.filter(|_| is_whole) {
            let gold = read_json(&gold)?;
            result.attendance = Some(attendance::rows(&gold, &scanned.record));
            results.records.push(score_record(document.name, &gold, &scanned.record, arguments));
        }
        results.texts.extend(text);
        results.scans.push(result);
    }
    Ok(results)
}

fn score_text(name: String, texts: text::Texts, claims: Option<&[Claim]>, workshop: &Workshop) -> TextResult {
    let measured = text::measure(texts, claims.unwrap_or_default());
    TextResult {
        name,
        score: measured.score,
        mismatches: measured.mismatches,
        kinds: Kinds::of(&measured.fates, &|word| workshop.kind(word)),
        calibration: claims.map(|claims| Calibration::of(texts.got, claims, &measured.truths)),
    }
}

fn score_record(name: String, gold: &Value, got: &Value, arguments: &Arguments) -> RecordResult {
    let (score, mut mismatches) = record::measure(gold, got);
    mismatches.retain(|mismatch| mismatch.field.starts_with(&arguments.field));
    RecordResult { name, score, mismatches }
}

/// A gold file without a result is left out of the scores, never in silence.
fn say_missing(missing: &[PathBuf], got: &Path) {
    /// Files that are named.
    const NAMED: usize = 4;
    if missing.is_empty() {
        return;
    }
    let mut names: Vec<String> = missing.iter().take(NAMED).map(|path| path.display().to_string()).collect();
    if missing.len() > NAMED {
        names.push("…".to_owned());
    }
    let (count, names) = (missing.len(), names.join(", "));
    messages::note(&format!(
        "not scored, nothing in {} belongs to them: {count} files: {names}",
        got.display()
    ));
}

fn measure(documents: &Documents, arguments: &Arguments, workshop: &Workshop) -> Result<Results> {
    let with_ocr = arguments.ocr.is_some();
    let mut results = Results { texts: Vec::new(), records: Vec::new(), scans: Vec::new(), with_ocr };
    for document in &documents.texts {
        let gold = read_text(&document.gold)?;
        let ocr = document.ocr.as_deref().map(read_text).transpose()?;
        let (got, claims) = match (&document.got, &ocr) {
            (Some(got), _) => (read_text(got)?, None),
            (None, Some(ocr)) => {
                let (got, claims) = workshop.repaired(input::text::read(ocr));
                (got, Some(claims))
            }
            (None, None) => unreachable!("without results there are OCR texts"),
        };
        let texts = text::Texts { gold: &gold, got: &got, ocr: ocr.as_deref() };
        let texts = text::cut_pages(texts, arguments.pages);
        results.texts.push(score_text(document.name.clone(), texts, claims.as_deref(), workshop));
    }
    for document in &documents.records {
        let got = document.got.as_deref().expect("records are scored where there are results");
        let (gold, got) = (read_json(&document.gold)?, read_json(got)?);
        results.records.push(score_record(document.name.clone(), &gold, &got, arguments));
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
    let value: Value = serde_json::from_str(&read_text(path)?).map_err(|error| {
        Error::Settings(format!("{}: {error}; score reads records in JSON", path.display()))
    })?;
    if record::PARTS.iter().any(|part| value.get(part).is_some()) {
        return Ok(value);
    }
    Err(Error::Settings(format!(
        "{}: no record: it has none of {}",
        path.display(),
        record::PARTS.join(", ")
    )))
}
