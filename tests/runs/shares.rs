//! A shelf shared among several runs: each document falls to one of them, and merging gives what one run would have.

use crate::shelf::{PROGRAM, convert, fill, manifest, scratch, told};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn merge(here: &Path, more: &[&str]) -> (Option<i32>, String) {
    told(&Command::new(PROGRAM).arg("merge").args(more).current_dir(here).output().expect("it runs"))
}

/// Lines of a manifest without what differs by place and time.
fn comparable(out: &Path) -> Vec<Value> {
    let mut lines = manifest(out);
    for line in &mut lines {
        line["seconds"] = Value::Null;
        for output in line["outputs"].as_array_mut().expect("a list") {
            let path = output["path"].as_str().expect("a path").trim_start_matches("../").to_owned();
            output["path"] = path.split_once('/').expect("it leads to a share").1.into();
        }
    }
    lines
}

#[test]
fn shares_together_are_the_whole_and_gaps_are_named() {
    let here = scratch();
    fill(&here.path().join("in"), 20);
    for share in ["1", "2", "3"] {
        let shard = format!("{share}/3");
        let run = convert(here.path(), &format!("shares/{share}"), &["--shard", &shard]).output();
        assert_eq!(told(&run.expect("it runs")).0, Some(0));
    }
    let (status, said) =
        merge(here.path(), &["shares/1", "shares/2", "shares/3", "--out", "all", "--jsonl", "all/all.jsonl"]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("20 documents: 0 missing, 0 failed, 0 doubled"), "{said}");
    let jsonl = fs::read_to_string(here.path().join("all/all.jsonl")).expect("written");
    assert_eq!(jsonl.lines().count(), 20);

    convert(here.path(), "whole/0", &["--jsonl", "whole.jsonl"]).output().expect("it runs");
    assert_eq!(jsonl, fs::read_to_string(here.path().join("whole.jsonl")).expect("written"));
    merge(here.path(), &["whole/0", "--out", "all-of-whole"]);
    let mut one = comparable(&here.path().join("all-of-whole"));
    // `whole/0` and `shares/N` are each two folders away from the documents.
    let cut = |line: &mut Value| {
        for output in line["outputs"].as_array_mut().expect("a list") {
            output["path"] = output["path"].as_str().expect("a path").split_once('/').expect("two").1.into();
        }
    };
    let mut other = comparable(&here.path().join("all"));
    one.iter_mut().for_each(cut);
    other.iter_mut().for_each(cut);
    assert_eq!(one, other);

    let (status, said) = merge(here.path(), &["shares/1", "shares/3", "--out", "gaps"]);
    assert!(status == Some(1) && said.contains("no run did 19"), "{said}");
    let missing = manifest(&here.path().join("shares/2")).len();
    assert!(missing > 0 && said.contains(&format!("20 documents: {missing} missing")), "{said}");
    let (status, said) =
        merge(here.path(), &["shares/1", "shares/2", "shares/3", "whole/0", "--out", "twice"]);
    assert!(status == Some(0) && said.contains("20 doubled, 0 contradictory"), "{said}");
    fs::write(here.path().join("in/1950/000.txt"), "Kommunstyrelsen\n").expect("there is room");
    convert(here.path(), "whole/0", &[]).output().expect("it runs");
    let (status, said) =
        merge(here.path(), &["shares/1", "shares/2", "shares/3", "whole/0", "--out", "twice"]);
    assert!(status == Some(1) && said.contains("19 doubled, 1 contradictory"), "{said}");
    let (status, said) = merge(here.path(), &["in", "--out", "none"]);
    assert!(status == Some(2) && said.contains("justera convert"), "{said}");
}
