//! The report of a run as one HTML file: no script, nothing from outside, plots as inline SVG.

use crate::record::report::{Changes, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Rows that a long table shows; `report.json` holds all.
const MOST_ROWS: usize = 500;

const STYLE: &str = "
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b; background: #fff }
h1 { font-size: 1.6rem } h2 { font-size: 1.2rem; margin-top: 2.2rem }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #ddd; vertical-align: top; overflow-wrap: anywhere }
th { border-bottom: 2px solid #888 } th[scope=row] { border-bottom: 1px solid #ddd } .n, .time { text-align: right; white-space: nowrap; overflow-wrap: normal }
.note { color: #555; font-size: .9rem } svg { max-width: 100%; height: auto } svg text { font: 12px system-ui, sans-serif }
.made { fill: #2b6cb0 } .doubtful { fill: #dd8b20 }
";

/// The report for people.
#[must_use]
pub fn report(report: &Report) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "justera: report of a run" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { "Report of a run" }
                (totals(report))
                (look_first(report))
                (failures(report))
                (kinds(report))
                (confidence(report))
                (diagnostics(report))
                (doubtful(report))
                (documents(report))
                (slowest(report))
            }
        }
    };
    page.into_string() + "\n"
}

fn totals(report: &Report) -> Markup {
    let totals = &report.totals;
    let share = 100.0 * totals.expected_wrong / totals.words.max(1) as f64;
    let rows = [
        ("Documents converted", format!("{} of {}", totals.converted, totals.documents)),
        ("Protocols in them", totals.protocols.to_string()),
        ("Documents that failed", totals.failed.to_string()),
        ("Pages", totals.pages.to_string()),
        ("Words", totals.words.to_string()),
        ("Changes made", totals.changes.to_string()),
        ("Doubtful changes, not made", totals.doubtful.to_string()),
        ("Wrong words expected", format!("{:.1} ({share:.2} %)", totals.expected_wrong)),
    ];
    html! {
        section id="totals" {
            table {
                @for (name, value) in &rows { tr { th scope="row" { (name) } td.n { (value) } } }
                tr { th scope="row" { "Working time over all documents, seconds" } td class="time" { (format!("{:.1}", totals.seconds)) } }
            }
            p.note {
                "Wrong words are expected from the confidences of the repair: each word that it weighed counts as wrong by the probability that what now
                stands there is. Words that it had nothing against count as right, so that the true number is higher."
            }
        }
    }
}

fn look_first(report: &Report) -> Markup {
    html! {
        section id="look-first" {
            h2 { "What to look at first" }
            @if report.look_first.is_empty() {
                p { "Nothing stands out." }
            } @else {
                table {
                    tr { th { "Document" } th { "Why" } }
                    @for look in &report.look_first { tr { td { (look.document) } td { (look.why) } } }
                }
            }
        }
    }
}

fn failures(report: &Report) -> Markup {
    html! {
        @if !report.failures.is_empty() {
            section id="failures" {
                h2 { "Documents that failed" }
                table {
                    tr { th { "Input" } th { "Reason" } th { "What to do" } }
                    @for failed in report.failures.iter().take(MOST_ROWS) {
                        tr { td { (failed.input) } td { (failed.reason) } td { (failed.remedy) } }
                    }
                }
                (rest(report.failures.len()))
            }
        }
    }
}

fn kinds(report: &Report) -> Markup {
    let rows: Vec<(String, Changes)> =
        report.kinds.iter().map(|(kind, changes)| (kind.clone(), *changes)).collect();
    html! {
        section id="kinds" {
            h2 { "Errors by kind" }
            (legend())
            (bars("Changes by kind of damage", &rows))
        }
    }
}

fn confidence(report: &Report) -> Markup {
    let rows: Vec<(String, Changes)> = (0..10)
        .zip(&report.confidence)
        .map(|(tenth, changes)| {
            let (from, to) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
            (format!("{from:.1}–{to:.1}"), *changes)
        })
        .collect();
    html! {
        section id="confidence" {
            h2 { "Changes by confidence" }
            (legend())
            (bars("Changes by the probability that the new reading is right", &rows))
        }
    }
}

fn legend() -> Markup {
    html! {
        p.note {
            svg width="14" height="12" { rect.made width="12" height="12" {} } "made "
            svg width="14" height="12" { rect.doubtful width="12" height="12" {} } "doubtful, not made"
        }
    }
}

/// Bars from left to right, a row each; the longest takes the whole width.
fn bars(title: &str, rows: &[(String, Changes)]) -> Markup {
    const LABEL: f64 = 130.0;
    const WIDTH: f64 = 560.0;
    const ROW: usize = 22;
    let most = rows.iter().map(|(_, changes)| changes.made + changes.doubtful).max().unwrap_or(0).max(1);
    let length = |count: u64| WIDTH * count as f64 / most as f64;
    let height = rows.len() * ROW;
    html! {
        svg role="img" aria-label=(title) viewBox=(format!("0 0 800 {height}")) width="800" height=(height) {
            title { (title) }
            @for (number, (label, changes)) in rows.iter().enumerate() {
                @let (top, made, doubtful) = (number * ROW, length(changes.made), length(changes.doubtful));
                text x=(LABEL - 8.0) y=(top + 15) text-anchor="end" { (label) }
                rect.made x=(LABEL) y=(top + 3) width=(format!("{made:.1}")) height="16" {}
                rect.doubtful x=(format!("{:.1}", LABEL + made)) y=(top + 3) width=(format!("{doubtful:.1}")) height="16" {}
                text x=(format!("{:.1}", LABEL + made + doubtful + 6.0)) y=(top + 15) {
                    (changes.made) " + " (changes.doubtful)
                }
            }
        }
    }
}

fn diagnostics(report: &Report) -> Markup {
    html! {
        section id="diagnostics" {
            h2 { "Findings by code" }
            table {
                tr { th { "Code" } th { "Severity" } th.n { "Findings" } th.n { "Documents" } }
                @for (code, row) in &report.diagnostics {
                    tr {
                        td { (code) }
                        td { (format!("{:?}", row.severity).to_lowercase()) }
                        td.n { (row.findings) }
                        td.n { (row.documents) }
                    }
                }
            }
        }
    }
}

fn doubtful(report: &Report) -> Markup {
    html! {
        section id="doubtful" {
            h2 { "Doubtful repairs, not made" }
            p.note { "The likeliest first. A hand correction settles one: its document's hash and its line stand in report.json." }
            table {
                tr { th { "Document" } th.n { "Page" } th.n { "Line" } th { "Stands there" } th { "May be" } th.n { "Probability" } th { "Or" } }
                @for doubt in report.doubtful.iter().take(MOST_ROWS) {
                    tr {
                        td { (doubt.document) }
                        td.n { (doubt.page) }
                        td.n { (doubt.line) }
                        td { (doubt.original) }
                        td { (doubt.corrected) }
                        td.n { (format!("{:.2}", doubt.confidence)) }
                        td { (doubt.alternatives.iter().map(|other| other.text.as_str()).collect::<Vec<_>>().join(", ")) }
                    }
                }
            }
            (rest(report.doubtful.len()))
        }
    }
}

fn documents(report: &Report) -> Markup {
    let mut documents: Vec<_> = report.documents.iter().collect();
    documents.sort_by(|a, b| {
        b.expected_wrong_share.total_cmp(&a.expected_wrong_share).then_with(|| a.document.cmp(&b.document))
    });
    html! {
        section id="documents" {
            h2 { "Documents, the poorest first" }
            table {
                tr {
                    th { "Document" } th.n { "Pages" } th.n { "Words" } th.n { "Changes" } th.n { "Doubtful" }
                    th.n { "Wrong words expected" } th.n { "Share" }
                }
                @for row in documents.iter().take(MOST_ROWS) {
                    tr {
                        td { (row.document) }
                        td.n { (row.pages) }
                        td.n { (row.words) }
                        td.n { (row.changes) }
                        td.n { (row.doubtful) }
                        td.n { (format!("{:.1}", row.expected_wrong)) }
                        td.n { (format!("{:.2} %", 100.0 * row.expected_wrong_share)) }
                    }
                }
            }
            (rest(documents.len()))
        }
    }
}

fn slowest(report: &Report) -> Markup {
    html! {
        section id="slowest" {
            h2 { "Documents that took longest" }
            table {
                tr { th { "Document" } th.n { "Pages" } th.n { "Seconds" } }
                @for slow in &report.slowest {
                    tr { td { (slow.document) } td.n { (slow.pages) } td.n { (format!("{:.2}", slow.seconds)) } }
                }
            }
        }
    }
}

fn rest(rows: usize) -> Markup {
    html! {
        @if rows > MOST_ROWS { p.note { (rows - MOST_ROWS) " more stand in report.json." } }
    }
}
