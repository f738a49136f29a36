//! What is collected from many documents agrees with their JSON files, value by value, after a resumed run too.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// How a cell is told: what is null in JSON is empty.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(truth) => i32::from(*truth).to_string(),
        Value::Array(values) => values.iter().map(cell).collect::<Vec<_>>().join("\n"),
        other => other.to_string(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A table: columns that are compared, and the rows that the JSON files ask for.
struct Expected {
    table: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Vec<String>>,
}

fn expected(documents: &[(String, Value)]) -> Vec<Expected> {
    let mut tables = [
        ("meetings", &["document", "file", "sha256", "pages", "title", "body", "date", "start_time"][..]),
        (
            "attendance",
            &["document", "attendee", "name", "party", "title", "roles", "status", "serving", "serves_for"],
        ),
        ("items", &["document", "item", "number", "label", "title", "case_numbers", "summary", "recipients"]),
        ("decisions", &["document", "item", "decision", "clause", "by", "text", "outcome"]),
        ("votes", &["document", "item", "vote", "question", "yes", "no", "abstain", "absent"]),
        ("ballots", &["document", "item", "vote", "ballot", "name", "party", "choice"]),
    ]
    .map(|(table, columns)| Expected { table, columns, rows: Vec::new() });
    for (name, record) in documents {
        let mut add = |table: usize, keys: &[usize], values: &[&Value]| {
            let keys = keys.iter().map(ToString::to_string);
            let values = values.iter().map(|value| cell(value));
            tables[table].rows.push(std::iter::once(name.clone()).chain(keys).chain(values).collect());
        };
        let (source, meeting) = (&record["source"], &record["meeting"]);
        let of_source = ["file", "sha256", "pages"].map(|key| &source[key]);
        let of_meeting = ["title", "body", "date", "start_time"].map(|key| &meeting[key]);
        add(0, &[], &[&of_source[..], &of_meeting[..]].concat());
        for (at, row) in list(&record["attendance"]).iter().enumerate() {
            let keys = ["name", "party", "title", "roles", "status", "serving", "serves_for"];
            add(1, &[at], &keys.map(|key| &row[key]));
        }
        for (item, row) in list(&record["items"]).iter().enumerate() {
            let keys = ["number", "label", "title", "case_numbers", "summary", "recipients"];
            add(2, &[item], &keys.map(|key| &row[key]));
            for (at, decision) in list(&row["decisions"]).iter().enumerate() {
                for (clause, row) in list(&decision["clauses"]).iter().enumerate() {
                    add(3, &[item, at, clause], &[&decision["by"], &row["text"], &row["outcome"]]);
                }
            }
            for (at, vote) in list(&row["votes"]).iter().enumerate() {
                add(4, &[item, at], &["question", "yes", "no", "abstain", "absent"].map(|key| &vote[key]));
                for (ballot, row) in list(&vote["ballots"]).iter().enumerate() {
                    add(5, &[item, at, ballot], &["name", "party", "choice"].map(|key| &row[key]));
                }
            }
        }
    }
    tables.into()
}

fn from_csv(folder: &Path, table: &Expected) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(folder.join(format!("{}.csv", table.table))).expect("a table");
    let names: Vec<String> = reader.headers().expect("names").iter().map(str::to_owned).collect();
    let place = |column: &&str| names.iter().position(|name| name == column).expect("a column");
    let places: Vec<usize> = table.columns.iter().map(place).collect();
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| places.iter().map(|&at| row[at].to_owned()).collect()).collect()
}

fn from_sqlite(base: &Connection, table: &Expected) -> Vec<Vec<String>> {
    let columns: Vec<String> = table.columns.iter().map(|column| format!("\"{column}\"")).collect();
    let query = format!("SELECT {} FROM {}", columns.join(", "), table.table);
    let mut statement = base.prepare(&query).expect("a table");
    let cell = |value: ValueRef<'_>| match value {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).expect("UTF-8"),
        other => panic!("{other:?} in a table"),
    };
    let row = |row: &rusqlite::Row<'_>| {
        (0..table.columns.len())
            .map(|at| Ok(cell(row.get_ref(at)?)))
            .collect::<rusqlite::Result<Vec<String>>>()
    };
    let rows = statement.query_map([], row).expect("rows");
    rows.map(|row| row.expect("a row")).collect()
}

/// The fixtures' true texts, some of them in a folder of their own.
fn shelf(here: &TempDir) -> usize {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut count = 0;
    for entry in fs::read_dir(fixtures).expect("the fixtures are there") {
        let path = entry.expect("they can be read").path();
        let name = path.file_name().expect("a name").to_string_lossy().replace(".true.txt", "");
        if path.to_string_lossy().ends_with(".true.txt") {
            let folder = here.path().join(if count % 2 == 0 { "in/even" } else { "in/odd" });
            fs::create_dir_all(&folder).expect("a directory can be made");
            fs::copy(&path, folder.join(format!("{name}.txt"))).expect("there is room");
            count += 1;
        }
    }
    assert!(count > 10, "only {count} fixtures");
    count
}

fn convert(here: &TempDir, more: &[&str]) {
    let run = Command::new(env!("CARGO_BIN_EXE_justera"))
        .args(["convert", "in", "--out", "out"])
        .args(more)
        .current_dir(here.path())
        .output()
        .expect("it runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn tables_and_lines_agree_with_the_json_files() {
    let here = tempfile::tempdir().expect("a scratch directory can be made");
    let count = shelf(&here);
    // Half of them first, so that the collected outputs must take up what is only kept.
    fs::rename(here.path().join("in/odd"), here.path().join("odd")).expect("it is there");
    convert(&here, &[]);
    fs::rename(here.path().join("odd"), here.path().join("in/odd")).expect("it is there");
    convert(&here, &["--jsonl", "all.jsonl", "--csv", "tables", "--sqlite", "all.db"]);

    let mut documents: Vec<(String, Value)> = Vec::new();
    for folder in ["even", "odd"] {
        let out = here.path().join("out").join(folder);
        for entry in fs::read_dir(out).expect("written") {
            let path: PathBuf = entry.expect("written").path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
                let record = serde_json::from_slice(&fs::read(&path).expect("written")).expect("JSON");
                documents.push((format!("{folder}/{name}"), record));
            }
        }
    }
    documents.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(documents.len(), count);

    let lines = fs::read_to_string(here.path().join("all.jsonl")).expect("written");
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let records: Vec<&Value> = documents.iter().map(|(_, record)| record).collect();
    assert!(lines.iter().eq(records), "JSON lines differ from the files");

    let base = Connection::open(here.path().join("all.db")).expect("a database");
    for mut table in expected(&documents) {
        assert!(!table.rows.is_empty(), "no fixture has {}", table.table);
        assert_eq!(from_csv(&here.path().join("tables"), &table), table.rows, "{}.csv", table.table);
        let mut got = from_sqlite(&base, &table);
        got.sort();
        table.rows.sort();
        assert_eq!(got, table.rows, "{} in SQLite", table.table);
    }
    search(&base);
}

/// Full-text search finds words with å, ä and ö and tells them from a and o, and keys lead to the decisions.
fn search(base: &Connection) {
    let count = |query: &str| base.query_row(query, [], |row| row.get::<_, i64>(0)).expect("an answer");
    assert!(count("SELECT count(*) FROM page_search WHERE page_search MATCH 'nämnden'") > 0);
    assert_eq!(count("SELECT count(*) FROM page_search WHERE page_search MATCH 'namnden'"), 0);
    let decisions = "SELECT count(*) FROM item_search JOIN decisions USING (document, item)
        JOIN meetings USING (document) WHERE item_search MATCH 'beslut* OR förslag*' AND date >= '1800'";
    assert!(count(decisions) > 0);
    let dangling: i64 = base
        .prepare("PRAGMA foreign_key_check")
        .and_then(|mut check| {
            check.query_map([], |_| Ok(()))?.count().try_into().map_err(|_| rusqlite::Error::InvalidQuery)
        })
        .expect("an answer");
    assert_eq!(dangling, 0);
}
