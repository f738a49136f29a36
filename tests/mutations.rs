//! Hostile bytes do no harm: what the fuzz targets do, over their seeds and over copies of them that are cut and changed at places
//! that are the same in every run.

#[path = "../fuzz/src/lib.rs"]
#[expect(unreachable_pub, reason = "it is a crate's root, too")]
mod targets;

use std::fs;
use std::panic;
use std::path::{Path, PathBuf};
use targets::{ENTRIES, Entry};

/// Changed copies of each seed, and of those that cost a process each.
const COPIES: u64 = 300;
const COPIES_OF_PDF: u64 = 12;

/// Fixtures that are seeds, too.
const ALSO: [(&str, &str); 2] = [("image", "fixtures/images/tiff"), ("image", "fixtures/images/unread")];

/// A stated generator (SplitMix64): the same seed, the same changes.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

fn place(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The names in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("names are UTF-8"))
        .collect();
    names.sort();
    names
}

/// The seeds of a target.
fn seeds(target: &str) -> Vec<PathBuf> {
    let also = ALSO.iter().filter(|(of, _)| *of == target).map(|(_, folder)| place(folder));
    let folders = [place("fuzz/corpus").join(target)].into_iter().chain(also);
    folders.flat_map(|folder| names(&folder).into_iter().map(move |name| folder.join(name))).collect()
}

/// Changes a few bytes, cuts, or repeats a part.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.next(6) {
        let at = chance.next(out.len());
        match chance.next(4) {
            0 => out.truncate(at),
            1 => {
                let end = (at + chance.next(200)).min(out.len());
                let part = out[at..end].to_vec();
                out.splice(at..at, part);
            }
            2 => {
                let sign = b"<>&;\"\0\xFF9-"[chance.next(9)];
                out.get_mut(at).into_iter().for_each(|byte| *byte = sign);
            }
            _ => {
                let value = chance.next(256) as u8;
                out.get_mut(at).into_iter().for_each(|byte| *byte = value);
            }
        }
    }
    out
}

/// Changes words and lines of a text as no reading and no clerk would: what rules expect behind a word is not there, or is longer.
fn reworded(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<Vec<String>> =
        text.lines().map(|line| line.split(' ').map(str::to_owned).collect()).collect();
    for _ in 0..=chance.next(40) {
        let at = chance.next(lines.len());
        let other = lines[chance.next(lines.len())].clone();
        match chance.next(12) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, other),
            2 => lines[at].extend(other),
            3 => lines[at].truncate(1),
            _ => reword(&mut lines[at], &other, chance),
        }
        if lines.is_empty() {
            break;
        }
    }
    lines.iter().map(|words| words.join(" ")).collect::<Vec<_>>().join("\n")
}

/// Changes a word of a line.
fn reword(words: &mut Vec<String>, other: &[String], chance: &mut Chance) {
    /// Signs that open names, lists, numbers and clauses.
    const SIGNS: [&str; 10] = ["–", "-", "§", ":", "(", ")", ",", ".", "”", "’"];
    let at = chance.next(words.len());
    let Some(word) = words.get_mut(at) else { return };
    match chance.next(7) {
        0 => drop(words.remove(at)),
        1 => words.truncate(at),
        2 => word.insert_str(0, SIGNS[chance.next(SIGNS.len())]),
        3 => word.push_str(SIGNS[chance.next(SIGNS.len())]),
        4 => word.push_str(&"å".repeat(1 + chance.next(60))),
        5 => *word = word.to_uppercase(),
        _ => *word = other.get(chance.next(other.len())).cloned().unwrap_or_default(),
    }
}

/// Gives the bytes to a target; where it panics they are kept for whoever looks into it.
fn give(entry: Entry, target: &str, seed: &Path, bytes: &[u8]) {
    if let Err(fault) = panic::catch_unwind(|| entry(bytes)) {
        let kept = std::env::temp_dir().join(format!("justera-{target}-fault"));
        fs::write(&kept, bytes).expect("the temporary folder can be written to");
        eprintln!("{target}: a change of {} does harm; it is kept in {}", seed.display(), kept.display());
        panic::resume_unwind(fault);
    }
}

#[test]
fn hostile_bytes_do_no_harm() {
    for (target, entry) in ENTRIES {
        let mut chance = Chance(5);
        let seeds = seeds(target);
        assert!(seeds.len() > 1, "{target}: too few seeds");
        let copies = if target == "pdf" { COPIES_OF_PDF } else { COPIES };
        for seed in &seeds {
            let bytes = fs::read(seed).expect("a seed");
            give(entry, target, seed, &bytes);
            (0..copies).for_each(|_| give(entry, target, seed, &changed(&bytes, &mut chance)));
        }
    }
}

/// What the fixtures of whole documents are made into is compared elsewhere; here they are only changed.
#[test]
fn changed_fixtures_do_no_harm() {
    /// Changed copies of a file.
    const COPIES: u64 = 40;
    let mut chance = Chance(7);
    let mut count = 0;
    for folder in ["fixtures/inputs", "fixtures/broken"].map(place) {
        for path in names(&folder).iter().map(|name| folder.join(name)).filter(|path| path.is_file()) {
            let bytes = fs::read(&path).expect("a fixture");
            let is_pdf = bytes.starts_with(b"%PDF");
            for _ in 0..if is_pdf { COPIES_OF_PDF } else { COPIES } {
                give(targets::any, "any", &path, &changed(&bytes, &mut chance));
                count += 1;
            }
        }
    }
    assert!(count > 500, "{count} changed files");
}

/// Protocols as their writers wrote them reach the rules of structure that hostile bytes do not.
#[test]
fn reworded_protocols_do_no_harm() {
    /// Changed copies of a protocol.
    const COPIES: u64 = 12;
    let mut chance = Chance(11);
    let folder = place("fixtures");
    let texts = names(&folder).into_iter().filter(|name| name.ends_with(".true.txt"));
    let texts: Vec<PathBuf> = texts.map(|name| folder.join(name)).collect();
    assert!(texts.len() > 20, "{} protocols", texts.len());
    for path in texts {
        let text = fs::read_to_string(&path).expect("a fixture");
        for _ in 0..COPIES {
            give(targets::structure, "structure", &path, reworded(&text, &mut chance).as_bytes());
        }
    }
}

#[test]
fn targets_seeds_and_entries_are_the_same() {
    let entries: Vec<String> = ENTRIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&place("fuzz/corpus")), entries);
    let targets: Vec<String> = entries.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names(&place("fuzz/fuzz_targets")), targets);
    let manifest = fs::read_to_string(place("fuzz/Cargo.toml")).expect("the manifest of the targets");
    for name in entries {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml does not build {name}");
        let target =
            fs::read_to_string(place("fuzz/fuzz_targets").join(format!("{name}.rs"))).expect("it is");
        assert!(target.contains(&format!("justera_fuzz::{name}(bytes)")), "{name}.rs does something else");
    }
}
