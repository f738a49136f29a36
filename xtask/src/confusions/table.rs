//! From counts to the rows of the reviewed tables.

use std::collections::BTreeMap;

use super::align::{Chunk, NOTHING, Pair};
use super::count::{Counts, PLACES, Place};
use super::{BANDS, Model};

/// Fewest times that a pair is seen, in all states of wear together.
const SEEN: u32 = 3;
/// Fewest documents that it is seen in: what one font or one fold of the paper does is no rule.
const DOCUMENTS: usize = 2;
/// Fewest times that a pair is seen at a place that gets a row of its own.
const SEEN_AT_PLACE: u32 = 3;
/// How much oftener or rarer than anywhere it is there.
const APART: f64 = 2.0;

/// Counts by state of wear, in the order of [`BANDS`].
pub(crate) type ByBand = Vec<Counts>;

/// The rows of confusions.tsv: truth, read, model, position, count, total.
pub(crate) fn rows(model: Model, bands: &ByBand) -> Vec<String> {
    let all = sum(bands);
    let mut rows = Vec::new();
    for (pair, count) in kept(&all) {
        let total = total(&all, pair);
        rows.push(row(pair, &format!("{}\tany\t{count}\t{total}", model.name())));
        for place in [Place::Start, Place::End, Place::Alone] {
            let at = all.pairs.get(&(pair, place)).copied().unwrap_or(0);
            let printed = all.printed.get(&(pair.0, place)).copied().unwrap_or(0).max(at);
            if is_apart((at, printed), (count, total)) {
                rows.push(row(pair, &format!("{}\t{}\t{at}\t{printed}", model.name(), name(place))));
            }
        }
    }
    rows
}

/// The rows of confusions-by-wear.tsv: truth, read, model, wear, count, total.
pub(crate) fn rows_by_wear(model: Model, bands: &ByBand) -> Vec<String> {
    let counts: Vec<_> = bands.iter().map(Counts::anywhere).collect();
    let mut rows = Vec::new();
    for (pair, _) in kept(&sum(bands)) {
        for ((band, of_band), counts) in BANDS.iter().zip(bands).zip(&counts) {
            let count = counts.get(&pair).copied().unwrap_or(0);
            let total = total(of_band, pair).max(count);
            if total > 0 {
                rows.push(row(pair, &format!("{}\t{}\t{count}\t{total}", model.name(), band.name)));
            }
        }
    }
    rows
}

fn sum(bands: &ByBand) -> Counts {
    let mut all = Counts::default();
    bands.iter().for_each(|counts| all.add(counts));
    all
}

/// The pairs that are seen often enough, each with its count.
fn kept(all: &Counts) -> BTreeMap<Pair, u32> {
    let seen = |pair: &Pair| all.documents.get(pair).map_or(0, |documents| documents.len());
    let wanted = |(pair, count): &(Pair, u32)| {
        pair.0 != pair.1 && *count >= SEEN && seen(pair) >= DOCUMENTS && is_said_by_print(*pair)
    };
    all.anywhere().into_iter().filter(wanted).collect()
}

/// Whether a pair tells what print looks like. A blank for a sign, or a sign for a blank, comes from a neighbour that was lost or
/// added.
fn is_said_by_print((printed, read): Pair) -> bool {
    let blank = |chunk: Chunk| chunk.contains(&' ');
    !(blank(printed) && read != NOTHING || blank(read) && printed != NOTHING)
}

/// How often the pair could have come about.
fn total(counts: &Counts, (printed, read): Pair) -> u32 {
    let at = |place| counts.printed.get(&(printed, place)).copied().unwrap_or(0);
    match (printed, read) {
        // Words are split inside.
        (NOTHING, [' ', '\0']) => at(Place::Inside),
        (NOTHING, _) => at(Place::Start) + at(Place::End) + at(Place::Inside),
        _ => PLACES.into_iter().map(at).sum(),
    }
}

/// Whether a place's share is so far from that of all places that it gets its own row, and no chance.
fn is_apart((count, total): (u32, u32), (all_count, all_total): (u32, u32)) -> bool {
    if count < SEEN_AT_PLACE {
        return false;
    }
    let (here, anywhere) = (f64::from(count) / f64::from(total), f64::from(all_count) / f64::from(all_total));
    let expected = anywhere * f64::from(total);
    let by_chance = 2.0 * expected.sqrt();
    (here >= APART * anywhere || here * APART <= anywhere) && (f64::from(count) - expected).abs() > by_chance
}

fn row((printed, read): Pair, rest: &str) -> String {
    format!("{}\t{}\t{rest}", written(printed), written(read))
}

fn written(chunk: Chunk) -> String {
    if chunk == NOTHING {
        return "∅".to_owned();
    }
    chunk.iter().filter(|&&c| c != '\0').map(|&c| if c == ' ' { '␣' } else { c }).collect()
}

const fn name(place: Place) -> &'static str {
    match place {
        Place::Start => "start",
        Place::End => "end",
        Place::Alone => "alone",
        Place::Inside => "inside",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn one(c: char) -> Chunk {
        [c, '\0']
    }

    fn counts(places: &[(Place, u32, u32)]) -> Counts {
        let mut counts = Counts::default();
        for &(place, seen, printed) in places {
            counts.pairs.insert(((one('ö'), one('6')), place), seen);
            counts.printed.insert((one('ö'), place), printed);
        }
        counts.documents.insert((one('ö'), one('6')), [1, 2, 3].into_iter().collect());
        counts
    }

    #[test]
    fn a_place_gets_its_row_where_it_differs() {
        let bands = vec![counts(&[(Place::Start, 50, 100), (Place::Inside, 50, 900)]), Counts::default()];
        assert_eq!(rows(Model::English, &bands), ["ö\t6\teng\tany\t100\t1000", "ö\t6\teng\tstart\t50\t100"]);
        assert_eq!(rows_by_wear(Model::English, &bands), ["ö\t6\teng\tlight\t100\t1000"]);
    }

    #[test]
    fn what_is_seldom_seen_is_left_out() {
        let mut few = counts(&[(Place::Inside, 50, 900)]);
        few.documents.clear();
        assert!(rows(Model::Swedish, &vec![few]).is_empty());
        assert!(rows(Model::Swedish, &vec![counts(&[(Place::Inside, 2, 900)])]).is_empty());
    }
}
