//! `OUT/manifest.jsonl`: what earlier runs did, and a line more for each document when its files are whole.

use super::write::{self, Pending};
use crate::error::{Error, Result};
use crate::export;
use crate::record::{Entry, Planned};
use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Its name in the output directory.
pub const MANIFEST: &str = "manifest.jsonl";

/// The list of all documents that were asked for, in the output directory.
pub const PLAN: &str = "plan.jsonl";

/// The manifest of an output directory.
#[derive(Debug)]
pub(super) struct Manifest {
    path: PathBuf,
    /// By document, as earlier runs left them.
    before: BTreeMap<String, Entry>,
    /// Lines that could not be read.
    dropped: usize,
    file: File,
    /// Held while a line is written, so that lines do not mix.
    writing: Mutex<()>,
}

impl Manifest {
    /// Opens the manifest of `out`, or begins one. A line that a killed run left half-written is cut off, and one that cannot be
    /// read is passed over: its document is done again.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub(super) fn open(out: &Path) -> Result<Self> {
        let path = out.join(MANIFEST);
        let refused = |source: io::Error| trouble(&path, source);
        let text = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            read => read.map_err(refused)?,
        };
        let whole = text.iter().rposition(|&byte| byte == b'\n').map_or(0, |end| end + 1);
        let (before, unreadable) = read(&text[..whole]);
        let file = OpenOptions::new().append(true).create(true).open(&path).map_err(refused)?;
        file.set_len(whole as u64).map_err(refused)?;
        write::sync_parent(&path).map_err(refused)?;
        let dropped = unreadable + usize::from(whole < text.len());
        Ok(Self { path, before, dropped, file, writing: Mutex::default() })
    }

    /// Lines that were torn or could not be read.
    pub(super) fn dropped(&self) -> usize {
        self.dropped
    }

    /// What an earlier run did with a document.
    pub(super) fn before(&self, document: &str) -> Option<&Entry> {
        self.before.get(document)
    }

    /// Adds a line, and comes back when it is on disk.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn append(&self, entry: &Entry) -> Result<()> {
        let line = export::json_lines::write(std::slice::from_ref(entry));
        let written = {
            let _alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            (&self.file).write_all(line.as_bytes())
        };
        written.and_then(|()| self.file.sync_data()).map_err(|source| trouble(&self.path, source))
    }

    /// Writes the manifest anew, a line a document in the order of their names. Entries that `keep` refuses are left out.
    ///
    /// # Errors
    /// If it cannot be read or written.
    pub(super) fn finish(&self, keep: impl Fn(&Entry) -> bool) -> Result<()> {
        let path = self.path.as_path();
        let refused = |source: io::Error| trouble(path, source);
        let lines = Lines::of(path, keep).map_err(refused)?;
        if lines.are_in_order {
            return Ok(());
        }
        let pending = Pending::new(path);
        lines.copy(path, pending.temporary()).map_err(refused)?;
        pending.finish()
    }
}

/// Where the last line of each document stands in a manifest: the lines themselves are not held.
struct Lines {
    /// Offset and length in bytes, by document.
    places: BTreeMap<String, (u64, usize)>,
    /// Whether the file is as it would be written.
    are_in_order: bool,
}

impl Lines {
    fn of(path: &Path, keep: impl Fn(&Entry) -> bool) -> io::Result<Self> {
        let mut places = BTreeMap::new();
        let mut last = String::new();
        let mut are_in_order = true;
        let (mut at, mut line) = (0, Vec::new());
        let mut file = BufReader::new(File::open(path)?);
        while file.read_until(b'\n', &mut line)? > 0 {
            match serde_json::from_slice::<Entry>(&line) {
                Ok(entry) if keep(&entry) => {
                    are_in_order &= last < entry.document;
                    last.clone_from(&entry.document);
                    places.insert(entry.document, (at, line.len()));
                }
                Ok(entry) => {
                    are_in_order = false;
                    places.remove(&entry.document);
                }
                Err(_) => are_in_order = false,
            }
            at += line.len() as u64;
            line.clear();
        }
        Ok(Self { places, are_in_order })
    }

    fn copy(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (mut from, mut to) = (File::open(from)?, BufWriter::new(File::create(to)?));
        for &(at, length) in self.places.values() {
            from.seek(SeekFrom::Start(at))?;
            io::copy(&mut (&from).take(length as u64), &mut to)?;
        }
        to.flush()
    }
}

/// The entries of a manifest that is finished, one at a time.
///
/// # Errors
/// If there is none.
pub(super) fn entries(out: &Path) -> Result<impl Iterator<Item = Entry>> {
    let path = out.join(MANIFEST);
    let file = File::open(&path).map_err(|source| trouble(&path, source))?;
    let lines = BufReader::new(file).lines().map_while(io::Result::ok);
    Ok(lines.filter_map(|line| serde_json::from_str(&line).ok()))
}

/// Writes the list of all documents that were asked for, a line each.
///
/// # Errors
/// If it cannot be written.
pub(super) fn write_plan(out: &Path, shelf: &[Planned]) -> Result<()> {
    write::atomically(&out.join(PLAN), export::json_lines::write(shelf).as_bytes())
}

/// What a run was asked for and what it did, the latter in the order of the documents' names.
///
/// # Errors
/// If `out` holds no manifest or no list.
pub(super) fn load(out: &Path) -> Result<(Vec<Planned>, Vec<Entry>)> {
    let read_file = |name: &str| {
        let path = out.join(name);
        let remedy = "name directories that `justera convert` wrote to";
        fs::read(&path).map_err(|source| Error::Io { path, source, remedy })
    };
    let plan = read_file(PLAN)?;
    let lines = plan.split(|&byte| byte == b'\n').filter(|line| !line.is_empty());
    let shelf = lines.map(serde_json::from_slice).collect::<serde_json::Result<_>>().map_err(|error| {
        Error::Input {
            path: out.join(PLAN),
            reason: format!("it is no list of documents ({error})"),
            remedy: "run `justera convert` again, which writes it anew".to_owned(),
        }
    })?;
    Ok((shelf, read(&read_file(MANIFEST)?).0.into_values().collect()))
}

/// The last line of each document, and how many lines could not be read.
fn read(text: &[u8]) -> (BTreeMap<String, Entry>, usize) {
    let mut entries = BTreeMap::new();
    let mut unreadable = 0;
    for line in text.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
        match serde_json::from_slice::<Entry>(line) {
            Ok(entry) => drop(entries.insert(entry.document.clone(), entry)),
            Err(_) => unreadable += 1,
        }
    }
    (entries, unreadable)
}

fn trouble(path: &Path, source: io::Error) -> Error {
    Error::Io { path: path.to_owned(), source, remedy: "see that --out may be written and has room" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(document: &str, words: u64) -> Entry {
        let text = |text: &str| text.to_owned();
        Entry { words, ..Entry::new(text(document), text("in"), text("s"), text("d")) }
    }

    #[test]
    fn a_torn_line_is_cut_off_and_the_last_line_counts() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        let manifest = Manifest::open(here.path()).expect("a new one");
        for one in [entry("b", 1), entry("a", 2), entry("b", 3)] {
            manifest.append(&one).expect("there is room");
        }
        drop(manifest);
        let path = here.path().join(MANIFEST);
        let whole = fs::read(&path).expect("it is there");
        fs::write(&path, [&whole[..], b"{\"document\":\"c\",\"inp"].concat()).expect("there is room");
        let manifest = Manifest::open(here.path()).expect("an old one");
        assert_eq!((manifest.dropped(), manifest.before("c")), (1, None));
        assert_eq!(fs::read(&path).expect("it is there"), whole);
        manifest.append(&entry("d", 4)).expect("there is room");
        manifest.finish(|entry| entry.document != "a").expect("there is room");
        let entries: Vec<Entry> = entries(here.path()).expect("it is there").collect();
        let told: Vec<(&str, u64)> =
            entries.iter().map(|entry| (entry.document.as_str(), entry.words)).collect();
        assert_eq!(told, [("b", 3), ("d", 4)]);
        let planned =
            |name: &str| Planned { document: name.to_owned(), input: "in".to_owned(), shard: Some(2) };
        let shelf = vec![planned("b"), planned("d")];
        write_plan(here.path(), &shelf).expect("there is room");
        assert_eq!(load(here.path()).expect("it is there"), (shelf, entries));
    }

    #[test]
    fn a_line_that_is_no_entry_is_passed_over() {
        let here = tempfile::tempdir().expect("a scratch directory can be made");
        fs::write(here.path().join(MANIFEST), b"{\"document\":1}\n\0\0\0\n").expect("there is room");
        assert_eq!(Manifest::open(here.path()).expect("it opens").dropped(), 2);
    }
}
