//! Lines and their right repair: every table in `fixtures/lines` is one document, every row one of its lines.
//!
//! `cargo test --test lines -- --nocapture` lists the rows that are not right yet.

use justera::dictionary::Dictionary;
use justera::input::text;
use justera::layout;
use justera::repair::Repairer;
use std::fs;
use std::path::{Path, PathBuf};

/// A line as the OCR read it and as it should read.
struct Row {
    ocr: String,
    expected: String,
    note: String,
}

/// A document of lines. Its floors stand in its head (`# right: 40`, `# stay: all`); they are raised as repair gets better,
/// never lowered.
struct Table {
    name: String,
    /// Rows whose OCR line must be repaired rightly.
    right: usize,
    /// Rows whose right line must stay as it is.
    stay: usize,
    rows: Vec<Row>,
}

fn tables() -> Vec<Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/lines");
    let entries = fs::read_dir(&folder).expect("fixtures/lines can be read");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("its entries can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    assert!(!paths.is_empty(), "{}: no table there", folder.display());
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> Table {
    let name = path.file_name().and_then(|name| name.to_str()).expect("names are UTF-8").to_owned();
    let content = fs::read_to_string(path).expect("a table can be read");
    let rows: Vec<Row> = content
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split('\t').collect::<Vec<_>>().as_slice() {
            [ocr, expected, note] => {
                Row { ocr: (*ocr).to_owned(), expected: (*expected).to_owned(), note: (*note).to_owned() }
            }
            cells => panic!("{name}: 3 columns expected, {} found: {line}", cells.len()),
        })
        .collect();
    assert!(!rows.is_empty(), "{name}: no rows");
    let floor = |key: &str| floor(&name, &content, key, rows.len());
    Table { right: floor("# right: "), stay: floor("# stay: "), rows, name }
}

/// The number that the head of a table gives after `key`.
fn floor(name: &str, content: &str, key: &str, rows: usize) -> usize {
    let line = content.lines().find_map(|line| line.strip_prefix(key));
    let floor = match line {
        Some("all") => rows,
        Some(number) => number.parse().unwrap_or_else(|_| panic!("{name}: `{key}` needs a number or `all`")),
        None => panic!("{name}: the line `{key}…` is missing"),
    };
    assert!(floor <= rows, "{name}: `{key}{floor}`, but only {rows} rows");
    floor
}

/// The lines that repair makes of `lines`, read as one document.
fn repaired(repairer: &Repairer, lines: &[&str]) -> Vec<String> {
    let (layout, _) = layout::arrange(text::read(&lines.join("\n")));
    let repaired = repairer.repair(&layout);
    repaired.lines.iter().map(|line| repaired.text.slice(line.span).to_owned()).collect()
}

/// Repairs what `input` takes from the rows of each table and counts the lines that come out right; a failure lists, for
/// all tables, what is wrong.
fn check(input: fn(&Row) -> &str, floor: fn(&Table) -> usize) {
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let repairer = Repairer::new(&dictionary);
    let mut failures = String::new();
    for table in tables() {
        let lines: Vec<&str> = table.rows.iter().map(input).collect();
        let got = repaired(&repairer, &lines);
        assert_eq!(got.len(), lines.len(), "{}: a line became another number of lines", table.name);
        let wrong: Vec<String> = table
            .rows
            .iter()
            .zip(&got)
            .filter(|(row, got)| row.expected != **got)
            .map(|(row, got)| {
                let input = input(row);
                format!(
                    "  read     {input}\n  expected {}\n  got      {got}\n  ({})\n",
                    row.expected, row.note
                )
            })
            .collect();
        let right = lines.len() - wrong.len();
        let report = format!("{}: {right} of {} lines right\n{}", table.name, lines.len(), wrong.join("\n"));
        eprintln!("{report}");
        if right < floor(&table) {
            failures += &format!("{report}{} must be right\n\n", floor(&table));
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn read_lines_are_repaired() {
    check(|row| &row.ocr, |table| table.right);
}

#[test]
fn right_lines_stay() {
    check(|row| &row.expected, |table| table.stay);
}
