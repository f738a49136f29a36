//! Tests of [`super`]: how wrapped lines are joined.

use super::*;
use crate::repair::RepairedText;

fn text(source: &str) -> RepairedText {
    super::super::testing::unrepaired(source)
}

fn joined(source: &str) -> Vec<String> {
    let text = text(source);
    let lines = Lines::new(&text);
    let indexes: Vec<usize> = (0..lines.len()).collect();
    let found = paragraphs(&pieces(&lines, &indexes), lines.width(), Style::Running);
    for paragraph in &found {
        let value = paragraph.content().whole().unwrap();
        let there = text.text.slice(value.span);
        let squeeze = |text: &str| text.replace(['-', '\n', '\u{c}', ' '], "");
        assert_eq!(squeeze(&value.value), squeeze(there), "the span holds the value");
    }
    found.iter().map(|paragraph| paragraph.text.as_str().to_owned()).collect()
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    let found = joined(
        "Nämnden har i flera år följt frågan om hur skolskjutsen ska kunna samordnas med\nlänstrafiken.",
    );
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("med länstrafiken."));
}

#[test]
fn short_lines_end_paragraphs() {
    assert_eq!(
        joined("Redovisningen godkänns.\nPlanen antas."),
        ["Redovisningen godkänns.", "Planen antas."]
    );
    assert_eq!(joined("Lantmäteriet\nSökanden"), ["Lantmäteriet", "Sökanden"]);
}

#[test]
fn a_line_that_asks_for_more_goes_on() {
    assert_eq!(joined("Skrivelse från\nLänsstyrelsen"), ["Skrivelse från Länsstyrelsen"]);
    assert_eq!(joined("Eva Holm (S),\nNils Ek (M) yrkar"), ["Eva Holm (S), Nils Ek (M) yrkar"]);
}

#[test]
fn hyphens_at_line_ends() {
    assert_eq!(joined("en lång natur-\nreservatsgräns"), ["en lång naturreservatsgräns"]);
    assert_eq!(joined("både barn-\noch ungdom"), ["både barn- och ungdom"]);
    assert_eq!(joined("åren 2026-\n2027"), ["åren 2026-2027"]);
    assert_eq!(joined("från Nord-\nNorge"), ["från Nord-Norge"]);
}

#[test]
fn list_items_stand_alone() {
    let found = joined(
        "Planen gäller:\n   •   Vägar\n   •   Parker och andra platser i\n       tätorten\nDet är allt.",
    );
    assert_eq!(found, ["Planen gäller:", "• Vägar", "• Parker och andra platser i tätorten", "Det är allt."]);
    assert_eq!(joined("1. Får ställas.\n2. Bordläggs."), ["1. Får ställas.", "2. Bordläggs."]);
    assert_eq!(joined("     o Delårsbokslut\n     o Budget"), ["• Delårsbokslut", "• Budget"]);
}

#[test]
fn a_dash_inside_a_sentence_is_no_list() {
    assert_eq!(joined("Val av ombud för nämnden\n- Eva Holm"), ["Val av ombud för nämnden", "- Eva Holm"]);
    assert_eq!(joined("Följande väljs:\n- Eva Holm"), ["Följande väljs:", "• Eva Holm"]);
}

#[test]
fn pages_do_not_part_sentences() {
    let found = joined(
        "Förvaltningen har under året arbetat med att ta fram en plan som ska gälla alla\n\u{c}skolor.",
    );
    assert_eq!(found.len(), 1);
}

#[test]
fn att_satser_stand_alone() {
    let found = joined("Mötet beslutar\natt nätverket svarar\natt Eva Holm skriver");
    assert_eq!(found, ["Mötet beslutar", "att nätverket svarar", "att Eva Holm skriver"]);
}

#[test]
fn blank_lines_part_paragraphs_unless_the_sentence_runs_on() {
    assert_eq!(joined("Ett.\n\nTvå."), ["Ett.", "Två."]);
    let long = "Mötet talade länge om hur arbetet skulle kunna läggas upp och vad som hade sagts";
    assert_eq!(joined(&format!("{long}\n\nvid det förra mötet.")).len(), 1);
}

#[test]
fn clauses_without_marks_between_them_on_full_lines() {
    let item = super::super::testing::item(
        "Beslut\natt adjungera Bo Al med närvaro- och yttranderätt\natt välja Ada Ros till mötessekreterare\natt godkänna dagordningen",
    );
    assert_eq!(item.decisions[0].clauses.len(), 3);
}

#[test]
fn a_full_line_that_cannot_end_goes_on_behind_a_blank_one() {
    let list = "Eva Holm (S), Nils Ek (M), Åsa Lund (C), Per Öst (V), Ida Lo (KD), Bo Al (L), Viktoria\n\nRolka Ros (S) och Ulf By (SD) röstar ja.";
    assert_eq!(joined(list).len(), 1);
    let points = "Nämnden beslutar att planen för skolorna i den norra delen av kommunen ska antas, samt\n\nB. Rapporten läggs till handlingarna.";
    assert_eq!(joined(points).len(), 2);
    assert_eq!(joined("Eva Holm yrkar\n\natt planen antas"), ["Eva Holm yrkar att planen antas"]);
}
