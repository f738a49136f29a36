//! The command line: one file a subcommand. Data goes to standard output, everything else to standard error.

mod batching;
mod convert;
mod dictionary;
mod explain;
mod input;
mod manual;
mod merge;
mod messages;
#[cfg(feature = "ocr")]
mod ocr;
#[cfg(not(feature = "ocr"))]
#[path = "ocr_absent.rs"]
mod ocr;
mod progress;
mod reading;
mod repair;
mod schema;
mod score;
mod words;

use crate::error::Error;
use clap::{CommandFactory as _, Parser, Subcommand};
use std::process::ExitCode;

/// Repairs OCR'd Swedish meeting protocols and turns them into text and JSON.
///
/// Exit status: 0 all done; 1 some document failed, the others are written; 2 wrong use, configuration or dictionary, or no
/// room for the outputs.
#[derive(Debug, Parser)]
#[command(name = "justera", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Completions(manual::Completions),
    Convert(convert::Arguments),
    Dictionary(dictionary::Arguments),
    Explain(explain::Arguments),
    Man(manual::Man),
    Merge(merge::Arguments),
    Repair(repair::Arguments),
    /// Print the JSON Schema of the records.
    Schema,
    Score(score::Arguments),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    Done,
    /// Some document failed, and it was said which and why.
    SomeFailed,
}

/// Runs the program on the arguments that it was started with.
#[must_use]
pub fn run() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Completions(arguments) => manual::completions(&arguments, Arguments::command()),
        Command::Convert(arguments) => convert::run(&arguments),
        Command::Dictionary(arguments) => dictionary::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Man(arguments) => manual::man(&arguments, Arguments::command()),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Repair(arguments) => repair::run(&arguments),
        Command::Schema => schema::run(),
        Command::Score(arguments) => score::run(&arguments),
    };
    let status = match done {
        Ok(Status::Done) => 0,
        Ok(Status::SomeFailed) => 1,
        Err(error) => {
            messages::error(&error);
            exit_status(&error)
        }
    };
    ocr::leave(status);
    ExitCode::from(status)
}

/// What is wrong with a document is its own failure; all else is wrong use, configuration or dictionary.
fn exit_status(error: &Error) -> u8 {
    match error {
        Error::Input { .. } => 1,
        _ => 2,
    }
}
