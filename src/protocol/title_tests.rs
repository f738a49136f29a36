//! Tests of [`super`]: titles and case numbers.

use super::super::zones;
use super::*;

fn titles(source: &str) -> Vec<(String, Vec<String>)> {
    let text = super::super::testing::unrepaired(source);
    let lines = Lines::new(&text);
    let (zones, _) = zones::find(&lines);
    zones
        .items
        .iter()
        .map(|item| {
            let title = read(&lines, item, &prose::pieces(&lines, &item.body));
            let there = text.text.slice(title.text.span).split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(title.text.value.is_empty() || there == title.text.value, "{there}");
            (title.text.value, title.case_numbers.into_iter().map(|case| case.value).collect())
        })
        .collect()
}

fn one(source: &str) -> (String, Vec<String>) {
    titles(&format!("{source}\n§ 2 Slut\nBeslut\nNoteras.\n")).swap_remove(0)
}

fn case(source: &str) -> Vec<String> {
    one(source).1
}

#[test]
fn case_numbers_in_every_shape() {
    let cases = [
        ("§ 1 2026.265 KS\n\nVägar", "2026.265 KS"),
        ("§ 1 Ärendenummer SLK-2024-00009:3\nVägar", "SLK-2024-00009:3"),
        ("§ 1 Dnr KS 2015/123\nVägar", "KS 2015/123"),
        ("§ 1 1379/22\nVägar", "1379/22"),
        ("§ 1 Dnr 2011/KS 0206 001\nVägar", "2011/KS 0206 001"),
        ("§ 1 Dnr KS 02-820 107\nVägar", "KS 02-820 107"),
        ("§ 1\nVägar\nDnr MBN 2019/41", "MBN 2019/41"),
        ("§ 1 Vägar (dnr KS 2025-1702)", "KS 2025-1702"),
        ("§ 1 Vägar Dnr 2012/1631-47", "2012/1631-47"),
    ];
    for (source, number) in cases {
        assert_eq!(
            one(&format!("{source}\nBeslut\nNoteras.")),
            ("Vägar".to_owned(), vec![number.to_owned()]),
            "{source}"
        );
    }
    assert_eq!(case("§ 1 Ärendenummer\nVägar\nBeslut\nNoteras."), Vec::<String>::new());
}

#[test]
fn years_are_no_case_numbers() {
    assert_eq!(
        one("§ 1 2026/2027 års läsårstider\nBeslut\nNoteras."),
        ("2026/2027 års läsårstider".to_owned(), vec![])
    );
}

#[test]
fn titles_over_several_lines() {
    let source = "§ 1 Dnr KS 2015/123\nRedovisning av arbetet med att göra kommunens\nskolor och förskolor tryggare samt förslag till plan för\nÅkerby skola\nBeslut\nNoteras.";
    let title = "Redovisning av arbetet med att göra kommunens skolor och förskolor tryggare samt förslag till plan för Åkerby skola";
    assert_eq!(one(source).0, title);
}

#[test]
fn matter_after_a_short_title_is_no_title() {
    assert_eq!(one("§ 1 Information\nInformation från förvaltningen\n\n• Vägar").0, "Information");
    assert_eq!(one("§ 1. Val av justerare\nTill att justera utsågs Eva Holm.").0, "Val av justerare");
    assert_eq!(
        one("§ 1\n\nFrågestund\nFråga 1\nEva Holm (S) ställer en fråga.\nBeslut\nNoteras.").0,
        "Frågestund"
    );
}

#[test]
fn a_paragraph_without_a_title() {
    assert_eq!(one("§ 1\nUpplästes och godkändes protokollet från det senaste sammanträdet.").0, "");
    assert_eq!(one("§ 1\nBeslut\nPlanen antas.").0, "");
}

#[test]
fn titles_that_are_also_headings() {
    assert_eq!(one("§ 1\n\nInformation\nSammanfattning\nInget.").0, "Information");
    assert_eq!(one("§ 1 Meddelanden\nInga.").0, "Meddelanden");
}

#[test]
fn several_case_numbers() {
    assert_eq!(
        case("§ 1 Dnr KS 2015/123, KS 2015/124\nVägar\nBeslut\nNoteras."),
        ["KS 2015/123", "KS 2015/124"]
    );
}

#[test]
fn numbered_titles() {
    let found = titles(
        "1. Öppnande\n\n2. SKR-s rapport\n\nSammanfattning: Den är klar.\n\n3. Vägar\nInget nytt.\n\nÖvrigt:\n• En bro.\n",
    );
    let found: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(found, ["Öppnande", "SKR-s rapport", "Vägar", "Övrigt"]);
}

#[test]
fn matter_behind_the_label_is_no_title() {
    let items = super::super::testing::items(
        "§ 1. Att justera protokollet valdes P. E. Ek.\n\n§ 2. På framställning af kyrkovaktmästaren beslöts att inköpa björkved till\nkyrkans uppvärmning.\n\n§ 3. Val av revisorer.\nTill revisor valdes Eva Holm.\n",
    );
    let titles: Vec<&str> = items.iter().map(|item| item.title.value.as_str()).collect();
    assert_eq!(titles, ["", "", "Val av revisorer."]);
    assert_eq!(items[0].decisions[0].clauses[0].text.value, "Att justera protokollet valdes P. E. Ek.");
}

#[test]
fn numbers_of_other_bodies_are_no_title() {
    assert_eq!(one("Sn § 50  Au § 84  Sn 34\nVägar\nBeslut\nPlanen antas.").0, "Vägar");
}

#[test]
fn a_label_under_the_title_is_no_part_of_it() {
    let item = &super::super::testing::items(
        "BN § 1                      BYGG 2023-000118\nBygglov för tillbyggnad av enbostadshus, Löddesnäs 12:31\nSökande: Osby Bygg\n\nBeslut\nBygglov beviljas.\n\nBN § 2 Slut\nBeslut\nInformationen noteras.\n",
    )[0];
    assert_eq!(item.title.value, "Bygglov för tillbyggnad av enbostadshus, Löddesnäs 12:31");
    assert_eq!(item.case_numbers[0].value, "BYGG 2023-000118");
}

#[test]
fn titles_that_run_into_the_matter() {
    let item = &super::super::testing::items(
        "§ 1 Val av ordförande för ett år. Omval av Nils Ek.\n\n§ 2 Dagordningen godkändes.\n\n§ 3 Kassören Gun Al redogjorde för ekonomin. Resultatet fastställdes.\n",
    );
    assert_eq!(item[0].title.value, "Val av ordförande för ett år.");
    assert_eq!(item[0].decisions[0].clauses[0].text.value, "Omval av Nils Ek.");
    assert_eq!(item[1].title.value, "");
    assert_eq!(item[1].decisions.len(), 1);
    assert_eq!(item[2].title.value, "");
}

#[test]
fn a_case_number_behind_a_blank_line() {
    let item = &super::super::testing::items(
        "§ 1\n\nNytt gruppboende\n\nDnr FAR 2021/90\n\nBeslut\nÄrendet bordläggs.\n\n§ 2 Slut\nBeslut\nInformationen noteras.\n",
    )[0];
    assert_eq!(item.title.value, "Nytt gruppboende");
    assert_eq!(item.case_numbers[0].value, "FAR 2021/90");
    assert!(item.summary.is_none());
}

#[test]
fn case_numbers_in_brackets_and_by_number_and_year() {
    for (heading, title, case) in [
        ("Årsbokslut 2018 (RS/61/2019)", "Årsbokslut 2018", "RS/61/2019"),
        ("Ny skola             KS 46/2018", "Ny skola", "KS 46/2018"),
        ("Ny skola [KS-2023-00121]", "Ny skola", "KS-2023-00121"),
    ] {
        let items = super::super::testing::items(&format!(
            "§ 1 {heading}\nBeslut\nPlanen antas.\n\n§ 2 Slut\nTack.\n"
        ));
        assert_eq!(items[0].title.value, title);
        assert_eq!(items[0].case_numbers[0].value, case);
    }
}

#[test]
fn numbers_of_other_bodies_below_the_case_number() {
    assert_eq!(
        one(
            "Sn § 1                       Dnr SN2017/0188\n                             Snau § 112\n\nFamiljehem\n\nBeslut\nNoteras."
        ),
        ("Familjehem".to_owned(), vec!["SN2017/0188".to_owned()])
    );
}

#[test]
fn case_numbers_with_the_plan_by_which_papers_are_filed() {
    assert_eq!(case("§ 1                   Dnr 2022/71 041\n\nTaxa\n\nBeslut\nNoteras."), ["2022/71 041"]);
    assert_eq!(case("§ 1 Dnr 412/15-54\nBidrag\n\nBeslut\nNoteras."), ["412/15-54"]);
}

#[test]
fn a_sentence_in_the_perfect_is_no_title() {
    let text = "§ 1. Från skolstyrelsen hade inkommit begäran om extra anslag, kr 2.300, till\ninköp av en projektor.\nÄrendet bordlades.";
    assert_eq!(one(text).0, "");
}

#[test]
fn a_title_that_begins_as_a_heading_does() {
    assert_eq!(
        one(
            "§ 1                         GoV.2019.0076\n\nRemissvar: Cykelplan för Osby kommun\n\nÄrendebeskrivning\n\nEtt förslag har kommit in."
        ),
        ("Remissvar: Cykelplan för Osby kommun".to_owned(), vec!["GoV.2019.0076".to_owned()])
    );
}

#[test]
fn a_title_goes_on_in_small_letters_below_an_empty_line() {
    let title = |source: &str| one(source).0;
    assert_eq!(
        title("§ 1\nRemiss om en bättre vård och\n\nhälsa i fokus\n\nBeslut\nNoteras."),
        "Remiss om en bättre vård och hälsa i fokus"
    );
    assert_eq!(
        title(
            "§ 1 Gatubelysning å Storgatan.\n\nväckt motion om belysning hade remitterats.\nBeslut\nNoteras."
        ),
        "Gatubelysning å Storgatan."
    );
    assert_eq!(title("§ 1\nVal av ordförande\n\natt välja Eva Holm.\n"), "Val av ordförande");
}
