//! Which gold file is scored with which results.

use super::scans;
use crate::error::{Error, Result};
use clap::ValueEnum;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// What marks a file as the truth: of the labelled samples, of the project's own fixtures.
const MARKS: [&str; 3] = [".gold", ".true", ".expected"];

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Kind {
    /// Repaired texts.
    Text,
    /// Records.
    Json,
}

/// Files that belong together.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) name: String,
    pub(super) gold: PathBuf,
    /// `None` where the OCR text is to be repaired first.
    pub(super) got: Option<PathBuf>,
    pub(super) ocr: Option<PathBuf>,
}

/// All documents that can be scored.
#[derive(Debug, Default)]
pub(super) struct Documents {
    pub(super) texts: Vec<Document>,
    pub(super) records: Vec<Document>,
    /// Gold files without a result.
    pub(super) missing: Vec<PathBuf>,
}

pub(super) fn pair(
    gold: &Path,
    got: Option<&Path>,
    ocr: Option<&Path>,
    suffixes: &[String],
    only: Option<Kind>,
) -> Result<Documents> {
    let mut documents = Documents::default();
    for (name, path, kind) in
        gold_files(gold)?.into_iter().filter(|(_, _, kind)| only.is_none_or(|only| only == *kind))
    {
        let extension = if kind == Kind::Text { "txt" } else { "json" };
        let place = got.or(ocr).expect("the command line asks for one of them");
        let Some(result) = counterpart(place, &name, extension, suffixes) else {
            documents.missing.push(path);
            continue;
        };
        let ocr = ocr.filter(|_| kind == Kind::Text).map(|ocr| {
            counterpart(ocr, &name, "txt", suffixes).ok_or_else(|| {
                Error::Settings(format!(
                    "{name}: no OCR text in {}; name what stands between name and .txt with --suffix",
                    ocr.display()
                ))
            })
        });
        let document = Document { name, gold: path, got: got.map(|_| result), ocr: ocr.transpose()? };
        match kind {
            Kind::Text => documents.texts.push(document),
            Kind::Json => documents.records.push(document),
        }
    }
    if documents.texts.is_empty() && documents.records.is_empty() {
        return Err(Error::Settings(format!(
            "{}: nothing in {} belongs to it; files are paired by name: NAME.gold.txt with NAME.txt or, with --suffix eng, NAME.eng.txt",
            gold.display(),
            got.or(ocr).unwrap_or(gold).display()
        )));
    }
    Ok(documents)
}

/// A gold text or record, or both, with the page images of the document.
#[derive(Debug, Default)]
pub(super) struct ScannedDocument {
    pub(super) name: String,
    pub(super) text: Option<PathBuf>,
    pub(super) record: Option<PathBuf>,
    pub(super) scans: Vec<PathBuf>,
}

/// The documents of `gold` that have page images in `place`, and the gold files that have none.
pub(super) fn scanned(
    gold: &Path,
    place: &Path,
    only: Option<Kind>,
) -> Result<(Vec<ScannedDocument>, Vec<PathBuf>)> {
    let (mut found, mut missing) = (BTreeMap::<String, ScannedDocument>::new(), Vec::new());
    for (name, path, kind) in
        gold_files(gold)?.into_iter().filter(|(_, _, kind)| only.is_none_or(|only| only == *kind))
    {
        let scans = scans::of(place, &name);
        if scans.is_empty() {
            missing.push(path);
            continue;
        }
        let document = found.entry(name.clone()).or_default();
        match kind {
            Kind::Text => document.text = Some(path),
            Kind::Json => document.record = Some(path),
        }
        (document.name, document.scans) = (name, scans);
    }
    if found.is_empty() {
        return Err(Error::Settings(format!(
            "{}: no page images in {} belong to it; they are paired by name: NAME.gold.txt with NAME.p1.png, NAME.p2.png …",
            gold.display(),
            place.display()
        )));
    }
    Ok((found.into_values().collect(), missing))
}

/// Name, path and kind of every gold file: those with a mark, or, where a directory has none, all texts and records.
fn gold_files(gold: &Path) -> Result<Vec<(String, PathBuf, Kind)>> {
    if !gold.is_dir() {
        let name = gold.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kind = if name.ends_with(".json") { Kind::Json } else { Kind::Text };
        return Ok(vec![(stem(&name), gold.to_owned(), kind)]);
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(gold).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::Settings(format!("{error}; make it readable")))?;
        let below = entry
            .path()
            .strip_prefix(gold)
            .expect("a walk stays below its root")
            .to_string_lossy()
            .into_owned();
        let kind = match entry.path().extension().and_then(|extension| extension.to_str()) {
            Some("txt") => Kind::Text,
            Some("json") => Kind::Json,
            _ => continue,
        };
        files.push((below, entry.path().to_owned(), kind));
    }
    let marked = |name: &str| {
        name.rsplit_once('.').is_some_and(|(stem, _)| MARKS.iter().any(|mark| stem.ends_with(mark)))
    };
    if files.iter().any(|(name, ..)| marked(name)) {
        files.retain(|(name, ..)| marked(name));
    }
    Ok(files.into_iter().map(|(name, path, kind)| (stem(&name), path, kind)).collect())
}

/// `NAME` of `NAME.gold.txt` and of `NAME.txt`.
fn stem(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    MARKS.iter().find_map(|mark| stem.strip_suffix(mark)).unwrap_or(stem).to_owned()
}

fn counterpart(place: &Path, name: &str, extension: &str, suffixes: &[String]) -> Option<PathBuf> {
    if !place.is_dir() {
        return place.exists().then(|| place.to_owned());
    }
    let with_suffix = suffixes.iter().map(|suffix| place.join(format!("{name}.{suffix}.{extension}")));
    with_suffix.chain([place.join(format!("{name}.{extension}"))]).find(|path| path.is_file())
}
