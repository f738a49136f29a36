//! Output directories of several runs over one shelf as one: what was done, what is missing, what was done twice.

use super::folder::Folder;
use super::gather::{self, Targets};
use super::manifest::{self, MANIFEST};
use super::watch::Watch;
use super::{run, write};
use crate::error::{Error, Result};
use crate::export;
use crate::record::{Entry, Planned};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What merging found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// Documents that some run was asked for or did.
    pub documents: usize,
    /// Those that failed.
    pub failed: usize,
    /// Those that were asked for and that no run did.
    pub missing: Vec<String>,
    /// Those that several runs did from the same input; the first one's files count.
    pub doubled: Vec<String>,
    /// Those that several runs did from different inputs, or with different settings; the first one's files count.
    pub contradictory: Vec<String>,
    /// Those whose record is not as it was written.
    pub lost: usize,
}

impl Merged {
    /// Whether every document was done once and stands as it was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.failed + self.lost == 0 && self.missing.is_empty() && self.contradictory.is_empty()
    }
}

/// Joins the manifests of `outs` in `into`, with the list of failures, the report and what is collected. The files of the documents stay where they
/// are: the joined manifest says how to come to them from `into`.
///
/// # Errors
/// If a directory is none that `justera convert` wrote to, or `into` cannot be written.
pub fn merge(outs: &[PathBuf], into: &Path, targets: &Targets, watch: &dyn Watch) -> Result<Merged> {
    let loaded = outs.iter().map(|out| manifest::load(out)).collect::<Result<Vec<_>>>()?;
    let (folder, _lock) = Folder::open(into)?;
    gather::check(targets, &[])?;
    let mut merged = Merged::default();
    let mut shelf: BTreeMap<String, Planned> = BTreeMap::new();
    let mut done: BTreeMap<String, Entry> = BTreeMap::new();
    for (out, (planned, entries)) in outs.iter().zip(loaded) {
        if out.canonicalize().is_ok_and(|out| into.canonicalize().is_ok_and(|into| into == out)) {
            let what = "is one of the directories to merge; choose another --out";
            return Err(Error::Settings(format!("{} {what}", into.display())));
        }
        shelf.extend(planned.into_iter().map(|one| (one.document.clone(), one)));
        for mut entry in entries {
            move_outputs(&mut entry, out, into)?;
            merged.take(&mut done, entry);
        }
    }
    merged.missing = shelf.keys().filter(|document| !done.contains_key(*document)).cloned().collect();
    merged.documents = done.len() + merged.missing.len();
    let entries: Vec<Entry> = done.into_values().collect();
    merged.failed = entries.iter().filter(|entry| !entry.is_done()).count();
    let shelf: Vec<Planned> = shelf.into_values().collect();
    manifest::write_plan(folder.path(), &shelf)?;
    write::atomically(&into.join(MANIFEST), export::json_lines::write(&entries).as_bytes())?;
    merged.lost = run::conclude(into, targets, watch)?;
    Ok(merged)
}

impl Merged {
    /// Of a document that failed in one run and not in another, the latter counts.
    fn take(&mut self, done: &mut BTreeMap<String, Entry>, entry: Entry) {
        let Some(first) = done.get(&entry.document) else {
            done.insert(entry.document.clone(), entry);
            return;
        };
        match (first.is_done(), entry.is_done()) {
            (true, true) => {
                let from =
                    |entry: &Entry| (entry.sha256.clone(), entry.settings.clone(), entry.dictionary.clone());
                let list =
                    if from(first) == from(&entry) { &mut self.doubled } else { &mut self.contradictory };
                if !list.contains(&entry.document) {
                    list.push(entry.document);
                }
            }
            (false, true) => drop(done.insert(entry.document.clone(), entry)),
            (_, false) => {}
        }
    }
}

/// Says how an entry's files are come to from `into`.
fn move_outputs(entry: &mut Entry, out: &Path, into: &Path) -> Result<()> {
    let real = |path: &Path| {
        let remedy = "name directories that `justera convert` wrote to";
        path.canonicalize().map_err(|source| Error::Io { path: path.to_owned(), source, remedy })
    };
    let (out, into) = (real(out)?, real(into)?);
    let way = pathdiff::diff_paths(&out, &into).unwrap_or(out);
    let way: Vec<_> = way.iter().map(|part| part.to_string_lossy()).collect();
    for output in &mut entry.outputs {
        output.path = format!("{}/{}", way.join("/"), output.path);
    }
    Ok(())
}
