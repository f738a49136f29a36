//! A run over many documents: faults stay with their document, and the number of threads changes nothing.

use justera::Converter;
use justera::batch::{self, Choice, Deaf, Options};
use justera::input::Reading;
use justera::ocr::{EngineInfo, GreyImage, OcrEngine};
use justera::page::Line;
use regex::bytes::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;
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

fn converter() -> &'static Converter<'static> {
    Converter::shared().expect("the dictionary opens")
}

fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch directory can be made")
}

/// An engine that says nothing of itself, for ever.
struct Hanging;

impl OcrEngine for Hanging {
    fn info(&self) -> justera::Result<EngineInfo> {
        loop {
            std::thread::park();
        }
    }

    fn read(&self, _: &GreyImage) -> justera::Result<Vec<Line>> {
        unreachable!("nobody comes so far")
    }
}

#[test]
fn documents_that_hang_are_given_up_and_the_others_done() {
    let here = scratch();
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/blank-page.png");
    let shelf = here.path().join("in");
    fs::create_dir(&shelf).expect("a directory can be made");
    for number in 0..3 {
        fs::copy(&blank, shelf.join(format!("a{number}.png"))).expect("the fixture is there");
        fs::write(shelf.join(format!("b{number}.txt")), "Kommunstyrelsen\n").expect("a file can be written");
    }
    let out = here.path().join("out");
    let plan = batch::plan(&[shelf], &out, Choice::default()).expect("six documents");
    for jobs in [1, 2] {
        let options = Options {
            jobs,
            reading: Reading::with(Some(&Hanging)),
            document_timeout: Some(Duration::from_millis(300)),
            ..Options::default()
        };
        let summary = batch::run(&plan, &out, converter(), &options, &Deaf).expect("there is room");
        assert_eq!((summary.converted + summary.kept, summary.failed), (3, 3));
        let list = fs::read_to_string(out.join(batch::FAILED)).expect("failures are listed");
        assert_eq!(list.lines().count(), 3, "{list}");
        for line in list.lines() {
            assert!(line.contains(".png: it took longer") && line.contains("--document-timeout"), "{line}");
        }
        let failed = manifest(&out).into_iter().filter(|line| line["status"] == "failed");
        assert_eq!(failed.filter(|line| line["sha256"].is_string()).count(), 3);
    }
}

#[test]
fn a_panic_stays_with_its_document() {
    let here = scratch();
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/blank-page.png");
    fs::copy(blank, here.path().join("b.png")).expect("the fixture is there");
    for name in ["a.txt", "c.txt"] {
        fs::write(here.path().join(name), "Kommunstyrelsen\n").expect("a file can be written");
    }
    let out = here.path().join("out");
    let plan = batch::plan(&[here.path().to_owned()], &out, Choice::default()).expect("three documents");
    assert_eq!(plan.jobs.len(), 3);
    let options = Options { reading: Reading::with(Some(&Faulty)), ..Options::default() };
    let summary = batch::run(&plan, &out, converter(), &options, &Deaf).expect("there is room");
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
    let inputs = [here.path().to_owned()];
    let convert = |jobs: usize, out: PathBuf| {
        let plan = batch::plan(&inputs, &out, Choice::default()).expect("documents");
        let options = Options { jobs, ..Options::default() };
        let summary = batch::run(&plan, &out, converter(), &options, &Deaf).expect("there is room");
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
    let out = here.path().join("out");
    let plan = batch::plan(&[here.path().to_owned()], &out, Choice::default()).expect("two documents");
    let options = Options::default();
    let run = || batch::run(&plan, &out, converter(), &options, &Deaf).expect("there is room");
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
    let options = Options::default();
    let summary = batch::run(&plan, &out, converter(), &options, &Deaf).expect("there is room");
    assert_eq!((summary.converted, summary.failed), (2, 0));
    let text = fs::read_to_string(out.join("1964-03-17.txt")).expect("written");
    let places: Vec<usize> = ["p1.", "p2.", "p10."].map(|page| text.find(page).expect("there")).to_vec();
    assert!(places.is_sorted() && text.matches('\u{c}').count() == 2, "{text}");
    assert!(out.join("bilaga.json").is_file());
}
