//! Tables of the kinds of errors and of confidences.

use super::TextResult;
use super::table::Table;
use crate::score::calibration::{Bin, Calibration, Curve, Said};
use crate::score::kinds::{Kinds, Tally};

/// Sum over documents.
pub(super) fn kinds_total(results: &[TextResult]) -> Kinds {
    let mut total = Kinds::default();
    results.iter().for_each(|result| total += &result.kinds);
    total
}

/// Sum over documents; `None` where confidences are not known.
pub(super) fn calibration_total(results: &[TextResult]) -> Option<Calibration> {
    let mut known = results.iter().filter_map(|result| result.calibration);
    let mut total = known.next()?;
    known.for_each(|calibration| total += calibration);
    Some(total)
}

/// What errors there were and what became of them.
pub(super) fn errors(results: &[TextResult]) -> String {
    let total = kinds_total(results);
    let mut by_damage = Table::new(HEADS.map(|head| if head.is_empty() { "damage" } else { head }));
    let mut by_word = Table::new(HEADS.map(|head| if head.is_empty() { "word" } else { head }));
    for (damage, tally) in &total.by_damage {
        by_damage.row(&row(damage.name(), *tally));
    }
    let mut sum = Tally::default();
    total.by_damage.values().for_each(|&tally| sum += tally);
    by_damage.row(&row("all", sum));
    for (word, tally) in &total.by_word {
        by_word.row(&row(word.name(), *tally));
    }
    format!(
        "{}\n{}\nnumbers, dates, sums, case numbers and addresses turned into others: {}\n",
        by_damage.render(),
        by_word.render(),
        total.numbers_changed
    )
}

const HEADS: [&str; 7] = ["", "wrong", "mended", "%", "other wrong", "left (told)", "broken"];

fn row(name: &str, tally: Tally) -> [String; 7] {
    let share = if tally.wrong == 0 {
        "–".to_owned()
    } else {
        format!("{:.1}", tally.mended as f64 * 100.0 / tally.wrong as f64)
    };
    [
        name.to_owned(),
        tally.wrong.to_string(),
        tally.mended.to_string(),
        share,
        tally.miscorrected.to_string(),
        format!("{} ({})", tally.left(), tally.told),
        tally.broken.to_string(),
    ]
}

/// Whether confidences mean what they say; empty where they are not known.
pub(super) fn confidences(results: &[TextResult]) -> String {
    let Some(total) = calibration_total(results) else { return String::new() };
    let mut grades = Table::new(["confidence", "claims", "share (%)", "right (%)", "says (%)", "ECE"]);
    let all: usize = Said::ALL.iter().map(|&said| total.curve(said).whole().claims).sum();
    for said in Said::ALL {
        grades.row(&of_curve(said.name(), total.curve(said), all));
    }
    grades.row(&of_curve("all corrections", &total.corrections(), all));
    let mut bins = Table::new([
        "confidence from",
        "corrections",
        "right (%)",
        "says (%)",
        "left",
        "right (%)",
        "says (%)",
    ]);
    let (corrections, left) = (total.corrections(), total.curve(Said::Left));
    for (number, (made, left)) in corrections.bins.iter().zip(left.bins).enumerate() {
        let [n, right, says] = of_bin(*made);
        let [n_left, right_left, says_left] = of_bin(left);
        bins.row(&[format!("0.{number}"), n, right, says, n_left, right_left, says_left]);
    }
    format!("{}\n{}", grades.render(), bins.render())
}

fn percent(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "–".to_owned(), |ratio| format!("{:.2}", ratio * 100.0))
}

fn of_bin(bin: Bin) -> [String; 3] {
    [bin.claims.to_string(), percent(bin.accuracy()), percent(bin.mean())]
}

fn of_curve(name: &str, curve: &Curve, all: usize) -> [String; 6] {
    let whole = curve.whole();
    let [claims, right, says] = of_bin(whole);
    let share = percent((all > 0).then(|| whole.claims as f64 / all as f64));
    let error = curve.error().map_or_else(|| "–".to_owned(), |error| format!("{error:.4}"));
    [name.to_owned(), claims, share, right, says, error]
}
