//! `cargo xtask train`: word and n-gram counts of the corpora, into dictionaries/counts.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};

use justera::Dictionary;
use justera::dictionary::token::{
    BOUNDARY, GENITIVE, NAME, NUMBER, PERCENT, SECTION, UNKNOWN, UNLISTED, lower,
};
use rustc_hash::FxHashMap;

use crate::corpus::{self, TEXTS, Word};
use crate::dictionary;
use crate::estimate::{Budget, Counts, Model, estimate, unigrams};
use crate::formulae;
use crate::parts::{self, Barred};

/// Options of `train`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The corpora.
    #[arg(long, default_value = "../shared/corpora")]
    corpora: PathBuf,
    /// Where the counts go.
    #[arg(long, default_value = "dictionaries/counts")]
    out: PathBuf,
    /// The reviewed tables: names, and phrases of protocols.
    #[arg(long, default_value = "dictionaries/sources")]
    tables: PathBuf,
    /// Word pairs to keep.
    #[arg(long, default_value_t = 520_000)]
    pairs: usize,
    /// Word triples to keep.
    #[arg(long, default_value_t = 640_000)]
    triples: usize,
}

/// Fewest times that a word stands in the texts to be one of the model's own.
const WORD_FLOOR: u32 = 2;

/// How a word is written where no sentence starts.
#[derive(Default, Clone, Copy)]
struct Written {
    lower: u32,
    title: u32,
    upper: u32,
}

/// Trains and writes. The texts are gone through twice: which words are names tells the lexicon, which needs their counts; then
/// the n-grams are counted with one word for all names of a kind.
pub(crate) fn run(options: &Options) -> Result<(), String> {
    let mut known = known_words(&options.corpora)?;
    let formulae: HashSet<String> = formulae::words(&options.tables)?.into_iter().collect();
    known.extend(formulae.iter().cloned());
    let inflected = inflected_forms(&options.corpora)?;
    let mut words = Trainer::new(&known, None);
    words.read(options, &formulae)?;
    let forms = forms_table(&options.corpora, &known, &words, &inflected)?;
    let parts = parts_table(&known, &words, &Barred::read(&options.tables, &inflected)?);
    let p = unigrams(&words.counts.one, words.unknown);
    let alone = words.words_table(&p, None, &inflected);
    let lexicon = dictionary::without_ngrams(&options.tables, &alone, &forms, &parts)?;
    let mut contexts = Trainer::new(&known, Some(&lexicon));
    contexts.read(options, &formulae)?;
    let budget = Budget { two: options.pairs, three: options.triples };
    let model = estimate(&contexts.counts, contexts.unknown, budget);
    std::fs::create_dir_all(&options.out).map_err(|error| format!("{}: {error}", options.out.display()))?;
    let write = |name: &str, table: &str| write_compressed(&options.out.join(name), table);
    write("words.tsv.zst", &words.words_table(&p, Some((&contexts, &model)), &inflected))?;
    write("ngrams.tsv.zst", &contexts.ngrams_table(&model))?;
    write("forms.tsv.zst", &forms)?;
    write("parts.tsv.zst", &parts)
}

/// Word forms that the lists hold: from the word counts (the machine-transcribed debates left out), and from the list of inflected forms, which holds a
/// lemma beside its forms and not among them.
fn known_words(corpora: &Path) -> Result<HashSet<String>, String> {
    let mut known = HashSet::new();
    let stems = compound_stems(corpora)?;
    forms_and_lemmas(corpora, |form, lemma| {
        known.extend([form, lemma].into_iter().filter(|word| is_plain(word) && !stems.contains(word)));
    })?;
    corpus::lines(&corpora.join("words/word-counts.tsv.zst"), |line| {
        let word = lower(line.split('\t').next().unwrap_or_default());
        known.extend(Some(word).filter(|word| is_plain(word)));
    })?;
    Ok(known)
}

/// Goes through the list of inflected forms, each with its lemma, both in small letters.
fn forms_and_lemmas(corpora: &Path, mut each: impl FnMut(String, String)) -> Result<(), String> {
    corpus::lines(&corpora.join("words/forms-and-lemmas.tsv.zst"), |line| {
        if let Some((form, lemma)) = line.split_once('\t') {
            each(lower(form), lower(lemma));
        }
    })
}

/// What the list of forms has of a noun that only begins compounds, and is no word: `slung`, `slunge`, `slungs` of `slunga`.
fn compound_stems(corpora: &Path) -> Result<HashSet<String>, String> {
    let mut forms: HashMap<String, Vec<String>> = HashMap::new();
    let mut lemmas: HashMap<String, HashSet<String>> = HashMap::new();
    forms_and_lemmas(corpora, |form, lemma| {
        forms.entry(lemma.clone()).or_default().push(form.clone());
        lemmas.entry(form).or_default().insert(lemma);
    })?;
    let only_a_stem = |form: &String| !forms.contains_key(form) && lemmas[form].len() == 1;
    let stems = forms.iter().flat_map(|(lemma, forms)| {
        let made = stems_of(lemma).filter(|_| forms.contains(&format!("{lemma}n")));
        let is_made = |form: &String| made.as_ref().is_some_and(|made| made.contains(form));
        forms.iter().filter(move |form| is_made(form)).cloned().collect::<Vec<_>>()
    });
    Ok(stems.filter(only_a_stem).collect())
}

/// What a noun whose definite form ends in n loses and takes where a compound begins with it; `sk` and e make an adjective.
fn stems_of(lemma: &str) -> Option<Vec<String>> {
    let (stem, ends) = match lemma.strip_suffix('a') {
        Some(stem) => (stem, &["", "s", "e", "u", "o"][..]),
        None => (lemma.strip_suffix('e')?, &["", "s"][..]),
    };
    let ends = ends.iter().filter(|end| **end != "e" || !stem.ends_with("sk"));
    Some(ends.map(|end| format!("{stem}{end}")).collect())
}

/// Whether a word consists of letters, and of signs that stand inside words.
fn is_plain(word: &str) -> bool {
    let letters = word.chars().any(char::is_alphabetic);
    let plain = word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | ':' | '.'));
    letters && plain && !word.starts_with(['-', '.', ':']) && !word.ends_with(['-', '.', ':'])
}

struct Trainer<'k> {
    known: &'k HashSet<String>,
    /// Tells which words are names; without it words are counted alone.
    lexicon: Option<&'k Dictionary>,
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
    written: Vec<Written>,
    counts: Counts,
    boundary: u32,
    unknown: u32,
}

/// Words that stand for others, in the order of their numbers.
const CLASSES: [&str; 5] = [BOUNDARY, UNKNOWN, UNLISTED, NAME, GENITIVE];

impl<'k> Trainer<'k> {
    fn new(known: &'k HashSet<String>, lexicon: Option<&'k Dictionary>) -> Self {
        let mut trainer = Self {
            known,
            lexicon,
            numbers: FxHashMap::default(),
            names: Vec::new(),
            written: Vec::new(),
            counts: Counts::default(),
            boundary: 0,
            unknown: 0,
        };
        for class in CLASSES {
            trainer.number(class);
        }
        trainer.boundary = trainer.number(BOUNDARY);
        trainer.unknown = trainer.number(UNKNOWN);
        trainer.counts.one.resize(CLASSES.len(), 0);
        trainer
    }

    fn read(&mut self, options: &Options, formulae: &HashSet<String>) -> Result<(), String> {
        for text in &TEXTS {
            corpus::lines(&options.corpora.join(text.file), |line| self.add(line, text.weight))?;
            eprintln!("read {}", text.file);
        }
        formulae::each(&options.tables, |phrase| self.add_phrase(phrase, formulae))
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(&number) = self.numbers.get(word) {
            return number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(word.to_owned(), number);
        self.names.push(word.to_owned());
        self.written.push(Written::default());
        number
    }

    fn add(&mut self, paragraph: &str, weight: u32) {
        if corpus::is_kept_apart(paragraph) {
            return;
        }
        for sentence in corpus::sentences(paragraph) {
            let mut line = vec![self.boundary];
            line.extend(sentence.iter().map(|word| self.word_number(word)));
            line.push(self.boundary);
            self.count(&line, weight);
        }
    }

    /// Counts a phrase: where a sentence ends is not told by it, and where one begins only by a capital. Names in it were taken by chance:
    /// they tell where names stand, and nothing of themselves.
    fn add_phrase(&mut self, phrase: &str, formulae: &HashSet<String>) {
        let start = phrase.starts_with(char::is_uppercase).then_some(self.boundary);
        for sentence in corpus::sentences(phrase) {
            let is_own = |word: &&Word| self.lexicon.is_some() || formulae.contains(&word.model);
            let own: Vec<&Word> = sentence.iter().filter(is_own).collect();
            let words = own.into_iter().map(|word| self.word_number(word));
            let line: Vec<u32> = start.into_iter().chain(words).collect();
            self.count(&line, 1);
        }
    }

    fn count(&mut self, line: &[u32], weight: u32) {
        let add = if self.lexicon.is_some() { Counts::add } else { Counts::add_words };
        add(&mut self.counts, line, weight);
    }

    fn word_number(&mut self, word: &Word) -> u32 {
        let capital = !word.first && matches!(case_of(&word.written), Case::Title);
        if let Some(class) =
            self.lexicon.and_then(|lexicon| lexicon.entry(&word.model)?.class(capital, capital))
        {
            return self.number(class.word());
        }
        if !(self.known.contains(&word.model) || [NUMBER, SECTION, PERCENT].contains(&word.model.as_str())) {
            return if capital { self.number(UNLISTED) } else { self.unknown };
        }
        let number = self.number(&word.model);
        if !word.first {
            let seen = &mut self.written[number as usize];
            match case_of(&word.written) {
                Case::Lower => seen.lower += 1,
                Case::Title => seen.title += 1,
                Case::Upper => seen.upper += 1,
            }
        }
        number
    }

    /// Words that are frequent enough to be the model's own, with their numbers; those that stand for others are not among them.
    fn kept(&self) -> impl Iterator<Item = (&str, usize)> {
        let frequent = |&(number, _): &(usize, &String)| {
            self.counts.one.get(number).is_some_and(|&count| count >= WORD_FLOOR) && number >= CLASSES.len()
        };
        self.names.iter().enumerate().filter(frequent).map(|(number, word)| (word.as_str(), number))
    }

    /// The words with their probabilities `p`, and with what `contexts` say of those behind them.
    fn words_table(
        &self,
        p: &[f64],
        contexts: Option<(&Trainer<'_>, &Model)>,
        inflected: &HashSet<String>,
    ) -> String {
        let mut rows: Vec<String> = Vec::new();
        for (word, number) in self.kept() {
            let free = contexts.and_then(|(contexts, model)| {
                let number = *contexts.numbers.get(word)? as usize;
                model.one.get(number).map(|&(_, free)| free)
            });
            let Written { lower, title, upper } = self.written[number];
            let (count, cost, backoff) =
                (self.counts.one[number], cost(p[number]), cost(free.unwrap_or(1.0)));
            let kind = kind_of_form(word, inflected);
            rows.push(format!("{word}\t{count}\t{cost}\t{backoff}\t{lower}\t{title}\t{upper}\t{kind}\n"));
        }
        if let Some((contexts, model)) = contexts {
            rows.extend(
                CLASSES.iter().zip(0..).map(|(class, number)| contexts.class_row(class, number, model)),
            );
        }
        rows.sort_unstable();
        rows.concat()
    }

    /// The row of a word that stands for others.
    fn class_row(&self, class: &str, number: usize, model: &Model) -> String {
        let (p, free) = model.one[number];
        let (count, cost, backoff) = (self.counts.one[number], cost(p), cost(free));
        format!("{class}\t{count}\t{cost}\t{backoff}\t0\t0\t0\t\n")
    }

    fn ngrams_table(&self, model: &Model) -> String {
        let name = |number: u32| self.names[number as usize].as_str();
        let mut rows: Vec<String> = Vec::with_capacity(model.two.len() + model.three.len());
        for (&(a, b), &(p, free)) in &model.two {
            rows.push(format!("{} {}\t{}\t{}", name(a), name(b), cost(p), cost(free)));
        }
        for (&(a, b, c), &p) in &model.three {
            rows.push(format!("{} {} {}\t{}", name(a), name(b), name(c), cost(p)));
        }
        rows.sort_unstable();
        rows.join("\n")
    }
}

/// Share of a lemma's occurrences that a form has which was not seen among them.
const UNSEEN_FORM: f64 = 0.02;
/// Count that a form is given of whose lemma no form was seen.
const LEAST_COUNT: f64 = 0.01;

/// Forms that are inflected and no lemma: these do not begin compounds. Genitives are left out, for a linking -s- looks like one.
fn inflected_forms(corpora: &Path) -> Result<HashSet<String>, String> {
    let (mut inflected, mut lemmas) = (HashSet::new(), HashSet::new());
    forms_and_lemmas(corpora, |form, lemma| {
        if form.strip_suffix('s') != Some(&lemma) && form != lemma {
            inflected.insert(form);
        }
        lemmas.insert(lemma);
    })?;
    inflected.retain(|form| !lemmas.contains(form));
    Ok(inflected)
}

/// How the tables mark a form: `i` for an inflected one.
fn kind_of_form(form: &str, inflected: &HashSet<String>) -> &'static str {
    if inflected.contains(form) { "i" } else { "" }
}

/// Forms that the texts do not hold, with a cost from how often other forms of their lemma stand there.
fn forms_table(
    corpora: &Path,
    known: &HashSet<String>,
    trainer: &Trainer<'_>,
    inflected: &HashSet<String>,
) -> Result<String, String> {
    let own: FxHashMap<&str, usize> = trainer.kept().collect();
    let occurs = |form: &str| f64::from(own.get(form).map_or(0, |&number| trainer.counts.one[number]));
    let mut lemmas: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut seen: FxHashMap<String, f64> = FxHashMap::default();
    forms_and_lemmas(corpora, |form, lemma| {
        *seen.entry(lemma.clone()).or_default() += occurs(&form);
        lemmas.entry(lemma.clone()).or_insert_with(|| vec![lemma.clone()]);
        lemmas.entry(form).or_default().push(lemma);
    })?;
    let total: f64 = trainer.counts.one.iter().map(|&count| f64::from(count)).sum();
    let mut forms: Vec<&String> = known.iter().filter(|word| !own.contains_key(word.as_str())).collect();
    forms.sort_unstable();
    let row = |form: &String| {
        let of_lemmas = lemmas
            .get(form)
            .into_iter()
            .flatten()
            .filter_map(|lemma| seen.get(lemma))
            .fold(0.0f64, |a, &b| a.max(b));
        let count = (of_lemmas * UNSEEN_FORM).clamp(LEAST_COUNT, 1.0);
        format!("{form}\t{}\t{}", cost(count / total), kind_of_form(form, inflected))
    };
    Ok(forms.into_iter().map(row).collect::<Vec<_>>().join("\n"))
}

enum Case {
    Lower,
    Title,
    Upper,
}

fn case_of(written: &str) -> Case {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    if !letters.next().is_some_and(char::is_uppercase) {
        return Case::Lower;
    }
    let mut rest = letters.peekable();
    if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Title }
}

fn cost(p: f64) -> u32 {
    justera::dictionary::cost_of(p)
}

/// What a form that the texts do not hold weighs as a compound; others weigh one and the binary logarithm of their count.
const UNSEEN_WEIGHT: f64 = 0.1;

fn parts_table(known: &HashSet<String>, trainer: &Trainer<'_>, barred: &Barred) -> String {
    let mut weights: BTreeMap<&str, f64> = known.iter().map(|word| (word.as_str(), UNSEEN_WEIGHT)).collect();
    for (word, number) in trainer.kept().filter(|(word, _)| known.contains(*word)) {
        weights.insert(word, 1.0 + f64::from(trainer.counts.one[number].max(1)).log2());
    }
    let rows: Vec<String> = parts::weigh(&weights, barred)
        .into_iter()
        .map(|(part, seen)| (part, seen.first.round() as u32, seen.last.round() as u32))
        .filter(|&(_, first, last)| first > 0 || last > 0)
        .map(|(part, first, last)| format!("{part}\t{first}\t{last}"))
        .collect();
    rows.join("\n")
}

fn write_compressed(path: &Path, text: &str) -> Result<(), String> {
    let packed =
        zstd::encode_all(text.as_bytes(), 19).map_err(|error| format!("{}: {error}", path.display()))?;
    std::fs::write(path, packed).map_err(|error| format!("{}: {error}", path.display()))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}
