//! The report: one file that a browser opens from disk, and the same for programs.

use crate::shelf::{convert, fill, scratch, told};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_report_says_what_was_done_and_needs_nothing_from_outside() {
    let here = scratch();
    let shelf = here.path().join("in");
    fill(&shelf, 12);
    fs::write(shelf.join("<b>bad & empty.txt"), b"").expect("there is room");
    fs::write(shelf.join("blank.txt"), b" \n").expect("there is room");
    assert_eq!(told(&convert(here.path(), "out", &[]).output().expect("it runs")).0, Some(1));
    let html = fs::read_to_string(here.path().join("out/report.html")).expect("written");
    for outside in ["http:", "https:", "src=", "href=", "<script", "url(", "@import", "<b>bad"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("&lt;b&gt;bad &amp; empty"));

    let json = fs::read(here.path().join("out/report.json")).expect("written");
    let report: Value = serde_json::from_slice(&json).expect("JSON");
    let totals = &report["totals"];
    assert_eq!(
        (&totals["documents"], &totals["converted"], &totals["failed"]),
        (&14.into(), &13.into(), &1.into())
    );
    let sum = |key: &str| {
        let documents = report["documents"].as_array().expect("a list");
        documents.iter().map(|document| document[key].as_f64().expect("a number")).sum::<f64>()
    };
    for key in ["pages", "words", "changes", "doubtful"] {
        assert_eq!(totals[key].as_f64(), Some(sum(key)), "{key}");
    }
    assert!((totals["expected_wrong"].as_f64().expect("a number") - sum("expected_wrong")).abs() < 1e-3);
    let kinds = report["kinds"].as_object().expect("an object").values();
    assert_eq!(kinds.map(|kind| kind["made"].as_u64().expect("a number")).sum::<u64>(), totals["changes"]);
    assert!(totals["changes"].as_u64() > Some(0));
    let looks: Vec<&str> = report["look_first"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|look| look["document"].as_str().expect("a name"))
        .collect();
    assert_eq!(looks[..2], ["<b>bad & empty", "blank"]);
    let empty = &report["diagnostics"]["empty-page"];
    assert_eq!((&empty["findings"], &empty["documents"]), (&1.into(), &1.into()));
    open_in_browser(&here.path().join("out/report.html"), here.path());
}

fn open_in_browser(report: &Path, home: &Path) {
    let browsers = ["chromium", "chromium-browser", "google-chrome"];
    let is_there =
        |name: &&&str| Command::new(name).arg("--version").output().is_ok_and(|told| told.status.success());
    let Some(browser) = browsers.iter().find(is_there) else {
        eprintln!("skipped: no Chromium to open the report in");
        return;
    };
    let opened = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", home.join("browser").display()))
        .arg(format!("file://{}", report.display()))
        .output()
        .expect("it starts");
    let dom = String::from_utf8_lossy(&opened.stdout);
    assert!(opened.status.success() && dom.contains("What to look at first"), "{}", told(&opened).1);
    assert_eq!(dom.matches("<svg role=\"img\"").count(), 2);
    assert_eq!(dom.matches("<section").count(), dom.matches("</section>").count());
    assert!(!told(&opened).1.contains("CONSOLE"), "{}", told(&opened).1);
}
