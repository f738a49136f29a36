//! `cargo xtask pages`: documents of running text in many fonts, sizes and states of wear, and what Tesseract reads on them.
//!
//! The fixtures' maker sets, wears and reads them; their text comes from the corpora, so they are written outside the project.

pub(crate) mod chance;
pub(crate) mod lay;
pub(crate) mod protocol;
pub(crate) mod setting;
pub(crate) mod text;

use crate::fixtures::fonts::Fonts;
use crate::fixtures::source::Source;
use crate::fixtures::{reading, scan, typeset, wear};
use anyhow::{Context, Result, ensure};
use chance::Chance;
use lay::Manner;
use protocol::Names;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use text::{Feed, Kind, Texts};

/// Makes documents from the corpora, to measure repair on or to count confusions in.
///
/// For each document it writes NAME.gold.txt (the true text), NAME.eng.txt and NAME.swe.txt (what Tesseract reads with
/// --psm 3), pages parted by form feeds, and a line of documents.tsv. Scans are kept only with --scans. Unless --training is
/// given, the text is of the paragraphs that training never sees. The same options give the same files. The corpora may not
/// be copied into the project: DIR lies outside it.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder to write to
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// How many pages
    #[arg(long)]
    pub(crate) count: usize,
    /// States of wear to choose from, document by document
    #[arg(long, value_delimiter = ',', required = true)]
    pub(crate) wear: Vec<usize>,
    /// What kind of text
    #[arg(long, value_enum)]
    pub(crate) kind: Kind,
    /// Set the paragraphs that training sees: pages to count confusions in, not to measure on
    #[arg(long)]
    pub(crate) training: bool,
    /// Keep the scans: NAME.p1.png …
    #[arg(long)]
    pub(crate) scans: bool,
    /// How many documents are made at a time
    #[arg(long, default_value_t = 1)]
    pub(crate) jobs: usize,
    /// The corpora
    #[arg(long, default_value = "../shared/corpora")]
    pub(crate) corpora: PathBuf,
    #[command(flatten)]
    pub(crate) choices: Choices,
}

/// What is made by chance, and from what.
#[derive(clap::Args)]
pub(crate) struct Choices {
    /// Where choices start
    #[arg(long)]
    pub(crate) seed: u64,
    /// Tables of names and places
    #[arg(long, default_value = "dictionaries/sources")]
    pub(crate) tables: PathBuf,
}

/// The list of a folder's documents.
pub(crate) const LIST: &str = "documents.tsv";
/// Fewest and most pages of a document.
const PAGES: (usize, usize) = (3, 5);

/// Makes what `options` ask for.
pub(crate) fn run(options: &Options) -> Result<()> {
    fs::create_dir_all(&options.out).with_context(|| options.out.display().to_string())?;
    let shop = Shop {
        options,
        texts: Texts::read(&options.corpora, !options.training)?,
        names: Names::read(&options.choices.tables)?,
        fonts: Fonts::of_the_system(),
        documents: documents(options),
    };
    setting::check_fonts(&shop.fonts)?;
    let (next, made) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || -> Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(&pages) = shop.documents.get(number) else { return Ok(()) };
            let row = shop.make(number, pages).with_context(|| format!("document {number}"))?;
            println!("{row}");
            made.lock().expect("no maker panics while it holds the list").push(row);
        }
    };
    std::thread::scope(|scope| -> Result<()> {
        let makers: Vec<_> = (0..options.jobs).map(|_| scope.spawn(work)).collect();
        makers.into_iter().try_for_each(|maker| maker.join().expect("a maker does not panic"))
    })?;
    let mut rows = made.into_inner().expect("no maker panicked");
    rows.sort();
    let head = "# columns: name, wear, pages, words, font, size, dpi";
    fs::write(options.out.join(LIST), format!("{head}\n{}\n", rows.join("\n")))?;
    Ok(())
}

/// How many pages each document has; the seed decides.
fn documents(options: &Options) -> Vec<usize> {
    let mut chance = Chance::new(options.choices.seed, 0);
    let mut left = options.count;
    let mut documents = Vec::new();
    while left > 0 {
        let pages = chance.between(PAGES.0, PAGES.1).min(left);
        left -= pages;
        documents.push(pages);
    }
    documents
}

/// All that documents are made from.
struct Shop<'o> {
    options: &'o Options,
    texts: Texts,
    names: Names,
    fonts: Fonts,
    documents: Vec<usize>,
}

impl Shop<'_> {
    /// Makes a document; its row of documents.tsv.
    fn make(&self, number: usize, pages: usize) -> Result<String> {
        let options = self.options;
        let mut chance = Chance::new(options.choices.seed, number as u64 + 1);
        let (settings, level) = setting::choose(&mut chance, &options.wear, !options.training)?;
        let place = (number, self.documents.len());
        let mut feed = Feed::new(&self.texts, &self.names, options.kind, place, &mut chance);
        let manner = Manner { hyphens: chance.hit(0.35), gaps: chance.hit(0.7) };
        let source = lay::fill(settings, &self.fonts, &manner, pages, &mut feed, &mut chance)?;
        let name = format!("{number:03}");
        let stem = options.out.join(&name);
        let scans = scans(&source, &self.fonts, &stem, &mut chance)?;
        fs::write(stem.with_extension("gold.txt"), source.true_text())?;
        for language in ["eng", "swe"] {
            fs::write(stem.with_extension(format!("{language}.txt")), reading::read(&scans, language)?)?;
        }
        if !options.scans {
            scans.iter().try_for_each(fs::remove_file)?;
        }
        let (words, set) = (source.true_text().split_whitespace().count(), &source.settings);
        ensure!(words > 0, "no words");
        Ok(format!("{name}\t{level}\t{pages}\t{words}\t{}\t{}\t{}", set.font, set.size, set.dpi))
    }
}

/// Sets and wears the pages and writes them beside `stem`.
fn scans(source: &Source, fonts: &Fonts, stem: &Path, chance: &mut Chance) -> Result<Vec<PathBuf>> {
    let settings = &source.settings;
    let mut scans = Vec::new();
    for (page, number) in typeset::pages(source, fonts)?.into_iter().zip(1..) {
        let worn = settings.wear.varied(chance.generator());
        let page = wear::wear(page, worn, settings.dpi, chance.generator())?;
        let path = stem.with_extension(format!("p{number}.png"));
        scan::write_in_passing(&path, &page, worn.tones(), settings.dpi)?;
        scans.push(path);
    }
    Ok(scans)
}
