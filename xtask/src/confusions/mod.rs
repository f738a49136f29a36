//! `cargo xtask confusions`: what Tesseract makes of printed signs, counted on pages of the training's paragraphs.
//!
//! Pages are made as `cargo xtask pages --training` makes them, lines paired ([`mod@lines`]), their signs aligned ([`mod@align`]): first by
//! the look of the signs, then by the costs that the counts of that alignment give, and again. What is seen often enough
//! becomes rows ([`table`]).

mod align;
mod count;
mod lines;
mod table;

use crate::pages;
use crate::pages::text::Kind;
use align::{Costs, align};
use anyhow::{Context, Result};
use count::Counts;
use lines::LinePair;
use std::fs;
use std::path::{Path, PathBuf};

/// Counts what Tesseract makes of printed signs, into confusions.tsv and confusions-by-wear.tsv.
///
/// The pages are made where they are not there yet (half an hour of processor time) and kept, so that counting again is quick.
/// Their text is of the corpora's paragraphs that training sees: the folder lies outside what is committed.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Where the pages are, or are made
    #[arg(long, default_value = "target/confusion-pages")]
    pages: PathBuf,
    /// Folder of the tables
    #[arg(long, default_value = "dictionaries/sources")]
    out: PathBuf,
    /// How many documents are made at a time
    #[arg(long, default_value_t = 1)]
    jobs: usize,
    /// The corpora
    #[arg(long, default_value = "../shared/corpora")]
    corpora: PathBuf,
}

/// Which of Tesseract's language models read a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Model {
    English,
    Swedish,
}

impl Model {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::English => "eng",
            Self::Swedish => "swe",
        }
    }
}

/// Pages of about the same wear.
pub(crate) struct Band {
    pub(crate) name: &'static str,
    wear: &'static [usize],
    pages: usize,
    seed: u64,
}

/// Light as printed or a good scan, office copies, worn photocopies. What is converted is mostly light; worn pages have so many
/// confusions that few of them suffice.
pub(crate) const BANDS: [Band; 3] = [
    Band { name: "light", wear: &[0, 1, 1], pages: 200, seed: 1 },
    Band { name: "office", wear: &[2], pages: 120, seed: 2 },
    Band { name: "worn", wear: &[3], pages: 60, seed: 3 },
];

/// How often lines are aligned; later rounds change hardly anything.
const ROUNDS: usize = 4;

/// Makes the pages that are missing, counts, writes.
pub(crate) fn run(options: &Options) -> Result<()> {
    for band in &BANDS {
        let folder = options.pages.join(band.name);
        if !folder.join(pages::LIST).exists() {
            pages::run(&pages::Options {
                out: folder,
                count: band.pages,
                wear: band.wear.to_vec(),
                kind: Kind::Mixed,
                training: true,
                scans: false,
                jobs: options.jobs,
                corpora: options.corpora.clone(),
                choices: pages::Choices { seed: band.seed, tables: PathBuf::from("dictionaries/sources") },
            })?;
        }
    }
    let (mut rows, mut by_wear) = (Vec::new(), Vec::new());
    for model in [Model::English, Model::Swedish] {
        let bands = counted(&options.pages, model)?;
        rows.extend(table::rows(model, &bands));
        by_wear.extend(table::rows_by_wear(model, &bands));
    }
    write(&options.out.join("confusions.tsv"), HEAD, rows)?;
    write(&options.out.join("confusions-by-wear.tsv"), HEAD_BY_WEAR, by_wear)
}

/// The head of confusions.tsv.
const HEAD: &str = "\
# What Tesseract 5.3.0 makes of a printed sign or signs: the channel that the repair starts from.
# columns: truth, read, model (eng|swe), position (any|start|end|alone), count, total
# ∅ is nothing (lost or added sign), ␣ a blank (words joined or split). total counts how often truth stands in the aligned true text at that position of a word
# (of ∅: places between signs, alone: words; of ∅ read ␣: places inside words), so count/total is the probability. any counts all positions; a position has a row of its own where its rate is at least twice or at most half of that.
# source: own measurement, cargo xtask confusions; dictionaries/README.md tells the pages";

/// The head of confusions-by-wear.tsv.
const HEAD_BY_WEAR: &str = "\
# The pairs of confusions.tsv by the wear of the page: how their rates rise with it.
# columns: truth, read, model (eng|swe), wear (light|office|worn), count, total
# light: as printed or a good scan; office: a copy of an office; worn: a worn photocopy. A pair that was not seen in a state has the count 0. Positions are not told apart.
# source: own measurement, cargo xtask confusions; dictionaries/README.md tells the pages";

/// A model's counts in each state of wear, all aligned by the same costs.
fn counted(pages: &Path, model: Model) -> Result<table::ByBand> {
    let mut documents = Vec::new();
    for (band, index) in BANDS.iter().zip(0..) {
        for name in names(&pages.join(band.name))? {
            documents.push((index, pairs(&name, model)?));
        }
    }
    let mut costs = Costs::default();
    let mut bands: table::ByBand = Vec::new();
    for _ in 0..ROUNDS {
        bands = BANDS.iter().map(|_| Counts::default()).collect();
        for (number, (band, pairs)) in documents.iter().enumerate() {
            count(&mut bands[*band], number, pairs, &costs);
        }
        let mut all = Counts::default();
        bands.iter().for_each(|counts| all.add(counts));
        costs = Costs::of_counts(&all.anywhere(), &all.printed_anywhere());
    }
    let lines: usize = documents.iter().map(|(_, pairs)| pairs.len()).sum();
    println!("{}: {} documents, {lines} lines", model.name(), documents.len());
    Ok(bands)
}

/// Stems of the documents in `folder`, in order.
fn names(folder: &Path) -> Result<Vec<PathBuf>> {
    let list = folder.join(pages::LIST);
    let list = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let rows = list.lines().filter(|row| !row.starts_with('#'));
    Ok(rows.filter_map(|row| row.split('\t').next()).map(|name| folder.join(name)).collect())
}

fn pairs(stem: &Path, model: Model) -> Result<Vec<LinePair>> {
    let read = |ending: &str| {
        let path = stem.with_extension(ending);
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    Ok(lines::pair(&read("gold.txt")?, &read(&format!("{}.txt", model.name()))?))
}

fn count(counts: &mut Counts, document: usize, pairs: &[LinePair], costs: &Costs) {
    for (printed, read) in pairs {
        if let Some(steps) = align(printed, read, costs) {
            counts.line(document, printed, read, &steps);
        }
    }
}

fn write(path: &Path, head: &str, mut rows: Vec<String>) -> Result<()> {
    rows.sort_unstable();
    println!("{}: {} rows", path.display(), rows.len());
    fs::write(path, format!("{head}\n{}\n", rows.join("\n"))).with_context(|| path.display().to_string())
}
