//! Who was there: of the persons of a labelled record, those that another record has as one row each.

use super::similarity::similarity;
use super::{Share, fold};
use serde_json::Value;
use std::ops::AddAssign;

/// Least similarity of names that are taken for the same: a letter or two of a name may be wrong.
const SAME: f64 = 0.85;

/// The rows of attendance measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rows {
    /// Persons of the labelled record that have a row of their own: its name is theirs, but for a letter or two, and nobody else's.
    pub found: Share,
    /// Rows that are no person of the labelled record.
    pub too_many: usize,
}

impl AddAssign for Rows {
    fn add_assign(&mut self, other: Self) {
        self.found += other.found;
        self.too_many += other.too_many;
    }
}

/// Pairs the persons of `gold` with the rows of `got`, the most similar names first. Two persons in one row, and one in two, are not found: no
/// name of theirs is similar enough.
#[must_use]
pub fn rows(gold: &Value, got: &Value) -> Rows {
    let (gold, got) = (names(gold), names(got));
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (person, name) in gold.iter().enumerate() {
        let like = got.iter().enumerate().map(|(row, other)| (similarity(name, other), person, row));
        pairs.extend(like.filter(|(likeness, ..)| *likeness >= SAME));
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut persons, mut taken) = (vec![false; gold.len()], vec![false; got.len()]);
    for (_, person, row) in pairs {
        if !persons[person] && !taken[row] {
            (persons[person], taken[row]) = (true, true);
        }
    }
    let count = |met: &[bool], wanted: bool| met.iter().filter(|met| **met == wanted).count();
    Rows { found: Share { part: count(&persons, true), whole: gold.len() }, too_many: count(&taken, false) }
}

fn names(record: &Value) -> Vec<String> {
    let rows = record.get("attendance").and_then(Value::as_array).into_iter().flatten();
    rows.filter_map(|row| row.get("name")?.as_str().map(fold::value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(names: &[&str]) -> Value {
        let rows: Vec<Value> = names.iter().map(|name| json!({ "name": name })).collect();
        json!({ "attendance": rows })
    }

    fn measured(gold: &[&str], got: &[&str]) -> (usize, usize, usize) {
        let rows = rows(&record(gold), &record(got));
        (rows.found.part, rows.found.whole, rows.too_many)
    }

    #[test]
    fn persons_are_found_as_one_row_each() {
        let gold = ["Åsa Öberg", "Nils Ängmark", "Bo Ek"];
        assert_eq!(measured(&gold, &["Nils Ängmark", "Asa Öberg", "Bo Ek"]), (3, 3, 0));
        assert_eq!(measured(&gold, &["Åsa Öberg Nils Ängmark", "Bo", "Ek"]), (0, 3, 3));
        assert_eq!(measured(&["Bo Ek", "Bo Ek"], &["Bo Ek"]), (1, 2, 0));
        assert_eq!(measured(&["Bo Ek"], &["Bo Ek", "Bo Ek"]), (1, 1, 1));
        assert_eq!(rows(&json!({}), &json!({ "attendance": null })), Rows::default());
    }
}
