//! Page furniture: running heads and feet by recurrence over the pages, page numbers and places for initials by form.

use super::recurring::Counts;
use super::{LaidPage, LineRole};
use regex::Regex;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Lines from a page's edge among which furniture is looked for.
const DEPTH: usize = 8;
/// Share of the pages (the first left out) on which a line must recur.
const SHARE: f32 = 0.7;

/// How much of a line's letters must be those of a line that recurs, for OCR to have read the same line otherwise: 0..=1.
const ALIKE: f64 = 0.8;
/// Characters of a line that may be one that OCR read otherwise: a longer one is running text, and would cost its square to liken.
const LENGTH: std::ops::RangeInclusive<usize> = 8..=200;
/// Lines that recur to which others are likened at most, of each edge.
const MODELS: usize = 12;

/// A word that stands over the page's number at times, on a line of its own.
const PAGE: &str = "sida";

/// Which edge of the page a line stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Edge {
    Top,
    Foot,
}

/// A line near a page's edge.
pub(super) struct EdgeLine {
    /// Its index on the page.
    line: usize,
    /// Its text, folded.
    text: String,
    /// What it is counted by: its words without page number and stray signs.
    pub(super) key: String,
}

/// The lines of one page at its top and its foot, from the edge inward.
pub(super) type Edges = [Vec<EdgeLine>; 2];

/// Marks furniture. The first page keeps its head, which may be the only place that names the body and the day.
pub(super) fn mark(pages: &mut [LaidPage]) {
    let mut edges: Vec<Edges> =
        pages.iter().map(|page| [edge_lines(page, Edge::Top), edge_lines(page, Edge::Foot)]).collect();
    for edge in [Edge::Top, Edge::Foot] {
        unify(&mut edges, edge);
    }
    let judge = Judge { counts: Counts::of(&edges), first: edges.first(), pages: pages.len() };
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

/// Gives lines that OCR read a little otherwise the key of the line that they are: a worn running head is seldom read twice
/// alike.
fn unify(edges: &mut [Edges], edge: Edge) {
    let models = models(edges, edge);
    let is_model = |line: &EdgeLine| models.contains(&line.key);
    let mut before: Vec<(String, String)> = Vec::new();
    for lines in edges {
        let mut read: Vec<(String, String)> = Vec::new();
        for line in &mut lines[edge as usize] {
            let printed = line.key.clone();
            if !is_model(line) {
                let model = models.iter().find(|model| is_misread(&line.key, model));
                // Where no two pages' heads were read alike, the page before tells.
                let above = || {
                    before
                        .iter()
                        .find(|(other, _)| shares_a_word(other, &printed) && is_misread(&printed, other))
                };
                if let Some(key) = model.or_else(|| above().map(|(_, key)| key)) {
                    line.key.clone_from(key);
                }
            }
            read.push((printed, line.key.clone()));
        }
        before = read;
    }
}

/// The keys that stand at an edge of several pages, the most frequent first, without those that are a more frequent one read
/// otherwise.
fn models(edges: &[Edges], edge: Edge) -> Vec<String> {
    let mut pages: FxHashMap<&str, usize> = FxHashMap::default();
    for line in edges.iter().flat_map(|lines| &lines[edge as usize]).filter(|line| may_be_misread(&line.key))
    {
        *pages.entry(&line.key).or_default() += 1;
    }
    let mut models: Vec<(usize, &str)> =
        pages.into_iter().filter(|&(_, count)| count > 1).map(|(key, count)| (count, key)).collect();
    models.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let mut out: Vec<String> = Vec::new();
    for (_, key) in models.into_iter().take(MODELS) {
        if !out.iter().any(|model| is_misread(key, model)) {
            out.push(key.to_owned());
        }
    }
    out
}

/// Whether two lines begin or end with the same word, which is sooner seen than how alike they are.
fn shares_a_word(a: &str, b: &str) -> bool {
    a.split(' ').next() == b.split(' ').next() || a.rsplit(' ').next() == b.rsplit(' ').next()
}

fn may_be_misread(key: &str) -> bool {
    LENGTH.contains(&key.chars().count())
}

/// Whether `key` may be `model` as OCR read it elsewhere: almost the same letters, and the same numbers.
fn is_misread(key: &str, model: &str) -> bool {
    if !may_be_misread(key) || !may_be_misread(model) {
        return false;
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let near = || letters(key).abs_diff(letters(model)) * 4 <= letters(model);
    may_be_alike(key, model)
        && digits(key).eq(digits(model))
        && near()
        && strsim::normalized_levenshtein(key, model) >= ALIKE
}

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit)
}

/// Whether two keys have characters enough in common to be [`ALIKE`], in whatever order: most lines have not, and the distance
/// costs their square.
fn may_be_alike(a: &str, b: &str) -> bool {
    /// Kinds into which characters fall: two of one kind count as the same, which errs to the side of the distance.
    const KINDS: usize = 64;
    let mut left = [0_i16; KINDS];
    let mut tell = |text: &str, step: i16| text.chars().map(|c| left[c as usize % KINDS] += step).count();
    let longest = tell(a, 1).max(tell(b, -1));
    let (more, fewer) = left.iter().fold((0, 0), |(more, fewer), &n| (more + n.max(0), fewer + (-n).max(0)));
    f64::from(more.max(fewer)) <= (1.0 - ALIKE) * longest as f64
}

struct Judge<'a> {
    counts: Counts<'a>,
    first: Option<&'a Edges>,
    pages: usize,
}

impl Judge<'_> {
    /// The furniture of one edge: the lines from the edge inward up to the last that recurs, as long as every line on
    /// the way is a page number or is printed so on another page too.
    fn run(&self, edge: Edge, lines: &[EdgeLine]) -> Vec<usize> {
        let mut open: Vec<usize> = Vec::new();
        let mut found: Vec<usize> = Vec::new();
        for (depth, line) in lines.iter().enumerate() {
            let outer = depth.checked_sub(1).map(|outer| lines[outer].key.as_str());
            let count = self.counts.like(edge, &line.key, depth, outer);
            let text = is_text(&line.text);
            let recurs = self.pages > 1 && !text && self.recurs(edge, &line.key, count);
            if recurs || is_page_number(&line.text) {
                found.append(&mut open);
                found.push(line.line);
            } else if count > 1 && !text || line.text == PAGE {
                open.push(line.line);
            } else {
                break;
            }
        }
        found
    }

    fn recurs(&self, edge: Edge, key: &str, count: usize) -> bool {
        let others = self.pages - 1;
        if others == 1 {
            return count == 1
                && self.first.is_some_and(|first| first[edge as usize].iter().any(|line| line.key == key));
        }
        count > 1 && count as f32 >= SHARE * others as f32
    }
}

/// What begins or ends many items alike, and is no furniture however often it recurs.
fn is_text(key: &str) -> bool {
    // `Ksau § 183`: a heading has a short name of the body before its §, a running head has more.
    let heading = key.find('§').is_some_and(|at| at == 0 || at < SHORT_NAME && key[at..].starts_with("§ #"));
    // `£58`: no more than a number with what OCR read for §, if it is no page number; a day is more.
    let sign = key.contains('#') && !key.contains(|c: char| c.is_alphanumeric());
    // `ks $ #`, `kf # #`: the same, whose § was read otherwise.
    let spoilt = key.split_once(' ').is_some_and(|(name, rest)| {
        let body = (2..=4).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
        let number =
            rest.strip_prefix(['$', '£', '&', '#']).is_some_and(|rest| rest.trim_start().starts_with('#'));
        body && number && !PAGES.contains(&name)
    });
    heading || spoilt || sign || key.contains("justerad") || key.starts_with("beslut")
}

/// Short words before the number of a page.
const PAGES: [&str; 5] = ["sida", "sid", "blad", "nr", "dnr"];

/// Bytes before the § of a heading at most.
const SHORT_NAME: usize = 12;

fn edge_lines(page: &LaidPage, edge: Edge) -> Vec<EdgeLine> {
    let filled = |(at, line): (usize, &super::LaidLine)| {
        (!line.words.is_empty()).then(|| {
            let text = fold(&text_of(&line.words));
            EdgeLine { line: at, key: key_of(&text), text }
        })
    };
    let lines = page.lines.iter().enumerate();
    match edge {
        Edge::Top => lines.filter_map(filled).take(DEPTH).collect(),
        Edge::Foot => lines.rev().filter_map(filled).take(DEPTH).collect(),
    }
}

/// The words of a folded line without stray signs and without what is short at its end: a page number, of which OCR reads
/// a piece at times, and what it reads in specks. `tierps kommun protokoll #(#)` and `tierps kommun protokoll #) se` are one.
/// A line that is nothing else stays whole.
fn key_of(folded: &str) -> String {
    let is_word = |word: &&str| word.contains(|c: char| c.is_alphanumeric() || c == '#' || c == '§');
    let mut words: Vec<&str> = folded.split_whitespace().filter(is_word).collect();
    let is_short = |word: &str| word.chars().all(|c| "#()[]/.,".contains(c)) || word.chars().count() < 3;
    while words.len() > 1 && words.last().is_some_and(|word| is_short(word)) {
        words.pop();
    }
    if words.is_empty() { folded.to_owned() } else { words.join(" ") }
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

/// `3`, `3 (87)`, `2/17`, `Sida 1 av 8`, `- 4 -`, digits folded; and `25)`, of which OCR lost a bracket.
fn is_page_number(key: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^[-–—. ]*(?:sid(?:a|an|nr)?\.?|page|s\.)? ?#(?: ?(?:\(#\)?|#\)|\)|/ ?#|av #))?[-–—. ]*$")
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
    fn what_a_heading_stands_over_on_one_page_heads_none_on_another() {
        let found = furniture(&[
            "Osby kommun\nNämnden\ntext",
            "Osby kommun\nNämnden\n2022-06-15\nVal av justerare\nNämnden beslutar\natt välja Bo Al\nEn rad till",
            "Osby kommun\nNämnden\n2022-06-15\nNämnden beslutar\natt avslå ansökan\nEn annan rad",
        ]);
        assert_eq!(found[2], [0, 1, 2]);
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
    fn headings_whose_sign_was_read_otherwise_are_no_running_heads() {
        let found =
            furniture(&["a\nb", "Ks $ 188 KS 22/214\nb", "Ks $ 189 KS 22/198\nc", "Ks 8 190 KS 22/231\nd"]);
        assert!(found.iter().all(Vec::is_empty), "{found:?}");
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
    fn running_heads_are_known_when_ocr_read_each_otherwise() {
        let found = furniture(&[
            "Hjo kommun PROTOKOLL 1(4)\nKommunstyrelsen 2022-09-13\na",
            "Hjo kommun PROTOKOLL\nKommunstyrelsen 2022-09-13\nb",
            "Hjo kommun PROTOKOLL 34)\nKommunstyreisen « 2022-09-13\nc",
            "Hjo kommun PROT0KOLL 4(4)\nKommunstyrelsen 2022-09-13\nd",
        ]);
        assert_eq!(found, [vec![], vec![0, 1], vec![0, 1], vec![0, 1]]);
    }

    #[test]
    fn two_readings_of_one_foot_are_one() {
        let signs = [("ett", "Q"), ("hus", "Q"), ("vid", "G"), ("sjön", "Ö"), ("finns", "G"), ("kvar", "Q")];
        let pages = signs.map(|(text, sign)| format!("{text}\nFöreningen styrelsen{sign}dvet.se"));
        let found = furniture(&pages.each_ref().map(String::as_str));
        assert_eq!(found, vec![vec![1]; 6]);
    }

    #[test]
    fn heads_of_which_no_two_were_read_alike() {
        let heads = ["SpA", "SY", "Sökte", "SEE", "RYSARE"];
        let pages = heads.map(|word| format!("Datavetenskapsdivisionen {word} 2025-09-10\n{word} är text"));
        let found = furniture(&pages.each_ref().map(String::as_str));
        assert_eq!(found, [vec![], vec![0], vec![0], vec![0], vec![0]]);
    }

    #[test]
    fn lines_with_other_numbers_are_not_the_same() {
        assert!(!is_misread("kommunfullmäktige 2023-09-13", "kommunfullmäktige 2022-09-13"));
        assert!(is_misread("kommunful|mäktige 2022-09-13", "kommunfullmäktige 2022-09-13"));
    }

    #[test]
    fn characters_in_common_never_rule_out_what_is_alike() {
        let lines = [
            "kommunfullmäktige 2023",
            "kommunfullmaktige 2023",
            "kornmunfulmäktige 2023",
            "sida åäö",
            "åäö adis",
        ];
        for a in lines {
            for b in lines {
                assert!(may_be_alike(a, b) || strsim::normalized_levenshtein(a, b) < ALIKE, "{a} | {b}");
            }
        }
        assert!(!may_be_alike("kommunstyrelsen i hjo", "beslutet skickas till"));
    }

    #[test]
    fn items_that_open_every_page_stay() {
        let found = furniture(&["x", "§ 1 Dnr 4\nBeslut\na", "§ 2 Dnr 5\nBeslut\nb", "§ 3 Dnr 6\nBeslut\nc"]);
        assert!(found.iter().all(Vec::is_empty));
    }

    #[test]
    fn headings_whose_sign_was_misread_stay() {
        let found =
            furniture(&["Nämnden\nx", "Nämnden\n£58\nVal", "Nämnden\n£59\nLov", "Nämnden\n$60\nSlut"]);
        assert_eq!(found, [vec![], vec![0], vec![0], vec![0]]);
    }

    #[test]
    fn the_word_over_the_page_number_goes_with_it() {
        assert_eq!(
            furniture(&["a\nSida\n1(2)", "b\nSida\n2(2)"]),
            [vec![2, 1], vec![2, 1]].map(|mut lines| {
                lines.sort_unstable();
                lines.to_vec()
            })
        );
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
        for text in
            ["3", "3 (87)", "1(41)", "2/17", "Sid 2/11", "Sida 1 av 8", "- 4 -", "1 av 22", "25)", "3 (4"]
        {
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
