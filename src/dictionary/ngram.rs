//! Word n-grams: costs of word pairs and triples, found by hash.
//!
//! A table holds its n-grams sorted by a 64-bit hash. The top bits of the hash choose a bucket, 24 bits below tell its n-grams apart, so that an n-gram that
//! the table does not hold is taken for one that it holds in fewer than one of a million look-ups. No word is stored.

use crate::error::Result;

use super::format::{Section, damaged, u32_at};
use super::lexicon::Cost;

/// Mean number of n-grams in a bucket.
const BUCKET: usize = 8;
/// Bytes that tell an n-gram from the others of its bucket.
const FINGERPRINT: usize = 3;

/// A word, as n-grams know it: a hash of its lower-case form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordHash(u64);

impl WordHash {
    /// The word `lower`, which is in lower case.
    #[must_use]
    pub fn of(lower: &str) -> Self {
        Self(xxhash_rust::xxh3::xxh3_64(lower.as_bytes()))
    }
}

/// Key of a pair.
pub(crate) fn pair(first: WordHash, second: WordHash) -> u64 {
    mix(first.0.rotate_left(17) ^ second.0.wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// Key of a triple, from the key of its first two words.
pub(crate) fn triple(first_two: u64, third: WordHash) -> u64 {
    mix(first_two.rotate_left(29) ^ third.0.wrapping_mul(0xC2B2_AE3D_27D4_EB4F))
}

/// Finaliser of MurmurHash3: every bit of the input moves every bit of the output.
fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

/// A table of n-grams: for each a cost, and where `width` is 2 the cost of backing off from it.
#[derive(Debug)]
pub(crate) struct Table {
    section: Section,
    count: usize,
    buckets: usize,
    /// Bytes of values for each n-gram.
    width: usize,
}

/// What a table holds of an n-gram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) cost: Cost,
    pub(crate) backoff: Cost,
}

const HEAD: usize = 12;

impl Table {
    pub(crate) fn open(section: Section) -> Result<Self> {
        let bytes = section.as_ref();
        if bytes.len() < HEAD {
            return Err(damaged("a table of n-grams is cut off"));
        }
        let (count, buckets, width) =
            (u32_at(bytes, 0) as usize, u32_at(bytes, 4) as usize, u32_at(bytes, 8) as usize);
        let whole = HEAD + (buckets + 1) * 4 + count * (FINGERPRINT + width);
        if !(1..=2).contains(&width) || buckets == 0 || bytes.len() != whole {
            return Err(damaged("a table of n-grams has another size than it says"));
        }
        Ok(Self { section, count, buckets, width })
    }

    /// Number of n-grams.
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    /// What is known of the n-gram with this key.
    pub(crate) fn get(&self, key: u64) -> Option<Found> {
        let bytes = self.section.as_ref();
        let bucket = bucket_of(key, self.buckets);
        let at = HEAD + bucket * 4;
        let (start, end) = (u32_at(bytes, at) as usize, u32_at(bytes, at + 4) as usize);
        let entries = HEAD + (self.buckets + 1) * 4;
        let size = FINGERPRINT + self.width;
        let slots = bytes.get(entries + start * size..entries + end * size)?;
        let wanted = fingerprint(key);
        let slot = slots.chunks_exact(size).find(|slot| slot[..FINGERPRINT] == wanted)?;
        let backoff = if self.width == 2 { Cost::from(slot[FINGERPRINT + 1]) } else { 0 };
        Some(Found { cost: Cost::from(slot[FINGERPRINT]), backoff })
    }
}

/// Writes a table. `entries`: key, cost and backoff cost; a key that stands twice keeps its lower cost.
pub(crate) fn write_table(mut entries: Vec<(u64, u8, u8)>, with_backoff: bool) -> Vec<u8> {
    let buckets = (entries.len() / BUCKET).max(1);
    let place = |key: u64| (bucket_of(key, buckets), fingerprint(key));
    entries.sort_unstable_by_key(|&(key, cost, _)| (place(key), cost));
    entries.dedup_by_key(|&mut (key, _, _)| place(key));
    let mut out = Vec::new();
    let width = if with_backoff { 2u32 } else { 1 };
    out.extend_from_slice(&(entries.len() as u32).to_le_bytes());
    out.extend_from_slice(&(buckets as u32).to_le_bytes());
    out.extend_from_slice(&width.to_le_bytes());
    let mut next = 0;
    for bucket in 0..=buckets {
        while next < entries.len() && bucket_of(entries[next].0, buckets) < bucket {
            next += 1;
        }
        out.extend_from_slice(&(next as u32).to_le_bytes());
    }
    for (key, cost, backoff) in entries {
        out.extend_from_slice(&fingerprint(key));
        out.push(cost);
        if with_backoff {
            out.push(backoff);
        }
    }
    out
}

fn bucket_of(key: u64, buckets: usize) -> usize {
    ((u128::from(key) * buckets as u128) >> 64) as usize
}

fn fingerprint(key: u64) -> [u8; FINGERPRINT] {
    let bytes = key.to_le_bytes();
    [bytes[0], bytes[1], bytes[2]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dictionary::format::{Bytes, Container, write};

    #[test]
    fn finds_what_it_holds_and_nothing_else() {
        let words: Vec<WordHash> = (0..300).map(|n| WordHash::of(&format!("ord{n}"))).collect();
        let entries: Vec<(u64, u8, u8)> = words
            .windows(2)
            .enumerate()
            .map(|(n, two)| (pair(two[0], two[1]), n as u8, 200 - n as u8 / 2))
            .collect();
        let bytes = write(&[(*b"TEST", write_table(entries.clone(), true))]);
        let container = Container::open(Bytes::Shared(bytes.into())).expect("just written");
        let table = Table::open(container.section(*b"TEST").expect("there")).expect("whole");
        assert_eq!(table.len(), entries.len());
        for (key, cost, backoff) in entries {
            assert_eq!(table.get(key), Some(Found { cost: cost.into(), backoff: backoff.into() }));
        }
        assert_eq!(table.get(pair(words[1], words[0])), None);
        assert_eq!(table.get(triple(pair(words[0], words[1]), words[2])), None);
    }
}
