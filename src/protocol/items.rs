//! All items of a protocol, and what one says about another.

use super::item::{self, Announced};
use super::lines::Lines;
use super::model::Item;
use super::zones::ItemZone;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;
use rustc_hash::FxHashMap;

/// Reads the items of a meeting of `body`.
pub(super) fn read(
    lines: &Lines<'_>,
    zones: &[ItemZone],
    body: &str,
    dictionary: &Dictionary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let mut items = Vec::with_capacity(zones.len());
    let mut announced = Vec::new();
    let mut adjusted = Vec::new();
    for zone in zones {
        let read = item::read(lines, zone, body, dictionary);
        items.push(read.item);
        announced.extend(read.announced);
        adjusted.extend(read.adjusted);
        diagnostics.extend(read.diagnostics);
    }
    let by_number: FxHashMap<String, usize> = items
        .iter()
        .enumerate()
        .filter_map(|(at, item)| Some((item.number.as_ref()?.value.clone(), at)))
        .collect();
    recuse(&mut items, &by_number, announced);
    for (number, said) in adjusted {
        // `Paragraf 8 förklaras omedelbart justerad`, at the end of another item.
        if let Some(&at) = by_number.get(&number) {
            items[at].approved_immediately.get_or_insert(said);
        }
    }
    items
}

/// Puts those who announced jäv for an item with that item, unless it names them itself.
fn recuse(items: &mut [Item], by_number: &FxHashMap<String, usize>, announced: Vec<Announced>) {
    for Announced { number, members } in announced {
        let Some(item) = by_number.get(&number).map(|&at| &mut items[at]) else {
            continue;
        };
        for member in members {
            if !item.recusals.iter().any(|known| known.name.value == member.name.value) {
                item.recusals.push(member);
            }
        }
    }
}
