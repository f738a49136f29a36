//! `cargo xtask dictionary`: the tables in dictionaries/ to dictionaries/justera.dict.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use justera::Dictionary;
use justera::dictionary::{
    COST_PER_NAT, Cost, CountedNgram, CountedWord, NameElement, Part, PlaceKind, Sources, compile,
};

use crate::corpus;

/// Options of `dictionary`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder with `sources` and `counts`.
    #[arg(long, default_value = "dictionaries")]
    from: PathBuf,
    /// The compiled dictionary.
    #[arg(long, default_value = "dictionaries/justera.dict")]
    out: PathBuf,
}

/// Compiles and writes.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let bytes = compiled(&options.from)?;
    std::fs::write(&options.out, &bytes).map_err(|error| format!("{}: {error}", options.out.display()))?;
    eprintln!("wrote {} ({} bytes)", options.out.display(), bytes.len());
    Ok(())
}

/// The dictionary that the tables in `from` make.
fn compiled(from: &Path) -> Result<Vec<u8>, String> {
    compile(&read_sources(from)?).map_err(|error| error.to_string())
}

/// The lexicon of these tables and counts, without word pairs and triples.
pub(crate) fn without_ngrams(
    tables: &Path,
    words: &str,
    forms: &str,
    parts: &str,
) -> Result<Dictionary, String> {
    let mut sources = read_tables(tables)?;
    sources.words.extend(words.lines().filter_map(counted_word));
    sources.forms.extend(forms.lines().filter_map(form));
    sources.parts.extend(parts.lines().filter_map(part));
    let bytes = compile(&sources).map_err(|error| error.to_string())?;
    Dictionary::from_bytes(bytes).map_err(|error| error.to_string())
}

/// Reads all tables and counts.
fn read_sources(from: &Path) -> Result<Sources, String> {
    let counts = from.join("counts");
    let mut sources = read_tables(&from.join("sources"))?;
    corpus::lines(&counts.join("words.tsv.zst"), |row| sources.words.extend(counted_word(row)))?;
    corpus::lines(&counts.join("ngrams.tsv.zst"), |row| sources.ngrams.extend(counted_ngram(row)))?;
    corpus::lines(&counts.join("forms.tsv.zst"), |row| sources.forms.extend(form(row)))?;
    corpus::lines(&counts.join("parts.tsv.zst"), |row| sources.parts.extend(part(row)))?;
    Ok(sources)
}

/// Reads the reviewed tables.
fn read_tables(tables: &Path) -> Result<Sources, String> {
    let mut sources = Sources::default();
    sources.given_names = bearers(&tables.join("given-names.tsv"))?;
    sources.surnames = bearers(&tables.join("surnames.tsv"))?;
    sources.places = places(tables)?;
    sources.proper_nouns = proper_nouns(&sources.places);
    sources.confusions = confusions(tables)?;
    sources.terms = terms(tables)?;
    sources.terms.extend(table_words(&tables.join("boards.tsv"))?);
    sources.terms.extend(table_words(&tables.join("abbreviations.tsv"))?);
    let parties = first_column(&tables.join("parties.tsv"))?;
    sources.terms.extend(parties.iter().filter(|name| is_short(name)).map(|name| (name.clone(), PARTY)));
    sources.proper_nouns.extend(parties.into_iter().filter(|name| !name.contains(' ')));
    let shortened = first_column(&tables.join("name-abbreviations.tsv"))?;
    sources.proper_nouns.extend(shortened.iter().map(|name| name.trim_end_matches('.').to_owned()));
    sources.archaic = first_column(&tables.join("old-spelling.tsv"))?;
    sources.first_parts = first_column(&tables.join("compound-firsts.tsv"))?;
    sources.first_parts.extend(first_column(&tables.join("compound-prefixes.tsv"))?);
    sources.short_parts = first_column(&tables.join("compound-short.tsv"))?;
    sources.name_elements = name_elements(&tables.join("name-elements.tsv"))?;
    sources.blocked_parts =
        rows(&tables.join("compound-blocked.tsv"))?.iter().filter_map(|row| blocked(row)).collect();
    Ok(sources)
}

fn counted_word(row: &str) -> Option<CountedWord> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [word, _, cost, backoff, lower, title, upper, kind] = fields[..] else { return None };
    let number = |text: &str| text.parse().ok();
    Some(CountedWord {
        word: word.to_owned(),
        cost: cost.parse().ok()?,
        backoff: backoff.parse().ok()?,
        written: [number(lower)?, number(title)?, number(upper)?],
        inflected: kind == "i",
    })
}

pub(crate) fn blocked(row: &str) -> Option<(String, bool)> {
    let (word, part) = row.split_once('\t')?;
    Some((word.to_owned(), part == "last"))
}

fn form(row: &str) -> Option<CountedWord> {
    let mut fields = row.split('\t');
    Some(CountedWord {
        word: fields.next()?.to_owned(),
        cost: fields.next()?.parse().ok()?,
        backoff: 0,
        written: [0; 3],
        inflected: fields.next() == Some("i"),
    })
}

fn counted_ngram(row: &str) -> Option<CountedNgram> {
    let mut fields = row.split('\t');
    let words = fields.next()?.to_owned();
    let cost = fields.next()?.parse().ok()?;
    let backoff = fields.next().map_or(Some(0), |text| text.parse().ok())?;
    Some(CountedNgram { words, cost, backoff })
}

fn part(row: &str) -> Option<Part> {
    let mut fields = row.split('\t');
    let text = fields.next()?.to_owned();
    Some(Part { text, first: fields.next()?.parse().ok()?, last: fields.next()?.parse().ok()? })
}

/// Rows of a reviewed table, comments left out.
pub(crate) fn rows(path: &Path) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).map(str::to_owned).collect())
}

/// The counted confusions, and those known from elsewhere that were not counted.
fn confusions(tables: &Path) -> Result<Vec<String>, String> {
    let key = |row: &str| row.splitn(5, '\t').take(4).collect::<Vec<_>>().join("\t");
    let mut all = rows(&tables.join("confusions.tsv"))?;
    let counted: HashSet<String> = all.iter().map(|row| key(row)).collect();
    all.extend(
        rows(&tables.join("confusions-prior.tsv"))?.into_iter().filter(|row| !counted.contains(&key(row))),
    );
    Ok(all)
}

pub(crate) fn first_column(path: &Path) -> Result<Vec<String>, String> {
    Ok(rows(path)?.iter().filter_map(|row| row.split('\t').next()).map(str::to_owned).collect())
}

fn bearers(path: &Path) -> Result<Vec<(String, u32)>, String> {
    let mut all = Vec::new();
    for row in rows(path)? {
        let parsed =
            row.split_once('\t').and_then(|(name, number)| Some((name.to_owned(), number.parse().ok()?)));
        all.push(
            parsed
                .ok_or_else(|| format!("{}: the row {row:?} is not a name and a number", path.display()))?,
        );
    }
    Ok(all)
}

fn places(tables: &Path) -> Result<Vec<(String, PlaceKind)>, String> {
    let mut all = Vec::new();
    for (file, kind) in [
        ("municipalities.tsv", PlaceKind::Municipality),
        ("regions.tsv", PlaceKind::Region),
        ("localities.tsv", PlaceKind::Locality),
    ] {
        all.extend(first_column(&tables.join(file))?.into_iter().map(|name| (name, kind)));
    }
    Ok(all)
}

/// Words of place names of several words: they are proper nouns, but no places by themselves.
fn proper_nouns(places: &[(String, PlaceKind)]) -> Vec<String> {
    let mut all = Vec::new();
    for (name, _) in places {
        all.extend(name.split(' ').filter(|_| name.contains(' ')).map(str::to_owned));
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// What an element of each class costs, in nats: what ends names is fewer.
fn element_cost(last: bool, class: &str) -> Option<Cost> {
    let nats = match (class, last) {
        ("common", true) => 4,
        ("common", false) => 5,
        ("usual", true) => 6,
        ("usual", false) => 7,
        ("rare", _) => 8,
        _ => return None,
    };
    Some(nats * COST_PER_NAT as Cost)
}

fn name_elements(path: &Path) -> Result<Vec<NameElement>, String> {
    let element = |row: &str| {
        let mut fields = row.split('\t');
        let (text, place, class) = (fields.next()?, fields.next()?, fields.next()?);
        let last = ["first", "last"].iter().position(|&known| known == place)? == 1;
        Some(NameElement { text: text.to_owned(), last, cost: element_cost(last, class)? })
    };
    let parsed = |row: &String| {
        element(row).ok_or_else(|| format!("{}: the row {row:?} is no element of names", path.display()))
    };
    rows(path)?.iter().map(parsed).collect()
}

/// How many of a million words a term of each class is.
fn per_million(class: &str) -> Option<f64> {
    match class {
        "common" => Some(50.0),
        "usual" => Some(5.0),
        "rare" => Some(0.5),
        _ => None,
    }
}

/// The single words of a table's first three columns, as rare terms.
fn table_words(path: &Path) -> Result<Vec<(String, f64)>, String> {
    let mut words = std::collections::BTreeSet::new();
    for row in rows(path)? {
        let cells = row.split('\t').take(3).flat_map(|cell| cell.split_whitespace());
        let bare = cells.map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        words.extend(
            bare.filter(|word| {
                word.chars().count() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '-')
            })
            .map(str::to_owned),
        );
    }
    Ok(words.into_iter().map(|word| (word, TABLE_WORD)).collect())
}

/// How many of a million words the letters of a party are.
const PARTY: f64 = 10.0;

/// Whether a party's designation is its letters: `KD`, `ÖrP`.
fn is_short(name: &str) -> bool {
    name.chars().count() <= 4 && name.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// How many of a million words a word of another table is.
const TABLE_WORD: f64 = 0.5;

fn terms(tables: &Path) -> Result<Vec<(String, f64)>, String> {
    let path = tables.join("municipal-terms.tsv");
    let mut all = Vec::new();
    for row in rows(&path)? {
        let parsed = row.split_once('\t').and_then(|(term, rest)| {
            let class = rest.split('\t').next()?;
            Some((term.to_owned(), per_million(class)?))
        });
        all.push(
            parsed
                .ok_or_else(|| format!("{}: the row {row:?} is not a term and its class", path.display()))?,
        );
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_dictionary_is_what_its_sources_compile_to() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dictionaries");
        let made = compiled(&folder).expect("the sources compile");
        let committed = std::fs::read(folder.join("justera.dict")).expect("the dictionary is committed");
        assert!(
            made == committed,
            "dictionaries/justera.dict is not what its sources compile to; run `make dictionary`"
        );
    }
}
