//! The program as a user meets it: outputs, messages, exit statuses.

use serde_json::Value;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const PROTOCOL: &str = "Kommunstyrelsen\nSammanträdesprotokoll 2024-03-04\n\n§ 1\nVal av justerare\n";

/// Files that a run writes of itself.
const OWN: [&str; 6] =
    [".justera-lock", "failed.txt", "manifest.jsonl", "plan.jsonl", "report.html", "report.json"];

/// What a run gave.
struct Run {
    status: i32,
    out: String,
    err: String,
}

fn justera(arguments: &[&str], input: &[u8], directory: &Path) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_justera"))
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // The program may end before it has read its input.
    let _ = child.stdin.take().expect("standard input is piped").write_all(input);
    let output = child.wait_with_output().expect("the program ends");
    Run {
        status: output.status.code().expect("the program is not killed"),
        out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
        err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
    }
}

fn scratch(files: &[(&str, &[u8])]) -> TempDir {
    let directory = TempDir::new().expect("a scratch directory can be made");
    for (name, bytes) in files {
        let path = directory.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a directory")).expect("it can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
    directory
}

/// All documents' files below a directory, by their paths from there; the run's own stand beside them.
fn files(directory: &Path) -> Vec<String> {
    let mut found: Vec<String> = walkdir::WalkDir::new(directory)
        .into_iter()
        .map(|entry| entry.expect("the directory can be walked"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(directory).expect("below").to_string_lossy().into_owned())
        .filter(|name| !OWN.contains(&name.as_str()))
        .collect();
    found.sort();
    found
}

fn record(path: PathBuf) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("the record is there")).expect("it is JSON")
}

#[test]
fn wrong_use_is_2_and_help_is_0() {
    let here = scratch(&[("a.txt", b"x")]);
    for wrong in [
        &[][..],
        &["convert"],
        &["convert", "a.txt"],
        &["wonder"],
        &["convert", "-", "--out", "o"],
        &["convert", "-", "a.txt"],
    ] {
        let run = justera(wrong, b"", here.path());
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{wrong:?}: {}", run.err);
        assert!(!run.err.is_empty());
    }
    let help = justera(&["--help"], b"", here.path());
    assert_eq!(help.status, 0);
    for word in ["convert", "merge", "repair", "score", "schema", "completions", "man", "Exit status"] {
        assert!(help.out.contains(word), "{word}");
    }
}

#[test]
fn shells_and_manual_know_every_command() {
    let here = scratch(&[]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = justera(&["completions", shell], b"", here.path());
        assert!(run.status == 0 && run.out.contains("convert") && run.out.contains("max-memory"), "{shell}");
    }
    let page = justera(&["man"], b"", here.path());
    assert!(page.status == 0 && page.out.contains(".TH justera 1"), "{}", page.out);
    assert_eq!(justera(&["man", "--out", "man1"], b"", here.path()).status, 0);
    let pages = files(&here.path().join("man1"));
    for name in ["justera.1", "justera-convert.1", "justera-merge.1"] {
        assert!(pages.iter().any(|page| page == name), "{name}: {pages:?}");
    }
    let convert = fs::read_to_string(here.path().join("man1/justera-convert.1")).expect("written");
    assert!(convert.contains("\\-\\-shard") && convert.contains("SIZE"), "{convert}");
}

#[test]
fn a_directory_is_walked_and_hidden_files_are_left() {
    let text = PROTOCOL.as_bytes();
    let here = scratch(&[
        ("in/2024/nr 3.ocr.txt", text),
        ("in/b.TXT", text),
        ("in/.hidden.txt", text),
        ("in/.git/c.txt", text),
        ("in/notes.md", b"no document"),
    ]);
    let run = justera(&["convert", "in", "--out", "in/out"], b"", here.path());
    assert_eq!((run.status, run.out.as_str()), (0, ""));
    assert!(run.err.lines().count() == 1 && run.err.contains("2 converted"), "{}", run.err);
    let expected = ["2024/nr 3.ocr.json", "2024/nr 3.ocr.txt", "b.json", "b.txt"];
    assert_eq!(files(&here.path().join("in/out")), expected);
    let record = record(here.path().join("in/out/b.json"));
    assert_eq!(record["source"]["file"], "in/b.TXT");
    assert_eq!(record["source"]["format"], "text");
    assert_eq!(record["schema_version"], "1.0");
    // A second run meets its own outputs inside the walked directory, and leaves them out.
    let again = justera(&["convert", "in", "--out", "in/out"], b"", here.path());
    assert!(again.status == 0 && again.err.contains("2 kept"), "{}", again.err);
    assert_eq!(files(&here.path().join("in/out")), expected);
    let quiet = justera(&["convert", "in", "--out", "in/out", "--force", "--quiet"], b"", here.path());
    assert_eq!((quiet.status, quiet.err.as_str()), (0, ""));
}

#[test]
fn two_inputs_for_one_output_are_refused_before_any_work() {
    let here = scratch(&[("a/x.txt", b"1"), ("b/x.txt", b"2")]);
    let run = justera(&["convert", "a/x.txt", "b", "--out", "out"], b"", here.path());
    assert_eq!(run.status, 2);
    assert!(run.err.contains("a/x.txt") && run.err.contains("b/x.txt"), "{}", run.err);
    assert!(!here.path().join("out").exists());
}

#[test]
fn an_input_is_never_overwritten() {
    let here = scratch(&[("x.txt", b"first")]);
    let run = justera(&["convert", "x.txt", "--out", "."], b"", here.path());
    assert_eq!(run.status, 2, "{}", run.err);
    assert_eq!(fs::read(here.path().join("x.txt")).expect("still there"), b"first");
    assert_eq!(files(here.path()), ["x.txt"]);
}

#[test]
fn standard_input_becomes_json_on_standard_output() {
    let here = scratch(&[]);
    let run = justera(&["convert", "-"], PROTOCOL.as_bytes(), here.path());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let record: Value = serde_json::from_str(&run.out).expect("standard output is JSON");
    assert_eq!(record["source"]["file"], "-");
    assert!(record["text"].as_str().expect("a text").contains("Sammanträdesprotokoll"));
    assert!(files(here.path()).is_empty());
}

#[test]
fn latin_1_is_read_and_said() {
    let here =
        scratch(&[("a.txt", b"Kommunstyrelsens protokoll: n\xe4rvarande ledam\xf6ter p\xe5 m\xf6tet\n")]);
    assert_eq!(justera(&["convert", "a.txt", "--out", "o"], b"", here.path()).status, 0);
    let record = record(here.path().join("o/a.json"));
    assert!(record["text"].as_str().expect("a text").contains("ledamöter på mötet"));
    assert!(!record["diagnostics"].as_array().expect("a list").is_empty());
}

#[test]
fn what_fails_is_named_and_the_rest_is_done() {
    let here = scratch(&[
        ("good.txt", PROTOCOL.as_bytes()),
        ("binary.txt", &[0, 1, 2, 3, 0, 0, 0, 7, 8, 9]),
        ("empty.txt", b""),
        ("letter.docx", b"PK\x03\x04"),
    ]);
    let inputs =
        ["convert", "missing.txt", "binary.txt", "empty.txt", "letter.docx", "good.txt", "--out", "o"];
    let run = justera(&inputs, b"", here.path());
    assert_eq!((run.status, run.out.as_str()), (1, ""));
    let named: Vec<&str> = run.err.lines().collect();
    assert_eq!(named.len(), 5, "{}", run.err);
    assert!(named[4].contains("4 of 5") && named[4].contains("o/failed.txt"), "{}", named[4]);
    let list = fs::read_to_string(here.path().join("o/failed.txt")).expect("failures are listed");
    for name in ["missing.txt", "binary.txt", "empty.txt", "letter.docx"] {
        assert!(named[..4].iter().any(|line| line.contains(name)), "{name}: {}", run.err);
        assert!(list.contains(name), "{name}: {list}");
    }
    assert_eq!(files(&here.path().join("o")), ["good.json", "good.txt"]);
}

#[test]
fn an_output_that_cannot_be_written_leaves_no_half_file() {
    let here = scratch(&[("a.txt", b"text"), ("b.txt", b"text"), ("o/a.json/taken", b"")]);
    let run = justera(&["convert", "a.txt", "b.txt", "--out", "o"], b"", here.path());
    assert_eq!(run.status, 1);
    assert!(run.err.contains("a.json"), "{}", run.err);
    // The text is whole; that its JSON is not there the manifest says.
    assert_eq!(files(&here.path().join("o")), ["a.json/taken", "a.txt", "b.json", "b.txt"]);
}

#[test]
fn a_place_that_is_no_directory_is_wrong_use() {
    let here = scratch(&[("a.txt", b"text"), ("out", b"a file")]);
    let run = justera(&["convert", "a.txt", "--out", "out"], b"", here.path());
    assert_eq!(run.status, 2);
    assert!(run.err.contains("out") && run.err.contains("--out"), "{}", run.err);
}

#[test]
fn a_directory_without_documents_is_wrong_use() {
    let here = scratch(&[("in/notes.md", b"x")]);
    let run = justera(&["convert", "in", "--out", "o"], b"", here.path());
    assert_eq!(run.status, 2);
    assert!(run.err.contains("no document"), "{}", run.err);
    assert!(!here.path().join("o").exists());
}

#[test]
fn repair_gives_a_line_for_a_line_and_the_changes() {
    let here = scratch(&[("a.txt", "Kommunstyrelsen beslutar\n\natt  lägga ärendet\n".as_bytes())]);
    let run = justera(&["repair", "a.txt", "--changes", "changes.jsonl"], b"", here.path());
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(run.out.lines().count(), 3);
    let changes = fs::read_to_string(here.path().join("changes.jsonl")).expect("the changes are written");
    for line in changes.lines() {
        let change: Value = serde_json::from_str(line).expect("a change is JSON");
        assert!(change["original"].is_string());
    }
    let piped = justera(&["repair"], &fs::read(here.path().join("a.txt")).expect("it is there"), here.path());
    assert_eq!((piped.status, piped.out), (0, run.out));
    assert_eq!(justera(&["repair", "none.txt"], b"", here.path()).status, 1);
}

#[test]
fn schema_prints_the_committed_schema() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/protocol.schema.json");
    let run = justera(&["schema"], b"", Path::new("."));
    assert_eq!(run.status, 0);
    let committed = fs::read_to_string(committed).expect("the schema is committed");
    assert!(run.out == committed, "the committed schema is not what the types say: see tests/schema.rs");
}

#[test]
fn score_compares_texts_and_records() {
    let gold = r#"{"meeting": {"title": "Kommunstyrelsen", "date": "2024-03-04"}, "attendance": []}"#;
    let got = r#"{"meeting": {"title": "Kommunstyrelsen", "date": "2024-04-03"}, "attendance": []}"#;
    let here = scratch(&[
        ("gold/a.gold.txt", "nämnden är på väg".as_bytes()),
        ("gold/a.gold.json", gold.as_bytes()),
        ("gold/a.eng.txt", "namnden ar på vag".as_bytes()),
        ("got/a.eng.txt", "nämnden är på vag".as_bytes()),
        ("got/a.eng.json", got.as_bytes()),
    ]);
    let arguments =
        ["score", "--gold", "gold", "--got", "got", "--ocr", "gold", "--suffix", "swe,eng", "--errors", "3"];
    let run = justera(&arguments, b"", here.path());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    for expected in ["66.67", "/meeting/date", "2024-04-03", "\"vag\", true \"väg\"", "0 of 1 strictly"] {
        assert!(run.out.contains(expected), "{expected}:\n{}", run.out);
    }
    let json = justera(&[&arguments[..], &["--json"]].concat(), b"", here.path());
    let scores: Value = serde_json::from_str(&json.out).expect("scores are JSON");
    assert_eq!(
        scores["text"]["total"]["mended"],
        serde_json::json!({"part": 2, "whole": 3, "share": 2.0 / 3.0})
    );
    assert_eq!(scores["records"]["micro"]["strict"]["f1"], 0.5);
    assert_eq!(scores["text"]["total"]["kinds"]["by_damage"]["ä"]["left"], 1);
    assert_eq!(scores["text"]["total"].get("confidence"), None);
    let unpaired = justera(&["score", "--gold", "gold", "--got", "got"], b"", here.path());
    assert_eq!((unpaired.status, unpaired.out.as_str()), (2, ""));
    assert!(unpaired.err.contains("--suffix"), "{}", unpaired.err);
}

#[test]
fn score_repairs_ocr_texts_itself_and_weighs_confidences() {
    let here = scratch(&[
        ("a.gold.txt", "Nämnden beslutar att godkänna förslaget till årsredovisning.".as_bytes()),
        ("a.eng.txt", "Namnden beslutar att godkanna forslaget till arsredovisning.".as_bytes()),
    ]);
    let arguments = ["score", "--gold", ".", "--ocr", ".", "--suffix", "eng", "--json"];
    let run = justera(&arguments, b"", here.path());
    assert_eq!((run.status, run.err.as_str()), (0, ""));
    let scores: Value = serde_json::from_str(&run.out).expect("scores are JSON");
    let total = &scores["text"]["total"];
    assert_eq!(total["mended"], serde_json::json!({"part": 4, "whole": 4, "share": 1.0}));
    assert_eq!(total["kinds"]["by_damage"]["several of å ä ö"], Value::Null);
    assert_eq!(total["kinds"]["numbers_changed"], 0);
    let claims = |said: &str| -> u64 {
        let bins = total["confidence"][said]["bins"].as_array().expect("bins are listed");
        bins.iter().filter_map(|bin| bin["claims"].as_u64()).sum()
    };
    assert_eq!((claims("corrections"), claims("left")), (4, 3));
    let nothing = justera(&["score", "--gold", "."], b"", here.path());
    assert_eq!(nothing.status, 2, "{}", nothing.err);
    let missing = justera(&[&arguments[..], &["--dictionary", "none.dict"]].concat(), b"", here.path());
    assert!(missing.status == 2 && missing.err.contains("none.dict"), "{}", missing.err);
}

#[test]
fn words_with_boxes_are_written_in_other_formats_and_no_input_is_overwritten() {
    let page = "<html><body><div class='ocr_page' title='bbox 0 0 900 900'>\
        <span class='ocr_line' title='bbox 10 10 300 40'>\
        <span class='ocrx_word' title='bbox 10 10 150 40'>Namnden</span>\
        <span class='ocrx_word' title='bbox 160 10 300 40'>beslutar</span></span></div></body></html>";
    let here = scratch(&[("a.hocr", page.as_bytes()), ("b.txt", PROTOCOL.as_bytes())]);
    let run =
        justera(&["convert", "a.hocr", "b.txt", "--out", "out", "--also", "alto,hocr"], b"", here.path());
    assert_eq!(run.status, 0, "{}", run.err);
    let written = ["a.alto.xml", "a.hocr", "a.json", "a.txt", "b.json", "b.txt"];
    assert_eq!(files(&here.path().join("out")), written);
    let alto = fs::read_to_string(here.path().join("out/a.alto.xml")).expect("written");
    assert!(alto.contains("CONTENT=\"Nämnden\"") && alto.contains(">Namnden</ALTERNATIVE>"), "{alto}");
    let run = justera(&["convert", "a.hocr", "--out", ".", "--also", "hocr"], b"", here.path());
    assert!(run.status == 1 && run.err.contains("overwritten"), "{}", run.err);
    assert_eq!(fs::read_to_string(here.path().join("a.hocr")).expect("it is there"), page);
    let run = justera(&["convert", "-", "--also", "alto"], page.as_bytes(), here.path());
    assert_eq!((run.status, run.out.as_str()), (2, ""), "{}", run.err);
}

#[test]
fn scans_are_asked_for_where_there_are_none() {
    let here = scratch(&[("a.gold.txt", PROTOCOL.as_bytes())]);
    let run = justera(&["score", "--gold", ".", "--scans", "."], b"", here.path());
    assert!(run.status == 2 && run.err.contains("NAME.p1.png"), "{}", run.err);
}

#[cfg(feature = "ocr")]
#[test]
fn scans_are_scored_by_document_and_group() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/images/two-languages.png");
    let page = fs::read(page).expect("the fixture is there");
    let text = "§ 12 Val av ordförande\nNämnden beslutar att höja avgiften med 15 % från och med årsskiftet.\n\
        Beslutande     Åsa Öberg (S), §§ 12-14\n               Nils Ängmark (M)\n\
        Frågor ställs till registrator@nora.example\n";
    let record = r#"{ "attendance": [{ "name": "Åsa Öberg" }, { "name": "Eva Alm" }] }"#;
    let here = scratch(&[
        ("a.p1.png", page.as_slice()),
        ("a.gold.txt", text.as_bytes()),
        ("a.gold.json", record.as_bytes()),
        ("groups.tsv", b"# name, wear\na\t1\t1\n"),
    ]);
    let run = justera(&["score", "--gold", ".", "--scans", ".", "--groups", "groups.tsv"], b"", here.path());
    assert_eq!(run.status, 0, "{}", run.err);
    let row =
        run.out.lines().find(|line| line.starts_with("group 1")).unwrap_or_else(|| panic!("{}", run.out));
    let cells: Vec<&str> = row.split_whitespace().collect();
    let [_, _, documents, pages, _, _, _, sections, of, _, persons, _] = cells.as_slice() else {
        panic!("{row}")
    };
    assert_eq!([*documents, *pages, *sections, *of, *persons], ["1", "1", "100.00", "2", "2"], "{row}");
    let run = justera(&["score", "--gold", ".", "--ocr", ".", "--groups", "groups.tsv"], b"", here.path());
    assert_eq!(run.status, 2, "{}", run.err);
}

#[test]
fn explain_tells_candidates_costs_and_verdict() {
    let here = scratch(&[]);
    let run =
        justera(&["explain", "Motet beslutar att Iagga informationen till handlingarna"], b"", here.path());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.out.contains("Motet: ") && run.out.contains("Mötet") && run.out.contains("ö<o"),
        "{}",
        run.out
    );
    assert!(run.out.contains("beslutar: stays"), "{}", run.out);
    assert_eq!(justera(&["explain"], b"", here.path()).status, 2);
}

/// A text in which the OCR lost å, ä and ö, with a name that no dictionary holds.
const UNKNOWN_NAME: &str = "Namnden besokte Tvapplabo den 4 mars. Ordforanden halsar alla valkomna till motet och forklarar \
    det oppnat.\nÄgaren till Tvapplabo deltar i motet. Namnden beslutar att besoka Tvapplabos marker tva ganger om aret.\n";

#[test]
fn words_of_a_users_own_are_repaired_to() {
    let here = scratch(&[("farms.txt", "# farms\nTväpplåbo\t12\n".as_bytes())]);
    let without = justera(&["repair", "-"], UNKNOWN_NAME.as_bytes(), here.path());
    assert!(without.out.contains("Nämnden besökte Tvapplabo den"), "{}", without.out);
    let with = justera(&["repair", "-", "--words", "farms.txt"], UNKNOWN_NAME.as_bytes(), here.path());
    assert!(
        with.out.contains("besökte Tväpplåbo den") && with.out.contains("besöka Tväpplåbos marker"),
        "{}",
        with.out
    );
    let explained = justera(&["explain", "pa Tvapplabo gard", "--words", "farms.txt"], b"", here.path());
    assert!(explained.out.contains("Tväpplåbo "), "{}", explained.out);
}

#[test]
fn a_malformed_list_of_words_is_refused_with_its_line() {
    let here = scratch(&[("list.txt", b"Ekbyvik\nStora Backa\n"), ("bytes.txt", b"Ekbyvik\n\nBj\xf6rke\n")]);
    for (list, line) in [("list.txt", "list.txt: line 2: "), ("bytes.txt", "bytes.txt: line 3: ")] {
        let run = justera(&["repair", "-", "--words", list], b"x", here.path());
        assert!(
            run.status == 2 && run.out.is_empty() && run.err.contains(line),
            "{} {}",
            run.status,
            run.err
        );
    }
}

#[test]
fn a_list_of_words_is_part_of_what_a_run_was_made_with() {
    let here = scratch(&[("in/a.txt", UNKNOWN_NAME.as_bytes()), ("farms.txt", "Tväpplåbo\n".as_bytes())]);
    let convert = |more: &[&str]| {
        let run = justera(&[&["convert", "in", "--out", "out"], more].concat(), b"", here.path());
        assert_eq!(run.status, 0, "{}", run.err);
        fs::read_to_string(here.path().join("out/a.txt")).expect("the text is written")
    };
    assert!(!convert(&[]).contains("Tväpplåbo"));
    assert!(
        convert(&["--words", "farms.txt"]).contains("Tväpplåbo"),
        "what was made with other words was kept"
    );
}

#[test]
fn clean_protocols_teach_their_words_and_misread_ones_do_not() {
    let clean = "Nämnden besökte Tväpplåbo den 4 mars. Ordföranden hälsar alla välkomna till mötet och förklarar det \
        öppnat.\nÄgaren till Tväpplåbo deltar i mötet. Nämnden beslutar att besöka Tväpplåbo två gånger om året, men inte i år.\n";
    let here = scratch(&[
        ("in/clean.txt", clean.as_bytes()),
        ("in/misread.txt", UNKNOWN_NAME.as_bytes()),
        ("in/scan.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    let run = justera(&["dictionary", "build", "in", "--out", "words.txt"], b"", here.path());
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(
        run.err.contains("misread.txt: left out") && run.err.contains("scan.png: left out"),
        "{}",
        run.err
    );
    let list = fs::read_to_string(here.path().join("words.txt")).expect("the list is written");
    let words: Vec<&str> = list.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(words, ["Tväpplåbo\t3"]);
    let repaired = justera(&["repair", "in/misread.txt", "--words", "words.txt"], b"", here.path());
    assert!(repaired.out.contains("Tväpplåbo den"), "{}", repaired.out);
    let none = justera(&["dictionary", "build", "missing.txt", "--out", "none.txt"], b"", here.path());
    assert_eq!(none.status, 1, "{}", none.err);
}
