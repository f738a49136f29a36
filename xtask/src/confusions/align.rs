//! Alignment of a true line with what was read for it, in chunks: a sign or two printed for up to two read.

use rustc_hash::FxHashMap;

/// Up to two signs; `\0` where there are fewer.
pub(crate) type Chunk = [char; 2];

/// Nothing.
pub(crate) const NOTHING: Chunk = ['\0'; 2];

/// A chunk that was printed and the one that was read.
pub(crate) type Pair = (Chunk, Chunk);

/// A step of an alignment: how many signs of each text it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) printed: u8,
    pub(crate) read: u8,
}

const STEPS: [Step; 5] = [
    Step { printed: 1, read: 1 },
    Step { printed: 1, read: 0 },
    Step { printed: 0, read: 1 },
    Step { printed: 1, read: 2 },
    Step { printed: 2, read: 1 },
];

/// How much longer or shorter than the other a beginning of a line may be, in signs, beside the lines' own difference.
const BAND: usize = 14;

/// What steps cost: before anything is counted by the look of the signs, then by the counts of the alignments made so.
#[derive(Debug, Default)]
pub(crate) struct Costs {
    counted: Option<FxHashMap<Pair, f32>>,
}

/// Cost of a pair that was never counted, for a single sign and for two.
const UNSEEN: f32 = 10.0;
const UNSEEN_TWO: f32 = 12.0;

impl Costs {
    /// Costs of counted pairs: the negative logarithm of their share in what was printed.
    pub(crate) fn of_counts(pairs: &FxHashMap<Pair, u32>, totals: &FxHashMap<Chunk, u32>) -> Self {
        let share = |(pair, &count): (&Pair, &u32)| {
            let total = totals.get(&pair.0).copied().unwrap_or(count).max(count);
            (*pair, -(count as f32 / total as f32).ln())
        };
        Self { counted: Some(pairs.iter().map(share).collect()) }
    }

    fn of(&self, (printed, read): Pair) -> f32 {
        if is_two((printed, read)) && !may_be_two(printed, read) {
            return f32::INFINITY;
        }
        match &self.counted {
            Some(counted) => counted.get(&(printed, read)).copied().unwrap_or(if is_two((printed, read)) {
                UNSEEN_TWO
            } else {
                UNSEEN
            }),
            None => by_look(printed, read),
        }
    }
}

fn is_two((printed, read): Pair) -> bool {
    printed[1] != '\0' || read[1] != '\0'
}

/// Two signs stand for one only where no step of a single sign explains it: `rn` for `m` and a doubled letter, but not `ra` for `r`.
/// Blanks are never part of it: words that were joined or split are told apart from misread signs.
fn may_be_two(printed: Chunk, read: Chunk) -> bool {
    let (two, one) = if printed[1] == '\0' { (read, printed[0]) } else { (printed, read[0]) };
    let blank = two.contains(&' ') || one == ' ';
    !blank && (two[0] == two[1] && two[0] == one && one.is_alphabetic() || !two.contains(&one))
}

fn by_look(printed: Chunk, read: Chunk) -> f32 {
    match (printed, read) {
        (a, b) if a == b => 0.0,
        ([a, '\0'], [b, '\0']) if a != '\0' && b != '\0' && (a == ' ') == (b == ' ') && alike(a, b) => 2.0,
        ([a, '\0'], [b, '\0']) if a != '\0' && b != '\0' && (a == ' ') != (b == ' ') => 8.0,
        (a, b) if !is_two((a, b)) => 4.0,
        (a, b) if a[0] == b[0] => 3.5,
        _ => 5.0,
    }
}

fn alike(a: char, b: char) -> bool {
    fold(a) == fold(b)
}

/// A letter without case and marks.
pub(crate) fn fold(c: char) -> char {
    match c {
        'å' | 'ä' | 'Å' | 'Ä' | 'á' | 'à' => 'a',
        'ö' | 'Ö' | 'ó' | 'ò' | 'Ó' => 'o',
        'é' | 'è' | 'É' | 'È' => 'e',
        'ü' | 'Ü' => 'u',
        c => c.to_ascii_lowercase(),
    }
}

/// A chunk of one sign, or of two, at `at`.
pub(crate) fn chunk(text: &[char], at: usize, length: u8) -> Chunk {
    match length {
        0 => NOTHING,
        1 => [text[at], '\0'],
        _ => [text[at], text[at + 1]],
    }
}

/// The cheapest steps from the beginnings of both lines to their ends; `None` where they differ too much in length.
pub(crate) fn align(printed: &[char], read: &[char], costs: &Costs) -> Option<Vec<Step>> {
    let (n, m) = (printed.len(), read.len());
    let near = |i: usize, j: usize| {
        let slope = (i * m).checked_div(n).unwrap_or(0);
        j.abs_diff(slope) <= BAND
    };
    let width = m + 1;
    let mut cost = vec![f32::INFINITY; (n + 1) * width];
    let mut from: Vec<Option<Step>> = vec![None; (n + 1) * width];
    cost[0] = 0.0;
    for i in 0..=n {
        for j in (0..=m).filter(|&j| near(i, j)) {
            let here = cost[i * width + j];
            if here.is_infinite() {
                continue;
            }
            for step in STEPS {
                let (to_i, to_j) = (i + usize::from(step.printed), j + usize::from(step.read));
                if to_i > n || to_j > m {
                    continue;
                }
                let pair = (chunk(printed, i, step.printed), chunk(read, j, step.read));
                let there = here + costs.of(pair);
                if there < cost[to_i * width + to_j] {
                    cost[to_i * width + to_j] = there;
                    from[to_i * width + to_j] = Some(step);
                }
            }
        }
    }
    let mut steps = Vec::new();
    let (mut i, mut j) = (n, m);
    while (i, j) != (0, 0) {
        let step = from[i * width + j]?;
        steps.push(step);
        (i, j) = (i - usize::from(step.printed), j - usize::from(step.read));
    }
    steps.reverse();
    Some(steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(printed: &str, read: &str, costs: &Costs) -> Vec<(String, String)> {
        let (printed, read): (Vec<char>, Vec<char>) = (printed.chars().collect(), read.chars().collect());
        let (mut i, mut j) = (0, 0);
        let mut found = Vec::new();
        for step in align(&printed, &read, costs).expect("the lines are near") {
            let (a, b) = (i + usize::from(step.printed), j + usize::from(step.read));
            if printed[i..a] != read[j..b] {
                found.push((printed[i..a].iter().collect(), read[j..b].iter().collect()));
            }
            (i, j) = (a, b);
        }
        found
    }

    fn pair(printed: &str, read: &str) -> (String, String) {
        (printed.to_owned(), read.to_owned())
    }

    #[test]
    fn chunks_are_found_by_look() {
        let costs = Costs::default();
        assert_eq!(pairs("för på", "féor pa", &costs), [pair("ö", "éo"), pair("å", "a")]);
        assert_eq!(pairs("barnen", "bamen", &costs), [pair("rn", "m")]);
        assert_eq!(pairs("alla här", "allla h4r", &costs), [pair("l", "ll"), pair("ä", "4")]);
        assert_eq!(pairs("i dag", "idag", &costs), [pair(" ", "")]);
    }

    #[test]
    fn counts_decide_over_the_look() {
        let one = |c: char| [c, '\0'];
        let pairs_seen = FxHashMap::from_iter([
            ((one('a'), one('a')), 90),
            ((one('b'), one('x')), 90),
            ((one('c'), NOTHING), 90),
        ]);
        let totals = FxHashMap::from_iter([(one('a'), 100), (one('b'), 100), (one('c'), 100)]);
        let costs = Costs::of_counts(&pairs_seen, &totals);
        assert_eq!(pairs("abc", "ax", &costs), [pair("b", "x"), pair("c", "")]);
    }
}
