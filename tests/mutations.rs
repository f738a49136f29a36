//! No reader panics, whatever the bytes: fixtures of every format, cut and changed at places that are the same in every run.

use justera::input::{self, Reading};
use std::fs;
use std::path::{Path, PathBuf};

/// Changed copies of each file, of those that cost a process each, and of long ones.
const COPIES: u64 = 120;
const COPIES_OF_PDF: u64 = 12;

/// A stated generator (SplitMix64): the same seed, the same changes.
struct Chance(u64);

impl Chance {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .collect();
    files.sort();
    files
}

/// Changes a few bytes, cuts, or repeats a part.
fn changed(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=chance.next(6) {
        let at = chance.next(out.len());
        match chance.next(4) {
            0 => out.truncate(at),
            1 => {
                let end = (at + chance.next(200)).min(out.len());
                let part = out[at..end].to_vec();
                out.splice(at..at, part);
            }
            2 => {
                let sign = b"<>&;\"\0\xFF9-"[chance.next(9)];
                out.get_mut(at).into_iter().for_each(|byte| *byte = sign);
            }
            _ => {
                let value = chance.next(256) as u8;
                out.get_mut(at).into_iter().for_each(|byte| *byte = value);
            }
        }
    }
    out
}

/// Reads it; an engine that finds nothing makes images be decoded.
fn read(path: &Path, bytes: &[u8]) {
    #[cfg(feature = "ocr")]
    {
        use justera::ocr::{EngineInfo, GreyImage, OcrEngine};
        struct Blind;
        impl OcrEngine for Blind {
            fn info(&self) -> justera::Result<EngineInfo> {
                Ok(EngineInfo { name: "blind".to_owned(), languages: Vec::new() })
            }
            fn read(&self, image: &GreyImage) -> justera::Result<Vec<justera::page::Line>> {
                assert_eq!(image.pixels.len(), image.width as usize * image.height as usize);
                Ok(Vec::new())
            }
        }
        let _ = input::read_bytes(path, bytes, &Reading::with(Some(&Blind)));
    }
    #[cfg(not(feature = "ocr"))]
    let _ = input::read_bytes(path, bytes, &Reading::default());
}

#[test]
fn no_reader_panics() {
    let mut chance = Chance(5);
    let mut count = 0;
    for path in files("inputs").into_iter().chain(files("broken")).chain(files("images/tiff")) {
        let bytes = fs::read(&path).expect("a fixture");
        let is_pdf = path.extension().is_some_and(|extension| extension == "pdf");
        for _ in 0..if is_pdf { COPIES_OF_PDF } else { COPIES } {
            read(&path, &changed(&bytes, &mut chance));
            count += 1;
        }
    }
    assert!(count > 1000, "{count} changed files");
}
