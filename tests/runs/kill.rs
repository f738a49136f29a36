//! kill -9 at random moments, then resume: the same bytes as a run that nobody disturbed.

use crate::shelf::{contents, convert, files, fill, same, scratch, told};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Kills that must have met a run at work.
const KILLS: usize = 24;

/// Documents of the shelf.
const SHELF: usize = 40;

/// Options that collect all records in `place`, which is made.
fn collecting(here: &Path, place: &str) -> [String; 6] {
    fs::create_dir_all(here.join(place)).expect("a directory can be made");
    let file = |name: &str| format!("{place}/{name}");
    [
        "--jsonl".to_owned(),
        file("all.jsonl"),
        "--csv".to_owned(),
        file("tables"),
        "--sqlite".to_owned(),
        file("all.db"),
    ]
}

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

/// What is collected beside the run's own directory is all there or not at all.
fn nothing_collected_is_half(place: &Path) {
    if let Ok(lines) = fs::read_to_string(place.join("all.jsonl")) {
        assert_eq!(lines.lines().count(), SHELF);
    }
    if place.join("all.db").exists() {
        let base = rusqlite::Connection::open(place.join("all.db")).expect("a base");
        let count: u32 =
            base.query_row("SELECT count(*) FROM meetings", [], |row| row.get(0)).expect("whole");
        assert_eq!(count as usize, SHELF);
    }
    let tables = place.join("tables");
    if tables.join("meetings.csv").exists() {
        let all = files(&tables).into_iter();
        let whole = all.filter(|path| path.extension().is_some_and(|extension| extension == "csv")).count();
        assert_eq!(whole, 6);
    }
}

#[test]
fn killed_and_resumed_ends_like_undisturbed() {
    let here = scratch();
    fill(&here.path().join("in"), SHELF);
    let begun = Instant::now();
    let (whole_of, half_of) = (collecting(here.path(), "once"), collecting(here.path(), "often"));
    let whole = convert(here.path(), "whole", &whole_of.each_ref().map(String::as_str)).output();
    let whole = whole.expect("it runs");
    let time = begun.elapsed();
    assert_eq!(told(&whole).0, Some(0), "{}", told(&whole).1);
    let wanted = contents(&here.path().join("whole"));

    let out = here.path().join("out");
    let collected = here.path().join("often");
    let more = [half_of.each_ref().map(String::as_str).as_slice(), &["--jobs", "2"]].concat();
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
        nothing_collected_is_half(&collected);
    }
    let last = convert(here.path(), "out", &more).output().expect("it runs");
    assert_eq!(told(&last).0, Some(0), "{}", told(&last).1);
    same(&wanted, &contents(&out));
    // No remains either, though nobody has this place for itself.
    same(&contents(&here.path().join("once")), &contents(&collected));
}
