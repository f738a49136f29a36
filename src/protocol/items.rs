//! All items of a protocol, and what one says about another.

use super::item;
use super::lines::Lines;
use super::model::Item;
use super::zones::ItemZone;
use crate::diagnostic::Diagnostic;
use crate::dictionary::Dictionary;

/// Reads the items.
pub(super) fn read(
    lines: &Lines<'_>,
    zones: &[ItemZone],
    dictionary: &Dictionary,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Item> {
    let mut items = Vec::with_capacity(zones.len());
    for zone in zones {
        let (item, found) = item::read(lines, zone, dictionary);
        items.push(item);
        diagnostics.extend(found);
    }
    items
}
