//! Choices that a seed decides: the same seed chooses alike on every machine.

use rand_chacha::ChaCha8Rng;
use rand_core::{RngCore, SeedableRng};

/// A stream of choices.
pub(crate) struct Chance(ChaCha8Rng);

impl Chance {
    /// The choices that start at `seed`; `stream` parts those of one document from those of the next.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Self(random)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.0.next_u64() % end.max(1) as u64) as usize
    }

    /// A number from `first` to `last`, both included.
    pub(crate) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last + 1 - first)
    }

    /// A number from 0 up to, not with, 1.
    pub(crate) fn unit(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / (1u32 << 24) as f32
    }

    /// True in `share` of all cases.
    pub(crate) fn hit(&mut self, share: f32) -> bool {
        self.unit() < share
    }

    /// One of `all`.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// One of `all`, each as often as its weight says.
    pub(crate) fn weighted<'a, T>(&mut self, all: &'a [T], weight: impl Fn(&T) -> usize) -> &'a T {
        let mut at = self.below(all.iter().map(&weight).sum());
        for one in all {
            match at.checked_sub(weight(one)) {
                Some(rest) => at = rest,
                None => return one,
            }
        }
        all.last().expect("there is something to choose from")
    }

    /// The generator itself, for what wears pages.
    pub(crate) fn generator(&mut self) -> &mut ChaCha8Rng {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_differ_and_repeat() {
        let draw = |stream| {
            let mut chance = Chance::new(7, stream);
            (0..8).map(|_| chance.below(100)).collect::<Vec<_>>()
        };
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
    }

    #[test]
    fn weights_are_kept() {
        let mut chance = Chance::new(1, 0);
        let heavy = (0..1000).filter(|_| *chance.weighted(&[1, 9], |&weight| weight) == 9).count();
        assert!((850..950).contains(&heavy), "{heavy}");
    }
}
