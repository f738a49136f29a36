//! Which line of the true text was read as which line, page by page.

use rapidfuzz::distance::levenshtein;

use super::align::fold;

/// A line as printed and as read, blanks between words single.
pub(crate) type LinePair = (Vec<char>, Vec<char>);

/// Least likeness of a pair of lines; two different lines of running text hardly reach a third. Short ones need more.
const LEAST: f64 = 0.4;
const LEAST_OF_SHORT: f64 = 0.55;
/// Signs of a short line.
const SHORT: usize = 15;

/// Pairs the lines of a document, pages parted by form feeds. Lines that were not read, or only in part, stay out.
pub(crate) fn pair(truth: &str, read: &str) -> Vec<LinePair> {
    truth.split('\u{c}').zip(read.split('\u{c}')).flat_map(|(truth, read)| of_page(truth, read)).collect()
}

fn of_page(truth: &str, read: &str) -> Vec<LinePair> {
    let (truth, read) = (lines(truth), lines(read));
    let folded = |lines: &[Vec<char>]| -> Vec<Vec<char>> {
        lines.iter().map(|line| line.iter().map(|&c| fold(c)).collect()).collect()
    };
    let (truth_folded, read_folded) = (folded(&truth), folded(&read));
    let likeness = |i: usize, j: usize| {
        let (a, b) = (&truth_folded[i], &read_folded[j]);
        let least = if a.len() < SHORT { LEAST_OF_SHORT } else { LEAST };
        let alike = levenshtein::normalized_similarity(a.iter().copied(), b.iter().copied());
        if alike >= least { alike } else { 0.0 }
    };
    let (n, m) = (truth.len(), read.len());
    let width = m + 1;
    let mut sum = vec![0.0; (n + 1) * width];
    let mut alike = vec![0.0; n * m];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            alike[i * m + j] = likeness(i, j);
            let paired = sum[(i + 1) * width + j + 1] + alike[i * m + j];
            sum[i * width + j] = f64::max(paired, sum[(i + 1) * width + j].max(sum[i * width + j + 1]));
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < n && j < m {
        let here = sum[i * width + j];
        if alike[i * m + j] > 0.0 && here == sum[(i + 1) * width + j + 1] + alike[i * m + j] {
            pairs.push((truth[i].clone(), read[j].clone()));
            (i, j) = (i + 1, j + 1);
        } else if here == sum[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

fn lines(page: &str) -> Vec<Vec<char>> {
    let single = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    page.lines().map(single).filter(|line| !line.is_empty()).map(|line| line.chars().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_paired_by_likeness_in_order() {
        let truth = "§ 12\nNämnden beslutar att avslå\n\nansökan från föreningen\u{c}Justering";
        let read = "Namnden  beslutar att avsla\n~ |\nansékan fran féreningen\u{c}Justering";
        let text = |line: &[char]| line.iter().collect::<String>();
        let pairs: Vec<(String, String)> =
            pair(truth, read).iter().map(|(a, b)| (text(a), text(b))).collect();
        let expected = [
            ("Nämnden beslutar att avslå", "Namnden beslutar att avsla"),
            ("ansökan från föreningen", "ansékan fran féreningen"),
            ("Justering", "Justering"),
        ];
        assert_eq!(pairs, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
