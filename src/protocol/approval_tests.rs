//! Tests of [`super`]: who adjusts, when and where.

use super::super::lex::fold_space;
use super::super::testing::unrepaired;
use super::*;

fn read_text(source: &str) -> Option<[String; 4]> {
    let text = unrepaired(source);
    let dictionary = Dictionary::embedded().expect("the dictionary is built in");
    let lines: Vec<usize> = (0..text.lines.len()).collect();
    let item = ItemZone {
        number: None,
        label: None,
        is_paragraph: true,
        heading: 0,
        rest: 0,
        body: lines[1..].to_vec(),
    };
    let found = read(&text, &[&Fields::read(&text, &lines)], &[item], &[], Some(2024), &dictionary)?;
    for name in &found.adjusters {
        assert_eq!(fold_space(text.text.slice(name.span)), name.value);
    }
    let value = |text: Option<Text>| text.map_or_else(String::new, |text| text.value);
    let names: Vec<String> = found.adjusters.into_iter().map(|name| name.value).collect();
    Some([names.join("+"), value(found.date), value(found.time), value(found.location)])
}

fn check(text: &str, expected: [&str; 4]) {
    assert_eq!(read_text(text), Some(expected.map(str::to_owned)), "{text}");
}

#[test]
fn labels_of_the_cover() {
    check(
        "Utses att justera        Vera Ek (S) och Bo Al\nJusteringens plats och   Kommunkansliet, 2024-04-30 kl. 08.15\ntid\n",
        ["Vera Ek+Bo Al", "2024-04-30", "08:15", "Kommunkansliet"],
    );
    check(
        "Justerare Vera Ek\nJusteringens plats och tid Protokollet justeras på distans.",
        ["Vera Ek", "", "", "på distans"],
    );
}

#[test]
fn one_election_of_several() {
    check(
        "§ 2 Formalia\nBeslut\natt adjungera Bo Al\natt välja Ada Ros till mötessekreterare\natt välja Vera Ek till justerare\natt godkänna dagordningen",
        ["Vera Ek", "", "", ""],
    );
}

#[test]
fn another_office_in_the_sentence_before() {
    for heading in ["2. Val av sekreterare och justerare", "2. Val av justerare"] {
        check(
            &format!("{heading}\nBo Al valdes till sekreterare. Vera Ek valdes att justera protokollet."),
            ["Vera Ek", "", "", ""],
        );
    }
}

#[test]
fn the_day_beside_the_label_alone() {
    check("Protokollet är justerat 2023-05-12 och tillkännagivet 2023-05-15.", ["", "2023-05-12", "", ""]);
    assert_eq!(read_text("Protokollet är justerat. Justeringen har tillkännagivits 2023-05-15."), None);
}

#[test]
fn sentences_of_an_item() {
    check(
        "§ 2 Val av justeringsmän\nTill att jämte ordföranden justera dagens protokoll utsågos Vera Ek och\nBo Al. Justeringen skall äga rum å kommunalkontoret fredagen den 20 mars 1964 kl. 18.00.",
        ["Vera Ek+Bo Al", "1964-03-20", "18:00", "kommunalkontoret"],
    );
    check(
        "§ 1 Tid för justering\nBeslut\nVice ordföranden Vera Ek (V) och Bo Al (M) justerar protokollet tillsammans med\nordföranden Ada Ros (S) på Stadshuset, Storgatan 1, torsdagen den 26 oktober 2023, klockan 14:00.",
        ["Vera Ek+Bo Al", "2023-10-26", "14:00", "Stadshuset, Storgatan 1"],
    );
}

#[test]
fn a_place_under_the_time_of_adjusting() {
    check(
        "Plats: Rådhuset\nJusterare: Vera Ek\nTid för justering: 2023-03-22\nPlats: Kommunhuset i Kungshamn\n",
        ["Vera Ek", "2023-03-22", "", "Kommunhuset i Kungshamn"],
    );
}

#[test]
fn a_name_behind_the_label_of_adjusting() {
    check("Justering     Birger Ek\n", ["Birger Ek", "", "", ""]);
    check(
        "Justering\nAnna-Karin Lund\nProtokollet justeras på skolkontoret den 22 september 2020, klockan 15.00\n",
        ["Anna-Karin Lund", "2020-09-22", "15:00", "skolkontoret"],
    );
}

#[test]
fn one_who_is_chosen_behind_the_label_of_adjusting() {
    check(
        "Justering     Vera Ek utsågs att jämte ordföranden justera protokollet.\n",
        ["Vera Ek", "", "", ""],
    );
}
