//! Page furniture: running heads and feet by recurrence over the pages, page numbers and places for initials by form.

use super::{LaidPage, LineRole};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Lines from a page's edge among which furniture is looked for.
const DEPTH: usize = 8;
/// Share of the pages (the first left out) on which a line must recur.
const SHARE: f32 = 0.7;

/// Which edge of the page a line stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Edge {
    Top,
    Foot,
}

/// Marks furniture. The first page keeps its head, which may be the only place that names the body and the day.
pub(super) fn mark(pages: &mut [LaidPage]) {
    let edges: Vec<[Vec<(usize, String)>; 2]> =
        pages.iter().map(|page| [edge_lines(page, Edge::Top), edge_lines(page, Edge::Foot)]).collect();
    let mut counts: FxHashMap<(Edge, &str), usize> = FxHashMap::default();
    for lines in edges.iter().skip(1) {
        for (edge, lines) in [Edge::Top, Edge::Foot].into_iter().zip(lines) {
            let mut seen: Vec<&str> = lines.iter().map(|(_, key)| key.as_str()).collect();
            seen.sort_unstable();
            seen.dedup();
            seen.into_iter().for_each(|key| *counts.entry((edge, key)).or_default() += 1);
        }
    }
    let judge = Judge { counts, first: edges.first(), pages: pages.len() };
    let found: Vec<Vec<usize>> = edges
        .iter()
        .enumerate()
        .map(|(at, lines)| {
            let mut found = judge.run(Edge::Foot, &lines[1]);
            if at > 0 {
                found.extend(judge.run(Edge::Top, &lines[0]));
            }
            found
        })
        .collect();
    for (page, found) in pages.iter_mut().zip(found) {
        for line in found {
            page.lines[line].role = LineRole::Furniture;
        }
        for line in &mut page.lines {
            if is_mark(&text_of(&line.words)) {
                line.role = LineRole::Furniture;
            }
        }
    }
}

struct Judge<'a> {
    counts: FxHashMap<(Edge, &'a str), usize>,
    first: Option<&'a [Vec<(usize, String)>; 2]>,
    pages: usize,
}

impl Judge<'_> {
    /// The furniture of one edge: the lines from the edge inward up to the last that recurs, as long as every line on
    /// the way is a page number or is printed so on another page too.
    fn run(&self, edge: Edge, lines: &[(usize, String)]) -> Vec<usize> {
        let mut open: Vec<usize> = Vec::new();
        let mut found: Vec<usize> = Vec::new();
        for (line, key) in lines {
            let count = self.count(edge, key);
            let recurs = self.pages > 1 && self.recurs(edge, key, count);
            if recurs || is_page_number(key) {
                found.append(&mut open);
                found.push(*line);
            } else if count > 1 && !is_text(key) {
                open.push(*line);
            } else {
                break;
            }
        }
        found
    }

    fn count(&self, edge: Edge, key: &str) -> usize {
        self.counts.get(&(edge, key)).copied().unwrap_or_default()
    }

    fn recurs(&self, edge: Edge, key: &str, count: usize) -> bool {
        if is_text(key) {
            return false;
        }
        let others = self.pages - 1;
        if others == 1 {
            let edge = usize::from(edge == Edge::Foot);
            return count == 1
                && self.first.is_some_and(|first| first[edge].iter().any(|(_, other)| other == key));
        }
        count > 1 && count as f32 >= SHARE * others as f32
    }
}

/// What begins or ends many items alike, and is no furniture however often it recurs.
fn is_text(key: &str) -> bool {
    // `Ksau § 183`: a heading has a short name of the body before its §, a running head has more.
    let heading = key.find('§').is_some_and(|at| at == 0 || at < SHORT_NAME && key[at..].starts_with("§ #"));
    heading || key.contains("justerad") || key.starts_with("beslut")
}

/// Bytes before the § of a heading at most.
const SHORT_NAME: usize = 12;

fn edge_lines(page: &LaidPage, edge: Edge) -> Vec<(usize, String)> {
    let filled = |(at, line): (usize, &super::LaidLine)| {
        (!line.words.is_empty()).then(|| (at, fold(&text_of(&line.words))))
    };
    let lines = page.lines.iter().enumerate();
    match edge {
        Edge::Top => lines.filter_map(filled).take(DEPTH).collect(),
        Edge::Foot => lines.rev().filter_map(filled).take(DEPTH).collect(),
    }
}

fn text_of(words: &[crate::page::Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// Case and numbers of up to three digits folded away: `Sida 3 (12)` and `SIDA 4 (12)` are the same line. A year alone on
/// a line is no page number.
fn fold(text: &str) -> String {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[0-9]+").expect("the pattern is valid"));
    let folded = text.to_lowercase();
    NUMBER
        .replace_all(
            &folded,
            |found: &regex::Captures<'_>| {
                if found[0].len() < 4 { "#".to_owned() } else { found[0].to_owned() }
            },
        )
        .into_owned()
}

/// `3`, `3 (87)`, `2/17`, `Sida 1 av 8`, `- 4 -`, digits folded.
fn is_page_number(key: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[-–—. ]*(?:sid(?:a|an|nr)?\.?|page|s\.)? ?#(?: ?(?:\(#\)|/ ?#|av #))?[-–—. ]*$")
            .expect("the pattern is valid")
    });
    FORM.is_match(key)
}

/// A place for initials or for the certifying of extracts, wherever it stands.
fn is_mark(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?i)^(?:(?:utdragsbestyrkan(?:de)?|(?:ordförandes?|justera(?:nde|re)s?|protokollsjusterares?)\s+sign(?:atur(?:er)?)?\.?)[\s:._…]*){1,5}$",
        )
        .expect("the pattern is valid")
    });
    text.len() < 200 && FORM.is_match(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LaidLine;
    use crate::page::Word;

    fn page(number: u32, text: &str) -> LaidPage {
        let line = |line: &str| LaidLine {
            words: line
                .split_whitespace()
                .map(|text| Word { text: text.to_owned(), gap: 1, ..Word::default() })
                .collect(),
            ..LaidLine::default()
        };
        LaidPage { number, lines: text.lines().map(line).collect() }
    }

    fn furniture(texts: &[&str]) -> Vec<Vec<usize>> {
        let mut pages: Vec<LaidPage> =
            texts.iter().zip(1..).map(|(text, number)| page(number, text)).collect();
        mark(&mut pages);
        pages
            .iter()
            .map(|page| {
                let marked =
                    |(at, line): (usize, &LaidLine)| (line.role == LineRole::Furniture).then_some(at);
                page.lines.iter().enumerate().filter_map(marked).collect()
            })
            .collect()
    }

    #[test]
    fn running_heads_are_marked_but_on_the_first_page() {
        let found = furniture(&[
            "Byggnadsnämnden\nSida 1 (3)\ntext",
            "Byggnadsnämnden\nSida 2 (3)\nannan text",
            "Byggnadsnämnden\nSida 3 (3)\nmer text",
        ]);
        assert_eq!(found, [vec![], vec![0, 1], vec![0, 1]]);
    }

    #[test]
    fn feet_are_marked_on_every_page() {
        let found = furniture(&["a\nBox 4\n1 av 3", "b\nBox 4\n2 av 3", "c\nBox 4\n3 av 3"]);
        assert_eq!(
            found,
            [[2, 1], [2, 1], [2, 1]].map(|mut lines| {
                lines.sort_unstable();
                lines.to_vec()
            })
        );
    }

    #[test]
    fn items_that_open_every_page_stay() {
        let found = furniture(&["x", "§ 1 Dnr 4\nBeslut\na", "§ 2 Dnr 5\nBeslut\nb", "§ 3 Dnr 6\nBeslut\nc"]);
        assert!(found.iter().all(Vec::is_empty));
    }

    #[test]
    fn what_ends_every_item_stays() {
        let pages = ["en", "två", "tre", "fyra"]
            .map(|text| format!("{text}\nParagrafen är justerad\nUtdragsbestyrkande"));
        let found = furniture(&pages.each_ref().map(String::as_str));
        assert_eq!(found, vec![vec![2]; 4]);
    }

    #[test]
    fn two_pages_must_share_the_line() {
        assert_eq!(furniture(&["Hova kommun\na", "Hova kommun\nb"]), [vec![], vec![0]]);
        assert_eq!(furniture(&["Hova kommun\na", "annat\nb"]), [Vec::<usize>::new(), vec![]]);
    }

    #[test]
    fn places_for_initials_are_marked_anywhere() {
        let found = furniture(&["a\nJusterandes sign   Justerandes sign   Utdragsbestyrkande\nb"]);
        assert_eq!(found, [vec![1]]);
    }

    #[test]
    fn page_numbers_by_form() {
        for text in ["3", "3 (87)", "1(41)", "2/17", "Sid 2/11", "Sida 1 av 8", "- 4 -", "1 av 22"] {
            assert!(is_page_number(&fold(text)), "{text}");
        }
        for text in ["§ 3", "3 april", "3 (87) personer"] {
            assert!(!is_page_number(&fold(text)), "{text}");
        }
    }

    #[test]
    fn a_page_that_is_all_furniture_and_one_without_lines() {
        let found =
            furniture(&["a\n1", "Nämnden\n2\nUtdragsbestyrkande", "", "Nämnden\n4\nx", "Nämnden\n5\ny"]);
        assert_eq!(found[1].len(), 3);
        assert!(found[2].is_empty());
    }
}
