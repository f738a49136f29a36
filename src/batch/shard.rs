//! Shares of a shelf for several machines: which documents fall to which is told by their names alone.

use crate::error::Error;
use std::str::FromStr;
use xxhash_rust::xxh3::xxh3_64;

/// One of several shares of equal size, more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    index: u32,
    count: u32,
}

impl Shard {
    /// The share that a document falls to, counted from 1: the same in every run with as many shares.
    #[must_use]
    pub fn of(self, document: &str) -> u32 {
        let share = xxh3_64(document.as_bytes()) % u64::from(self.count);
        u32::try_from(share).expect("a remainder is below its divisor") + 1
    }

    /// Whether a document falls to this share.
    #[must_use]
    pub fn takes(self, document: &str) -> bool {
        self.of(document) == self.index
    }
}

impl FromStr for Shard {
    type Err = Error;

    /// Reads `2/5`: the second of five.
    fn from_str(text: &str) -> Result<Self, Error> {
        let numbers = text
            .split_once('/')
            .and_then(|(index, count)| Some(Self { index: index.parse().ok()?, count: count.parse().ok()? }));
        numbers
            .filter(|shard| (1..=shard.count).contains(&shard.index))
            .ok_or_else(|| Error::Settings(format!("{text} is no share; write 1/4 for the first of four")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_falls_to_one_share() {
        let shards: Vec<Shard> = ["1/3", "2/3", "3/3"].map(|text| text.parse().expect("a share")).to_vec();
        let mut sizes = [0; 3];
        for number in 0..3000 {
            let document = format!("1974/protokoll {number}");
            let takers: Vec<usize> = (0..3).filter(|&at| shards[at].takes(&document)).collect();
            assert_eq!(takers.len(), 1);
            sizes[takers[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (850..1150).contains(size)), "{sizes:?}");
        for wrong in ["", "1", "0/3", "4/3", "a/b", "1/0", "-1/2"] {
            assert!(wrong.parse::<Shard>().is_err(), "{wrong}");
        }
    }
}
