//! Tests of [`super`]: papers and recipients.

use super::super::testing;

fn documents(text: &str) -> Vec<String> {
    testing::item(&format!("Beslut\nPlanen antas.\n{text}"))
        .documents
        .into_iter()
        .map(|text| text.value)
        .collect()
}

fn recipients(text: &str) -> Vec<String> {
    testing::item(&format!("Beslut\nPlanen antas.\n{text}"))
        .recipients
        .into_iter()
        .map(|text| text.value)
        .collect()
}

#[test]
fn papers_in_a_list() {
    assert_eq!(
        documents("Beslutsunderlag\n   •   Ansökan med ritning över\n       tomten\n   •   Yttrande"),
        ["Ansökan med ritning över tomten", "Yttrande"]
    );
}

#[test]
fn papers_on_lines() {
    assert_eq!(
        documents("Handlingar\nTjänsteutlåtande den 3 maj 2024.\nYrkande från S den 4 maj 2024."),
        ["Tjänsteutlåtande den 3 maj 2024.", "Yrkande från S den 4 maj 2024."]
    );
}

#[test]
fn a_paper_after_a_label() {
    let item = testing::item(
        "Beredning\nFörvaltningen vill gå vidare.\n\nBilaga: Avtal om bron\n\nUtskottet har behandlat ärendet.\nBeslut\nPlanen antas.",
    );
    assert_eq!(item.documents[0].value, "Avtal om bron");
    assert_eq!(
        item.summary.unwrap().value,
        "Förvaltningen vill gå vidare.\nUtskottet har behandlat ärendet."
    );
}

#[test]
fn dated_papers() {
    assert_eq!(
        documents(
            "Skrivelser\n2023-09-08    Brev från Trafikverket om den\n              nya vägen\n2023-09-09    Brev"
        ),
        ["2023-09-08 Brev från Trafikverket om den nya vägen", "2023-09-09 Brev"]
    );
}

#[test]
fn no_papers() {
    assert!(documents("Handlingar\nInga").is_empty());
}

#[test]
fn recipients_on_lines() {
    assert_eq!(
        recipients("Expedieras till\nKommunstyrelsen\nÄldre samt vård- och\nomsorgsnämnden"),
        ["Kommunstyrelsen", "Äldre samt vård- och omsorgsnämnden"]
    );
}

#[test]
fn recipients_in_a_row() {
    assert_eq!(recipients("Expedieras till\nKS, KF"), ["KS", "KF"]);
    assert_eq!(
        recipients("Skickas till: Regiondirektören, Ekonomidirektören"),
        ["Regiondirektören", "Ekonomidirektören"]
    );
    assert_eq!(recipients("Skickas till\nSocialnämnderna - Centrum, Norr, Söder").len(), 1);
}

#[test]
fn a_recipient_in_a_sentence() {
    assert_eq!(recipients("Beslutet delges sökanden."), ["sökanden"]);
}

#[test]
fn papers_that_a_body_takes_note_of() {
    let items = testing::items(
        "§ 1 Anmälningsärenden\nNämndens beslut\nNämnden har tagit del av följande handlingar:\n• Cirkulär 7\n• Brev från Osby\n\n§ 2 Meddelanden\n\nAnmäles\na) Beslut om väg 7\nb) Brev från Nora\n\nMeddelandena läggs till handlingarna.\n\n§ 3 Slut\nTack.\n",
    );
    let papers = |at: usize| items[at].documents.iter().map(|text| text.value.as_str()).collect::<Vec<_>>();
    assert_eq!(papers(0), ["Cirkulär 7", "Brev från Osby"]);
    assert_eq!(items[0].decisions[0].clauses[0].text.value, "Nämnden har tagit del av följande handlingar:");
    assert_eq!(papers(1), ["Beslut om väg 7", "Brev från Nora"]);
    assert_eq!(items[1].decisions[0].clauses[0].text.value, "Meddelandena läggs till handlingarna.");
    assert!(items[1].summary.is_none());
}

#[test]
fn papers_on_lines_of_their_own() {
    let items = testing::items(
        "§ 1 Öppnande\nBeslut\nPlanen antas.\n\n§ 2 Meddelanden\n\nLänsstyrelsens beslut om bidrag.\nCirkulär om semester.\n\nLades till handlingarna.\n\n§ 3 Meddelanden\n\nInga meddelanden förelåg.\n\n§ 4 Slut\nTack.\n",
    );
    let papers = |at: usize| items[at].documents.iter().map(|text| text.value.as_str()).collect::<Vec<_>>();
    assert_eq!(papers(1), ["Länsstyrelsens beslut om bidrag.", "Cirkulär om semester."]);
    assert!(papers(2).is_empty() && items[2].summary.is_some());
}

#[test]
fn the_heading_of_a_list_decides_about_it() {
    let items = testing::items(
        "§ 1 Öppnande\nBeslut\nPlanen antas.\n\n§ 2 Meddelanden\n\nFöljande skrivelser anmäls och läggs till handlingarna:\n\n1. Cirkulär 7\n2. Brev från Osby\n\n§ 3 Slut\nTack.\n",
    );
    assert_eq!(items[1].documents.len(), 2);
    assert_eq!(items[1].decisions[0].clauses[0].outcome, crate::protocol::model::Outcome::Filed);
}

#[test]
fn recipients_joined_by_och_and_semicolons() {
    let to = |text: &str| -> Vec<String> {
        let item = super::super::testing::item(&format!("Beslut\nPlanen antas.\n\n{text}"));
        item.recipients.iter().map(|text| text.value.clone()).collect()
    };
    assert_eq!(to("Kopia till: Förvaltningen och Regionen"), ["Förvaltningen", "Regionen"]);
    assert_eq!(to("Expedieras: Förvaltningen; Regionen"), ["Förvaltningen", "Regionen"]);
    assert_eq!(to("Utdrag\nSökanden\nAkten"), ["Sökanden", "Akten"]);
    assert_eq!(to("Delges: Kultur- och fritidsnämnden"), ["Kultur- och fritidsnämnden"]);
}

#[test]
fn papers_below_the_sentence_that_files_them() {
    let text = "§ 1 Anmälningsärenden\n\nNämndens beslut\nAnmälningsärendena läggs till handlingarna.\n\nSkolinspektionens beslut 2023-09-19\nProtokoll från KSAU 2023-10-03\n\n§ 2 Slut\nBeslut\nInformationen noteras.\n";
    let item = testing::items(text).swap_remove(0);
    let papers: Vec<String> = item.documents.into_iter().map(|paper| paper.value).collect();
    assert_eq!(papers, ["Skolinspektionens beslut 2023-09-19", "Protokoll från KSAU 2023-10-03"]);
    assert_eq!(item.decisions[0].clauses.len(), 1);
}

#[test]
fn recipients_in_small_letters_each_on_its_line() {
    let item = testing::item("Beslut\nPlanen antas.\n\nUtdrag\nföreningen\nekonomikontoret\n");
    let to: Vec<&str> = item.recipients.iter().map(|to| to.value.as_str()).collect();
    assert_eq!(to, ["föreningen", "ekonomikontoret"]);
}

#[test]
fn a_paper_that_is_called_as_a_heading_ends_the_list() {
    let item = testing::item("Beslutsunderlag\nTjänsteskrivelse\nMotionen\n\nBeslut\nPlanen antas.\n");
    assert_eq!(item.documents.len(), 2);
}
