//! The § of a text with their numbers: how many of the true ones another text has.

use super::Share;
use std::collections::HashMap;

/// Of the § of `gold`, those that `text` has with the same number before or after them. Blanks between sign and number do not count, and
/// neither does their order.
pub(super) fn right(gold: &str, text: &str) -> Share {
    let mut there: HashMap<Reference, usize> = HashMap::new();
    for reference in references(text) {
        *there.entry(reference).or_default() += 1;
    }
    let gold = references(gold);
    let whole = gold.len();
    let met = gold.into_iter().filter(|reference| {
        let left = there.get_mut(reference).filter(|left| **left > 0);
        left.map(|left| *left -= 1).is_some()
    });
    Share { part: met.count(), whole }
}

/// The number after the signs; where there is none, that before them; and how many signs.
type Reference = (String, usize);

fn references(text: &str) -> Vec<Reference> {
    let number = |from: &str| -> String { from.chars().take_while(char::is_ascii_digit).collect() };
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('§') {
        let (before, after) = rest.split_at(at);
        let behind = after.trim_start_matches('§');
        let signs = (after.len() - behind.len()) / '§'.len_utf8();
        let mut own = number(behind.trim_start_matches([' ', '\u{a0}']));
        if own.is_empty() {
            let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
            own = number(&line[line.trim_end_matches(|c: char| c.is_ascii_digit()).len()..]);
        }
        found.push((own, signs));
        rest = behind;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_and_blanks_do_not() {
        let gold = "§ 12 Val\n§§ 13-14\n7 §\nenligt 2 kap. 3 § lagen";
        assert_eq!(right(gold, "§12 Val\n§§13-14\n7§\n3 §"), Share { part: 4, whole: 4 });
        assert_eq!(right(gold, "§ 13 Val\n§ 13-14\n7 8"), Share { part: 0, whole: 4 });
        assert_eq!(right("§ 5\n§ 5", "§ 5"), Share { part: 1, whole: 2 });
    }
}
