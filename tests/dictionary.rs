//! The dictionary that ships: it opens, a damaged or foreign one is refused with the cure, and its tables are kept in order.
//!
//! That it is what its sources compile to is tested in `xtask`, which reads the sources.

use justera::Dictionary;
use std::fs;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries")
}

fn committed() -> Vec<u8> {
    fs::read(folder().join("justera.dict")).expect("the dictionary is committed")
}

fn refusal(bytes: Vec<u8>) -> String {
    Dictionary::from_bytes(bytes).expect_err("it must be refused").to_string()
}

#[test]
fn the_committed_one_opens_and_is_the_embedded_one() {
    let from_file = Dictionary::from_file(&folder().join("justera.dict")).expect("the file opens");
    let embedded = Dictionary::embedded().expect("the built-in dictionary opens");
    assert_eq!(from_file.identity(), embedded.identity());
    let (forms, pairs, triples) = embedded.sizes();
    assert!(forms > 100_000 && pairs > 100_000 && triples > 100_000, "{forms}, {pairs}, {triples}");
}

#[test]
fn damage_anywhere_is_refused_with_the_cure() {
    let good = committed();
    for part in 0..20 {
        let mut bad = good.clone();
        let at = 20 + part * (good.len() - 20) / 20;
        bad[at] ^= 0x40;
        let message = refusal(bad);
        assert!(
            message.contains("damaged") && message.contains("install justera again"),
            "byte {at}: {message}"
        );
    }
    for length in [0, 7, 30, good.len() / 2, good.len() - 1] {
        assert!(refusal(good[..length].to_vec()).contains("cargo xtask dictionary"), "cut to {length} bytes");
    }
}

#[test]
fn another_format_version_is_refused_naming_both() {
    let mut other = committed();
    let own = u32::from_le_bytes(other[8..12].try_into().expect("four bytes"));
    other[8..12].copy_from_slice(&(own + 41).to_le_bytes());
    let message = refusal(other);
    let named =
        [format!("format version {}", own + 41), format!("version {own};"), "newer justera".to_owned()];
    assert!(named.iter().all(|part| message.contains(part)), "{message}");
}

#[test]
fn other_files_are_no_dictionaries() {
    let path = folder().join("README.md");
    let message = Dictionary::from_file(&path).expect_err("a text is no dictionary").to_string();
    assert!(message.contains("not a justera dictionary"), "{message}");
}

/// The reviewed tables.
fn tables() -> Vec<(String, String)> {
    let entries = fs::read_dir(folder().join("sources")).expect("the tables can be read");
    let mut tables: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("their names can be read").path();
            let name = path.file_name().expect("a table has a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, text)
        })
        .collect();
    tables.sort();
    assert!(!tables.is_empty(), "no tables found");
    tables
}

#[test]
fn tables_are_sorted_without_doubles_under_a_head() {
    let mut failures = Vec::new();
    for (name, text) in tables() {
        let lines: Vec<&str> = text.lines().collect();
        let head = lines.iter().take_while(|line| line.starts_with("# ")).count();
        if !name.ends_with(".tsv") || head == 0 || head == lines.len() {
            failures.push(format!("{name}: a table is NAME.tsv: lines that begin with `# `, then rows"));
        }
        for (pair, number) in lines[head..].windows(2).zip(head + 2..) {
            if pair[0] >= pair[1] {
                failures.push(format!("{name}:{number}: {:?} stands after {:?}", pair[1], pair[0]));
            }
        }
        if text.contains('\r') || !text.ends_with('\n') || text.lines().any(|line| line.trim().is_empty()) {
            failures.push(format!("{name}: LF line ends, and no blank line"));
        }
    }
    assert!(failures.is_empty(), "sort by code point:\n{}", failures.join("\n"));
}

/// The rows of `| NAME | what | entries | …` are found by name; the count is the third cell.
#[test]
fn every_list_is_told_in_the_readme_with_its_count() {
    let path = folder().join("README.md");
    let mut readme = fs::read_to_string(&path).expect("the lists have a README");
    let bless = std::env::var_os("JUSTERA_BLESS").is_some_and(|value| value == "1");
    let mut failures = Vec::new();
    for (name, text) in tables() {
        let count = text.lines().filter(|line| !line.starts_with("# ")).count().to_string();
        let Some(row) = readme.lines().find(|line| line.starts_with(&format!("| {name} |"))) else {
            failures.push(format!("{name}: no row with what it is, source and licence"));
            continue;
        };
        let cells: Vec<&str> = row.split(" | ").collect();
        let told = cells.get(2).copied().unwrap_or_default();
        if told != count && bless {
            let row = row.to_owned();
            let mut cells: Vec<&str> = row.split(" | ").collect();
            cells[2] = &count;
            readme = readme.replace(&row, &cells.join(" | "));
        } else if told != count {
            failures.push(format!("{name}: {count} entries, {told} are told"));
        }
    }
    if bless {
        fs::write(&path, readme).expect("the README can be written");
    }
    let cure = "JUSTERA_BLESS=1 cargo test --test dictionary writes the counts";
    assert!(failures.is_empty(), "{}: {cure}:\n{}", path.display(), failures.join("\n"));
}
