//! `justera man` and `justera completions`: what shells and `man` are told of the program, from the program itself.

use super::{Status, messages};
use crate::error::{Error, Result};
use clap::{Args, Command};
use clap_complete::Shell;
use std::io;
use std::path::PathBuf;

/// Print what a shell needs to complete commands and options.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Print the manual page, or write it and one for each command to a directory.
#[derive(Debug, Args)]
pub(super) struct Man {
    /// Directory for justera.1, justera-convert.1 and so on.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn completions(arguments: &Completions, mut command: Command) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "justera", &mut script);
    messages::data(&String::from_utf8_lossy(&script))?;
    Ok(Status::Done)
}

pub(super) fn man(arguments: &Man, command: Command) -> Result<Status> {
    match &arguments.out {
        Some(folder) => std::fs::create_dir_all(folder)
            .and_then(|()| clap_mangen::generate_to(command, folder))
            .map_err(|source| refused(folder.clone(), source))?,
        None => messages::data(&page(command)?)?,
    }
    Ok(Status::Done)
}

fn page(command: Command) -> Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|source| refused(PathBuf::from("the manual page"), source))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn refused(path: PathBuf, source: io::Error) -> Error {
    Error::Io { path, source, remedy: "choose another directory" }
}
