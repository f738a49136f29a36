//! Tests of [`super`]: mastheads of every family.

use super::*;
use crate::protocol::cells::cells;
use crate::protocol::testing::unrepaired;

fn read_text(text: &str) -> [Option<String>; 5] {
    let text = unrepaired(text);
    let cells: Vec<Cell<'_>> = (0..text.lines.len()).flat_map(|line| cells(&text, line)).collect();
    let found = read(&cells);
    let date = day(&found).map(|day| day.date.value.clone());
    [found.title, found.body, found.organization, found.number]
        .map(|value| value.map(|text| text.value))
        .into_iter()
        .chain([date])
        .collect::<Vec<_>>()
        .try_into()
        .expect("five values")
}

fn expected(values: [&str; 5]) -> [Option<String>; 5] {
    values.map(|value| (!value.is_empty()).then(|| value.to_owned()))
}

#[test]
fn mastheads_of_every_family() {
    for (text, values) in [
        (
            "Osby kommun              SAMMANTRÄDESPROTOKOLL      Sida 1 (3)\nKommunstyrelsen          Sammanträdesdatum 2019-04-25",
            ["Kommunstyrelsen", "Kommunstyrelsen", "Osby kommun", "", "2019-04-25"],
        ),
        (
            "Osby kommun SAMMANTRÄDESPROTOKOLL = Sida 1 (3)\nMiljö- och byggnämnden Sammanträdesdatum 2019-04-25",
            ["Miljö- och byggnämnden", "Miljö- och byggnämnden", "Osby kommun", "", "2019-04-25"],
        ),
        (
            "                   3\n        Vård- och\n        omsorgsnämnden\n        Protokoll\n\n        2024-06-17",
            ["Vård- och omsorgsnämnden", "Vård- och omsorgsnämnden", "", "", "2024-06-17"],
        ),
        (
            "Protokoll nr 4 2023\nEkonomchefsmöte i Familjen Osby\n-Osby 2023-05-02   ada.ros@osby.example",
            ["Ekonomchefsmöte i Familjen Osby", "Ekonomchefsmöte", "Familjen Osby", "4", "2023-05-02"],
        ),
        (
            "Styrelsen\n            Styrelsemöte\nFysiksektionen       2022-09-10",
            ["Styrelsemöte", "Styrelsen", "Fysiksektionen", "", "2022-09-10"],
        ),
        (
            "Sammanträdesprotokoll 4/2019\nRegion Halland\nRegionfullmäktige",
            ["Regionfullmäktige", "Regionfullmäktige", "Region Halland", "4", ""],
        ),
    ] {
        assert_eq!(read_text(text), expected(values), "{text}");
    }
}

#[test]
fn numbers_of_protocols() {
    let number = |text: &str| read_text(text)[3].clone();
    assert_eq!(number("PROTOKOLL NR 5/2001/2002").as_deref(), Some("5"));
    assert_eq!(number("Protokoll (nr 3)").as_deref(), Some("3"));
    assert_eq!(number("Protokoll Mn 87/2014").as_deref(), Some("87"));
    assert_eq!(number("Protokoll 2016-03-22"), None);
    assert_eq!(number("Stadens protokoll 3 (68)"), None);
}

#[test]
fn names_that_go_on_behind_the_body_or_the_meeting() {
    for (text, values) in [
        (
            "Överförmyndarnämnden Södra Roslagen\nProtokoll nr 1/2023",
            ["Överförmyndarnämnden Södra Roslagen", "Överförmyndarnämnden Södra Roslagen", "", "1", ""],
        ),
        (
            "Nämnden för kultur, utbildning och friluftsverksamhet\nProtokoll 2022-05-12",
            [
                "Nämnden för kultur, utbildning och friluftsverksamhet",
                "Nämnden för kultur, utbildning och friluftsverksamhet",
                "",
                "",
                "2022-05-12",
            ],
        ),
        (
            "Protokoll från Järna hembygdsförenings årsmöte den 11 mars 1956",
            ["Järna hembygdsförenings årsmöte", "årsmöte", "Järna hembygdsförening", "", "1956-03-11"],
        ),
        (
            "Styrelsemöte Ånge IF\n2023-05-12",
            ["Styrelsemöte Ånge IF", "Styrelsemöte", "Ånge IF", "", "2023-05-12"],
        ),
        (
            "Kommunstyrelsen Sammanträdesdag 9.4.1973",
            ["Kommunstyrelsen", "Kommunstyrelsen", "", "", "1973-04-09"],
        ),
    ] {
        assert_eq!(read_text(text), expected(values), "{text}");
    }
}

#[test]
fn meetings_and_networks_as_clerks_name_them() {
    for (text, title, organization) in [
        ("Styrelsemöte Brf Solgläntan", "Styrelsemöte Brf Solgläntan", "Brf Solgläntan"),
        ("Chefsnätverk kost i Sjuhärad", "Chefsnätverk kost i Sjuhärad", ""),
        (
            "Samverkansmöte mellan Region Örebro län och kommunerna",
            "Samverkansmöte mellan Region Örebro län och kommunerna",
            "",
        ),
        ("År 1903 den 14 mars sammanträdde kommunalnämnden i Hammar", "kommunalnämnden", "Hammar"),
    ] {
        let [found, _, owner, ..] = read_text(text);
        assert_eq!(found.as_deref(), Some(title), "{text}");
        assert_eq!(owner.unwrap_or_default(), organization, "{text}");
    }
}
