//! Bad, unreadable, hanging and vanishing inputs: each is named with reason and remedy, and the others are converted.

use crate::shelf::{PROGRAM, contents, convert, fill, manifest, protocol, same, scratch, told};
use serde_json::Value;
use std::fs;
use std::process::Command;

/// What cannot be read: name, bytes, a word of the reason.
const BAD: [(&str, &[u8], &str); 5] = [
    ("empty.txt", b"", "0 bytes"),
    ("binary.txt", b"\0\x01\x02\0\0\x03\0\0\0", "binary.txt"),
    ("letter.txt", b"PK\x03\x04\x14\0\x06\0", "ZIP"),
    ("cut.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    (
        "page.xml",
        b"<?xml version=\"1.0\"?><alto xmlns=\"http://www.loc.gov/standards/alto/ns-v4#\"><Layout>",
        "ALTO",
    ),
];

#[test]
fn bad_files_strewn_in_are_named_and_all_others_done() {
    let here = scratch();
    let shelf = here.path().join("in");
    fill(&shelf, 95);
    for (at, (name, bytes, _)) in BAD.iter().enumerate() {
        fs::write(shelf.join(format!("{}/{name}", 1950 + at)), bytes).expect("a file can be written");
    }
    let (status, said) = told(&convert(here.path(), "out", &[]).output().expect("it runs"));
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("5 of 100 documents failed") && said.contains("out/failed.txt"), "{said}");
    let list = fs::read_to_string(here.path().join("out/failed.txt")).expect("failures are listed");
    assert_eq!(list.lines().count(), BAD.len(), "{list}");
    for (name, _, reason) in BAD {
        let line = list.lines().find(|line| line.contains(name)).expect("each is named");
        assert!(line.contains(reason) && line.contains(';'), "{line}");
    }
    let lines = manifest(&here.path().join("out"));
    let done = lines.iter().filter(|line| line["status"] == "done").count();
    assert_eq!((lines.len(), done), (100, 95));

    // Mended, one of them is converted, and the others fail again; what is gone is forgotten.
    fs::write(shelf.join("1950/empty.txt"), protocol(7)).expect("a file can be written");
    fs::remove_file(shelf.join("1951/binary.txt")).expect("it is there");
    let (status, said) = told(&convert(here.path(), "out", &[]).output().expect("it runs"));
    assert!(status == Some(1) && said.contains("3 of 99"), "{said}");
    assert_eq!(manifest(&here.path().join("out")).len(), 99);
}

#[test]
fn what_changed_is_done_again_and_nothing_else() {
    let here = scratch();
    let shelf = here.path().join("in");
    fill(&shelf, 6);
    let run = |more: &[&str]| {
        let (status, said) = told(&convert(here.path(), "out", more).output().expect("it runs"));
        assert_eq!(status, Some(0), "{said}");
        said
    };
    assert!(run(&[]).contains("6 converted, 0 kept"));
    let first = contents(&here.path().join("out"));
    assert!(run(&["--jobs", "1"]).contains("0 converted, 6 kept"));
    same(&first, &contents(&here.path().join("out")));
    fs::write(shelf.join("1950/000.txt"), protocol(9)).expect("a file can be written");
    fs::remove_file(here.path().join("out/1951/001.txt")).expect("it is there");
    fs::write(here.path().join("out/1952/002.json"), "{}").expect("it can be written");
    assert!(run(&[]).contains("3 converted, 3 kept"));
    assert!(run(&["--text-layer", "use"]).contains("6 converted"));
    assert!(run(&["--text-layer", "use", "--force"]).contains("6 converted"));
    // An input that cannot be read any more leaves nothing that could be taken for it.
    fs::write(shelf.join("1950/000.txt"), b"").expect("a file can be written");
    let (status, _) = told(&convert(here.path(), "out", &[]).output().expect("it runs"));
    assert!(status == Some(1) && !here.path().join("out/1950/000.json").exists());
}

#[test]
fn a_record_that_someone_changed_is_told_of() {
    let here = scratch();
    fill(&here.path().join("in"), 3);
    let run = |input: &str| {
        let mut command = Command::new(PROGRAM);
        command.args(["convert", input, "--out", "out", "--jsonl", "all.jsonl", "--quiet"]);
        told(&command.current_dir(here.path()).output().expect("it runs"))
    };
    assert_eq!(run("in").0, Some(0));
    fs::write(here.path().join("out/1951/001.json"), "{}").expect("it can be written");
    // Another input to the same place does not mend it, and says so.
    fs::write(here.path().join("other.txt"), protocol(5)).expect("there is room");
    let (status, said) = run("other.txt");
    assert!(status == Some(1) && said.contains("1951/001: ") && said.contains("convert it again"), "{said}");
    let lines = fs::read_to_string(here.path().join("all.jsonl")).expect("written");
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(run("in"), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn a_pipe_does_not_hang_the_run() {
    let here = scratch();
    fill(&here.path().join("in"), 2);
    let made = Command::new("mkfifo").arg(here.path().join("pipe.txt")).status();
    assert!(made.expect("mkfifo is there").success());
    let (status, said) = told(&convert(here.path(), "out", &["pipe.txt"]).output().expect("it runs"));
    assert!(status == Some(1) && said.contains("pipe.txt") && said.contains("1 of 3"), "{said}");
}

#[cfg(feature = "ocr")]
#[test]
fn a_page_that_is_given_up_does_not_hold_the_end() {
    let here = scratch();
    fill(&here.path().join("in"), 1);
    // Tesseract takes minutes to find lines in noise, and cannot be broken off there.
    let mut tone = 1u32;
    let noise = image::GrayImage::from_fn(3000, 4000, |_, _| {
        tone = tone.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Luma([if tone >> 30 == 0 { 0 } else { 255 }])
    });
    noise.save(here.path().join("in/noise.png")).expect("there is room");
    let begun = std::time::Instant::now();
    let run = convert(here.path(), "out", &["--page-timeout", "1"]).output().expect("it runs");
    let (status, said) = told(&run);
    assert_eq!(status, Some(0), "{said}");
    assert!(begun.elapsed().as_secs() < 45, "{:?}", begun.elapsed());
    let record = fs::read_to_string(here.path().join("out/noise.json")).expect("written");
    assert!(record.contains("page-unread"));
}

/// The superuser reads everything: the program runs as somebody else then.
#[cfg(unix)]
#[test]
fn an_input_that_may_not_be_read_is_named() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
    use std::os::unix::process::CommandExt as _;
    const NOBODY: u32 = 65_534;
    let here = scratch();
    fill(&here.path().join("in"), 3);
    let closed = here.path().join("in/1951/001.txt");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).expect("it is ours");
    let (program, out) = (here.path().join("justera"), here.path().join("out"));
    fs::copy(PROGRAM, &program).expect("there is room");
    fs::create_dir(&out).expect("a directory can be made");
    let mut command = Command::new(&program);
    command.args(["convert", "in", "--out", "out"]).current_dir(here.path());
    if fs::metadata(here.path()).expect("it is there").uid() == 0 {
        fs::set_permissions(here.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
        chown(&out, Some(NOBODY), None).expect("the superuser may");
        command.uid(NOBODY);
    }
    let (status, said) = told(&command.output().expect("it runs"));
    assert!(status == Some(1) && said.contains("001.txt") && said.contains("ermission"), "{said}");
    assert!(out.join("1950/000.json").is_file() && out.join("1952/002.json").is_file());
}

#[test]
fn logs_for_programs_hold_no_text_unless_asked() {
    let here = scratch();
    fill(&here.path().join("in"), 2);
    fs::write(here.path().join("in/bad.txt"), b"").expect("a file can be written");
    let run = |out: &str, more: &[&str]| {
        let more = [&["--log-format", "json"], more].concat();
        let (_, said) = told(&convert(here.path(), out, &more).output().expect("it runs"));
        said.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect::<Vec<Value>>()
    };
    let count = |lines: &[Value], event: &str| lines.iter().filter(|line| line["event"] == event).count();
    let lines = run("one", &[]);
    assert_eq!(["begun", "done", "failed", "ended"].map(|event| count(&lines, event)), [1, 2, 1, 1]);
    assert!(lines.iter().all(|line| line.get("findings").is_none()));
    let lines = run("two", &["--log-text"]);
    assert!(lines.iter().any(|line| line["findings"].is_array()));
    let lines = run("two", &["--quiet"]);
    assert_eq!((lines.len(), count(&lines, "failed")), (1, 1));
    let lines = run("two", &["--shard", "1/1", "--csv", "two/manifest.jsonl"]);
    assert_eq!((lines.len(), count(&lines, "error")), (1, 1));
}
