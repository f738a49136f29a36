//! Files that hold several protocols: a record each, in every place where records are; one again where someone says so.

use crate::shelf::{PROGRAM, contents, convert, files, manifest, protocol, same, scratch, told};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// What each meeting of a volume was about: no two alike, so that no line of theirs looks like a running head.
const MATTERS: [&[&str]; 3] = [
    &["Oppettid vid biblioteket", "Snorojning i byn", "Bidrag till idrottsforeningen"],
    &["Val av revisor", "Forsaljning av skolhuset", "Vagbelysning i Lit", "Ansokan om hemspråkslarare"],
    &["Brandstationens tillbyggnad", "Hyra for kommunens lokaler"],
];

/// A volume with protocols of so many days, each from the top of a page.
fn volume(days: usize) -> String {
    let one = |day: usize| {
        let item = |(number, matter): (usize, &&str)| {
            format!("\n§ {number}\n{matter}\nNamnden beslutar\natt bifalla arende {day}{number}.\n")
        };
        let items: String = (1..).zip(MATTERS[day - 1]).map(item).collect();
        format!(
            "Kommunstyrelsen\nSammanträdesprotokoll 1974-03-{day:02}\n\nNärvarande: Karl Ek, ordförande, Per Al\n{items}"
        )
    };
    (1..=days).map(one).collect::<Vec<_>>().join("\u{c}")
}

fn shelf(here: &Path) {
    fs::create_dir_all(here.join("in/1974")).expect("a directory can be made");
    fs::write(here.join("in/1974/band.txt"), volume(3)).expect("there is room");
    fs::write(here.join("in/one.txt"), volume(1)).expect("there is room");
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("written")).expect("JSON")
}

fn run(here: &Path, more: &[&str]) -> String {
    let (status, said) = told(&convert(here, "out", more).output().expect("it runs"));
    assert_eq!(status, Some(0), "{said}");
    said
}

const NAMES: [&str; 4] = ["1974/band.protocol-1", "1974/band.protocol-2", "1974/band.protocol-3", "one"];

#[test]
fn each_protocol_of_a_file_is_a_record_wherever_records_are() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    let collect = ["--jsonl", "all.jsonl", "--csv", "tables", "--sqlite", "all.db"];
    run(here, &collect);
    let out = here.join("out");
    let records = NAMES.map(|name| json(&out.join(format!("{name}.json"))));
    for (at, (name, record)) in NAMES.iter().zip(&records).enumerate() {
        let day = if at < 3 { at + 1 } else { 1 };
        assert_eq!(record["meeting"]["date"], format!("1974-03-{day:02}"), "{name}");
        assert_eq!(record["items"].as_array().map(Vec::len), Some(MATTERS[day - 1].len()));
        assert_eq!(record["meeting"]["body"], "Kommunstyrelsen", "{name}");
        let text = fs::read_to_string(out.join(format!("{name}.txt"))).expect("written");
        assert_eq!(record["text"], text);
        // Spans are those of its own text, pages those of the file.
        let pages: Vec<u64> = record["evidence"]
            .as_object()
            .expect("an object")
            .values()
            .map(|evidence| evidence["page"].as_u64().expect("a page"))
            .collect();
        assert!(
            pages.iter().all(|page| *page == if at < 3 { at as u64 + 1 } else { 1 }),
            "{name}: {pages:?}"
        );
        let date = &record["evidence"]["/meeting/date"]["span"];
        let place = |end: usize| date[end].as_u64().expect("a place") as usize;
        let shown: String = text.chars().take(place(1)).skip(place(0)).collect();
        assert_eq!(shown, format!("1974-03-{day:02}"), "{name}");
    }
    assert!(!out.join("1974/band.json").exists());

    let lines = manifest(&out);
    assert_eq!(lines.len(), 2);
    let outputs = lines[0]["outputs"].as_array().expect("a list");
    assert_eq!(outputs.len(), 6);
    assert!(outputs.iter().all(|output| output["protocol"].is_u64()));
    assert!(
        lines[1]["outputs"].as_array().expect("a list").iter().all(|output| output.get("protocol").is_none())
    );

    let jsonl = fs::read_to_string(here.join("all.jsonl")).expect("written");
    let jsonl: Vec<Value> = jsonl.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(jsonl, records);
    let mut meetings = csv::Reader::from_path(here.join("tables/meetings.csv")).expect("a table");
    let names: Vec<String> = meetings.records().map(|row| row.expect("a row")[0].to_owned()).collect();
    assert_eq!(names, NAMES);
    let base = Connection::open(here.join("all.db")).expect("a base");
    let page: u32 = base
        .query_row("SELECT page FROM page_search WHERE document = '1974/band.protocol-3'", [], |row| {
            row.get(0)
        })
        .expect("a row");
    assert_eq!(page, 3);

    let report = json(&out.join("report.json"));
    let totals = &report["totals"];
    assert_eq!(
        [&totals["documents"], &totals["converted"], &totals["protocols"], &totals["pages"]],
        [2, 2, 4, 4]
    );
    let listed: Vec<&str> = report["documents"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|document| document["document"].as_str().expect("a name"))
        .collect();
    assert_eq!(listed, NAMES);
    assert!(report["documents"].as_array().expect("a list").iter().all(|document| document["pages"] == 1));
    let doubts = report["doubtful"].as_array().expect("a list");
    assert!(doubts.iter().all(|doubt| doubt["protocol"].is_u64() == (doubt["document"] != "one")));
}

#[test]
fn they_are_kept_redone_and_taken_away_together() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    run(here, &["--also", "alto"]);
    let out = here.join("out");
    let first = contents(&out);
    assert!(run(here, &["--also", "alto"]).contains("0 converted, 2 kept"));
    same(&first, &contents(&out));
    fs::remove_file(out.join("1974/band.protocol-2.txt")).expect("it is there");
    assert!(run(here, &["--also", "alto"]).contains("1 converted, 1 kept"));
    same(&first, &contents(&out));
    // One of them lost, and nobody converts it again: it is named, the others stay.
    fs::write(out.join("1974/band.protocol-2.json"), "{}").expect("there is room");
    let one = Command::new(PROGRAM)
        .args(["convert", "in/one.txt", "--out", "out", "--also", "alto", "--jsonl", "all.jsonl"])
        .current_dir(here)
        .output()
        .expect("it runs");
    let (status, said) = told(&one);
    assert!(status == Some(1) && said.contains("1974/band.protocol-2: "), "{said}");
    assert_eq!(fs::read_to_string(here.join("all.jsonl")).expect("written").lines().count(), 3);
    // A protocol fewer, and its files are not left behind.
    fs::write(here.join("in/1974/band.txt"), volume(2)).expect("there is room");
    run(here, &["--also", "alto"]);
    let names = |out: &Path| -> Vec<String> {
        let below = files(&out.join("1974"));
        below.iter().map(|path| path.file_name().expect("a name").to_string_lossy().into_owned()).collect()
    };
    let two = ["band.protocol-1.json", "band.protocol-1.txt", "band.protocol-2.json", "band.protocol-2.txt"];
    assert_eq!(names(&out), two);
    run(here, &["--one-protocol"]);
    assert_eq!(names(&out), ["band.json", "band.txt"]);
    let told = json(&out.join("1974/band.json"));
    assert!(
        told["diagnostics"]
            .as_array()
            .expect("a list")
            .iter()
            .any(|found| found["code"] == "several-protocols")
    );
}

#[test]
fn a_hand_correction_names_the_protocol_that_it_is_for() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    run(here, &[]);
    let before = NAMES.map(|name| json(&here.join(format!("out/{name}.json"))));
    let hash = before[1]["source"]["sha256"].as_str().expect("a hash");
    let lines = [
        json!({"document": hash, "protocol": 2, "line": 2, "original": "1974-03-02", "corrected": "1974-03-22"}),
        json!({"document": hash, "protocol": 4, "line": 2, "original": "1974", "corrected": "1975"}),
    ];
    fs::write(here.join("hand.jsonl"), lines.map(|line| format!("{line}\n")).concat())
        .expect("there is room");
    assert!(run(here, &["--corrections", "hand.jsonl"]).contains("1 converted, 1 kept"));
    let after = NAMES.map(|name| json(&here.join(format!("out/{name}.json"))));
    assert_eq!(after[1]["meeting"]["date"], "1974-03-22");
    assert_eq!((&after[2], &after[3]), (&before[2], &before[3]));
    let unfit = after[0]["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|found| found["code"] == "hand-correction-unfit")
        .expect("told");
    assert!(unfit["message"].as_str().expect("a message").contains("protocol 4"), "{unfit}");
}

#[test]
fn a_name_that_another_document_has_is_refused() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    fs::write(here.join("in/1974/band.protocol-2.txt"), volume(1)).expect("there is room");
    let (status, said) = told(&convert(here, "out", &[]).output().expect("it runs"));
    assert!(
        status == Some(1) && said.contains("band.txt") && said.contains("1974/band.protocol-2"),
        "{said}"
    );
    assert_eq!(json(&here.join("out/1974/band.protocol-2.json"))["meeting"]["date"], "1974-03-01");
    assert!(!here.join("out/1974/band.protocol-1.json").exists());
}

#[test]
fn merged_they_are_found_where_they_stand() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    for share in ["1/2", "2/2"] {
        let out = format!("shares/{}", &share[..1]);
        let (status, said) = told(&convert(here, &out, &["--shard", share]).output().expect("it runs"));
        assert_eq!(status, Some(0), "{said}");
    }
    let merged = Command::new(PROGRAM)
        .args(["merge", "shares/1", "shares/2", "--out", "all", "--jsonl", "all.jsonl"])
        .current_dir(here)
        .output()
        .expect("it runs");
    let (status, said) = told(&merged);
    assert!(status == Some(0) && said.contains("2 documents: 0 missing"), "{said}");
    run(here, &["--jsonl", "whole.jsonl"]);
    let lines = |name: &str| fs::read_to_string(here.join(name)).expect("written");
    assert_eq!(lines("all.jsonl"), lines("whole.jsonl"));
}

#[test]
fn standard_input_gives_one_object_after_the_other() {
    let convert = |more: &[&str]| -> Vec<Value> {
        let mut run = Command::new(PROGRAM)
            .args(["convert", "-"])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut input = run.stdin.take().expect("a pipe");
        input.write_all(volume(2).as_bytes()).expect("it listens");
        drop(input);
        let told = run.wait_with_output().expect("it ends");
        assert!(told.status.success());
        serde_json::Deserializer::from_slice(&told.stdout).into_iter().map(|one| one.expect("JSON")).collect()
    };
    let days: Vec<Value> = convert(&[]).iter().map(|record| record["meeting"]["date"].clone()).collect();
    assert_eq!(days, ["1974-03-01", "1974-03-02"]);
    assert_eq!(convert(&["--one-protocol"]).len(), 1);
}

#[test]
fn a_document_that_takes_too_long_is_named_and_the_rest_done() {
    let here = scratch();
    let here = here.path();
    shelf(here);
    fs::write(here.join("in/long.txt"), protocol(1).repeat(20_000)).expect("there is room");
    let (status, said) =
        told(&convert(here, "out", &["--document-timeout", "2", "--jobs", "1"]).output().expect("it runs"));
    assert!(status == Some(1) && said.contains("1 of 3 documents failed"), "{said}");
    assert!(
        said.contains("long.txt: it took longer than 2 s") && said.contains("--document-timeout"),
        "{said}"
    );
    assert!(NAMES.iter().all(|name| here.join(format!("out/{name}.json")).is_file()));
    assert!(!here.join("out/long.json").exists());
}
