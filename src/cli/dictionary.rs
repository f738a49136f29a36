//! `justera dictionary build`: a list of words from a user's own born-digital protocols.

use super::{Status, messages};
use crate::batch;
use crate::dictionary::Dictionary;
use crate::error::{Error, Result};
use crate::input::{self, Reading};
use crate::page::Format;
use crate::pipeline::Converter;
use crate::repair::{Learnt, Vocabulary};
use clap::{Args, Subcommand};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Make what a dictionary can be taught.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(Build),
}

/// Write the words of born-digital protocols that the dictionary does not hold, or holds as rarer ones, to a list for --words.
///
/// Reads texts and PDFs with a good text layer. What was read by OCR is left out, and it is said: a list learnt from misread pages
/// would make their errors words. Look through the list before it is used; words that repair would change stand at its end behind #.
#[derive(Debug, Args)]
struct Build {
    /// Protocols (text, PDF), and directories to walk through.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The list to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How often a word must stand in the protocols to be listed.
    #[arg(long, default_value_t = 3, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    least: u32,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    match &arguments.command {
        Command::Build(build) => build.run(),
    }
}

impl Build {
    fn run(&self) -> Result<Status> {
        let converter = Converter::shared()?;
        let plan = batch::documents(&self.inputs)?;
        let mut vocabulary = Vocabulary::default();
        let mut status = Status::Done;
        let mut failed = |error: &Error| {
            messages::error(error);
            status = Status::SomeFailed;
        };
        for (_, error) in &plan.refused {
            failed(error);
        }
        for job in &plan.jobs {
            match taught(&job.input, converter, &mut vocabulary) {
                Ok(()) => {}
                Err(Left::Out(why)) => messages::note(&format!("{}: left out, {why}", job.input.display())),
                Err(Left::Failed(error)) => failed(&error),
            }
        }
        let learnt = vocabulary.learnt(converter.dictionary(), self.least);
        batch::write_file(&self.out, list(&learnt, &vocabulary, converter.dictionary()).as_bytes())?;
        let (texts, _) = vocabulary.sizes();
        let out = self.out.display();
        messages::note(&format!("{} words of {texts} protocols stand in {out}", learnt.words.len()));
        Ok(status)
    }
}

/// Code of the findings on text layers that are not good.
const BAD_LAYER: &str = "text-layer";

/// Why a document teaches nothing.
enum Left {
    Out(String),
    Failed(Error),
}

/// Takes the words of a document.
fn taught(
    path: &Path,
    converter: &Converter<'_>,
    vocabulary: &mut Vocabulary,
) -> std::result::Result<(), Left> {
    let bytes = std::fs::read(path).map_err(|source| {
        Left::Failed(Error::Io {
            path: path.to_owned(),
            source,
            remedy: "check that it is there and may be read",
        })
    })?;
    match input::format_of(&bytes) {
        Some(Format::Text | Format::Pdf) | None => {}
        Some(format) => return Err(Left::Out(format!("it is {}: read by OCR", format.name()))),
    }
    let (document, findings) = input::read_bytes(path, &bytes, &Reading::default()).map_err(Left::Failed)?;
    if let Some(finding) = findings.iter().find(|finding| finding.code == BAD_LAYER) {
        return Err(Left::Out(finding.message.clone()));
    }
    vocabulary.add(&converter.repair(document)).map_err(Left::Out)
}

/// The list with what is to be known of it.
fn list(learnt: &Learnt, vocabulary: &Vocabulary, dictionary: &Dictionary) -> String {
    const WRITES: &str = "a string takes what is written to it";
    let (texts, words) = vocabulary.sizes();
    let mut out = format!(
        "# {} words from {texts} protocols of {words} words, beside the dictionary {}\n{}",
        learnt.words.len(),
        dictionary.identity(),
        learnt.words
    );
    if !learnt.suspects.is_empty() {
        out.push_str("# Left out, for repair would change them; take away the first # where one is right:\n");
    }
    for (word, count, known) in &learnt.suspects {
        writeln!(out, "# {word}\t{count}\t# {known}").expect(WRITES);
    }
    out
}
