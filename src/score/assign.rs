//! Which row of one list goes with which of the other: the assignment whose summed likeness is greatest.

/// Pairs rows and columns of a table of likenesses so that their sum is greatest (Hungarian method); pairs below `least` are
/// left out. `likeness[row][column]`, all rows of one length, numbers 0..=1.
pub(super) fn assign(likeness: &[Vec<f64>], least: f64) -> Vec<(usize, usize)> {
    let rows = likeness.len();
    let columns = likeness.first().map_or(0, Vec::len);
    let size = rows.max(columns);
    let cost = |row: usize, column: usize| match likeness.get(row).and_then(|row| row.get(column)) {
        // A pair that would be left out must not push a good one aside.
        Some(&alike) if alike >= least => 1.0 - alike,
        _ => 1.0,
    };
    let mut pairs: Vec<(usize, usize)> = solve(size, cost)
        .into_iter()
        .enumerate()
        .filter_map(|(column, row)| Some((row?, column)))
        .filter(|&(row, column)| row < rows && column < columns && likeness[row][column] >= least)
        .collect();
    pairs.sort_unstable();
    pairs
}

/// The row for each column, at least cost, of a square table.
fn solve(size: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<Option<usize>> {
    let mut row_price = vec![0.0; size + 1];
    let mut column_price = vec![0.0; size + 1];
    // Index `size` is a column that does not exist: the row that is being placed stands there.
    let mut row_of: Vec<Option<usize>> = vec![None; size + 1];
    for row in 0..size {
        row_of[size] = Some(row);
        let mut column = size;
        let mut slack = vec![f64::INFINITY; size];
        let mut from = vec![size; size];
        let mut seen = vec![false; size + 1];
        while let Some(current) = row_of[column] {
            seen[column] = true;
            let (mut step, mut next) = (f64::INFINITY, size);
            for other in (0..size).filter(|&other| !seen[other]) {
                let reduced = cost(current, other) - row_price[current] - column_price[other];
                if reduced < slack[other] {
                    slack[other] = reduced;
                    from[other] = column;
                }
                if slack[other] < step {
                    step = slack[other];
                    next = other;
                }
            }
            for other in 0..=size {
                if seen[other] {
                    if let Some(placed) = row_of[other] {
                        row_price[placed] += step;
                    }
                    column_price[other] -= step;
                } else if other < size {
                    slack[other] -= step;
                }
            }
            column = next;
        }
        while column != size {
            let previous = from[column];
            row_of[column] = row_of[previous];
            column = previous;
        }
    }
    row_of.truncate(size);
    row_of
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_sum_wins_over_the_best_single_pair() {
        let table = vec![vec![0.9, 0.8], vec![0.8, 0.1]];
        assert_eq!(assign(&table, 0.05), [(0, 1), (1, 0)]);
    }

    #[test]
    fn unlike_rows_stay_alone() {
        let table = vec![vec![0.1, 0.7, 0.2]];
        assert_eq!(assign(&table, 0.3), [(0, 1)]);
        assert!(assign(&[vec![0.1]], 0.3).is_empty());
        assert!(assign(&[], 0.3).is_empty());
        assert_eq!(assign(&[vec![0.5], vec![0.6], vec![0.4]], 0.3), [(1, 0)]);
    }
}
