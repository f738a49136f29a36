//! Scores as JSON: the same as the tables.

use super::kinds::{calibration_total, kinds_total};
use super::scan_table;
use super::tables::{record_total, text_total, whole_records, worst};
use super::{RecordResult, Results, TextResult};
use crate::score::calibration::{Calibration, Curve, Said};
use crate::score::kinds::{Kinds, Tally};
use crate::score::{Share, record, text};
use serde_json::{Map, Value, json};

pub(super) fn render(results: &Results, errors: usize) -> String {
    let mut out = Map::new();
    if !results.texts.is_empty() {
        out.insert("text".to_owned(), texts(&results.texts, results.with_ocr, errors));
    }
    if !results.scans.is_empty() {
        out.insert("scans".to_owned(), scan_table::json(&results.scans));
    }
    if !results.records.is_empty() {
        out.insert("records".to_owned(), records(&results.records, errors));
    }
    format!("{:#}\n", Value::Object(out))
}

fn texts(results: &[TextResult], with_ocr: bool, errors: usize) -> Value {
    let documents: Vec<Value> = results
        .iter()
        .map(|result| {
            let mut value = text_score(result.score, with_ocr);
            value["document"] = json!(result.name);
            if with_ocr {
                value["kinds"] = kinds(&result.kinds);
            }
            if errors > 0 {
                value["mismatches"] = result.mismatches.iter().take(errors).map(text_mismatch).collect();
            }
            value
        })
        .collect();
    let mut total = text_score(text_total(results), with_ocr);
    if with_ocr {
        total["kinds"] = kinds(&kinds_total(results));
    }
    if let Some(known) = calibration_total(results) {
        total["confidence"] = calibration(&known);
    }
    json!({ "documents": documents, "total": total })
}

fn kinds(kinds: &Kinds) -> Value {
    let by_damage: Map<String, Value> =
        kinds.by_damage.iter().map(|(damage, &own)| (damage.name().to_owned(), tally(own))).collect();
    let by_word: Map<String, Value> =
        kinds.by_word.iter().map(|(word, &own)| (word.name().to_owned(), tally(own))).collect();
    json!({ "by_damage": by_damage, "by_word": by_word, "numbers_changed": kinds.numbers_changed })
}

fn tally(tally: Tally) -> Value {
    json!({
        "wrong": tally.wrong,
        "mended": tally.mended,
        "miscorrected": tally.miscorrected,
        "left": tally.left(),
        "told": tally.told,
        "broken": tally.broken,
    })
}

fn calibration(calibration: &Calibration) -> Value {
    let said = Said::ALL.iter().map(|&said| (said.name().to_owned(), curve(calibration.curve(said))));
    let mut value: Map<String, Value> = said.collect();
    value.insert("corrections".to_owned(), curve(&calibration.corrections()));
    Value::Object(value)
}

fn curve(curve: &Curve) -> Value {
    let bins: Vec<Value> = curve
        .bins
        .iter()
        .map(|bin| json!({ "claims": bin.claims, "right": bin.right, "mean": bin.mean() }))
        .collect();
    json!({ "expected_calibration_error": curve.error(), "bins": bins })
}

fn text_score(score: text::Score, with_ocr: bool) -> Value {
    let mut value = json!({
        "cer": share(score.after.characters),
        "wer": share(score.after.words),
        "swedish_letters_right": share(score.swedish_after),
        "section_signs_right": share(score.sections_after),
        "order_free": { "wrong": share(score.order_free.after) },
    });
    if with_ocr {
        value["before"] = json!({
            "cer": share(score.before.characters),
            "wer": share(score.before.words),
            "swedish_letters_right": share(score.swedish_before),
            "section_signs_right": share(score.sections_before),
        });
        value["cer_cut"] = json!(score.cut());
        value["mended"] = share(score.aligned.mended);
        value["broken"] = share(score.aligned.broken);
        let free = &mut value["order_free"];
        free["wrong_before"] = share(score.order_free.before);
        free["mended"] = share(score.order_free.repairs.mended);
        free["broken"] = share(score.order_free.repairs.broken);
    }
    value
}

fn share(share: Share) -> Value {
    json!({ "part": share.part, "whole": share.whole, "share": share.ratio() })
}

fn text_mismatch(mismatch: &text::Mismatch) -> Value {
    let fault = match mismatch.fault {
        text::Fault::Broken => "broken",
        text::Fault::Left => "left",
    };
    json!({
        "fault": fault,
        "ocr": mismatch.ocr,
        "got": mismatch.got,
        "gold": mismatch.gold,
        "context": mismatch.context,
    })
}

fn records(results: &[RecordResult], errors: usize) -> Value {
    let documents: Vec<Value> = results
        .iter()
        .map(|result| {
            let mut value = counts(result.score.total());
            value["document"] = json!(result.name);
            value
        })
        .collect();
    let total = record_total(results);
    let fields: Map<String, Value> =
        total.fields.iter().map(|(field, own)| (field.clone(), counts(*own))).collect();
    let (strict, soft) = whole_records(results);
    let mut value = json!({
        "documents": documents,
        "fields": fields,
        "micro": counts(total.total()),
        "right_in_every_field": { "records": results.len(), "strict": strict, "soft": soft },
    });
    if errors > 0 {
        value["mismatches"] = worst(results, errors).into_iter().map(record_mismatch).collect();
    }
    value
}

fn counts(counts: record::Counts) -> Value {
    let rates = |right: usize| {
        let rates = counts.rates(right);
        json!({ "right": right, "precision": rates.precision, "recall": rates.recall, "f1": rates.f1 })
    };
    json!({ "gold": counts.gold, "got": counts.got, "strict": rates(counts.strict), "soft": rates(counts.soft) })
}

fn record_mismatch((document, mismatch): (&str, &record::Mismatch)) -> Value {
    json!({
        "document": document,
        "pointer": mismatch.pointer,
        "gold": mismatch.gold,
        "got": mismatch.got,
        "likeness": mismatch.likeness,
        "right_softly": mismatch.soft,
    })
}
