//! `justera repair`: a text in, the repaired text out, a line for a line.

use super::reading::ReadingArguments;
use super::words::WordsArguments;
use super::{Status, input, messages};
use crate::batch;
use crate::error::Result;
use crate::export;
use crate::record::Correction;
use clap::Args;
use std::path::PathBuf;

/// Repair the characters of a document and print its text, a line for a line.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Document to repair; - for standard input.
    #[arg(default_value = "-")]
    file: PathBuf,
    /// Write every change, and every doubtful one not made, to FILE: a JSON object a line.
    #[arg(long, value_name = "FILE")]
    changes: Option<PathBuf>,
    #[command(flatten)]
    words: WordsArguments,
    #[command(flatten)]
    reading: ReadingArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let input = input::read(&arguments.file, &arguments.reading)?;
    for finding in &input.findings {
        messages::finding(&arguments.file, finding);
    }
    let repaired = arguments.words.converter()?.repair(input.document);
    if let Some(file) = &arguments.changes {
        let changes: Vec<Correction> = repaired.corrections.iter().map(Correction::from).collect();
        batch::write_file(file, export::json_lines::write(&changes).as_bytes())?;
    }
    messages::data(&export::text::finished(repaired.text.into_string()))?;
    Ok(Status::Done)
}
