//! The schema is what the types say, what is committed, and what records keep to.

use boon::{Compiler, SchemaIndex, Schemas};
use justera::{Converter, Dictionary};
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Something of the shared directory, which is not part of the project.
fn shared(path: &str) -> Option<PathBuf> {
    let path = root("../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).expect("the file can be read");
    serde_json::from_str(&text).expect("the file is JSON")
}

/// The schema, ready to validate records.
struct Validator {
    schemas: Schemas,
    root: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        /// A name for the schema; nothing is fetched.
        const NAME: &str = "https://justera.invalid/protocol.schema.json";
        let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
        compiler.enable_format_assertions();
        compiler.add_resource(NAME, justera::record::schema()).expect("the name is free");
        let root = compiler.compile(NAME, &mut schemas).expect("the schema is a schema");
        Self { schemas, root }
    }

    /// What is wrong with a record; empty where nothing is.
    fn faults(&self, record: &Value) -> String {
        self.schemas.validate(record, self.root).err().map(|error| format!("{error:#}")).unwrap_or_default()
    }
}

#[test]
fn the_committed_schema_is_what_the_types_say() {
    let path = root("schema/protocol.schema.json");
    let made = justera::export::json::schema();
    if std::env::var_os("JUSTERA_BLESS").is_some_and(|value| value == "1") {
        std::fs::write(&path, &made).expect("the schema can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the schema is committed");
    assert!(
        committed == made,
        "run with JUSTERA_BLESS=1 to write it anew, after asking whether FIELDS.md still holds"
    );
}

#[test]
fn the_schema_is_compatible_with_the_shared_one() {
    let Some(path) = shared("schema/protocol.schema.json") else { return };
    let (theirs, ours) = (json(&path), justera::record::schema());
    let mut differences = Vec::new();
    compare("", (&theirs, &theirs), (&ours, &ours), &mut differences);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Compares what both say of a place, `(schema, root)`; ours may say more where theirs says nothing.
fn compare(at: &str, theirs: (&Value, &Value), ours: (&Value, &Value), out: &mut Vec<String>) {
    let (theirs, their_null) =
        resolve(theirs.0, theirs.1).map_or((theirs, false), |(s, null)| ((s, theirs.1), null));
    let (ours, our_null) = resolve(ours.0, ours.1).map_or((ours, false), |(s, null)| ((s, ours.1), null));
    let mut differ = |what: &str, a: String, b: String| {
        if a != b {
            out.push(format!("{at}: {what}: shared {a}, ours {b}"));
        }
    };
    let (own, other) = (types(theirs.0, their_null), types(ours.0, our_null));
    differ("type", format!("{own:?}"), format!("{other:?}"));
    for word in ["const", "pattern", "format"] {
        if let Some(value) = theirs.0.get(word) {
            differ(word, value.to_string(), ours.0.get(word).map(Value::to_string).unwrap_or_default());
        }
    }
    differ("enum", format!("{:?}", names(theirs.0, "enum")), format!("{:?}", names(ours.0, "enum")));
    if let Some(fields) = theirs.0.get("properties").and_then(Value::as_object) {
        differ(
            "required",
            format!("{:?}", names(theirs.0, "required")),
            format!("{:?}", names(ours.0, "required")),
        );
        let keys = |value: &Value| -> BTreeSet<String> {
            value["properties"].as_object().into_iter().flat_map(|o| o.keys().cloned()).collect()
        };
        differ("fields", format!("{:?}", keys(theirs.0)), format!("{:?}", keys(ours.0)));
        for (name, field) in fields {
            compare(&format!("{at}/{name}"), (field, theirs.1), (&ours.0["properties"][name], ours.1), out);
        }
    }
    if let Some(items) = theirs.0.get("items") {
        compare(&format!("{at}/[]"), (items, theirs.1), (&ours.0["items"], ours.1), out);
    }
}

/// The schema behind a reference, and whether null is allowed beside it; `None` where it stands here itself.
fn resolve<'s>(schema: &'s Value, root: &'s Value) -> Option<(&'s Value, bool)> {
    if let Some(pointer) = schema.get("$ref").and_then(Value::as_str) {
        return root.pointer(pointer.trim_start_matches('#')).map(|found| (found, false));
    }
    let choices = schema.get("anyOf")?.as_array()?;
    let is_null = |choice: &&Value| choice["type"] == "null";
    let other = choices.iter().find(|choice| !is_null(choice))?;
    let found = resolve(other, root).map_or(other, |(found, _)| found);
    Some((found, choices.iter().any(|choice| is_null(&choice))))
}

fn types(schema: &Value, null: bool) -> BTreeSet<String> {
    let mut types = names(schema, "type");
    if let Some(one) = schema["type"].as_str() {
        types.insert(one.to_owned());
    }
    // An enumeration or a constant of texts need not say that it is one.
    if types.is_empty() && (schema["enum"][0].is_string() || schema["const"].is_string()) {
        types.insert("string".to_owned());
    }
    if null {
        types.insert("null".to_owned());
    }
    types
}

fn names(schema: &Value, word: &str) -> BTreeSet<String> {
    schema[word].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[test]
fn records_of_all_samples_validate() {
    let Some(samples) = shared("samples") else { return };
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let converter = Converter::new(&dictionary);
    let validator = Validator::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(samples).expect("the samples can be listed") {
        let path = entry.expect("the samples can be listed").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = std::fs::read_to_string(&path).expect("samples are UTF-8");
            let record = serde_json::to_value(converter.convert_text(&text)).expect("a record is JSON");
            assert_eq!(validator.faults(&record), "", "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 0, "no sample was found");
}

#[test]
fn labelled_records_keep_to_the_schema() {
    let Some(samples) = shared("samples") else { return };
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let empty = serde_json::to_value(Converter::new(&dictionary).convert_text("")).expect("a record is JSON");
    let validator = Validator::new();
    let mut seen = 0;
    for entry in std::fs::read_dir(samples).expect("the samples can be listed") {
        let path = entry.expect("the samples can be listed").path();
        if path.to_string_lossy().ends_with(".gold.json") {
            let mut record = empty.clone();
            for part in justera::score::record::PARTS {
                record[part] = json(&path)[part].clone();
            }
            assert_eq!(validator.faults(&record), "", "{}", path.display());
            seen += 1;
        }
    }
    assert!(seen > 0, "no labelled record was found");
}

#[test]
fn a_wrong_record_does_not_validate() {
    let dictionary = Dictionary::embedded().expect("the dictionary opens");
    let record =
        serde_json::to_value(Converter::new(&dictionary).convert_text("x")).expect("a record is JSON");
    let validator = Validator::new();
    assert_eq!(validator.faults(&record), "");
    for (pointer, wrong) in [
        ("/schema_version", Value::from("0.9")),
        ("/meeting/date", Value::from("21 november")),
        ("/meeting/start_time", Value::from("8.30")),
        ("/items", Value::from("none")),
    ] {
        let mut record = record.clone();
        *record.pointer_mut(pointer).expect("the record has the field") = wrong;
        assert_ne!(validator.faults(&record), "", "{pointer}");
    }
}

/// Every text of a file or folder below `path`.
fn sources(path: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(path).expect("the folder can be read") {
        let path = entry.expect("its entries can be read").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(std::fs::read_to_string(&path).expect("the file can be read"));
        }
    }
}

#[test]
fn every_code_of_a_diagnostic_is_told_and_every_one_told_is_used() {
    let form =
        Regex::new(r#"Diagnostic::(?:info|warning|error)\(\s*"([a-z-]+)""#).expect("the pattern is valid");
    let mut files = Vec::new();
    sources(&root("src"), &mut files);
    let used: BTreeSet<&str> = files
        .iter()
        .flat_map(|text| form.captures_iter(text))
        .map(|found| found.get(1).map_or("", |code| code.as_str()))
        .collect();
    let readme = std::fs::read_to_string(root("schema/README.md")).expect("the list can be read");
    let list = readme.split("## Diagnostics").nth(1).expect("the codes have a heading");
    let told: BTreeSet<&str> =
        list.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert!(!used.is_empty());
    assert_eq!(told, used, "schema/README.md (left) and the sources (right) differ");
}
