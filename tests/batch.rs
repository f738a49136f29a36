//! A run over many documents: faults stay with their document, and the number of threads changes nothing.

use justera::input::Reading;
use justera::ocr::{EngineInfo, GreyImage, OcrEngine};
use justera::page::Line;
use justera::{Converter, Dictionary, batch};
use std::fs;
use std::path::{Path, PathBuf};

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

#[test]
fn a_panic_stays_with_its_document() {
    let here = tempfile::tempdir().expect("a scratch directory can be made");
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/blank-page.png");
    fs::copy(blank, here.path().join("b.png")).expect("the fixture is there");
    for name in ["a.txt", "c.txt"] {
        fs::write(here.path().join(name), "Kommunstyrelsen\n").expect("a file can be written");
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let out = here.path().join("out");
    let plan =
        batch::plan(&[here.path().to_owned()], &out, batch::Folders::default()).expect("three documents");
    assert_eq!(plan.jobs.len(), 3);
    let failures =
        batch::run(&plan.jobs, &out, &Converter::new(&dictionary), &Reading::with(Some(&Faulty)), &[]);
    let told: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("b.png") && told[0].contains("the engine is broken"), "{}", told[0]);
    for name in ["a.json", "a.txt", "c.json", "c.txt"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    assert!(!out.join("b.json").exists());
}

#[test]
fn the_same_bytes_with_one_thread_and_with_four() {
    let here = tempfile::tempdir().expect("a scratch directory can be made");
    for number in 0..24 {
        let text = format!("Kommunstyrelsen\n§ {number}\nNamnden beslutar att godkanna arende {number}.\n");
        fs::write(here.path().join(format!("{number}.txt")), text).expect("a file can be written");
    }
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let inputs = [here.path().to_owned()];
    let convert = |threads: usize, out: PathBuf| {
        let plan = batch::plan(&inputs, &out, batch::Folders::default()).expect("documents");
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads can be made");
        let failures = pool
            .install(|| batch::run(&plan.jobs, &out, &Converter::new(&dictionary), &Reading::default(), &[]));
        assert!(failures.is_empty());
        let read =
            |job: &batch::Job| fs::read(out.join(format!("{}.json", job.output.display()))).expect("written");
        plan.jobs.iter().map(read).collect::<Vec<_>>()
    };
    let elsewhere = tempfile::tempdir().expect("a scratch directory can be made");
    let one = convert(1, elsewhere.path().join("one"));
    assert_eq!(one.len(), 24);
    assert_eq!(one, convert(4, elsewhere.path().join("four")));
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
    let plan = batch::plan(&[folder], &out, batch::Folders::AreDocuments).expect("two documents");
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    assert!(batch::run(&plan.jobs, &out, &Converter::new(&dictionary), &Reading::default(), &[]).is_empty());
    let text = fs::read_to_string(out.join("1964-03-17.txt")).expect("written");
    let places: Vec<usize> = ["p1.", "p2.", "p10."].map(|page| text.find(page).expect("there")).to_vec();
    assert!(places.is_sorted() && text.matches('\u{c}').count() == 2, "{text}");
    assert!(out.join("bilaga.json").is_file());
}
