//! Scores as tables: a line for each document, for each field, and totals.

use super::kinds;
use super::scan_table;
use super::table::Table;
use super::{RecordResult, Results, TextResult};
use crate::score::{Share, record, text};
use serde_json::Value;
use std::collections::HashMap;
use std::fmt::Write as _;

pub(super) fn render(results: &Results, errors: usize) -> String {
    let mut parts = Vec::new();
    if !results.texts.is_empty() {
        parts.push(texts(&results.texts, results.with_ocr));
        if results.with_ocr {
            parts.push(kinds::errors(&results.texts));
            parts.push(kinds::confidences(&results.texts));
        }
        if errors > 0 {
            parts.push(text_faults(&results.texts, errors));
        }
    }
    if !results.scans.is_empty() {
        parts.push(scan_table::render(&results.scans));
    }
    if !results.records.is_empty() {
        parts.push(fields(&results.records));
        parts.push(records(&results.records));
        if errors > 0 {
            parts.push(record_faults(&results.records, errors));
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// Sum over documents.
pub(super) fn text_total(results: &[TextResult]) -> text::Score {
    let mut total = text::Score::default();
    for result in results {
        total += result.score;
    }
    total
}

/// Sum over documents.
pub(super) fn record_total(results: &[RecordResult]) -> record::Score {
    let mut total = record::Score::default();
    for result in results {
        total += &result.score;
    }
    total
}

pub(super) fn percent(share: Share) -> String {
    share.ratio().map_or_else(|| "–".to_owned(), |ratio| format!("{:.2}", ratio * 100.0))
}

fn texts(results: &[TextResult], with_ocr: bool) -> String {
    let total = text_total(results);
    let rows = || results.iter().map(|r| (r.name.as_str(), r.score)).chain([("total", total)]);
    if !with_ocr {
        let mut table = Table::new(["text (%)", "words", "CER", "WER", "åäö right", "not true words"]);
        for (name, score) in rows() {
            table.row(&[
                name.to_owned(),
                score.after.words.whole.to_string(),
                percent(score.after.characters),
                percent(score.after.words),
                percent(score.swedish_after),
                percent(score.order_free.after),
            ]);
        }
        return table.render();
    }
    let mut aligned = Table::new([
        "text, aligned (%)",
        "words",
        "CER before",
        "after",
        "cut",
        "WER before",
        "after",
        "mended",
        "broken",
        "åäö before",
        "after",
        "§ before",
        "after",
    ]);
    let mut free = Table::new([
        "text, order-free (%)",
        "words",
        "wrong before",
        "after",
        "mended",
        "broken",
        "n wrong",
        "mended",
        "broken",
    ]);
    for (name, score) in rows() {
        aligned.row(&[
            name.to_owned(),
            score.after.words.whole.to_string(),
            percent(score.before.characters),
            percent(score.after.characters),
            cut(score),
            percent(score.before.words),
            percent(score.after.words),
            percent(score.aligned.mended),
            percent(score.aligned.broken),
            percent(score.swedish_before),
            percent(score.swedish_after),
            percent(score.sections_before),
            percent(score.sections_after),
        ]);
        let repairs = score.order_free.repairs;
        free.row(&[
            name.to_owned(),
            score.order_free.before.whole.to_string(),
            percent(score.order_free.before),
            percent(score.order_free.after),
            percent(repairs.mended),
            percent(repairs.broken),
            repairs.mended.whole.to_string(),
            repairs.mended.part.to_string(),
            repairs.broken.part.to_string(),
        ]);
    }
    format!("{}\n{}", aligned.render(), free.render())
}

/// How much of the character error rate is gone, in %.
fn cut(score: text::Score) -> String {
    score.cut().map_or_else(|| "–".to_owned(), |cut| format!("{:.1}", cut * 100.0))
}

/// What makes faults equal: what is wrong, true word, OCR, repaired.
type FaultKey<'r> = (text::Fault, &'r str, &'r str, &'r str);

/// Equal faults are told once, with how often they occur; broken words first.
fn text_faults(results: &[TextResult], errors: usize) -> String {
    let mut found: HashMap<FaultKey, (usize, &str, &str)> = HashMap::new();
    for result in results {
        for m in &result.mismatches {
            let key = (m.fault, m.gold.as_str(), m.ocr.as_deref().unwrap_or_default(), m.got.as_str());
            found.entry(key).or_insert((0, m.context.as_str(), result.name.as_str())).0 += 1;
        }
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| (a.0.0, b.1.0, a.0).cmp(&(b.0.0, a.1.0, b.0)));
    let mut out = String::new();
    for fault in [text::Fault::Broken, text::Fault::Left] {
        let of_kind = || found.iter().filter(|one| one.0.0 == fault);
        let name = if fault == text::Fault::Broken { "broken" } else { "left wrong" };
        let all: usize = of_kind().map(|one| one.1.0).sum();
        if all > 0 {
            line(&mut out, &format!("words {name}: {all}, {} different", of_kind().count()));
        }
        for ((_, gold, ocr, got), (times, context, document)) in of_kind().take(errors) {
            let read = if ocr == got { String::new() } else { format!("{ocr:?} -> ") };
            let truth = if gold.is_empty() { String::new() } else { format!(", true {gold:?}") };
            line(&mut out, &format!("  {times:>3}x {read}{got:?}{truth}   | {context} | {document}"));
        }
    }
    out
}

fn fields(results: &[RecordResult]) -> String {
    let total = record_total(results);
    let mut table = Table::new(["field", "gold", "got", "strict P", "R", "F1", "soft P", "R", "F1"]);
    let sum = total.total();
    for (field, counts) in total.fields.iter().map(|(f, c)| (f.as_str(), *c)).chain([("micro", sum)]) {
        let (strict, soft) = (counts.rates(counts.strict), counts.rates(counts.soft));
        let [a, b, c, d, e, f] =
            [strict.precision, strict.recall, strict.f1, soft.precision, soft.recall, soft.f1]
                .map(|rate| format!("{rate:.3}"));
        table.row(&[field.to_owned(), counts.gold.to_string(), counts.got.to_string(), a, b, c, d, e, f]);
    }
    table.render()
}

fn records(results: &[RecordResult]) -> String {
    let mut table = Table::new(["record", "gold", "got", "strict F1", "soft F1", "wrong", "softly"]);
    for result in results {
        let counts = result.score.total();
        let wrong = |right: usize| (counts.gold - right + counts.got - right).to_string();
        table.row(&[
            result.name.clone(),
            counts.gold.to_string(),
            counts.got.to_string(),
            format!("{:.3}", counts.rates(counts.strict).f1),
            format!("{:.3}", counts.rates(counts.soft).f1),
            wrong(counts.strict),
            wrong(counts.soft),
        ]);
    }
    let (strict, soft) = whole_records(results);
    let all = results.len();
    format!("{}right in every field: {strict} of {all} strictly, {soft} of {all} softly\n", table.render())
}

/// Records that are right in every field: strictly, softly.
pub(super) fn whole_records(results: &[RecordResult]) -> (usize, usize) {
    let perfect = |right: fn(record::Counts) -> usize| {
        results.iter().map(|r| r.score.total()).filter(|counts| counts.perfect(right(*counts))).count()
    };
    (perfect(|counts| counts.strict), perfect(|counts| counts.soft))
}

/// The worst mismatches over all documents: those that are wrong softly too first, the least like first.
pub(super) fn worst(results: &[RecordResult], errors: usize) -> Vec<(&str, &record::Mismatch)> {
    let mut found: Vec<_> =
        results.iter().flat_map(|r| r.mismatches.iter().map(|m| (r.name.as_str(), m))).collect();
    found.sort_by(|(_, a), (_, b)| a.soft.cmp(&b.soft).then(a.likeness.total_cmp(&b.likeness)));
    found.truncate(errors);
    found
}

fn record_faults(results: &[RecordResult], errors: usize) -> String {
    let mut out = String::new();
    for (document, mismatch) in worst(results, errors) {
        let note = if mismatch.soft { "  (right softly)" } else { "" };
        line(&mut out, &format!("{document}{}{note}", mismatch.pointer));
        line(&mut out, &format!("  gold {}", shown(mismatch.gold.as_ref())));
        line(&mut out, &format!("  got  {}", shown(mismatch.got.as_ref())));
    }
    out
}

fn shown(value: Option<&Value>) -> String {
    /// Characters of a value that are shown.
    const SHOWN: usize = 200;
    let text = value.map_or_else(|| "–".to_owned(), Value::to_string);
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

fn line(out: &mut String, text: &str) {
    writeln!(out, "{text}").expect("writing to a String cannot fail");
}
