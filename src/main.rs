//! The `justera` program: parse, run, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    justera::cli::run()
}
