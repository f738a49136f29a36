//! What one pass over a document did, and what it leaves to the next one.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::Searcher;
use super::memory::Memory;
use super::units::{Kind, Place, Sentences, Unit};
use super::work::Judged;

/// What a pass did, by place.
#[derive(Debug, Default)]
pub(crate) struct Pass {
    /// Words that it changed, as they read now, and how many of their letters stand before a line end.
    changed: FxHashMap<Place, (String, usize)>,
    /// Words that it left in doubt.
    doubtful: FxHashSet<Place>,
}

impl Pass {
    /// Adds a judged unit.
    pub(crate) fn add(&mut self, here: &Judged<'_>) {
        let place = here.unit.place;
        let chosen = here.verdict.chosen();
        if chosen != 0 {
            let candidate = &here.candidates[chosen];
            self.changed.insert(place, (candidate.text.clone(), candidate.break_at));
        } else if here.verdict.grade.is_some() {
            self.doubtful.insert(place);
        }
    }

    pub(crate) fn changed_nothing(&self) -> bool {
        self.changed.is_empty()
    }

    /// Puts the changed words in the place of those that were read.
    pub(crate) fn put_into(
        &self,
        sentences: &mut Sentences<'_>,
        searcher: &Searcher<'_>,
        memory: &mut Memory,
    ) {
        if self.changed_nothing() {
            return;
        }
        for unit in &mut sentences.units {
            let Some((text, break_at)) = self.changed.get(&unit.place) else { continue };
            unit.core = Cow::Owned(text.clone());
            if let Some((letters, _)) = &mut unit.continued {
                *letters = *break_at;
            }
            if unit.kind != Kind::Word {
                unit.kind = Kind::Protected;
            }
            unit.found = memory.find(searcher, &unit.core, unit.continued.map(|(at, _)| at));
        }
    }

    /// Whether it changed a sentence and left something in it that may change now.
    pub(crate) fn leaves_open(&self, sentence: &[Unit<'_>], memory: &Memory) -> bool {
        let may_be_another = |unit: &Unit<'_>| {
            let found = memory.get(unit.found);
            unit.kind == Kind::Word && found.len() > 1 && found[0].entry.is_none()
        };
        let open = |unit: &Unit<'_>| may_be_another(unit) || self.doubtful.contains(&unit.place);
        sentence.iter().any(open) && sentence.iter().any(|unit| self.changed.contains_key(&unit.place))
    }
}
