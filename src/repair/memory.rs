//! The candidates of words that were looked up: each different word once, over documents too.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::candidates::{Candidate, Searcher};

/// Different words that a memory holds before it begins anew: some 40 MB.
const MOST: usize = 30_000;

/// Candidates by word. What it holds never changes what is found, only how fast.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    index: FxHashMap<Box<str>, u32>,
    found: Vec<Box<[Candidate]>>,
}

impl Memory {
    /// The number of a word, looked up where it is new. `line_end`: number of letters before a line end inside it.
    pub(crate) fn find(&mut self, searcher: &Searcher<'_>, core: &str, line_end: Option<usize>) -> u32 {
        let key = line_end.map(|at| format!("{core}\n{at}"));
        let key = key.as_deref().unwrap_or(core);
        if let Some(&number) = self.index.get(key) {
            return number;
        }
        let number = u32::try_from(self.found.len()).expect("no document has four thousand million words");
        self.found.push(searcher.candidates(core, line_end).into());
        self.index.insert(key.into(), number);
        number
    }

    /// The candidates of a word, the reading itself first.
    pub(crate) fn get(&self, number: u32) -> &[Candidate] {
        &self.found[number as usize]
    }
}

/// Memories that no document uses just now: one for each thread that works.
#[derive(Debug, Default)]
pub(crate) struct Memories(Mutex<Vec<Memory>>);

impl Memories {
    /// A memory for one document, to be given back.
    pub(crate) fn take(&self) -> Memory {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    /// Keeps a memory for the next document, unless it has grown too large.
    pub(crate) fn give_back(&self, memory: Memory) {
        if memory.found.len() <= MOST {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        }
    }
}
