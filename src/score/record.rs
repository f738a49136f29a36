//! Records against labelled records, field by field.
//!
//! Compared are `meeting`, `attendance`, `items`, `approval` and `notice`. A field that is null, an empty text or a flag that is
//! not set counts as not there. Strict: equal after folding white space, quotes, bullets and end punctuation. Soft: texts longer
//! than 12 characters may differ in a tenth of their characters. Rows of a list are paired so that the sum of their likeness is
//! greatest (a proper assignment); rows that have little in common stay alone, and all their fields are missing or too many.

use super::Share;
use super::assign::assign;
use super::fold;
use super::similarity::{Trigrams, similarity};
use indexmap::IndexMap;
use serde_json::Value;
use std::ops::AddAssign;

/// Parts of a record that are compared.
pub const PARTS: [&str; 5] = ["meeting", "attendance", "items", "approval", "notice"];

/// Texts longer than this many characters may differ a little in the soft measure.
const SHORT: usize = 12;
/// Least similarity of texts that are equal in the soft measure.
const SOFT: f64 = 0.9;
/// Least likeness of rows that are paired.
const LEAST: f64 = 0.35;
/// Flags whose `false` says that nothing is stated.
const FLAGS: [&str; 1] = ["approved_immediately"];
/// Fields that tell which row it is.
const KEYS: [&str; 6] = ["name", "title", "number", "label", "text", "question"];
/// How much more those weigh when rows are paired.
const KEY_WEIGHT: f64 = 3.0;
/// Characters of a text that count when rows are paired.
const GLANCE: usize = 200;

/// Counts of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Values in the labelled record.
    pub gold: usize,
    /// Values in the record.
    pub got: usize,
    /// Values of the record that are right, strictly.
    pub strict: usize,
    /// Values of the record that are right, softly.
    pub soft: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.gold += other.gold;
        self.got += other.got;
        self.strict += other.strict;
        self.soft += other.soft;
    }
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Share of the record's values that are right; 1 where it has none.
    pub precision: f64,
    /// Share of the labelled values that were found; 1 where there are none.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
}

impl Counts {
    /// Rates when `right` of the values are right.
    #[must_use]
    pub fn rates(self, right: usize) -> Rates {
        let part = |whole: usize| Share { part: right, whole }.ratio().unwrap_or(1.0);
        let f1 = Share { part: 2 * right, whole: self.gold + self.got }.ratio().unwrap_or(1.0);
        Rates { precision: part(self.got), recall: part(self.gold), f1 }
    }

    /// Whether nothing is wrong, missing or too many, when `right` of the values are right.
    #[must_use]
    pub fn perfect(self, right: usize) -> bool {
        right == self.gold && right == self.got
    }
}

/// The measures of one record, or their sums over several.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Counts by field, in the order in which fields were met: `items.decisions.clauses.text`.
    pub fields: IndexMap<String, Counts>,
}

impl Score {
    /// All fields together: the micro-average.
    #[must_use]
    pub fn total(&self) -> Counts {
        let mut total = Counts::default();
        for counts in self.fields.values() {
            total += *counts;
        }
        total
    }
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        for (field, counts) in &other.fields {
            *self.fields.entry(field.clone()).or_default() += *counts;
        }
    }
}

/// A value that is not right.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// JSON Pointer of the value: in the labelled record, or in the record where that has it too many.
    pub pointer: String,
    /// The field, without indices.
    pub field: String,
    /// The labelled value; `None` where the record has one too many.
    pub gold: Option<Value>,
    /// The record's value; `None` where it is missing.
    pub got: Option<Value>,
    /// How like they are, 0..=1; 0 where one is missing.
    pub likeness: f64,
    /// Whether the soft measure takes it as right.
    pub soft: bool,
}

/// Compares a record with the labelled one. Mismatches stand in the order of the labelled record.
#[must_use]
pub fn measure(gold: &Value, got: &Value) -> (Score, Vec<Mismatch>) {
    let mut comparison = Comparison::default();
    for part in PARTS {
        let (gold, got) = (gold.get(part).unwrap_or(&Value::Null), got.get(part).unwrap_or(&Value::Null));
        comparison.values(Place::root().field(part), gold, got);
    }
    (comparison.score, comparison.mismatches)
}

/// Where a value stands.
#[derive(Debug, Clone)]
struct Place {
    pointer: String,
    field: String,
}

impl Place {
    fn root() -> Self {
        Self { pointer: String::new(), field: String::new() }
    }

    fn field(&self, name: &str) -> Self {
        let dot = if self.field.is_empty() { "" } else { "." };
        Self { pointer: format!("{}/{name}", self.pointer), field: format!("{}{dot}{name}", self.field) }
    }

    fn row(&self, index: usize) -> Self {
        Self { pointer: format!("{}/{index}", self.pointer), field: self.field.clone() }
    }
}

#[derive(Debug, Default)]
struct Comparison {
    score: Score,
    mismatches: Vec<Mismatch>,
}

impl Comparison {
    fn values(&mut self, place: Place, gold: &Value, got: &Value) {
        match (gold, got) {
            (Value::Object(_), _) | (_, Value::Object(_)) => self.objects(&place, gold, got),
            _ if is_list(gold) || is_list(got) => self.lists(&place, rows(gold), rows(got)),
            _ => self.leaf(place, present(gold), present(got)),
        }
    }

    fn objects(&mut self, place: &Place, gold: &Value, got: &Value) {
        let unset = Value::Bool(false);
        let keys = |value: &Value| value.as_object().into_iter().flat_map(|o| o.keys().cloned()).collect();
        let (mut names, more): (Vec<String>, Vec<String>) = (keys(gold), keys(got));
        names.extend(more.into_iter().filter(|name| gold.get(name).is_none()));
        for name in &names {
            let stated = |row: &'_ Value| {
                row.get(name).filter(|value| !(FLAGS.contains(&name.as_str()) && **value == unset)).cloned()
            };
            let (gold, got) = (stated(gold).unwrap_or_default(), stated(got).unwrap_or_default());
            self.values(place.field(name), &gold, &got);
        }
    }

    fn lists(&mut self, place: &Place, gold: &[Value], got: &[Value]) {
        let mut counterpart: Vec<Option<usize>> = vec![None; gold.len()];
        let mut alone = vec![true; got.len()];
        for (row, column) in pair(gold, got) {
            counterpart[row] = Some(column);
            alone[column] = false;
        }
        for (index, (row, counterpart)) in gold.iter().zip(counterpart).enumerate() {
            let other = counterpart.map_or(&Value::Null, |column| &got[column]);
            self.values(place.row(index), row, other);
        }
        for (index, row) in got.iter().enumerate().filter(|&(index, _)| alone[index]) {
            self.values(place.row(index), &Value::Null, row);
        }
    }

    fn leaf(&mut self, place: Place, gold: Option<&Value>, got: Option<&Value>) {
        if gold.is_none() && got.is_none() {
            return;
        }
        let likeness = gold.zip(got).map_or(0.0, |(gold, got)| leaf_likeness(gold, got));
        let strict = likeness >= 1.0;
        let soft = strict || (likeness >= SOFT && gold.is_some_and(is_long));
        let count = Counts {
            gold: usize::from(gold.is_some()),
            got: usize::from(got.is_some()),
            strict: usize::from(strict),
            soft: usize::from(soft),
        };
        *self.score.fields.entry(place.field.clone()).or_default() += count;
        if !strict {
            let Place { pointer, field } = place;
            self.mismatches.push(Mismatch {
                pointer,
                field,
                gold: gold.cloned(),
                got: got.cloned(),
                likeness,
                soft,
            });
        }
    }
}

/// A list of rows; a pair of numbers (a § range) is a value.
fn is_list(value: &Value) -> bool {
    value.as_array().is_some_and(|rows| rows.is_empty() || !rows.iter().all(Value::is_number))
}

fn rows(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn present(value: &Value) -> Option<&Value> {
    match value {
        Value::Null => None,
        Value::String(text) if text.is_empty() => None,
        _ => Some(value),
    }
}

fn is_long(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.chars().count() > SHORT)
}

/// 1 exactly where the values are strictly equal.
fn leaf_likeness(gold: &Value, got: &Value) -> f64 {
    match (gold, got) {
        (Value::String(gold), Value::String(got)) => {
            let (gold, got) = (fold::value(gold), fold::value(got));
            if gold == got { 1.0 } else { similarity(&gold, &got).min(1.0 - f64::EPSILON) }
        }
        _ => f64::from(u8::from(gold == got)),
    }
}

fn pair(gold: &[Value], got: &[Value]) -> Vec<(usize, usize)> {
    if gold.is_empty() || got.is_empty() {
        return Vec::new();
    }
    let gold: Vec<Glance> = gold.iter().map(Glance::at).collect();
    let got: Vec<Glance> = got.iter().map(Glance::at).collect();
    let likeness: Vec<Vec<f64>> =
        gold.iter().map(|row| got.iter().map(|other| row.likeness(other)).collect()).collect();
    assign(&likeness, LEAST)
}

/// What of a row counts when rows are paired: its own fields, and a picture of all that is nested in it.
struct Glance {
    fields: Vec<(String, Value)>,
    nested: Trigrams,
}

impl Glance {
    fn at(row: &Value) -> Self {
        let Value::Object(row) = row else {
            return Self { fields: vec![(KEYS[0].to_owned(), short(row))], nested: Trigrams::default() };
        };
        let mut text = String::new();
        let mut fields = Vec::new();
        for (name, value) in row {
            match value {
                Value::Array(_) | Value::Object(_) => gather(value, &mut text),
                _ if present(value).is_some() => fields.push((name.clone(), short(value))),
                _ => {}
            }
        }
        Self { fields, nested: Trigrams::new(&text) }
    }

    fn likeness(&self, other: &Self) -> f64 {
        let (mut sum, mut weights) = (0.0, 0.0);
        let mut add = |weight: f64, likeness: f64| {
            sum += weight * likeness;
            weights += weight;
        };
        let find = |glance: &'_ Self, name: &str| glance.fields.iter().position(|(own, _)| own == name);
        for (name, value) in &self.fields {
            let found = find(other, name).map(|at| &other.fields[at].1);
            add(weight(name), found.map_or(0.0, |found| leaf_likeness(value, found)));
        }
        for (name, _) in other.fields.iter().filter(|(name, _)| find(self, name).is_none()) {
            add(weight(name), 0.0);
        }
        if !(self.nested.is_empty() && other.nested.is_empty()) {
            add(KEY_WEIGHT, self.nested.dice(&other.nested));
        }
        if weights == 0.0 { 1.0 } else { sum / weights }
    }
}

fn weight(field: &str) -> f64 {
    if KEYS.contains(&field) { KEY_WEIGHT } else { 1.0 }
}

fn short(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.chars().take(GLANCE).collect()),
        _ => value.clone(),
    }
}

fn gather(value: &Value, text: &mut String) {
    match value {
        Value::String(own) => {
            text.push_str(own);
            text.push('\n');
        }
        Value::Array(rows) => rows.iter().for_each(|row| gather(row, text)),
        Value::Object(fields) => fields.values().for_each(|value| gather(value, text)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn counts(score: &Score, field: &str) -> (usize, usize, usize, usize) {
        let counts = score.fields[field];
        (counts.gold, counts.got, counts.strict, counts.soft)
    }

    #[test]
    fn rows_are_paired_whatever_their_order() {
        let gold = json!({"attendance": [
            {"name": "Anna Ek", "party": "S", "roles": ["member", "chair"]},
            {"name": "Bo Alm", "party": null, "roles": []},
        ]});
        let got = json!({"attendance": [
            {"name": "Bo Alm", "party": "M", "roles": []},
            {"name": "Anna Ek", "party": "S", "roles": ["chair"]},
        ]});
        let (score, mismatches) = measure(&gold, &got);
        assert_eq!(counts(&score, "attendance.name"), (2, 2, 2, 2));
        assert_eq!(counts(&score, "attendance.party"), (1, 2, 1, 1));
        assert_eq!(counts(&score, "attendance.roles"), (2, 1, 1, 1));
        let pointers: Vec<&str> = mismatches.iter().map(|m| m.pointer.as_str()).collect();
        assert_eq!(pointers, ["/attendance/0/roles/0", "/attendance/1/party"]);
    }

    #[test]
    fn long_texts_may_differ_a_little_softly() {
        let gold = json!({"items": [{"title": "Val av justerare och ersättare", "number": "12"}]});
        let got = json!({"items": [{"title": "Val av justerare och ersattare", "number": "13"}]});
        let (score, _) = measure(&gold, &got);
        assert_eq!(counts(&score, "items.title"), (1, 1, 0, 1));
        assert_eq!(counts(&score, "items.number"), (1, 1, 0, 0));
    }

    #[test]
    fn what_is_missing_and_what_is_too_many() {
        let gold = json!({"meeting": {"title": "Kommunstyrelsen", "number": null}, "notice": {"body": "X"}});
        let got = json!({"meeting": {"title": "Kommunstyrelsen.", "number": "4"}, "notice": null});
        let (score, _) = measure(&gold, &got);
        let total = score.total();
        assert_eq!((total.gold, total.got, total.strict), (2, 2, 1));
        assert!((total.rates(total.strict).f1 - 0.5).abs() < 1e-9);
        assert!(!total.perfect(total.strict));
    }

    #[test]
    fn a_record_is_right_against_itself() {
        let record = json!({"items": [{"title": "Övrigt", "decisions": [{"by": null, "clauses": [
            {"text": "godkänna", "outcome": "approved"}]}], "approved_immediately": false}],
            "attendance": [{"name": "Eva", "paragraphs": [[1, 4], [6, 6]]}]});
        let (score, mismatches) = measure(&record, &record);
        let total = score.total();
        assert!(mismatches.is_empty() && total.perfect(total.strict));
        assert_eq!(score.fields["attendance.paragraphs"].gold, 2);
    }
}
