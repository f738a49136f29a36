//! `cargo xtask shelf`: many text protocols made by machine, to measure and to try runs over many documents.

use crate::pages::Choices;
use crate::pages::chance::Chance;
use crate::pages::protocol::{Maker, Names};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Makes a shelf of text protocols.
///
/// Writes DIR/YEAR/NUMBER.txt: a head, those present, items with yrkanden and decisions, some read with lost å ä ö. The same
/// options give the same files. With --bad, a share of them is empty, cut off, or of another kind than its name says.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder to write to
    #[arg(long)]
    pub(crate) out: PathBuf,
    /// How many protocols
    #[arg(long)]
    pub(crate) count: usize,
    /// Share of files that cannot be read, 0 to 1
    #[arg(long, default_value_t = 0.0)]
    pub(crate) bad: f32,
    #[command(flatten)]
    pub(crate) choices: Choices,
}

/// Fewest and most items of a protocol.
const ITEMS: (usize, usize) = (4, 14);
/// Share of the letters that a protocol of each kind has lost.
const LOSSES: [f32; 3] = [0.0, 0.05, 0.9];

/// What cannot be read, and the name it goes by.
const BAD: [(&str, &[u8]); 5] = [
    ("txt", b""),
    ("txt", b"\0\x01\x02\0\0\x03\0"),
    ("pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog"),
    ("png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ("txt", b"PK\x03\x04\x14\0\x06\0"),
];

/// Makes what `options` ask for.
pub(crate) fn run(options: &Options) -> Result<()> {
    let names = Names::read(&options.choices.tables)?;
    for number in 0..options.count {
        let mut chance = Chance::new(options.choices.seed, number as u64 + 1);
        let folder = options.out.join(chance.between(1950, 2024).to_string());
        fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        if chance.hit(options.bad) {
            let (extension, bytes) = BAD[chance.below(BAD.len())];
            write(&folder.join(format!("{number:05}.{extension}")), bytes)?;
        } else {
            let loss = LOSSES[chance.below(LOSSES.len())];
            let text = damaged(&protocol(&names, &mut chance), loss, &mut chance);
            write(&folder.join(format!("{number:05}.txt")), text.as_bytes())?;
        }
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| path.display().to_string())
}

/// A protocol of a board.
fn protocol(names: &Names, chance: &mut Chance) -> String {
    let mut maker = Maker::new(names, chance);
    let mut out = String::from("SAMMANTRÄDESPROTOKOLL\n");
    let mut add = |template: &str, maker: &Maker<'_>, chance: &mut Chance| {
        out.push_str(&maker.filled(template, chance));
        out.push('\n');
    };
    add("{board}          Sammanträdesdatum {isodate}", &maker, chance);
    add("Plats och tid          Kommunkontoret, kl. {time}–{time}\n\nBeslutande", &maker, chance);
    add("{name} ({party}), ordförande", &maker, chance);
    for _ in 0..chance.between(4, 11) {
        add("{name} ({party})", &maker, chance);
    }
    add("\nÖvriga deltagande\n{name}, sekreterare\n\nUtses att justera          {name}", &maker, chance);
    for _ in 0..chance.between(ITEMS.0, ITEMS.1) {
        let head = maker.heading(chance);
        add(&format!("\n{}\n\nÄrendebeskrivning", head.join("\n")), &maker, chance);
        for _ in 0..chance.between(1, 6) {
            let sentence = maker.sentence(chance);
            add(&sentence, &maker, chance);
        }
        if chance.hit(0.3) {
            add("\nYrkanden\n{name} ({party}) yrkar bifall till förvaltningens förslag.", &maker, chance);
        }
        add("\nBeslut\n{board} beslutar", &maker, chance);
        add("att godkänna förvaltningens förslag, samt", &maker, chance);
        add("att anslå {sum} kronor till förstudien.", &maker, chance);
    }
    out
}

/// The text as a reader that knows no Swedish gives it.
fn damaged(text: &str, loss: f32, chance: &mut Chance) -> String {
    let mut read = |letter: char| {
        let lost = match letter {
            'å' | 'ä' => 'a',
            'ö' => chance.pick(&["o", "6", "é"]).chars().next().unwrap_or('o'),
            'Å' | 'Ä' => 'A',
            'Ö' => 'O',
            other => return other,
        };
        if chance.hit(loss) { lost } else { letter }
    };
    text.chars().map(&mut read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_shelf() {
        let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dictionaries/sources");
        let make = || {
            let here = std::env::temp_dir().join(format!("shelf-{}-{:p}", std::process::id(), &tables));
            let choices = Choices { seed: 3, tables: tables.clone() };
            let options = Options { out: here.clone(), count: 6, bad: 0.3, choices };
            run(&options).expect("there is room");
            let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
            for year in fs::read_dir(&here).expect("made") {
                for file in fs::read_dir(year.expect("made").path()).expect("made") {
                    let path = file.expect("made").path();
                    files.push((path.clone(), fs::read(path).expect("made")));
                }
            }
            fs::remove_dir_all(here).expect("made");
            files.sort();
            files
        };
        let (one, other) = (make(), make());
        assert_eq!((one.len(), &one), (6, &other));
    }
}
