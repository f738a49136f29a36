//! Pages as boxes, and the lines that they are read as.

use super::*;
use crate::page::{Format, Page};

/// A word at a place in letters and lines; letters are 10 pixels wide, lines 30 apart.
fn word(text: &str, column: u32, y: u32) -> Word {
    let width = 10 * text.chars().count() as u32 - 2;
    let height = if text.chars().all(|c| "acemnorsuvwxz".contains(c)) { 12 } else { 18 };
    let bbox = Some(BBox::new(column * 10, y - height, column * 10 + width, y));
    Word { text: text.into(), gap: 1, bbox, confidence: Some(0.9), alternatives: Vec::new() }
}

/// A line as an engine gives it: words with one blank between them, from `column` on, standing at `y`.
fn line(text: &str, column: u32, y: u32) -> Line {
    let mut at = column;
    let words: Vec<Word> = text
        .split(' ')
        .map(|part| {
            let word = word(part, at, y);
            at += part.chars().count() as u32 + 1;
            word
        })
        .collect();
    let bbox = words.iter().filter_map(|word| word.bbox).reduce(BBox::union);
    Line { words, bbox }
}

fn read(lines: Vec<Line>) -> Vec<String> {
    let page = Page { number: 1, lines, ..Page::default() };
    let (layout, found) = arrange(Document { format: Format::Image, pages: vec![page], ocr: None });
    assert!(found.is_empty());
    let text = |line: &LaidLine| Line { words: line.words.clone(), bbox: None }.text();
    layout.pages[0].lines.iter().map(text).collect()
}

/// Lowers every box by a tenth of its distance from the left: a page set askew.
fn askew(mut lines: Vec<Line>) -> Vec<Line> {
    for word in lines.iter_mut().flat_map(|line| &mut line.words) {
        word.bbox = word.bbox.map(|b| BBox { y0: b.y0 + b.x0 / 40, y1: b.y1 + b.x0 / 40, ..b });
    }
    lines
}

fn form() -> Vec<Line> {
    vec![
        line("Plats och tid", 0, 100),
        line("Beslutande", 0, 160),
        line("Sessionssalen kl. 13.00", 30, 102),
        line("Eva Ek (S), ordförande", 30, 161),
        line("Nils Lind (M)", 30, 190),
        line("Paragrafer", 60, 103),
        line("12-15", 75, 103),
    ]
}

#[test]
fn cells_of_a_form_are_one_row_whatever_block_they_came_in() {
    let expected = [
        "Plats och tid                 Sessionssalen kl. 13.00       Paragrafer     12-15",
        "",
        "Beslutande                    Eva Ek (S), ordförande",
        "                              Nils Lind (M)",
    ];
    assert_eq!(read(form()), expected);
}

#[test]
fn a_page_set_askew_reads_the_same() {
    let names = |column: u32, names: [&'static str; 3]| {
        (0..).zip(names).map(move |(i, name)| line(name, column, 130 + i * 30))
    };
    let mut page = vec![line("Närvarande vid mötet den nionde mars var som följer nedan på sidan", 0, 100)];
    page.extend(names(0, ["Eva Ek, Nora", "Nils Lind, Arboga", "Rut Ask, Kumla"]));
    page.extend(names(80, ["Ola Berg, Hova", "Siv Dahl, Laxå", "Per Strand, Åmål"]));
    assert_eq!(read(askew(page.clone())), read(page.clone()));
    assert!(read(page)[1].starts_with("Eva Ek, Nora  "));
}

#[test]
fn columns_of_running_text_are_read_one_after_the_other() {
    let left: Vec<String> = (0..9).map(|i| format!("vänster spalt har rad nummer {i} här")).collect();
    let right: Vec<String> = (0..9).map(|i| format!("höger spalt har sin rad nummer {i} där")).collect();
    let both = left.iter().zip(&right).zip(0..);
    let page = both.flat_map(|((l, r), i)| [line(l, 0, 100 + i * 30), line(r, 45, 100 + i * 30)]).collect();
    let lines = read(page);
    assert_eq!(
        lines.iter().map(|l| l.trim()).collect::<Vec<_>>(),
        left.iter().chain(&right).collect::<Vec<_>>()
    );
}

#[test]
fn a_paragraph_gap_is_a_blank_line_and_an_indent_is_kept() {
    let page = vec![
        line("ett beslut som rör ärendet", 0, 100),
        line("och som man minns", 4, 130),
        line("nu nästa stycke", 0, 190),
    ];
    assert_eq!(read(page), ["ett beslut som rör ärendet", "    och som man minns", "", "nu nästa stycke"]);
}

#[test]
fn plain_text_stays_as_it_is() {
    let word = |text: &str, gap: u16| Word { text: text.into(), gap, ..Word::default() };
    let lines = vec![
        Line { words: vec![word("§", 2), word("1", 1), word("Val", 3)], bbox: None },
        Line::default(),
        Line { words: vec![word("|", 0), word(".", 2)], bbox: None },
    ];
    assert_eq!(read(lines), ["  § 1   Val", "", "|  ."]);
}

#[test]
fn pages_without_words_are_kept() {
    let pages = vec![Page { number: 1, ..Page::default() }, Page { number: 2, ..Page::default() }];
    let (layout, _) = arrange(Document { format: Format::Image, pages, ocr: None });
    assert_eq!(layout.pages.iter().map(|p| (p.number, p.lines.len())).collect::<Vec<_>>(), [(1, 0), (2, 0)]);
}
