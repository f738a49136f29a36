//! The phrases of dictionaries/sources/formulae.tsv as sentences for the language model to count.

use std::path::Path;

use crate::pages::chance::Chance;

/// A word that no list holds: names stand for the unknown word of the model.
const NAME: &str = "xqx";
/// Any number will do: the model has one word for all.
const NUMBER: &str = "7";

/// How often a phrase of each class is counted, its alternatives taken by chance.
const TIMES: [(&str, usize); 3] = [("common", 1200), ("usual", 400), ("rare", 120)];

/// Calls `each` with every phrase that the table makes. The same table gives the same phrases.
pub(crate) fn each(path: &Path, mut each: impl FnMut(&str)) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let rows = text.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with("# "));
    for (line, row) in rows {
        let wrong = || format!("{}:{}: no class and phrase", path.display(), line + 1);
        let (class, phrase) = row.split_once('\t').ok_or_else(wrong)?;
        let times = TIMES.iter().find(|(name, _)| *name == class).ok_or_else(wrong)?.1;
        let mut chance = Chance::new(xxhash_rust::xxh3::xxh3_64(phrase.as_bytes()), 0);
        for _ in 0..times {
            each(&one(phrase, &mut chance));
        }
    }
    Ok(())
}

/// Words that the phrases hold.
pub(crate) fn words(path: &Path) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    for phrase in text.lines().filter_map(|row| row.split_once('\t')).map(|(_, phrase)| phrase) {
        let parts = phrase.split([' ', '(', ')', '|', ',', ':']).filter(|word| !word.contains(['*', '#']));
        words.extend(parts.filter(|word| word.chars().count() > 1).map(str::to_lowercase));
    }
    Ok(words)
}

/// The phrase with one of each of its alternatives.
fn one(phrase: &str, chance: &mut Chance) -> String {
    let mut out = String::new();
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('(') {
        let (inner, next) = after.split_once(')').unwrap_or((after, ""));
        let alternatives: Vec<&str> = inner.split('|').collect();
        out.push_str(before);
        out.push_str(chance.pick(&alternatives));
        rest = next;
    }
    out.push_str(rest);
    out.replace('*', NAME).replace('#', NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_taken_one_by_one() {
        let mut chance = Chance::new(1, 0);
        for _ in 0..20 {
            let made = one("(Mötet|Stämman) valde * (till |)ordförande den #", &mut chance);
            assert!(made.starts_with("Mötet valde xqx ") || made.starts_with("Stämman valde xqx "));
            assert!(made.ends_with("ordförande den 7") && !made.contains(['(', '|', ')']));
        }
    }
}
