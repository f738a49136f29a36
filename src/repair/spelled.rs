//! Guesses at words that no list holds: how a name or a rare word is likely spelled, where the reading lost its å, ä and ö.
//!
//! A beam search over the letters read: at each place the letter itself or one of å, ä, ö that it was read for, weighed by the model of letters.

use smallvec::SmallVec;

use crate::dictionary::{Cost, Dictionary, LetterContext};

use super::channel::{FOLLOWED, Pairs, Use, followed};
use super::walk::lower;

/// Spellings that are followed at once, and that are given.
const BEAM: usize = 12;
const MOST: usize = 5;
/// Dearest single loss that is followed.
const DEAREST: Cost = 4 * 16;

/// A way to spell the word.
#[derive(Debug, Clone)]
pub(crate) struct Guess {
    pub(crate) letters: Vec<char>,
    pub(crate) used: SmallVec<[Use; 4]>,
    pub(crate) kept: [u8; FOLLOWED.len()],
    /// Letters before the line end inside it.
    pub(crate) break_at: usize,
    /// Cost of the losses.
    pub(crate) channel: Cost,
    /// Cost of the letters.
    letters_cost: Cost,
    context: LetterContext,
}

/// The likeliest spellings of `read`, losses of å, ä and ö the only changes; the reading itself is not among them.
pub(crate) fn guesses(
    dictionary: &Dictionary,
    pairs: &Pairs,
    read: &[char],
    name: bool,
    line_end: Option<usize>,
) -> Vec<Guess> {
    let mut beams: Vec<Vec<Guess>> = vec![Vec::new(); read.len() + 1];
    beams[0].push(Guess {
        letters: Vec::with_capacity(read.len()),
        used: SmallVec::new(),
        kept: [0; FOLLOWED.len()],
        break_at: 0,
        channel: 0,
        letters_cost: 0,
        context: LetterContext::start(name),
    });
    for place in 0..read.len() {
        let mut here = std::mem::take(&mut beams[place]);
        here.sort_by(|a, b| (a.total(), &a.letters).cmp(&(b.total(), &b.letters)));
        here.truncate(BEAM);
        for mut guess in here {
            if line_end == Some(place) {
                guess.break_at = guess.letters.len();
            }
            for &index in pairs.beginning_with(read[place]) {
                let pair = pairs.get(index);
                let end = place + pair.read.len();
                let used = Use { pair: index, position: pairs.position(place, end, read.len()) };
                let cost = pairs.least_cost(used);
                if pair.lost_letter().is_some() && cost <= DEAREST && read[place..].starts_with(&pair.read) {
                    let mut next = guess.then(dictionary, pair.truth[0]);
                    next.channel += cost;
                    next.used.push(used);
                    beams[end].push(next);
                }
            }
            let mut same = guess.then(dictionary, read[place]);
            if let Some(index) = followed(read[place]) {
                same.kept[index] = same.kept[index].saturating_add(1);
            }
            beams[place + 1].push(same);
        }
    }
    let mut last = beams.pop().unwrap_or_default();
    for guess in &mut last {
        guess.letters_cost += dictionary.letters_end(guess.context);
    }
    last.retain(|guess| !guess.used.is_empty());
    last.sort_by(|a, b| (a.total(), &a.letters).cmp(&(b.total(), &b.letters)));
    last.truncate(MOST);
    last
}

impl Guess {
    fn total(&self) -> Cost {
        self.channel + self.letters_cost
    }

    fn then(&self, dictionary: &Dictionary, letter: char) -> Self {
        let mut next = self.clone();
        let (cost, context) = dictionary.letter_cost(self.context, lower(letter));
        next.letters_cost += cost;
        next.context = context;
        next.letters.push(letter);
        next
    }
}
