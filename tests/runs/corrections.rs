//! Hand corrections win over automatic ones, reach the structure, survive a second run, and are never dropped silently.

use crate::shelf::{convert, manifest, scratch, told};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;

const TEXT: &str = "Kommunstyrelsen\nSammanträdesprotokoll 1974-03-04\n\n§ 1\nMotet oppnas av Eva Jonsson\n\nNamnden beslutar\natt bifalla ansökan.\n";

fn record(here: &Path) -> Value {
    let bytes = fs::read(here.join("out/a.json")).expect("written");
    serde_json::from_slice(&bytes).expect("JSON")
}

fn write(here: &Path, corrections: &[Value]) {
    let lines: String = corrections.iter().map(|line| format!("{line}\n")).collect();
    fs::write(here.join("hand.jsonl"), lines).expect("there is room");
}

#[test]
fn hand_corrections_win_and_are_kept() {
    let here = scratch();
    fs::create_dir(here.path().join("in")).expect("a directory can be made");
    fs::write(here.path().join("in/a.txt"), TEXT).expect("there is room");
    fs::write(here.path().join("in/b.txt"), TEXT.replace("04", "05")).expect("there is room");
    let run = |more: &[&str]| {
        let (status, said) = told(&convert(here.path(), "out", more).output().expect("it runs"));
        assert_eq!(status, Some(0), "{said}");
        said
    };
    run(&[]);
    let before = record(here.path());
    let hash = before["source"]["sha256"].as_str().expect("a hash").to_owned();
    let title = before["items"][0]["title"].as_str().expect("a title").to_owned();
    assert!(title.contains("Mötet"), "{title}");

    write(
        here.path(),
        &[
            json!({"document": hash, "line": 5, "original": "Jonsson", "corrected": "Johnsson"}),
            json!({"document": hash, "line": 5, "original": "Motet", "corrected": "Stämman"}),
            json!({"document": hash, "line": 2, "original": "Sida", "corrected": "Blad"}),
            json!({"document": "00ff", "line": 2, "original": "Sida", "corrected": "Blad"}),
        ],
    );
    let more = ["--corrections", "hand.jsonl"];
    let said = run(&more);
    assert!(said.contains("1 converted, 1 kept"), "{said}");
    assert!(said.contains("1 hand corrections are for documents that are not here, as 00ff"), "{said}");
    let after = record(here.path());
    assert_eq!(after["items"][0]["title"], title.replace("Mötet", "Stämman").replace("Jonsson", "Johnsson"));
    let by_hand: Vec<&Value> = after["corrections"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|change| change["kind"] == "hand")
        .collect();
    assert_eq!(by_hand.len(), 2);
    assert_eq!((&by_hand[0]["original"], &by_hand[0]["corrected"]), (&json!("Motet"), &json!("Stämman")));
    let unfit: Vec<&Value> = after["diagnostics"]
        .as_array()
        .expect("a list")
        .iter()
        .filter(|finding| finding["code"] == "hand-correction-unfit")
        .collect();
    assert_eq!(unfit.len(), 1);
    assert!(unfit[0]["message"].as_str().expect("a message").contains("Sida"), "{}", unfit[0]);
    assert!(run(&more).contains("0 converted, 2 kept"));
    // Without the file the automatic text comes back, and the manifest says so.
    assert!(run(&[]).contains("1 converted, 1 kept"));
    assert_eq!(record(here.path()), before);
    assert!(manifest(&here.path().join("out")).iter().all(|line| line["corrections"].is_null()));
}

#[test]
fn a_file_that_holds_no_corrections_is_wrong_use() {
    let here = scratch();
    fs::create_dir(here.path().join("in")).expect("a directory can be made");
    fs::write(here.path().join("in/a.txt"), TEXT).expect("there is room");
    for wrong in [
        json!({"document": "00", "original": "a", "corrected": "b"}),
        json!({"document": "00", "line": 1, "original": "", "corrected": "b"}),
        json!({"document": "00", "line": 1, "original": "a", "corrected": "b\nc"}),
        json!({"document": "00", "Line": 1, "original": "a", "corrected": "b"}),
        json!({"document": "00", "span": [4, 4], "original": "a", "corrected": "b"}),
    ] {
        write(here.path(), &[wrong]);
        let run = convert(here.path(), "out", &["--corrections", "hand.jsonl"]).output().expect("it runs");
        let (status, said) = told(&run);
        assert!(status == Some(2) && said.contains("hand.jsonl: line 1"), "{said}");
    }
}
