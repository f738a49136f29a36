//! Bounds on size, pages, pixels and memory; names that would lead out of OUT; links.

use crate::shelf::{convert, fill, protocol, scratch, told};
use std::fs;
use std::path::Path;

#[test]
fn what_is_too_large_is_refused_with_the_bound_and_the_option() {
    let here = scratch();
    let shelf = here.path().join("in");
    fill(&shelf, 1);
    fs::write(shelf.join("long.txt"), format!("{}\u{c}", protocol(1)).repeat(3)).expect("there is room");
    for (option, bound) in [("--max-file-size", "2kB"), ("--max-pages", "2"), ("--max-memory", "300kB")] {
        let (status, said) =
            told(&convert(here.path(), "out", &[option, bound, "--force"]).output().expect("it runs"));
        assert!(status == Some(1) && said.contains("1 of 2"), "{option}: {said}");
        assert!(said.contains("long.txt") && said.contains(option), "{option}: {said}");
    }
}

#[cfg(feature = "ocr")]
#[test]
fn a_page_of_too_many_pixels_is_refused_before_it_is_decoded() {
    let here = scratch();
    let blank = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken/blank-page.png");
    fs::create_dir(here.path().join("in")).expect("a directory can be made");
    fs::copy(blank, here.path().join("in/page.png")).expect("the fixture is there");
    for more in [["--max-pixels", "1000"], ["--max-memory", "1MB"]] {
        let (status, said) = told(&convert(here.path(), "out", &more).output().expect("it runs"));
        assert!(status == Some(1) && said.contains("page.png") && said.contains("pixels"), "{said}");
    }
}

#[test]
fn names_of_the_runs_own_files_are_refused_by_document() {
    let here = scratch();
    fill(&here.path().join("in"), 2);
    for name in ["report.txt", "failed.txt"] {
        fs::write(here.path().join("in").join(name), protocol(1)).expect("there is room");
    }
    let (status, said) = told(&convert(here.path(), "out", &[]).output().expect("it runs"));
    assert!(status == Some(1) && said.contains("report.txt") && said.contains("failed.txt"), "{said}");
    assert!(here.path().join("out/1950/000.json").is_file());
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_when_asked_and_never_out_of_the_outputs() {
    use std::os::unix::fs::symlink;
    let here = scratch();
    fill(&here.path().join("in"), 2);
    fill(&here.path().join("elsewhere"), 1);
    symlink(here.path().join("elsewhere"), here.path().join("in/link")).expect("a link can be made");
    let run = |out: &str, more: &[&str]| told(&convert(here.path(), out, more).output().expect("it runs"));
    assert!(run("one", &[]).1.contains("2 documents"));
    let (status, said) = run("two", &["--follow-links"]);
    assert!(status == Some(0) && said.contains("3 documents"), "{said}");
    assert!(here.path().join("two/link/1950/000.json").is_file());
    // A link among the outputs would let them stand elsewhere.
    fs::create_dir_all(here.path().join("three")).expect("a directory can be made");
    symlink(here.path().join("elsewhere"), here.path().join("three/1950")).expect("a link can be made");
    let (status, said) = run("three", &[]);
    assert!(status == Some(1) && said.contains("leads out"), "{said}");
    assert!(!here.path().join("elsewhere/000.json").exists());
}
