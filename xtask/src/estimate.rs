//! From counts to a pruned back-off model.
//!
//! Interpolated absolute discounting with three discounts an order (Chen & Goodman 1998, without their continuation counts: lower orders must stand alone
//! where higher ones are pruned), then pruning by weighted difference (Seymore & Rosenfeld 1996) to a given number of n-grams.

use rustc_hash::FxHashMap as HashMap;
use std::hash::Hash;

/// Counts of n-grams whose words are numbers.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) one: Vec<u32>,
    pub(crate) two: HashMap<(u32, u32), u32>,
    pub(crate) three: HashMap<(u32, u32, u32), u32>,
}

impl Counts {
    /// Adds the words of a sentence alone; it begins with a boundary.
    pub(crate) fn add_words(&mut self, sentence: &[u32], weight: u32) {
        for &word in sentence.iter().skip(1) {
            let slot = word as usize;
            if self.one.len() <= slot {
                self.one.resize(slot + 1, 0);
            }
            self.one[slot] += weight;
        }
    }

    /// Adds a sentence, boundaries included.
    pub(crate) fn add(&mut self, sentence: &[u32], weight: u32) {
        self.add_words(sentence, weight);
        for two in sentence.windows(2) {
            *self.two.entry((two[0], two[1])).or_default() += weight;
        }
        for three in sentence.windows(3) {
            *self.three.entry((three[0], three[1], three[2])).or_default() += weight;
        }
    }
}

/// A model: probabilities of the n-grams that were kept, and back-off factors of their contexts.
pub(crate) struct Model {
    /// Probability and back-off factor of each word.
    pub(crate) one: Vec<(f64, f64)>,
    pub(crate) two: HashMap<(u32, u32), (f64, f64)>,
    pub(crate) three: HashMap<(u32, u32, u32), f64>,
}

/// How many n-grams may be kept.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    pub(crate) two: usize,
    pub(crate) three: usize,
}

/// Estimates and prunes. `unknown`: the number of the word for all unknown words; the discounted mass of single words goes to it.
pub(crate) fn estimate(counts: &Counts, unknown: u32, budget: Budget) -> Model {
    let one = unigrams(&counts.one, unknown);
    let total: f64 = counts.one.iter().map(|&count| f64::from(count)).sum();
    let contexts_one = contexts(counts.two.iter().map(|(key, &count)| (key.0, count)));
    let discounts = Discounts::of(counts.two.values());
    let p_two = |key: &(u32, u32), count: u32| {
        let context = &contexts_one[&key.0];
        (f64::from(count) - discounts.of_count(count)) / context.total
            + discounts.share(context) * one[key.1 as usize]
    };
    let two_full: HashMap<(u32, u32), f64> =
        counts.two.iter().map(|(key, &count)| (*key, p_two(key, count))).collect();
    let low_two = |first: u32, second: u32| {
        let free = contexts_one.get(&first).map_or(1.0, |context| discounts.share(context));
        two_full.get(&(first, second)).copied().unwrap_or(free * one[second as usize])
    };
    let contexts_two = contexts(counts.three.iter().map(|(key, &count)| ((key.0, key.1), count)));
    let discounts_three = Discounts::of(counts.three.values());
    let three = counts.three.iter().map(|(key, &count)| {
        let context = &contexts_two[&(key.0, key.1)];
        let share = discounts_three.share(context);
        let lower = share * low_two(key.1, key.2);
        let p = (f64::from(count) - discounts_three.of_count(count)) / context.total + lower;
        (*key, p, f64::from(count) / total * (p / lower).ln())
    });
    let three = keep_best(three, budget.three);
    let needed: rustc_hash::FxHashSet<(u32, u32)> = three.keys().map(|key| (key.0, key.1)).collect();
    let two = two_full.iter().map(|(key, &p)| {
        let lower = discounts.share(&contexts_one[&key.0]) * one[key.1 as usize];
        let gain = f64::from(counts.two[key]) / total * (p / lower).ln();
        (*key, p, if needed.contains(key) { f64::INFINITY } else { gain })
    });
    let two = keep_best(two, budget.two);
    with_backoff(&one, &two, three)
}

/// Probabilities of the words by themselves; the mass that is discounted goes to `unknown`.
pub(crate) fn unigrams(counts: &[u32], unknown: u32) -> Vec<f64> {
    let discounts = Discounts::of(counts.iter());
    let total: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    let mut freed = 0.0;
    let mut p: Vec<f64> = counts
        .iter()
        .map(|&count| {
            let discount = discounts.of_count(count);
            freed += discount;
            (f64::from(count) - discount) / total
        })
        .collect();
    p[unknown as usize] += freed / total;
    p
}

/// Totals of a context.
#[derive(Default)]
struct Context {
    total: f64,
    /// How many words follow it once, twice, more often.
    followers: [f64; 3],
}

fn contexts<K: Hash + Eq>(counts: impl Iterator<Item = (K, u32)>) -> HashMap<K, Context> {
    let mut contexts: HashMap<K, Context> = HashMap::default();
    for (key, count) in counts {
        let context = contexts.entry(key).or_default();
        context.total += f64::from(count);
        context.followers[count.clamp(1, 3) as usize - 1] += 1.0;
    }
    contexts
}

/// Discounts for counts of one, two, and three or more.
struct Discounts([f64; 3]);

impl Discounts {
    fn of<'c>(counts: impl Iterator<Item = &'c u32>) -> Self {
        let mut of = [0.0f64; 4];
        for &count in counts {
            if (1..=4).contains(&count) {
                of[count as usize - 1] += 1.0;
            }
        }
        let y = of[0] / (of[0] + 2.0 * of[1]).max(1.0);
        let discount = |n: usize| {
            let expected = (n as f64) - (n as f64 + 1.0) * y * of[n] / of[n - 1].max(1.0);
            expected.clamp(0.1, n as f64 - 0.05)
        };
        Self([discount(1), discount(2), discount(3)])
    }

    fn of_count(&self, count: u32) -> f64 {
        if count == 0 { 0.0 } else { self.0[count.min(3) as usize - 1] }
    }

    /// Share of a context's mass that goes to the lower order.
    fn share(&self, context: &Context) -> f64 {
        self.0.iter().zip(context.followers).map(|(discount, followers)| discount * followers).sum::<f64>()
            / context.total
    }
}

/// The `most` n-grams with the highest gain; ties go by key, so that the same counts give the same model.
fn keep_best<K: Copy + Ord + Hash>(all: impl Iterator<Item = (K, f64, f64)>, most: usize) -> HashMap<K, f64> {
    let mut all: Vec<(K, f64, f64)> = all.filter(|(_, _, gain)| *gain > 0.0).collect();
    all.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    all.truncate(most);
    all.into_iter().map(|(key, p, _)| (key, p)).collect()
}

/// Back-off factors that make every context's probabilities sum to one again.
fn with_backoff(one: &[f64], two: &HashMap<(u32, u32), f64>, three: HashMap<(u32, u32, u32), f64>) -> Model {
    let mut seen_one: HashMap<u32, (f64, f64)> = HashMap::default();
    for (key, &p) in sorted(two) {
        let seen = seen_one.entry(key.0).or_default();
        seen.0 += p;
        seen.1 += one[key.1 as usize];
    }
    let factor = |seen: (f64, f64)| ((1.0 - seen.0).max(1e-4) / (1.0 - seen.1).max(1e-4)).min(1.0);
    let one: Vec<(f64, f64)> = (0u32..)
        .zip(one)
        .map(|(word, &p)| (p, seen_one.get(&word).map_or(1.0, |&seen| factor(seen))))
        .collect();
    let low = |first: u32, second: u32| {
        let (_, free) = one[first as usize];
        two.get(&(first, second)).copied().unwrap_or(free * one[second as usize].0)
    };
    let mut seen_two: HashMap<(u32, u32), (f64, f64)> = HashMap::default();
    for (key, &p) in sorted(&three) {
        let seen = seen_two.entry((key.0, key.1)).or_default();
        seen.0 += p;
        seen.1 += low(key.1, key.2);
    }
    let two = two
        .iter()
        .map(|(key, &p)| (*key, (p, seen_two.get(key).map_or(1.0, |&seen| factor(seen)))))
        .collect();
    Model { one, two, three }
}

/// In order of keys: sums of floating-point numbers depend on the order.
fn sorted<K: Ord + Copy, V>(map: &HashMap<K, V>) -> Vec<(K, &V)> {
    let mut all: Vec<(K, &V)> = map.iter().map(|(key, value)| (*key, value)).collect();
    all.sort_unstable_by_key(|(key, _)| *key);
    all
}
