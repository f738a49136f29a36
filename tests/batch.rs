//! A run over many documents: faults stay with their document, and the number of threads changes nothing.

use justera::batch::{self, Choice, Deaf, Options};
use justera::input::Reading;
use justera::ocr::{EngineInfo, GreyImage, OcrEngine};
use justera::page::Line;
use justera::{Converter, Dictionary};
use regex::bytes::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// An engine with a fault.
struct Faulty;

impl OcrEngine for Faulty {
    fn info(&self) -> justera::Result<EngineInfo> {
        Ok(EngineInfo { name: "faulty".to_owned(), languages: Vec::new() })
    }

    fn read(&self, _: &GreyImage) -> justera::Result<Vec<Line>> {
        panic!("the engine is broken")
    }
}

/// The manifest of an output directory, a value a line.
fn manifest(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join(batch::MANIFEST)).expect("a run writes its manifest");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch directory can be made")
}

#[test]
fn a_panic_stays_with_its_document() {
    let here = scratch();
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/blank-page.png");
    fs::copy(blank, here.path().join("b.png")).expect("the fixture is there");
    for name in ["a.txt", "c.txt"] {
        fs::write(here.path().join(name), "Kommunstyrelsen\n").expect("a file can be written");
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let out = here.path().join("out");
    let plan = batch::plan(&[here.path().to_owned()], &out, Choice::default()).expect("three documents");
    assert_eq!(plan.jobs.len(), 3);
    let options = Options { reading: Reading::with(Some(&Faulty)), ..Options::default() };
    let summary =
        batch::run(&plan, &out, &Converter::new(&dictionary), &options, &Deaf).expect("there is room");
    assert_eq!((summary.converted, summary.failed), (2, 1));
    let lines = manifest(&out);
    let failed: Vec<&Value> = lines.iter().filter(|line| line["status"] == "failed").collect();
    assert_eq!((lines.len(), failed.len()), (3, 1));
    assert_eq!(failed[0]["document"], "b");
    assert_eq!(failed[0]["failure"]["detail"], "the engine is broken");
    let list = fs::read_to_string(out.join(batch::FAILED)).expect("failures are listed");
    assert!(list.contains("b.png") && list.lines().count() == 1, "{list}");
    for name in ["a.json", "a.txt", "c.json", "c.txt"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    assert!(!out.join("b.json").exists());
}

/// All files below a directory with what they hold, times taken out.
fn contents(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let seconds = Regex::new(r#""seconds": ?[0-9.e-]+|<td class="time">[^<]*</td>"#).expect("a pattern");
    let files = walkdir::WalkDir::new(out).into_iter().map(|entry| entry.expect("it can be walked"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let read = |path: &Path| {
        let bytes = fs::read(path).expect("written");
        // Which documents took longest is a matter of time, too.
        let slowest =
            Regex::new(r#"(?s)<section id="slowest">.*?</section>|"slowest": \[.*?\]"#).expect("a pattern");
        let bytes = slowest.replace_all(&bytes, &b""[..]);
        seconds.replace_all(&bytes, &b""[..]).into_owned()
    };
    files.map(|file| (file.path().strip_prefix(out).expect("below").to_owned(), read(file.path()))).collect()
}

#[test]
fn the_same_bytes_with_one_thread_and_with_four() {
    let here = scratch();
    for number in 0..24 {
        let text = format!("Kommunstyrelsen\n§ {number}\nNamnden beslutar att godkanna arende {number}.\n");
        fs::write(here.path().join(format!("{number}.txt")), text).expect("a file can be written");
        if number % 8 == 0 {
            fs::write(here.path().join(format!("{number}.bad.txt")), [0, 1]).expect("a file can be written");
        }
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let inputs = [here.path().to_owned()];
    let convert = |jobs: usize, out: PathBuf| {
        let plan = batch::plan(&inputs, &out, Choice::default()).expect("documents");
        let options = Options { jobs, ..Options::default() };
        let summary =
            batch::run(&plan, &out, &Converter::new(&dictionary), &options, &Deaf).expect("there is room");
        assert_eq!((summary.converted, summary.failed), (24, 3));
        contents(&out)
    };
    let elsewhere = scratch();
    let one = convert(1, elsewhere.path().join("one"));
    assert!(one.len() > 2 * 24 + 2);
    let four = convert(4, elsewhere.path().join("four"));
    for (path, bytes) in &one {
        assert!(four.get(path) == Some(bytes), "{} differs", path.display());
    }
    assert_eq!(one.len(), four.len());
}

#[test]
fn an_input_that_vanishes_is_named_and_its_earlier_files_stay() {
    let here = scratch();
    for name in ["a.txt", "b.txt"] {
        fs::write(here.path().join(name), "Kommunstyrelsen\n").expect("a file can be written");
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let out = here.path().join("out");
    let plan = batch::plan(&[here.path().to_owned()], &out, Choice::default()).expect("two documents");
    let options = Options::default();
    let converter = Converter::new(&dictionary);
    let run = || batch::run(&plan, &out, &converter, &options, &Deaf).expect("there is room");
    assert_eq!(run().converted, 2);
    fs::remove_file(here.path().join("a.txt")).expect("it is there");
    let summary = run();
    assert_eq!((summary.kept, summary.failed), (1, 1));
    let list = fs::read_to_string(out.join(batch::FAILED)).expect("failures are listed");
    assert!(list.contains("a.txt") && list.contains("check the name"), "{list}");
    assert!(out.join("a.json").is_file());
}

#[test]
fn a_folder_is_one_document_where_someone_says_so() {
    let here = tempfile::tempdir().expect("a scratch directory can be made");
    let folder = here.path().join("1964-03-17");
    fs::create_dir_all(folder.join("bilaga")).expect("a folder can be made");
    for name in ["p10.txt", "p2.txt", "p1.txt", "bilaga/a.txt"] {
        fs::write(folder.join(name), format!("Sidan {name} av handlingarna\n"))
            .expect("a file can be written");
    }
    let out = here.path().join("out");
    let plan =
        batch::plan(&[folder], &out, Choice { folders: batch::Folders::AreDocuments, ..Choice::default() })
            .expect("two documents");
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let options = Options::default();
    let summary =
        batch::run(&plan, &out, &Converter::new(&dictionary), &options, &Deaf).expect("there is room");
    assert_eq!((summary.converted, summary.failed), (2, 0));
    let text = fs::read_to_string(out.join("1964-03-17.txt")).expect("written");
    let places: Vec<usize> = ["p1.", "p2.", "p10."].map(|page| text.find(page).expect("there")).to_vec();
    assert!(places.is_sorted() && text.matches('\u{c}').count() == 2, "{text}");
    assert!(out.join("bilaga.json").is_file());
}
