//! The project's own tools, run as `cargo xtask`.

mod fixtures;

use clap::{Parser, Subcommand};

/// The project's own tools.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Fixtures(fixtures::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Fixtures(arguments) => fixtures::run(&arguments),
    }
}
