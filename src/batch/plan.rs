//! The inputs of a run and the files that they become, settled before any work.

use super::run::Failure;
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of the files that are taken up when a directory is walked, in whatever case.
const EXTENSIONS: [&str; 6] = ["txt", "png", "jpg", "jpeg", "tif", "tiff"];

/// One document to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The file to read.
    pub input: PathBuf,
    /// Its outputs, below the output directory and without extension.
    pub output: PathBuf,
}

/// What a run has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// Documents in the order of the inputs; those of a directory sorted by path.
    pub jobs: Vec<Job>,
    /// Directories that could not be walked.
    pub failures: Vec<Failure>,
}

/// Settles what a run over `inputs` (files, and directories to walk through) has to do. Hidden files and directories below a
/// walked one are skipped, links are not followed, and `out` is never walked.
///
/// # Errors
/// If two documents would write the same file, if a document would be overwritten, or if a directory holds no document.
pub fn plan(inputs: &[PathBuf], out: &Path) -> Result<Plan> {
    let mut plan = Plan::default();
    for input in inputs {
        if input.is_dir() {
            walk(input, out, &mut plan)?;
        } else {
            let stem = input.file_stem().ok_or_else(|| {
                Error::Settings(format!("{}: names no file; name a file or a directory", input.display()))
            })?;
            plan.jobs.push(Job { input: input.clone(), output: PathBuf::from(stem) });
        }
    }
    refuse_collisions(&plan.jobs)?;
    refuse_overwriting(&plan.jobs, out)?;
    Ok(plan)
}

fn walk(root: &Path, out: &Path, plan: &mut Plan) -> Result<()> {
    let out = out.canonicalize().ok();
    let is_out = |entry: &DirEntry| {
        entry.file_type().is_dir() && out.is_some() && entry.path().canonicalize().ok() == out
    };
    let (jobs, failures) = (plan.jobs.len(), plan.failures.len());
    let walker = WalkDir::new(root).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|entry| entry.depth() == 0 || !(is_hidden(entry) || is_out(entry))) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => {
                let below = entry.path().strip_prefix(root).expect("a walk stays below its root");
                plan.jobs.push(Job { input: entry.path().to_owned(), output: below.with_extension("") });
            }
            Ok(_) => {}
            Err(error) => plan.failures.push(unwalkable(root, error)),
        }
    }
    if plan.jobs.len() == jobs && plan.failures.len() == failures {
        return Err(Error::Settings(format!(
            "{}: no document in this directory; give it text (.txt) or page images (.png, .jpg, .tif)",
            root.display()
        )));
    }
    Ok(())
}

/// By its name: what is in a file is seen when it is read.
fn is_document(path: &Path) -> bool {
    path.extension().is_some_and(|own| EXTENSIONS.iter().any(|one| own.eq_ignore_ascii_case(one)))
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unwalkable(root: &Path, error: walkdir::Error) -> Failure {
    let path = error.path().unwrap_or(root).to_owned();
    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
    Failure {
        input: path.clone(),
        error: Error::Io { path, source, remedy: "make it readable, or leave it out" },
    }
}

fn refuse_collisions(jobs: &[Job]) -> Result<()> {
    let mut taken: HashMap<&Path, &Path> = HashMap::with_capacity(jobs.len());
    for job in jobs {
        if let Some(other) = taken.insert(&job.output, &job.input) {
            return Err(Error::Settings(format!(
                "{} and {} would both become {}.json; convert them into different directories, or rename one",
                other.display(),
                job.input.display(),
                job.output.display()
            )));
        }
    }
    Ok(())
}

/// Inputs are never written to.
fn refuse_overwriting(jobs: &[Job], out: &Path) -> Result<()> {
    let Ok(out) = out.canonicalize() else {
        return Ok(());
    };
    for job in jobs {
        let Ok(input) = job.input.canonicalize() else { continue };
        let written = |extension| super::write::with_suffix(&out.join(&job.output), extension) == input;
        if written("txt") || written("json") {
            return Err(Error::Settings(format!(
                "{} would be overwritten by its own repaired text; choose another --out",
                job.input.display()
            )));
        }
    }
    Ok(())
}
