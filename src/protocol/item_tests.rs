//! Tests of [`super`]: an item as a whole.

use super::super::testing;

#[test]
fn sections_are_joined_to_one_account() {
    let item = testing::item(
        "Ärendebeskrivning\nEn bro behövs.\nBeredning\nUtskottet har behandlat ärendet.\nBeslut\nBron byggs.",
    );
    assert_eq!(item.summary.unwrap().value, "En bro behövs.\nUtskottet har behandlat ärendet.");
}

#[test]
fn an_adjournment_ends_a_section() {
    let item = testing::item(
        "Beslut\nBron byggs.\nReservation\nEva Holm (S) lämnar följande reservation:\nBron är dyr.\nMötet ajourneras mellan 17.02 och 17.09",
    );
    assert_eq!(item.reservations[0].text.as_ref().unwrap().value, "Bron är dyr.");
}

#[test]
fn how_the_question_was_put() {
    let item = testing::item(
        "Propositionsordning\nOrdföranden ställer proposition på yrkandena och finner att bron byggs. Omröstning begärs.\nBeslut\nBron byggs.",
    );
    assert_eq!(
        item.proposition_order.unwrap().value,
        "Ordföranden ställer proposition på yrkandena och finner att bron byggs. Omröstning begärs."
    );
}

#[test]
fn bullets_under_ovrigt_leave_only_decisions() {
    let items = testing::items(
        "1. Öppnande\n\n2. Vägar\nInget nytt.\n\nÖvrigt:\n• Nästa möte är i Nora.\n• Resan diskuterades. Beslutades att den skjuts upp.\n",
    );
    assert_eq!(items[2].summary, None);
    assert_eq!(items[2].decisions.len(), 1);
}

#[test]
fn a_network_item() {
    let items = testing::items(
        "1. Öppnande\n\n2. Vägar\nSammanfattning: Vägen är dålig.\n\nFöredragande: Eva Holm, sekretariatet\n\nMötet beslutar\n\natt notera informationen\n\n3. Slut\nTack.\n",
    );
    assert_eq!(items[1].summary.as_ref().unwrap().value, "Vägen är dålig.");
    assert_eq!(items[1].decisions[0].by.as_ref().unwrap().value, "Mötet");
    assert_eq!(items[1].presenters[0].name.value, "Eva Holm");
}

#[test]
fn an_item_without_matter() {
    let item = testing::item("");
    assert!(item.summary.is_none() && item.decisions.is_empty());
}

#[test]
fn adjusted_at_once_in_an_att_sats() {
    let item = testing::item(
        "Beslut\nNämnden beslutar\natt anta planen\natt förklara paragrafen omedelbart justerad",
    );
    assert_eq!(item.decisions[0].clauses.len(), 2);
    assert!(item.approved_immediately.is_some());
}

#[test]
fn hostile_text_ends() {
    for part in ["att och att ", "Beslut\n", "(", "Eva Holm (S), ", "yrkar ", "Ja X ", "”"] {
        let items = testing::items(&format!("§ 1 Vägar\nBeslut\n{}\n§ 2 Slut\n", part.repeat(20_000)));
        assert!(!items.is_empty(), "{part}");
    }
}

#[test]
fn notices_listed_under_their_title_are_papers() {
    let item = &testing::items(
        "§ 1 Meddelanden\n1. Länsstyrelsens beslut 2023-05-16 om strandskydd\n2. Domstolens dom 2023-05-11\n\nNämnden beslutar\natt lägga meddelandena till handlingarna.\n\n§ 2 Slut\nBeslut\nInformationen noteras.\n",
    )[0];
    assert_eq!(item.documents.len(), 2);
    assert!(item.summary.is_none());
    assert_eq!(item.decisions[0].clauses.len(), 1);
}

#[test]
fn papers_in_the_column_beside_their_label() {
    let item = testing::item(
        "Handl:  Skrivelse 2009-06-11\n        Trafikmätning 2009-09-14\n\nFarten är hög.\n\nBeslut\nPlanen antas.",
    );
    let papers: Vec<&str> = item.documents.iter().map(|paper| paper.value.as_str()).collect();
    assert_eq!(papers, ["Skrivelse 2009-06-11", "Trafikmätning 2009-09-14"]);
    assert_eq!(item.summary.map(|summary| summary.value).as_deref(), Some("Farten är hög."));
}

#[test]
fn a_point_that_adjusts_at_once_is_decided_too() {
    let item = testing::item("Beslut\n1. Rapporten godkänns.\n2. Omedelbar justering.");
    assert_eq!(item.decisions[0].clauses.len(), 2);
    assert!(item.approved_immediately.is_some());
}

#[test]
fn what_leads_up_to_papers_is_no_account() {
    let item = &testing::items(
        "§ 1 Delegationsbeslut\n\nRedovisas följande delegationsbeslut:\na) Chefens beslut om anställning, nr 14\nb) Ordförandens beslut, nr 15\n\nNämnden beslutar\natt lägga redovisningen till handlingarna.\n\n§ 2 Slut\nBeslut\nInformationen noteras.\n",
    )[0];
    assert_eq!(item.documents.len(), 2);
    assert!(item.summary.is_none());
}
