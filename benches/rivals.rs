//! How fast repair is beside `symspell` and `spellbook`, on the same words in one run.
//!
//! The words are those of the fixtures: as the English model read them, and as they are printed. The rivals know the words that the
//! dictionary's counts hold; they look at each word by itself, so that what they mend is less. What they do with a word is what a
//! program that used them would do: look it up, and take the first suggestion where it is unknown.

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use justera::{Converter, Dictionary};
use spellbook::Dictionary as Spellbook;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use symspell::{SymSpell, SymSpellBuilder, UnicodeStringStrategy, Verbosity};
use texts::fixtures;

mod texts;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let words = known_words();
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let converter = Converter::new(&dictionary);
    let rivals = Rivals { symspell: symspell(&words), spellbook: spellbook(&words) };
    rivals.check(&fixtures("true.txt"));
    for (name, ending) in [("english_reading", "eng.txt"), ("clean", "true.txt")] {
        let text = fixtures(ending);
        let mut group = criterion.benchmark_group(format!("beside/{name}"));
        group.sample_size(10);
        group.throughput(Throughput::Elements(text.split_whitespace().count() as u64));
        group.bench_function("justera", |bencher| bencher.iter(|| converter.repair_text(black_box(&text))));
        rivals.run(&mut group, &text);
        group.finish();
    }
    criterion.final_summary();
}

struct Rivals {
    symspell: SymSpell<UnicodeStringStrategy>,
    spellbook: Spellbook,
}

impl Rivals {
    /// Holds them to know what is printed: without their words they would be slow for nothing.
    fn check(&self, clean: &str) {
        let words: Vec<String> = clean.split_whitespace().filter_map(bare).collect();
        let known = words.iter().filter(|word| self.spellbook.check(word)).count();
        assert!(known * 5 > words.len() * 4, "{known} of {} printed words are known", words.len());
        let found = self.symspell.lookup("nämnden", Verbosity::Top, EDITS);
        assert!(found.first().is_some_and(|word| word.distance == 0), "nämnden is known");
    }

    fn run(&self, group: &mut BenchmarkGroup<'_, WallTime>, text: &str) {
        let words: Vec<String> = text.split_whitespace().filter_map(bare).collect();
        group.bench_function("symspell", |bencher| {
            bencher.iter(|| {
                for word in &words {
                    black_box(self.symspell.lookup(&word.to_lowercase(), Verbosity::Top, EDITS));
                }
            });
        });
        // It searches its whole list for a word that nothing is near: seconds for each page.
        let some: Vec<&String> = words.iter().step_by(SAMPLED).collect();
        group.throughput(Throughput::Elements(some.len() as u64));
        group.bench_function("spellbook", |bencher| {
            let mut suggestions = Vec::new();
            bencher.iter(|| {
                for word in &some {
                    if !self.spellbook.check(word) {
                        self.spellbook.suggest(word, &mut suggestions);
                        black_box(suggestions.first());
                    }
                }
            });
        });
    }
}

/// One word in so many goes to `spellbook`.
const SAMPLED: usize = 40;

/// Largest distance of a suggestion, as SymSpell has it by default.
const EDITS: i64 = 2;
/// Least count of the words that the rivals know: with rarer ones they mend less, for each misreading is near one of them.
const LEAST_COUNT: u64 = 3;

/// A word as the dictionary counts it, without the signs around it; numbers and signs are no words.
fn bare(word: &str) -> Option<String> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.contains(char::is_alphabetic).then(|| bare.to_owned())
}

/// The words of the dictionary's counts, in lower case.
fn known_words() -> Vec<(String, u64)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("dictionaries/counts/words.tsv.zst");
    let bytes =
        zstd::decode_all(fs::File::open(path).expect("the counts are there")).expect("they are whole");
    let text = String::from_utf8(bytes).expect("they are UTF-8");
    let count = |row: &str| {
        let mut fields = row.split('\t');
        let word = fields.next()?;
        let count: u64 = fields.next()?.parse().ok()?;
        let is_word =
            word.chars().all(|c| c.is_alphabetic() || c == '-') && word.contains(char::is_alphabetic);
        (count >= LEAST_COUNT && is_word).then(|| (word.to_owned(), count))
    };
    let words: Vec<(String, u64)> = text.lines().filter_map(count).collect();
    assert!(words.len() > 50_000, "the counts hold {} words", words.len());
    words
}

fn symspell(words: &[(String, u64)]) -> SymSpell<UnicodeStringStrategy> {
    let mut symspell: SymSpell<UnicodeStringStrategy> = SymSpellBuilder::default()
        .max_dictionary_edit_distance(EDITS)
        .prefix_length(7)
        .count_threshold(1)
        .build()
        .expect("its settings are sound");
    for (word, count) in words {
        symspell.load_dictionary_line(&format!("{word}\t{count}"), 0, 1, "\t");
    }
    symspell
}

/// The replacements that OCR makes, oftenest first, as Hunspell's REP table has them.
const REPLACEMENTS: [(&str, &str); 14] = [
    ("a", "å"),
    ("a", "ä"),
    ("o", "ö"),
    ("é", "ö"),
    ("6", "ö"),
    ("d", "ö"),
    ("d", "ä"),
    ("i", "ä"),
    ("oé", "ö"),
    ("4", "ä"),
    ("i", "l"),
    ("I", "l"),
    ("m", "rn"),
    ("1", "l"),
];

fn spellbook(words: &[(String, u64)]) -> Spellbook {
    let replacements: String =
        REPLACEMENTS.iter().map(|(read, truth)| format!("REP {read} {truth}\n")).collect();
    let affixes =
        format!("SET UTF-8\nTRY aeåäönrtsidlogkmvfhupbcyjxwqzé-\nREP {}\n{replacements}", REPLACEMENTS.len());
    let list: String = words.iter().map(|(word, _)| format!("{word}\n")).collect();
    Spellbook::new(&affixes, &format!("{}\n{list}", words.len())).expect("its files are sound")
}
