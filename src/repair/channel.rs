//! The channel: what reading does to print, as the table knows it and as this document shows it.

use rustc_hash::FxHashMap;

use crate::dictionary::{Confusion, Cost, Dictionary, Model, Position, cost_of, letter_byte};

use super::walk::lower;

/// Number of the letters whose keeping is followed: å, ä, ö.
pub(crate) const FOLLOWED: [char; 3] = ['å', 'ä', 'ö'];

/// Index of a followed letter, in whatever case.
pub(crate) fn followed(letter: char) -> Option<usize> {
    match letter {
        'å' | 'Å' => Some(0),
        'ä' | 'Ä' => Some(1),
        'ö' | 'Ö' => Some(2),
        _ => None,
    }
}

/// Where a pair stood in its word; what a candidate remembers of the way it came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Use {
    pub(crate) pair: u16,
    pub(crate) position: Position,
}

/// Rates of a pair in one model, by position.
#[derive(Debug, Clone, Copy, Default)]
struct Rates {
    any: f32,
    start: Option<f32>,
    end: Option<f32>,
    alone: Option<f32>,
}

impl Rates {
    fn at(&self, position: Position) -> f32 {
        self.special(position).unwrap_or(self.any)
    }

    /// The rate at a position that has one of its own.
    fn special(&self, position: Position) -> Option<f32> {
        match position {
            Position::Any => None,
            Position::Start => self.start,
            Position::End => self.end,
            Position::Alone => self.alone,
        }
    }
}

/// A printed string and what was read for it.
#[derive(Debug, Clone)]
pub(crate) struct Pair {
    /// As printed.
    pub(crate) truth: Vec<char>,
    /// The same as bytes of lexicon keys.
    pub(crate) bytes: Vec<u8>,
    /// As read.
    pub(crate) read: Vec<char>,
    /// The lowest cost that any document gives it, by position.
    least: [Cost; 4],
    english: Rates,
    swedish: Rates,
}

/// A pair that no page shows: its rate in the other model.
const UNSEEN: f32 = 2e-5;

impl Pair {
    fn rates(&mut self, model: Model) -> &mut Rates {
        match model {
            Model::English => &mut self.english,
            Model::Swedish => &mut self.swedish,
        }
    }

    /// Highest rate that any document gives it.
    fn most(&self, position: Position) -> f32 {
        self.english.at(position).max(self.swedish.at(position)).max(UNSEEN)
    }

    /// Whether it is as frequent at a position as anywhere.
    fn is_even_at(&self, position: Position) -> bool {
        self.english.special(position).is_none() && self.swedish.special(position).is_none()
    }

    /// Its rate in a document that lost this share of its å ä ö: such a one was read by the English model.
    fn table_rate(&self, position: Position, loss: f64) -> f64 {
        let rate = |rates: &Rates| f64::from(rates.at(position).max(UNSEEN));
        loss * rate(&self.english) + (1.0 - loss) * rate(&self.swedish)
    }

    /// The followed letter that it loses. One that is read for another is not lost: a model that has them in its alphabet mistakes them
    /// seldom, and a document's few unknown names with å, ä or ö (Kälsta, Ärtemark) are no evidence that it does.
    pub(crate) fn lost_letter(&self) -> Option<usize> {
        match (&self.truth[..], &self.read[..]) {
            ([_], [read]) if followed(*read).is_some() => None,
            ([letter], _) => followed(*letter),
            _ => None,
        }
    }

    /// Whether it is å, ä or ö read as the letter that it is without its marks, small or capital.
    pub(crate) fn lost_marks(&self) -> bool {
        matches!(
            (&self.truth[..], &self.read[..]),
            (['å' | 'ä'], ['a' | 'A']) | (['Å' | 'Ä'], ['A']) | (['ö'], ['o' | 'O']) | (['Ö'], ['O'])
        )
    }
}

/// All pairs, found by the first sign read.
#[derive(Debug)]
pub(crate) struct Pairs {
    pairs: Vec<Pair>,
    by_first: FxHashMap<char, Vec<u16>>,
    lost: Vec<u16>,
}

impl Pairs {
    /// The pairs of a dictionary that can stand inside words.
    pub(crate) fn of(dictionary: &Dictionary) -> Self {
        let mut table: FxHashMap<(String, String), Pair> = FxHashMap::default();
        for row in dictionary.confusions() {
            if is_inside_words(row) {
                add(&mut table, row, &row.truth, &row.read);
            }
        }
        let in_capitals: Vec<&Confusion> =
            dictionary.confusions().iter().filter(|row| is_inside_words(row)).collect();
        for row in in_capitals {
            let (truth, read) = (row.truth.to_uppercase(), row.read.to_uppercase());
            if truth != row.truth && !read.is_empty() && read.chars().count() == row.read.chars().count() {
                add_missing(&mut table, row, &truth, &read);
            }
        }
        let mut pairs: Vec<Pair> = table.into_values().collect();
        pairs.sort_by(|a, b| (&a.read, &a.truth).cmp(&(&b.read, &b.truth)));
        for pair in &mut pairs {
            pair.least = POSITIONS.map(|position| cost_of(f64::from(pair.most(position))));
        }
        let mut by_first: FxHashMap<char, Vec<u16>> = FxHashMap::default();
        let mut lost = Vec::new();
        for (index, pair) in (0u16..).zip(&pairs) {
            match pair.read.first() {
                Some(&first) => by_first.entry(first).or_default().push(index),
                None => lost.push(index),
            }
        }
        Self { pairs, by_first, lost }
    }

    pub(crate) fn get(&self, index: u16) -> &Pair {
        &self.pairs[usize::from(index)]
    }

    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Pairs whose reading begins with this sign.
    pub(crate) fn beginning_with(&self, first: char) -> &[u16] {
        self.by_first.get(&first).map_or(&[], Vec::as_slice)
    }

    /// Pairs of which nothing was read.
    pub(crate) fn lost(&self) -> &[u16] {
        &self.lost
    }

    /// The pair that reads a capital as this one reads its small letter; the pair itself where it is of a capital.
    pub(crate) fn capital(&self, index: u16) -> Option<u16> {
        let pair = self.get(index);
        let first = pair.truth.first()?;
        if !first.is_lowercase() {
            return Some(index);
        }
        let capital = |other: &Pair| {
            other.truth.len() == pair.truth.len()
                && other.truth[1..] == pair.truth[1..]
                && other.truth[0].is_uppercase()
                && first.to_uppercase().eq([other.truth[0]])
        };
        let others = self.beginning_with(*pair.read.first()?);
        others.iter().copied().find(|&at| self.get(at).read == pair.read && capital(self.get(at)))
    }

    /// Where in a word of `length` letters a pair stands that goes from one place to another.
    pub(crate) fn position(&self, from: usize, to: usize, length: usize) -> Position {
        match (from == 0, to == length) {
            (true, true) => Position::Alone,
            (true, false) => Position::Start,
            (false, true) => Position::End,
            (false, false) => Position::Any,
        }
    }

    /// The lowest cost that any document gives a pair.
    pub(crate) fn least_cost(&self, used: Use) -> Cost {
        self.get(used.pair).least[slot(used.position)]
    }
}

/// Signs that are written inside words and beside them: `SKR:s`, `listan(-orna)`, `°C`; they are never specks.
const WRITTEN_INSIDE: [char; 5] = [':', '(', ')', '°', '/'];

/// Whether a row is about letters of words. Signs that stand beside words are the business of the sign rules. Letters lost, added or doubled are as
/// often the author's own slips as the OCR's, and those stay: only å, ä and ö are looked for where nothing was read.
fn is_inside_words(row: &Confusion) -> bool {
    let truth: Vec<char> = row.truth.chars().collect();
    let letters = truth.iter().all(|c| c.is_alphabetic());
    let lost = row.read.is_empty() && !matches!(truth[..], [letter] if followed(letter).is_some());
    let added = truth.is_empty()
        && row.read.chars().any(|sign| sign.is_alphabetic() || WRITTEN_INSIDE.contains(&sign));
    let doubled =
        |a: &str, b: &str| a.chars().all(|c| b.starts_with(c)) && b.chars().all(|c| a.starts_with(c));
    letters
        && !lost
        && !added
        && !row.truth.contains(' ')
        && !row.read.contains(' ')
        && row.truth != row.read
        && (truth.is_empty() || row.read.is_empty() || !doubled(&row.truth, &row.read))
}

fn add(table: &mut FxHashMap<(String, String), Pair>, row: &Confusion, truth: &str, read: &str) {
    let pair = table.entry((truth.to_owned(), read.to_owned())).or_insert_with(|| Pair {
        truth: truth.chars().collect(),
        bytes: truth.chars().filter_map(|letter| letter_byte(lower(letter))).collect(),
        read: read.chars().collect(),
        least: [0; 4],
        english: Rates::default(),
        swedish: Rates::default(),
    });
    let rates = pair.rates(row.model);
    match row.position {
        Position::Any => rates.any = rates.any.max(row.rate),
        Position::Start => rates.start = Some(row.rate),
        Position::End => rates.end = Some(row.rate),
        Position::Alone => rates.alone = Some(row.rate),
    }
}

fn add_missing(table: &mut FxHashMap<(String, String), Pair>, row: &Confusion, truth: &str, read: &str) {
    let key = (truth.to_owned(), read.to_owned());
    if truth != read
        && row.position == Position::Any
        && table.get(&key).is_none_or(|pair| pair.english.any == 0.0 || pair.swedish.any == 0.0)
    {
        add(table, row, truth, read);
    }
}

/// What a page shows of its channel.
#[derive(Debug, Clone)]
pub(crate) struct Evidence {
    /// How often each followed letter stands where it was read as itself.
    pub(crate) kept: [f64; FOLLOWED.len()],
    /// How often each pair explains a word that is none.
    pub(crate) seen: Vec<f64>,
    /// How often it does in the one word that it is seen in most.
    pub(crate) most: Vec<f64>,
    /// Letters read.
    pub(crate) letters: f64,
    /// Letters of words that are none, and no other one clearly misread.
    pub(crate) unclear: f64,
}

impl Evidence {
    pub(crate) fn none(pairs: &Pairs) -> Self {
        let none = vec![0.0; pairs.len()];
        Self { kept: [0.0; FOLLOWED.len()], seen: none.clone(), most: none, letters: 0.0, unclear: 0.0 }
    }

    pub(crate) fn add(&mut self, other: &Self, weight: f64) {
        for (mine, theirs) in self.kept.iter_mut().zip(other.kept) {
            *mine += theirs * weight;
        }
        for (mine, theirs) in self.seen.iter_mut().zip(&other.seen) {
            *mine += theirs * weight;
        }
        for (mine, theirs) in self.most.iter_mut().zip(&other.most) {
            *mine += theirs * weight;
        }
        self.letters += other.letters * weight;
        self.unclear += other.unclear * weight;
    }

    /// How much more, or less, than the table says the page was misread, å ä ö left aside.
    fn noise(&self, pairs: &Pairs, loss: f64) -> f64 {
        let others =
            || (0u16..).zip(&self.seen).filter(|(index, _)| pairs.get(*index).lost_letter().is_none());
        let seen: f64 = others().map(|(_, seen)| seen).sum();
        let chances = self.letters * LETTER_SHARE;
        let expected: f64 =
            others().map(|(index, _)| pairs.get(index).table_rate(Position::Any, loss) * chances).sum();
        ((seen + NOISE_WEIGHT) / (expected + NOISE_WEIGHT)).clamp(LEAST_NOISE, MOST_NOISE)
    }

    /// Followed letters, kept or lost.
    pub(crate) fn followed(&self, pairs: &Pairs) -> f64 {
        self.kept.iter().sum::<f64>() + self.lost(pairs).iter().sum::<f64>()
    }

    fn lost(&self, pairs: &Pairs) -> [f64; FOLLOWED.len()] {
        let mut lost = [0.0; FOLLOWED.len()];
        for (index, &seen) in (0u16..).zip(&self.seen) {
            if let Some(letter) = pairs.get(index).lost_letter() {
                lost[letter] += seen;
            }
        }
        lost
    }
}

/// Weight of the table against the document, in letters: little for å ä ö, whose loss depends on the model that read the page; much for all else.
const TABLE_WEIGHT_FOLLOWED: f64 = 3.0;
const TABLE_WEIGHT: f64 = 4000.0;
/// Weight of the table's noise against the document's, in misread letters, and how far a document may depart from it.
const NOISE_WEIGHT: f64 = 3.0;
const LEAST_NOISE: f64 = 0.03;
const MOST_NOISE: f64 = 5.0;
/// Where more of å ä ö are lost than this the loss is no single word's affair, and all words are witnesses.
pub(super) const MOSTLY_KEPT: f64 = 0.5;
/// Share of the letters of Swedish text that one letter is, roughly: it turns letters read into chances for a pair.
const LETTER_SHARE: f64 = 0.05;

/// The channel of a page: a cost for each pair.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    /// By pair and position.
    costs: Vec<[Cost; 4]>,
    /// What a followed letter costs where it was read as itself.
    kept: [Cost; FOLLOWED.len()],
    /// Share of å ä ö that this page lost, 0..=1.
    pub(crate) loss: f64,
    /// Share of the letters that stand in words of which it is unclear what they were, 0..=1.
    pub(crate) unclear: f64,
}

const POSITIONS: [Position; 4] = [Position::Any, Position::Start, Position::End, Position::Alone];

fn slot(position: Position) -> usize {
    match position {
        Position::Any => 0,
        Position::Start => 1,
        Position::End => 2,
        Position::Alone => 3,
    }
}

impl Channel {
    /// The channel that `evidence` speaks for.
    pub(crate) fn of(pairs: &Pairs, evidence: &Evidence) -> Self {
        let lost = evidence.lost(pairs);
        let (all_lost, all_kept): (f64, f64) = (lost.iter().sum(), evidence.kept.iter().sum());
        // One lost and one kept letter are assumed, so that a text without evidence is held to be half of each.
        let loss = (all_lost + 1.0) / (all_lost + all_kept + 2.0);
        let noise = evidence.noise(pairs, loss);
        let mut costs = Vec::with_capacity(pairs.len());
        let mut lost_rate = [0.0f64; FOLLOWED.len()];
        for (index, &seen) in (0u16..).zip(&evidence.seen) {
            let pair = pairs.get(index);
            // A word is no witness in its own case.
            let own = if loss < MOSTLY_KEPT { evidence.most[usize::from(index)] } else { 0.0 };
            let seen = (seen - own).max(0.0);
            let mut row = [0; 4];
            for position in POSITIONS {
                if position != Position::Any && pair.is_even_at(position) {
                    row[slot(position)] = row[slot(Position::Any)];
                    continue;
                }
                let table =
                    pair.table_rate(position, loss) * if pair.lost_letter().is_none() { noise } else { 1.0 };
                let (weight, chances) = match pair.lost_letter() {
                    Some(letter) => (TABLE_WEIGHT_FOLLOWED, lost[letter] + evidence.kept[letter]),
                    None => (TABLE_WEIGHT, evidence.letters * LETTER_SHARE),
                };
                let rate = ((seen + weight * table) / (chances.max(seen) + weight)).min(1.0);
                row[slot(position)] = cost_of(rate);
                if let (Position::Any, Some(letter)) = (position, pair.lost_letter()) {
                    lost_rate[letter] += rate;
                }
            }
            costs.push(row);
        }
        let kept = lost_rate.map(|rate| cost_of((1.0 - rate).max(1e-4)));
        Self { costs, kept, loss, unclear: evidence.unclear / evidence.letters.max(1.0) }
    }

    pub(crate) fn cost(&self, used: Use) -> Cost {
        self.costs[usize::from(used.pair)][slot(used.position)]
    }

    pub(crate) fn cost_of_keeping(&self, kept: [u8; FOLLOWED.len()]) -> Cost {
        self.kept.iter().zip(kept).map(|(&cost, count)| cost * Cost::from(count)).sum()
    }
}
