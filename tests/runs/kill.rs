//! kill -9 at random moments, then resume: the same bytes as a run that nobody disturbed.

use crate::shelf::{contents, convert, files, fill, same, scratch, told};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Kills that must have met a run at work.
const KILLS: usize = 24;

/// Different numbers, not good ones.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}

/// Files that have their names are whole, whenever the run was killed.
fn nothing_is_half(out: &Path) {
    for path in files(out) {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let bytes = fs::read(&path).expect("written");
        if name.ends_with(".json") {
            serde_json::from_slice::<Value>(&bytes).expect("a JSON file is whole");
        } else if name.ends_with(".txt") {
            let text = String::from_utf8(bytes).expect("a text is whole");
            assert!(text.ends_with('\n') && text.contains("§ 7"), "{name} is half");
        }
    }
}

#[test]
fn killed_and_resumed_ends_like_undisturbed() {
    let here = scratch();
    fill(&here.path().join("in"), 40);
    let begun = Instant::now();
    let whole = convert(here.path(), "whole", &["--jsonl", "whole/all.jsonl"]).output().expect("it runs");
    let time = begun.elapsed();
    assert_eq!(told(&whole).0, Some(0), "{}", told(&whole).1);
    let wanted = contents(&here.path().join("whole"));

    let out = here.path().join("out");
    let more = ["--jsonl", "out/all.jsonl", "--jobs", "2"];
    let mut random = Random(u64::from(std::process::id()));
    let (mut kills, mut rounds) = (0, 0);
    while kills < KILLS {
        rounds += 1;
        assert!(rounds < 40 * KILLS, "runs end before they can be killed");
        let mut run = convert(here.path(), "out", &more).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(random.below(time.as_millis() as u64)));
        if run.try_wait().expect("it can be asked").is_some() {
            // It was done before the blow: begin anew, so that the next ones meet it at work.
            fs::remove_dir_all(&out).expect("it is there");
            continue;
        }
        run.kill().expect("it can be killed");
        run.wait().expect("it ends");
        kills += 1;
        if out.is_dir() {
            nothing_is_half(&out);
        }
    }
    let last = convert(here.path(), "out", &more).output().expect("it runs");
    assert_eq!(told(&last).0, Some(0), "{}", told(&last).1);
    same(&wanted, &contents(&out));
}
