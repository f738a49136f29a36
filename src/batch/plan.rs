//! The inputs of a run and the files that they become, settled before any work.

use super::shard::Shard;
use crate::error::{Error, Result};
use crate::input;
use crate::page::Format;
use crate::record::Planned;
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of the files that are taken up when a directory is walked, in whatever case.
const EXTENSIONS: [&str; 7] = ["txt", "png", "jpg", "jpeg", "tif", "tiff", "pdf"];

/// Extensions of files that may hold recognised words; which do is seen in their first bytes.
const MARKUP: [&str; 5] = ["xml", "alto", "hocr", "html", "htm"];

/// Bytes at the start of a file of markup that are looked at.
const HEAD: u64 = 64 << 10;

/// One document to convert.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// The file to read; a folder where `parts` are its pages.
    pub input: PathBuf,
    /// The files of a folder that is one document, in the natural order of their names; none for a file.
    pub parts: Vec<PathBuf>,
    /// Its outputs, below the output directory and without extension.
    pub output: PathBuf,
}

impl Job {
    /// The document's name in the manifest: the path of its outputs, parts joined by `/`.
    #[must_use]
    pub fn document(&self) -> String {
        let parts = self.output.iter().map(|part| part.to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }
}

/// What a run has to do.
#[derive(Debug, Default)]
pub struct Plan {
    /// All documents of the inputs, with the share that each falls to; those of other shares, too.
    pub shelf: Vec<Planned>,
    /// Documents in the order of the inputs; those of a directory sorted by path.
    pub jobs: Vec<Job>,
    /// What cannot be done, by its name in the manifest: directories that cannot be walked (their names end in `/`), documents
    /// whose outputs would have the name of the run's own files.
    pub refused: Vec<(String, Error)>,
}

/// Files that a run writes of itself.
const OWN_FILES: [&str; 5] = [super::MANIFEST, super::FAILED, super::PLAN, "report.html", "report.json"];

/// Outputs that these have the names of.
const OWN: [&str; 2] = ["failed", "report"];

/// What a directory among the inputs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Folders {
    /// A place with documents, each in a file.
    #[default]
    OfDocuments,
    /// It, and every directory below it, is one document, a page or more in each file.
    AreDocuments,
}

/// How inputs become documents.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// What a directory is.
    pub folders: Folders,
    /// Follow symbolic links below a walked directory; those that are named themselves always are.
    pub follow_links: bool,
    /// The share of the documents that falls to this run; all of them if it is not given.
    pub shard: Option<Shard>,
}

/// Settles what a run over `inputs` (files, and directories to walk through) has to do. Hidden files and directories below a
/// walked one are skipped, and `out` is never walked.
///
/// # Errors
/// If two documents would write the same file, if a document would be overwritten, or if a directory holds no document.
pub fn plan(inputs: &[PathBuf], out: &Path, choice: Choice) -> Result<Plan> {
    let mut plan = found(inputs, out, choice)?;
    refuse_overwriting(&plan.jobs, out)?;
    refuse_own_names(&mut plan);
    refuse_collisions(&plan.jobs)?;
    take_share(&mut plan, choice.shard);
    Ok(plan)
}

/// All documents of `inputs`, for work that writes nothing for each of them: the same walk, and no names are refused.
///
/// # Errors
/// If a directory holds no document, or an input names no file.
pub fn documents(inputs: &[PathBuf]) -> Result<Plan> {
    found(inputs, Path::new(""), Choice::default())
}

/// The documents of `inputs`; `out` is never walked.
fn found(inputs: &[PathBuf], out: &Path, choice: Choice) -> Result<Plan> {
    let mut plan = Plan::default();
    for input in inputs {
        if input.is_dir() {
            let from = plan.jobs.len();
            walk(input, out, choice.follow_links, &mut plan)?;
            if choice.folders == Folders::AreDocuments {
                let files = plan.jobs.split_off(from);
                plan.jobs.extend(gathered(input, files));
            }
        } else {
            let stem = input.file_stem().ok_or_else(|| {
                Error::Settings(format!("{}: names no file; name a file or a directory", input.display()))
            })?;
            plan.jobs.push(Job { input: input.clone(), parts: Vec::new(), output: PathBuf::from(stem) });
        }
    }
    Ok(plan)
}

/// Leaves to other runs what is theirs.
fn take_share(plan: &mut Plan, shard: Option<Shard>) {
    let share = |document: &str| shard.map(|shard| shard.of(document));
    plan.shelf = plan
        .jobs
        .iter()
        .map(|job| (job.document(), job.input.to_string_lossy().into_owned()))
        .map(|(document, input)| Planned { shard: share(&document), document, input })
        .collect();
    if let Some(shard) = shard {
        plan.jobs.retain(|job| shard.takes(&job.document()));
        plan.refused.retain(|(document, _)| shard.takes(document));
    }
}

fn walk(root: &Path, out: &Path, follow_links: bool, plan: &mut Plan) -> Result<()> {
    let out = out.canonicalize().ok();
    let is_out = |entry: &DirEntry| {
        entry.file_type().is_dir() && out.is_some() && entry.path().canonicalize().ok() == out
    };
    let (jobs, refused) = (plan.jobs.len(), plan.refused.len());
    let walker = WalkDir::new(root).follow_links(follow_links).sort_by_file_name().into_iter();
    for entry in walker.filter_entry(|entry| entry.depth() == 0 || !(is_hidden(entry) || is_out(entry))) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_document(entry.path()) => {
                let below = entry.path().strip_prefix(root).expect("a walk stays below its root");
                let (input, output) = (entry.path().to_owned(), below.with_extension(""));
                plan.jobs.push(Job { input, parts: Vec::new(), output });
            }
            Ok(_) => {}
            Err(error) => plan.refused.push(unwalkable(root, error)),
        }
    }
    if plan.jobs.len() == jobs && plan.refused.len() == refused {
        return Err(Error::Settings(format!(
            "{}: no document in this directory; give it text (.txt), recognised words (.hocr, .xml), .pdf, or page images (.png, .jpg, .tif)",
            root.display()
        )));
    }
    Ok(())
}

/// Files as the pages of the folders that they stand in. The root's output has the root's own name.
fn gathered(root: &Path, files: Vec<Job>) -> Vec<Job> {
    let mut folders: BTreeMap<PathBuf, Vec<PathBuf>> = BTreeMap::new();
    for file in files {
        let folder = file.input.parent().unwrap_or(root).to_owned();
        folders.entry(folder).or_default().push(file.input);
    }
    let job = |(folder, mut parts): (PathBuf, Vec<PathBuf>)| {
        alphanumeric_sort::sort_path_slice(&mut parts);
        let below = folder.strip_prefix(root).expect("a walk stays below its root");
        let own = root.file_name().unwrap_or_else(|| "document".as_ref());
        let output = if below.as_os_str().is_empty() { PathBuf::from(own) } else { below.to_owned() };
        Job { input: folder, parts, output }
    };
    folders.into_iter().map(job).collect()
}

/// By its name; by its content, too, where many other files have that name.
fn is_document(path: &Path) -> bool {
    let is_one_of = |list: &[&str]| {
        path.extension().is_some_and(|own| list.iter().any(|one| own.eq_ignore_ascii_case(one)))
    };
    is_one_of(&EXTENSIONS) || (is_one_of(&MARKUP) && holds_words(path))
}

/// A file that cannot be read is taken up, so that its failure is told.
fn holds_words(path: &Path) -> bool {
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head)) {
        Ok(_) => !matches!(input::format_of(&head), None | Some(Format::Text)),
        Err(_) => true,
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn unwalkable(root: &Path, error: walkdir::Error) -> (String, Error) {
    let path = error.path().unwrap_or(root).to_owned();
    let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
    let source = error.into_io_error().unwrap_or_else(|| std::io::Error::other("a loop of links"));
    (format!("{below}/"), Error::Io { path, source, remedy: "make it readable, or leave it out" })
}

fn refuse_own_names(plan: &mut Plan) {
    let (refused, jobs) = plan.jobs.drain(..).partition(|job| OWN.contains(&job.document().as_str()));
    plan.jobs = jobs;
    for job in Vec::<Job>::into_iter(refused) {
        let (document, path) = (job.document(), job.input);
        let reason =
            "its outputs would have the name of one of the run's own files (report, failed)".to_owned();
        let remedy = "rename it, or convert it in a run of its own with the directory above it".to_owned();
        plan.refused.push((document, Error::Input { path, reason, remedy }));
    }
}

fn refuse_collisions(jobs: &[Job]) -> Result<()> {
    let mut taken: HashMap<String, &Path> = HashMap::with_capacity(jobs.len());
    for job in jobs {
        if let Some(other) = taken.insert(job.document(), &job.input) {
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
        if written("txt") || written("json") || OWN_FILES.iter().any(|own| out.join(own) == input) {
            return Err(Error::Settings(format!(
                "{} would be overwritten by what is made of it; choose another --out",
                job.input.display()
            )));
        }
    }
    Ok(())
}
