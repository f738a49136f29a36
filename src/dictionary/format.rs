//! The container of a compiled dictionary: magic, format version, sections, checksums.
//!
//! ```text
//! "JUSTDICT"  version:u32  sections:u32  { tag:[u8;4] offset:u32 length:u32 crc32:u32 }*  crc32 of all before:u32  sections…
//! ```
//! All numbers are little-endian; offsets count from the start of the file.

use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, Result};

/// First bytes of every dictionary.
const MAGIC: &[u8; 8] = b"JUSTDICT";
/// Version of this layout. A dictionary of another version is refused.
pub(crate) const VERSION: u32 = 4;
const ENTRY: usize = 16;
const FIXED: usize = 16;
/// More sections than any dictionary has: a larger number means damage.
const MOST_SECTIONS: usize = 64;

/// The bytes of a dictionary: built into the program or read from a file.
#[derive(Debug, Clone)]
pub(crate) enum Bytes {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Self::Static(bytes) => bytes,
            Self::Shared(bytes) => bytes,
        }
    }
}

/// A part of the bytes.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    bytes: Bytes,
    range: Range<usize>,
}

impl Section {
    /// All of `bytes`.
    pub(crate) fn whole(bytes: Vec<u8>) -> Self {
        let range = 0..bytes.len();
        Self { bytes: Bytes::Shared(bytes.into()), range }
    }
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        &self.bytes.all()[self.range.clone()]
    }
}

/// An opened container: checksums hold.
#[derive(Debug)]
pub(crate) struct Container {
    bytes: Bytes,
    sections: Vec<([u8; 4], Range<usize>)>,
    checksum: u32,
}

impl Container {
    /// Opens a dictionary and checks every section.
    pub(crate) fn open(bytes: Bytes) -> Result<Self> {
        let all = bytes.all();
        if all.len() < FIXED || &all[..8] != MAGIC {
            return Err(refused(
                "these bytes are not a justera dictionary",
                "name a file made by `cargo xtask dictionary`",
            ));
        }
        let version = u32_at(all, 8);
        if version != VERSION {
            let cure =
                if version < VERSION { "build it again with this program" } else { "use a newer justera" };
            return Err(refused(
                &format!("it has format version {version}, this program reads version {VERSION}"),
                cure,
            ));
        }
        let count = u32_at(all, 12) as usize;
        let table_end = FIXED + count.min(MOST_SECTIONS) * ENTRY;
        if count > MOST_SECTIONS || all.len() < table_end + 4 {
            return Err(damaged("its table of sections is cut off"));
        }
        let checksum = u32_at(all, table_end);
        if crc32fast::hash(&all[..table_end]) != checksum {
            return Err(damaged("its table of sections does not match its checksum"));
        }
        let mut sections = Vec::with_capacity(count);
        for index in 0..count {
            let at = FIXED + index * ENTRY;
            let tag = [all[at], all[at + 1], all[at + 2], all[at + 3]];
            let start = u32_at(all, at + 4) as usize;
            let end = start.saturating_add(u32_at(all, at + 8) as usize);
            let name = String::from_utf8_lossy(&tag).into_owned();
            let Some(section) = all.get(start..end) else {
                return Err(damaged(&format!("section {name} runs past the end of the file")));
            };
            if crc32fast::hash(section) != u32_at(all, at + 12) {
                return Err(damaged(&format!("section {name} does not match its checksum")));
            }
            sections.push((tag, start..end));
        }
        Ok(Self { bytes, sections, checksum })
    }

    /// The section with this tag.
    pub(crate) fn section(&self, tag: [u8; 4]) -> Result<Section> {
        let found = self.sections.iter().find(|(name, _)| *name == tag);
        let (_, range) =
            found.ok_or_else(|| damaged(&format!("section {} is missing", String::from_utf8_lossy(&tag))))?;
        Ok(Section { bytes: self.bytes.clone(), range: range.clone() })
    }

    /// Checksum over the table of sections, and so over all: two dictionaries with the same one are the same.
    pub(crate) fn checksum(&self) -> u32 {
        self.checksum
    }
}

/// Writes a container.
pub(crate) fn write(sections: &[([u8; 4], Vec<u8>)]) -> Vec<u8> {
    let head = FIXED + sections.len() * ENTRY + 4;
    let mut out = Vec::with_capacity(head + sections.iter().map(|(_, bytes)| bytes.len()).sum::<usize>());
    out.extend_from_slice(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(sections.len() as u32).to_le_bytes());
    let mut offset = head;
    for (tag, bytes) in sections {
        out.extend_from_slice(tag);
        out.extend_from_slice(&(offset as u32).to_le_bytes());
        out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
        out.extend_from_slice(&crc32fast::hash(bytes).to_le_bytes());
        offset += bytes.len();
    }
    out.extend_from_slice(&crc32fast::hash(&out).to_le_bytes());
    for (_, bytes) in sections {
        out.extend_from_slice(bytes);
    }
    out
}

/// The little-endian number at `at`.
///
/// # Panics
/// If fewer than four bytes stand there.
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes were cut out"))
}

/// The error for a dictionary whose content is not what its sections promise.
pub(crate) fn damaged(what: &str) -> Error {
    refused(
        &format!("it is damaged: {what}"),
        "install justera again, or build the dictionary again with `cargo xtask dictionary`",
    )
}

fn refused(reason: &str, remedy: &str) -> Error {
    Error::Dictionary { reason: reason.to_owned(), remedy: remedy.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        write(&[(*b"AAAA", vec![1, 2, 3]), (*b"BBBB", Vec::new())])
    }

    fn open(bytes: Vec<u8>) -> Result<Container> {
        Container::open(Bytes::Shared(bytes.into()))
    }

    #[test]
    fn sections_come_back() {
        let container = open(sample()).expect("just written");
        assert_eq!(container.section(*b"AAAA").expect("there").as_ref(), [1, 2, 3]);
        assert!(container.section(*b"BBBB").expect("there").as_ref().is_empty());
        assert!(container.section(*b"CCCC").is_err());
    }

    #[test]
    fn every_flipped_byte_is_noticed() {
        let good = sample();
        for index in 0..good.len() {
            let mut bad = good.clone();
            bad[index] ^= 0x10;
            assert!(open(bad).is_err(), "byte {index} was changed unnoticed");
        }
    }

    #[test]
    fn every_truncation_is_noticed() {
        let good = sample();
        for length in 0..good.len() {
            assert!(open(good[..length].to_vec()).is_err(), "cut to {length} bytes unnoticed");
        }
    }

    #[test]
    fn another_version_is_refused_with_both_numbers_and_the_cure() {
        let mut other = sample();
        other[8] = 7;
        let message = open(other).expect_err("another version").to_string();
        assert!(
            message.contains("version 7")
                && message.contains(&format!("version {VERSION}"))
                && message.contains("newer"),
            "{message}"
        );
    }
}
