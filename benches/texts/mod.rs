//! What the benches are run on.

use std::fs;
use std::path::{Path, PathBuf};

/// The fixtures' texts whose names end so, a page break between them.
pub(crate) fn fixtures(ending: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let entries = fs::read_dir(folder).expect("the fixtures can be read");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("their names can be read").path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    let texts: Vec<String> =
        paths.iter().map(|path| fs::read_to_string(path).expect("a fixture can be read")).collect();
    assert!(!texts.is_empty(), "no fixture ends in {ending}");
    texts.join("\u{c}\n")
}
