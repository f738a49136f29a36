//! Tests of [`super`]: where items begin and end.

use super::*;
use crate::repair::RepairedText;

fn text(source: &str) -> RepairedText {
    super::super::testing::unrepaired(source)
}

fn labels(source: &str) -> Vec<String> {
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    let label =
        |item: &ItemZone| item.label.as_ref().map_or_else(|| "-".to_owned(), |label| label.value.clone());
    zones.items.iter().map(label).collect()
}

fn codes(source: &str) -> Vec<&'static str> {
    let text = text(source);
    find(&Lines::new(&text)).1.into_iter().map(|found| found.code).collect()
}

const BOARD: &str = "Nämnden\n2024-05-02\n\n§ 12\n\nÖppnande\nBeslut\nMötet öppnas.\n\n§ 13 Dnr MBN 2024/7\nBygglov\nBeslut\nAvslås.\n\
    Se även beslutet i\n§ 45.\n\n§ 14\n\nInformation\n§ 12 Öppnande\n§ 77 2024.111 KS Skrivelse\n";

#[test]
fn items_follow_the_run_of_numbers() {
    assert_eq!(labels(BOARD), ["§ 12", "§ 13", "§ 14"]);
}

#[test]
fn a_contents_list_is_set_aside_and_checked() {
    let source = "Nämnden\n\u{c}§ 12   Öppnande\n§ 13   Bygglov\n§ 14   Information\n§ 15   Avslutning\n\u{c}§ 12\n\nÖppnande\n\nBeslut\nMötet öppnas.\n\
        \u{c}§ 13 Dnr MBN 2024/7\nBygglov\nBeslut\nAvslås.\n\u{c}§ 14\n\nInformation\nSammanfattning\nInget.\n";
    assert_eq!(labels(source), ["§ 12", "§ 13", "§ 14"]);
    assert_eq!(codes(source), ["item-missing"]);
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert_eq!(zones.cover, [0]);
}

#[test]
fn numbered_items_and_the_unnumbered_rest() {
    let source = "Möte\n\n1. Mötets öppnande\n\n2. Budget\nSammanfattning: Den är klar.\n1. Lokaler kostar mer.\n2. Resor kostar mindre.\n\
        Mötet beslutar\natt notera informationen\n\n3. Vägar\nInget nytt.\n\nÖvrigt:\n• Nästa möte är i Nora.\n\nMötet avslutades\n";
    assert_eq!(labels(source), ["1.", "2.", "3.", "-"]);
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert_eq!(text.line_text(&text.lines[zones.tail[0]]), "Mötet avslutades");
}

#[test]
fn levels_of_numbers() {
    let source = "Styrelsen\n\n1 Öppnande\n\nMötet öppnas 17:00\n\n2 Formalia\n\n2.1 Val av justerare\nEn justerare väljs.\n\nBeslut\n\n1. Att Eva Holm väljs\n\n\
        2.2 Dagordning\nDen gås igenom.\n\n3 Rapporter\n\nInga.\n";
    assert_eq!(labels(source), ["1", "2", "2.1", "2.2", "3"]);
}

#[test]
fn an_item_goes_on_over_pages() {
    let source = "§ 1\n\nVägar\nSammanfattning\nEn väg.\n\u{c}§ 1\n\nVägar\nEn väg till.\n\u{c}Forts. § 1\nÄnnu en.\n\u{c}§ 2\n\nParker\nBeslut\nAntas.\n";
    assert_eq!(labels(source), ["§ 1", "§ 2"]);
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert!(zones.items[0].body.iter().all(|&line| !text.line_text(&text.lines[line]).contains("Forts")));
}

#[test]
fn a_lost_sign_is_inferred_from_the_run() {
    let source = "§ 41\n\nVal\nBeslut\nEva Holm utses.\n\n8 42 2026.007 BUN\n\nBudget\nBeslut\nAntas.\n\n43 Vägar\n\nBeslut\nNoteras.\n\n§ 44\n\nSlut\nBeslut\nNoteras.\n";
    assert_eq!(labels(source), ["§ 41", "§ 42", "43", "§ 44"]);
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    let inferred: Vec<bool> = zones
        .items
        .iter()
        .map(|item| item.number.as_ref().unwrap().how == super::super::model::How::Inferred)
        .collect();
    assert_eq!(inferred, [false, true, true, false]);
}

#[test]
fn a_gap_in_the_run_is_a_finding() {
    let source =
        "§ 1\nVal\nBeslut\nEva Holm utses.\n§ 3\nVägar\nBeslut\nNoteras.\n§ 4\nSlut\nBeslut\nNoteras.\n";
    assert_eq!(codes(source), ["paragraph-missing"]);
}

#[test]
fn signatures_end_the_last_item() {
    let source =
        "§ 1 Val\nBeslut\nEva Holm utses.\n\n§ 2 Slut\nBeslut\nNoteras.\n\nVid protokollet:\n\nNils Ek\n";
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert_eq!(zones.tail.first().map(|&line| text.line_text(&text.lines[line])), Some("Vid protokollet:"));
}

#[test]
fn the_close_of_the_meeting_may_be_an_item() {
    let source = "1 Öppnande\n\nMötet öppnas 17:00.\n\n2 Rapporter\n\nInga.\n\n3 Mötets avslutande\nMötet avslutas 18:06.\n\n\nMötesordförande\n";
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert_eq!(zones.tail.first().map(|&line| text.line_text(&text.lines[line])), Some("Mötesordförande"));
}

#[test]
fn the_same_number_everywhere() {
    let source =
        "Möte\n\n1. Öppnande\nOrdföranden öppnar.\n\n1. Ekonomi\nKassan är god.\n\n1. Avslutning\nSlut.\n";
    assert_eq!(labels(source), ["1.", "1.", "1."]);
}

#[test]
fn no_numbers_at_all() {
    assert_eq!(labels("Möte\n\nÖppnande av möte\nVälkomna.\n\nVal av justerare\nEva Holm.\n\nAvslutande av möte\nTack.\n").len(), 3);
    assert_eq!(codes("Sidan saknas\nLogga in\n"), ["no-items"]);
    assert_eq!(codes(""), ["no-items"]);
}

#[test]
fn a_vote_list_goes_to_its_item() {
    let source = "§ 1 Val\nBeslut\nEva Holm utses.\n§ 2 Slut\nBeslut\nNoteras.\n\u{c}Voteringslista: § 1\nLedamot   Ja   Nej\n";
    let text = text(source);
    let (zones, _) = find(&Lines::new(&text));
    assert_eq!(zones.items[0].body.len(), 4);
}

#[test]
fn hostile_text_ends() {
    for part in ["§ ", "§ 1\n", "1. A\n", "((((", "9 ", "Forts. § 1\n"] {
        let text = text(&part.repeat(40_000));
        let lines = Lines::new(&text);
        let (zones, _) = find(&lines);
        assert!(zones.items.len() <= lines.len(), "{part}");
    }
}

#[test]
fn an_item_that_goes_on_begins_on_its_first_page() {
    let items = super::super::testing::items(
        "§ 81 Budget\nBeslut\nBudgeten antas.\n\n§ 82 Skola\nEn skola behövs.\n\u{c}§ 82 forts\nNämnden beslutar\natt bygga skolan.\nReservation\nEva Holm (S) reserverar sig.\n\n§ 83 Slut\nTack.\n",
    );
    assert_eq!(items.len(), 3);
    assert_eq!(items[1].title.value, "Skola");
}

#[test]
fn what_the_chair_says_at_the_end_is_no_tail() {
    let items = super::super::testing::items(
        "§ 1 Budget\nBeslut\nAntas.\n\n§ 2\nSammanträdet avslutas\n\nOrdföranden tackar för sammanträdet.\n",
    );
    assert_eq!(items[1].summary.as_ref().unwrap().value, "Ordföranden tackar för sammanträdet.");
}

#[test]
fn a_numbered_list_of_people_is_no_contents_list() {
    let text = crate::protocol::testing::unrepaired(
        "Osby kommun\nKommunstyrelsen 2024-03-05\n\nBeslutande\n1. Vera Ek (S)\n2. Bo Al (M)\n3. Ada Ros (C)\n\n§ 1 Upprop\n\nBeslut\nUppropet godkänns.\n\n§ 2 Budget\n\nBeslut\nBudgeten antas.\n",
    );
    let dictionary = crate::dictionary::Dictionary::embedded().expect("the dictionary is built in");
    let (protocol, _) = crate::protocol::read(&text, &dictionary);
    assert_eq!(protocol.attendance.len(), 3);
    assert_eq!(protocol.items.len(), 2);
}
