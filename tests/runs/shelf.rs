//! Shelves of small protocols, the program, and what it left.

use regex::bytes::Regex;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The program under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_justera");

pub(crate) fn scratch() -> TempDir {
    tempfile::tempdir().expect("a scratch directory can be made")
}

/// Writes so many protocols to `folder`.
pub(crate) fn fill(folder: &Path, count: usize) {
    for number in 0..count {
        let path = folder.join(format!("{}/{number:03}.txt", 1950 + number % 7));
        fs::create_dir_all(path.parent().expect("it has one")).expect("a directory can be made");
        fs::write(path, protocol(number)).expect("a file can be written");
    }
}

/// A protocol that repair has work with.
pub(crate) fn protocol(number: usize) -> String {
    let mut text = format!("Kommunstyrelsen\nSammantradesprotokoll 1974-03-{:02}\n", 1 + number % 28);
    for item in 1..8 {
        text += &format!(
            "\n§ {item}\nUtokad oppettid vid biblioteket i byn {number}\nNamnden beslutar\n\
             att 6ppna biblioteket pa l6rdagar fran den {item} mars, samt\n\
             att kostnaden om {number}{item} 000 kr ryms inom ramen fér budgeten.\n"
        );
    }
    text
}

/// `justera convert in --out OUT`, in `here`.
pub(crate) fn convert(here: &Path, out: &str, more: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(["convert", "in", "--out", out]).args(more).current_dir(here);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// How a run ended: its exit status and what it said.
pub(crate) fn told(output: &Output) -> (Option<i32>, String) {
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// All files below a directory with what they hold, times taken out.
pub(crate) fn contents(out: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let times = Regex::new(
        r#"(?s)<section id="slowest">.*?</section>|"slowest": \[.*?\]|"seconds": ?[0-9.e-]+|<td class="time">[^<]*</td>"#,
    )
    .expect("a pattern");
    let read = |path: &Path| times.replace_all(&fs::read(path).expect("written"), &b""[..]).into_owned();
    files(out)
        .into_iter()
        .map(|path| (path.strip_prefix(out).expect("below").to_owned(), read(&path)))
        .collect()
}

/// All files below a directory.
pub(crate) fn files(out: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(out).sort_by_file_name().into_iter();
    let all = all.map(|entry| entry.expect("it can be walked"));
    all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Says what differs between two directories' contents.
pub(crate) fn same(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(other));
    for (path, bytes) in one {
        assert!(other[path] == *bytes, "{} differs", path.display());
    }
}

/// The manifest of an output directory, a value a line.
pub(crate) fn manifest(out: &Path) -> Vec<Value> {
    let text = fs::read_to_string(out.join("manifest.jsonl")).expect("a run writes its manifest");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}
