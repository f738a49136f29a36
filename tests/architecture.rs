//! The house keeps to its plan: rooms use only the rooms below them, and every file keeps to the rules of the house.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What all rooms may use.
const MODEL: [&str; 5] = ["page", "geometry", "span", "diagnostic", "error"];

/// Each room and the rooms that it may use, beside itself and the model. `layout` never sees the dictionary and `protocol`
/// never sees pixels.
const ARROWS: [(&str, &[&str]); 13] = [
    ("input", &["ocr"]),
    ("ocr", &[]),
    ("layout", &[]),
    ("dictionary", &[]),
    // `explain` takes a line of text and not a layout.
    ("repair", &["dictionary", "layout", "input"]),
    ("protocol", &["dictionary", "layout", "repair"]),
    ("record", &["layout", "repair", "protocol"]),
    ("export", &["record", "repair"]),
    ("score", &["record"]),
    ("pipeline", &["input", "dictionary", "layout", "repair", "protocol", "record", "export"]),
    ("batch", &["input", "ocr", "dictionary", "repair", "protocol", "record", "export", "pipeline"]),
    (
        "cli",
        &[
            "input",
            "ocr",
            "dictionary",
            "layout",
            "repair",
            "protocol",
            "record",
            "export",
            "score",
            "pipeline",
            "batch",
        ],
    ),
    ("main", &["cli"]),
];

/// Rooms that see no pixels: the part of the model that holds them is closed to them too.
const WITHOUT_PIXELS: [(&str, &[&str]); 1] = [("protocol", &["page", "geometry"])];

/// Most lines of a file, its tests with it.
const LONGEST: usize = 500;

/// The only file that may hold unsafe code: the bindings of the OCR engine.
const UNSAFE: &str = "src/ocr/tesseract.rs";

/// A file of the crate.
struct Source {
    /// From the project's folder: `src/repair/mod.rs`.
    path: String,
    /// `repair`; `lib` and `main` for the two roots.
    room: String,
    text: String,
}

impl Source {
    /// Whether the whole file is tests.
    fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        matches!(name, "tests.rs" | "testing.rs") || name.ends_with("_tests.rs")
    }

    /// The lines that are compiled into the product, with their numbers: no comments, no tests.
    fn code(&self) -> Vec<(usize, &str)> {
        if self.is_test() {
            return Vec::new();
        }
        let lines: Vec<&str> = self.text.lines().collect();
        let tests = lines.windows(2).position(|pair| {
            pair[0] == "#[cfg(test)]" && pair[1].starts_with("mod ") && pair[1].ends_with('{')
        });
        let product = &lines[..tests.unwrap_or(lines.len())];
        product
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
            .map(|(index, line)| (index + 1, *line))
            .collect()
    }

    fn holds(&self, what: &str) -> Vec<String> {
        let lines = self.code().into_iter().filter(|(_, line)| line.contains(what));
        lines.map(|(number, line)| format!("{}:{number}: {}", self.path, line.trim())).collect()
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    collect(&root.join("src"), &mut paths);
    paths.sort();
    assert!(paths.len() > ARROWS.len(), "no sources found");
    paths.iter().map(|path| read(root, path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

fn read(root: &Path, path: &Path) -> Source {
    let below = path.strip_prefix(root).expect("sources stand below the project");
    let path_text = below.to_str().expect("names are UTF-8").replace('\\', "/");
    let room = path_text.split('/').nth(1).expect("src/ROOM").trim_end_matches(".rs").to_owned();
    Source { room, text: fs::read_to_string(path).expect("a source can be read"), path: path_text }
}

/// The rooms that a text names: `crate::ROOM` and `crate::{ROOM::…, ROOM}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        // A macro's `$crate::` and `pub(in crate::…)` are paths of the crate too.
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => rooms.extend(heads(group)),
            None => rooms.extend(head(rest)),
        }
    }
    rooms
}

/// The first names of a group's members; `group` begins after its brace.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let mut members = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => members.push(String::new()),
            _ => members.last_mut().expect("there is always one").push(c),
        }
    }
    members.iter().filter_map(|member| head(member.trim_start())).collect()
}

/// The name at the start; a type or function of the crate's root is no room.
fn head(path: &str) -> Option<String> {
    let name: String = path.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
    (!name.is_empty()).then_some(name)
}

fn none(failures: &[String], rule: &str) {
    assert!(failures.is_empty(), "{rule}:\n{}", failures.join("\n"));
}

#[test]
fn names_of_rooms_are_found() {
    let code = "use crate::page::Word; use crate::{input, layout::{self, Layout}, score}; crate::ocr::x()";
    let named: Vec<String> = rooms_named(code).into_iter().collect();
    assert_eq!(named, ["input", "layout", "ocr", "page", "score"]);
}

#[test]
fn arrows_never_point_up() {
    let mut failures = Vec::new();
    for source in sources().iter().filter(|source| source.room != "lib") {
        let code: String = source.code().iter().map(|(_, line)| format!("{line}\n")).collect();
        let mut allowed: BTreeSet<&str> = if MODEL.contains(&source.room.as_str()) {
            BTreeSet::from(MODEL)
        } else {
            let arrows = ARROWS.iter().find(|(room, _)| *room == source.room);
            let Some((_, below)) = arrows else {
                failures.push(format!("{}: a new room; give it its arrows", source.path));
                continue;
            };
            below.iter().copied().chain(MODEL).chain([source.room.as_str()]).collect()
        };
        for (_, closed) in WITHOUT_PIXELS.iter().filter(|(room, _)| *room == source.room) {
            allowed.retain(|room| !closed.contains(room));
        }
        for named in rooms_named(&code).iter().filter(|named| !allowed.contains(named.as_str())) {
            failures.push(format!("{}: {} may not use {named}", source.path, source.room));
        }
    }
    none(&failures, "arrows that the plan does not have");
}

/// `super` up to the root would pass by the test of the arrows.
#[test]
fn other_rooms_are_named_from_the_root() {
    let mut failures = Vec::new();
    for source in sources().iter().filter(|source| !matches!(source.room.as_str(), "lib" | "main")) {
        let below = source.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod");
        let to_root = "super::".repeat(below.split('/').count());
        failures.extend(source.holds(&to_root));
    }
    none(&failures, "paths that climb out of their room; write crate::…");
}

#[test]
fn every_file_says_what_it_is_for() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    none(&silent, "files that do not begin with `//! `");
}

#[test]
fn no_file_is_long() {
    let mut failures = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST {
            failures.push(format!("{}: {lines} lines", source.path));
        }
    }
    none(&failures, "files above their length; find the seam");
}

#[test]
fn only_the_record_is_serialised() {
    let derives = |source: &Source| {
        let code: String = source.code().iter().map(|(_, line)| *line).collect();
        code.split("derive(").skip(1).any(|rest| {
            let list = rest.split(')').next().unwrap_or_default();
            list.contains("Serialize") || list.contains("Deserialize") || list.contains("JsonSchema")
        })
    };
    let failures: Vec<String> = sources()
        .into_iter()
        .filter(|source| source.room != "record" && derives(source))
        .map(|source| source.path)
        .collect();
    none(&failures, "types outside src/record that derive JSON");
}

#[test]
fn the_library_does_not_print() {
    let library = |source: &&Source| !matches!(source.room.as_str(), "cli" | "main");
    let failures: Vec<String> = sources()
        .iter()
        .filter(library)
        .flat_map(|source| ["print!(", "println!(", "dbg!("].into_iter().flat_map(|what| source.holds(what)))
        .collect();
    none(&failures, "prints outside src/cli");
}

#[test]
fn unsafe_code_stands_in_one_file() {
    let unsafe_word = |source: &Source| {
        let words =
            |line: &str| line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == "unsafe");
        let lines = source.code().into_iter().filter(|(_, line)| words(line));
        lines.map(|(number, _)| format!("{}:{number}", source.path)).collect::<Vec<_>>()
    };
    let failures: Vec<String> =
        sources().iter().filter(|source| source.path != UNSAFE).flat_map(unsafe_word).collect();
    none(&failures, "unsafe outside the bindings");
}
