//! The project's own tools, run as `cargo xtask`.

mod confusions;
mod corpus;
mod dictionary;
mod estimate;
mod fixtures;
mod formulae;
mod pages;
mod parts;
mod shelf;
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "The project's own tools")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    Confusions(confusions::Options),
    /// Compile dictionaries/sources and dictionaries/counts into dictionaries/justera.dict.
    Dictionary(dictionary::Options),
    Fixtures(fixtures::Options),
    Pages(pages::Options),
    Shelf(shelf::Options),
    /// Compute word and n-gram counts from the corpora into dictionaries/counts.
    Train(train::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Confusions(options) => confusions::run(&options).map_err(|error| format!("{error:#}")),
        Task::Dictionary(options) => dictionary::run(&options),
        Task::Fixtures(options) => fixtures::run(&options).map_err(|error| format!("{error:#}")),
        Task::Pages(options) => pages::run(&options).map_err(|error| format!("{error:#}")),
        Task::Shelf(options) => shelf::run(&options).map_err(|error| format!("{error:#}")),
        Task::Train(options) => train::run(&options),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}
