//! Tests of [`super`]: those who present.

use super::super::testing;

fn presenters(body: &str) -> Vec<(String, Option<String>)> {
    let item = testing::item(&format!("{body}\nBeslut\nPlanen antas."));
    item.presenters
        .into_iter()
        .map(|found| (found.name.value, found.title.map(|title| title.value)))
        .collect()
}

fn pairs(list: &[(&str, Option<&str>)]) -> Vec<(String, Option<String>)> {
    list.iter().map(|(name, title)| ((*name).to_owned(), title.map(str::to_owned))).collect()
}

#[test]
fn after_the_label() {
    assert_eq!(
        presenters("Föredragande: Eva Holm, ekonomichef"),
        pairs(&[("Eva Holm", Some("ekonomichef"))])
    );
    assert_eq!(presenters("Föredragande\nEva Holm"), pairs(&[("Eva Holm", None)]));
}

#[test]
fn several() {
    assert_eq!(
        presenters("Föredragande: Eva Holm och Nils Ek"),
        pairs(&[("Eva Holm", None), ("Nils Ek", None)])
    );
}

#[test]
fn a_town_is_no_title() {
    assert_eq!(presenters("Föredragande: Eva Holm, Åstorp"), pairs(&[("Eva Holm", None)]));
}

#[test]
fn told_in_the_account() {
    assert_eq!(presenters("Sammanfattning\nEva Holm informerar om läget."), pairs(&[("Eva Holm", None)]));
    assert_eq!(
        presenters("Sammanfattning\nNils Ek, controller, redogjorde för budgeten."),
        pairs(&[("Nils Ek", Some("controller"))])
    );
}

#[test]
fn a_title_before_the_name() {
    assert_eq!(
        presenters(
            "Information\nOrdföranden i revisionen, Eva Holm (M) lämnar en kort redogörelse av rapporten."
        ),
        pairs(&[("Eva Holm", Some("Ordföranden i revisionen"))])
    );
}

#[test]
fn offices_without_names_present_nothing() {
    assert_eq!(presenters("Sammanfattning\nFörvaltningen redogör för läget."), []);
    assert_eq!(presenters("Sammanfattning\nSekretariatschefen presenterar ett förslag."), []);
}

#[test]
fn named_once() {
    assert_eq!(presenters("Föredragande: Eva Holm\nSammanfattning\nEva Holm informerar om läget.").len(), 1);
}

#[test]
fn others_who_act_do_not_present() {
    assert_eq!(presenters("Sammanfattning\nEva Holm hälsade alla välkomna."), []);
}

#[test]
fn by_the_given_name_alone_and_behind_an_office_of_a_body() {
    assert_eq!(presenters("Ärendet\nViktor presenterar budgeten."), pairs(&[("Viktor", None)]));
    assert_eq!(presenters("Ärendet\nKontoret presenterar budgeten."), []);
    assert_eq!(
        presenters("Ärendet\nÅke redovisade läget.\n\nFöredragande: Åke Ek"),
        pairs(&[("Åke Ek", None)])
    );
    assert_eq!(
        presenters("Ärendet\nRevisionens ordförande Eva Holm ger en kort lägesrapport."),
        pairs(&[("Eva Holm", Some("Revisionens ordförande"))])
    );
}

#[test]
fn through_somebody_and_behind_a_label() {
    assert_eq!(
        presenters("Ärendet\nValberedningen rapporterade genom Peder Sund att arbetet pågår."),
        pairs(&[("Peder Sund", None)])
    );
    assert_eq!(
        presenters("Ärendet\nMark- och exploateringsingenjör Eva Holm informerar om planen."),
        pairs(&[("Eva Holm", Some("Mark- och exploateringsingenjör"))])
    );
    assert_eq!(presenters("Ärendet\nLogotyp: Viktor visade tre skisser."), pairs(&[("Viktor", None)]));
}

#[test]
fn presenters_behind_the_verb_and_beside_where_they_come_from() {
    for (text, title) in [
        ("Vid sammanträdet informerar ekonomichef Karin Lund om bokslutet.", Some("ekonomichef")),
        ("Under punkten informerade Karin Lund om bokslutet.", None),
        ("Föredragning av Karin Lund, ekonomichef.", Some("ekonomichef")),
        ("Information lämnas av ekonomichef Karin Lund.", Some("ekonomichef")),
        ("Karin Lund (ekonomichef) föredrar ärendet.", Some("ekonomichef")),
        ("Karin Lund från ekonomikontoret berättar om bokslutet.", None),
        ("Karin Lund, Region Skåne, deltar och presenterar strategin.", Some("Region Skåne")),
        ("Föredragande: Karin Lund, ekonomichef.", Some("ekonomichef")),
    ] {
        let item = super::super::testing::item(text);
        assert_eq!(item.presenters.len(), 1, "{text}");
        assert_eq!(item.presenters[0].name.value, "Karin Lund", "{text}");
        let found = item.presenters[0].title.as_ref().map(|title| title.value.as_str());
        assert_eq!(found, title, "{text}");
    }
    assert!(super::super::testing::item("Information från förvaltningen.").presenters.is_empty());
}

#[test]
fn in_the_passive_and_in_a_list_with_titles() {
    assert_eq!(
        presenters("Nämnden informeras av Anna Lund, förvaltningschef, om läget."),
        pairs(&[("Anna Lund", Some("förvaltningschef"))])
    );
    assert_eq!(
        presenters(
            "Kommundirektör Anna Lund, ekonomichef Per Berg och HR-chef Lena Ström informerar om läget."
        ),
        pairs(&[
            ("Anna Lund", Some("Kommundirektör")),
            ("Per Berg", Some("ekonomichef")),
            ("Lena Ström", Some("HR-chef"))
        ])
    );
}
