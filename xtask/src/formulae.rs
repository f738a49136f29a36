//! The phrases of dictionaries/sources/formulae.tsv as sentences for the language model to count.

use std::path::Path;

use crate::pages::chance::Chance;

/// Of ten names so many are given names and surnames; the others are places. They are real
/// ones, so that the lexicon tells which of them are names to the model and which are words, too.
const GIVEN_NAMES: usize = 3;
const SURNAMES: usize = 5;
/// Any number will do: the model has one word for all.
const NUMBER: &str = "7";

const FILE: &str = "formulae.tsv";

/// How often a phrase of each class is counted, its alternatives taken by chance.
const TIMES: [(&str, usize); 3] = [("common", 300), ("usual", 100), ("rare", 30)];

/// Calls `each` with every phrase that the table makes. The same table gives the same phrases.
pub(crate) fn each(tables: &Path, mut each: impl FnMut(&str)) -> Result<(), String> {
    let path = tables.join(FILE);
    let names = Names {
        given_names: column(&tables.join("given-names.tsv"))?,
        surnames: column(&tables.join("surnames.tsv"))?,
        places: column(&tables.join("localities.tsv"))?,
    };
    let text = read(&path)?;
    let rows = text.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with("# "));
    for (line, row) in rows {
        let wrong = || format!("{}:{}: no class and phrase", path.display(), line + 1);
        let (class, phrase) = row.split_once('\t').ok_or_else(wrong)?;
        let times = TIMES.iter().find(|(name, _)| *name == class).ok_or_else(wrong)?.1;
        let mut chance = Chance::new(xxhash_rust::xxh3::xxh3_64(phrase.as_bytes()), 0);
        for _ in 0..times {
            each(&one(phrase, &names, &mut chance));
        }
    }
    Ok(())
}

/// Words that the phrases hold.
pub(crate) fn words(tables: &Path) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    let text = read(&tables.join(FILE))?;
    for phrase in text.lines().filter_map(|row| row.split_once('\t')).map(|(_, phrase)| phrase) {
        let parts = phrase.split([' ', '(', ')', '|', ',', ':']).filter(|word| !word.contains(['*', '#']));
        words.extend(parts.filter(|word| word.chars().count() > 1).map(str::to_lowercase));
    }
    Ok(words)
}

/// Names with how many bear them.
struct Names {
    given_names: Vec<(String, usize)>,
    surnames: Vec<(String, usize)>,
    places: Vec<(String, usize)>,
}

impl Names {
    fn one(&self, chance: &mut Chance) -> String {
        let list = match chance.below(10) {
            at if at < GIVEN_NAMES => &self.given_names,
            at if at < GIVEN_NAMES + SURNAMES => &self.surnames,
            _ => &self.places,
        };
        chance.weighted(list, |(_, bearers)| *bearers).0.clone()
    }
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}

/// The words of a table's first column, and the number in its last, at least 1.
fn column(path: &Path) -> Result<Vec<(String, usize)>, String> {
    let row = |row: &str| {
        let (name, rest) = row.split_once('\t')?;
        let number = rest.rsplit('\t').next().and_then(|number| number.parse().ok()).unwrap_or(1);
        (!name.contains(' ')).then(|| (name.to_owned(), number.max(1)))
    };
    Ok(read(path)?.lines().filter(|line| !line.starts_with("# ")).filter_map(row).collect())
}

/// The phrase with one of each of its alternatives.
fn one(phrase: &str, names: &Names, chance: &mut Chance) -> String {
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
    while let Some(at) = out.find('*') {
        out.replace_range(at..=at, &names.one(chance));
    }
    out.replace('#', NUMBER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_are_taken_one_by_one() {
        let mut chance = Chance::new(1, 0);
        let names = Names {
            given_names: vec![("Eva".into(), 1)],
            surnames: vec![("Ek".into(), 1)],
            places: vec![("Osby".into(), 1)],
        };
        for _ in 0..20 {
            let made = one("(Mötet|Stämman) valde * (till |)ordförande den #", &names, &mut chance);
            let name = made.split(' ').nth(2).expect("a name stands third");
            assert!(["Eva", "Ek", "Osby"].contains(&name), "{made}");
            assert!(made.starts_with("Mötet valde ") || made.starts_with("Stämman valde "));
            assert!(made.ends_with("ordförande den 7") && !made.contains(['(', '|', ')']));
        }
    }
}
