//! Tests of [`super`]: reservations, statements, jäv.

use super::super::testing::{self, who};
use crate::protocol::model::StatementKind;

fn reserved(text: &str) -> Vec<(Vec<String>, Option<String>)> {
    let item = testing::item(&format!("Beslut\nPlanen antas.\n{text}"));
    item.reservations
        .iter()
        .map(|found| (who(&found.by), found.text.as_ref().map(|text| text.value.clone())))
        .collect()
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn reservations_without_reasons() {
    let found = reserved(
        "Reservation\nEva Holm (S) och Nils Ek (M) reserverar sig mot beslutet till förmån för eget yrkande.",
    );
    assert_eq!(found, [(names(&["Eva Holm (S)", "Nils Ek (M)"]), None)]);
}

#[test]
fn reservations_with_reasons() {
    let found = reserved(
        "Reservation\nEva Holm (S) reserverar sig mot beslutet med följande motivering:\nBron behövs nu.",
    );
    assert_eq!(found, [(names(&["Eva Holm (S)"]), Some("Bron behövs nu.".to_owned()))]);
}

#[test]
fn parties_inside_the_reasons_begin_no_new_one() {
    let found = reserved(
        "Reservation\nEva Holm (M) lämnar följande reservation:\nModeraterna reserverar sig mot beslutet.\nBron behövs nu.",
    );
    assert_eq!(
        found,
        [(
            names(&["Eva Holm (M)"]),
            Some("Moderaterna reserverar sig mot beslutet.\nBron behövs nu.".to_owned())
        )]
    );
}

#[test]
fn several_reservations() {
    let found = reserved(
        "Reservationer\nLedamöterna från M och KD reserverar sig mot beslutet.\nEva Holm (SD) reserverar sig mot beslutet.",
    );
    assert_eq!(found, [(names(&["M", "KD"]), None), (names(&["Eva Holm (SD)"]), None)]);
}

#[test]
fn the_verb_first() {
    assert_eq!(
        reserved(
            "Reservation\nMot beslutet reserverade sig Eva Holm och Nils Ek till förmån för sina yrkanden."
        ),
        [(names(&["Eva Holm", "Nils Ek"]), None)]
    );
}

#[test]
fn a_reservation_under_beslut() {
    assert_eq!(reserved("Eva Holm (S) reserverar sig mot beslutet."), [(names(&["Eva Holm (S)"]), None)]);
}

#[test]
fn statements() {
    let item = testing::item(
        "Beslut\nPlanen antas.\nProtokollsanteckning\nEva Holm (S) lämnar följande protokollsanteckning:\nVi vill se mer.\nSärskilt yttrande\nNils Ek (M) antecknar som yttrande en skrivelse från den 3 maj 2024.",
    );
    let found: Vec<_> = item
        .statements
        .iter()
        .map(|found| (found.kind, who(&found.by), found.text.as_ref().unwrap().value.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (StatementKind::Note, names(&["Eva Holm (S)"]), "Vi vill se mer."),
            (
                StatementKind::SpecialStatement,
                names(&["Nils Ek (M)"]),
                "Nils Ek (M) antecknar som yttrande en skrivelse från den 3 maj 2024."
            ),
        ]
    );
}

#[test]
fn a_statement_named_in_its_heading() {
    let item = testing::item("Beslut\nPlanen antas.\nSärskilt yttrande från Eva Holm (S)\nBron är dyr.");
    assert_eq!(who(&item.statements[0].by), ["Eva Holm (S)"]);
    assert_eq!(item.statements[0].text.as_ref().unwrap().value, "Bron är dyr.");
}

#[test]
fn those_who_stand_aside() {
    for text in [
        "Jäv\nEva Holm (S) anmäler jäv och deltar inte i handläggningen.",
        "Jäv\nEva Holm (S) deltar inte i beslutet på grund av jäv.",
        "Jäv\nPå grund av jäv deltar Eva Holm (S) inte i handläggningen.",
        "Sammanfattning\nEn bro.\nJäv\nEva Holm (S) anmäler jäv.",
    ] {
        assert_eq!(
            who(&testing::item(&format!("{text}\nBeslut\nPlanen antas.")).recusals),
            ["Eva Holm (S)"],
            "{text}"
        );
    }
}

#[test]
fn jav_announced_for_another_item() {
    let items = testing::items(
        "§ 1 Jäv\nBeslut\nEva Holm (S) anmäler jäv under paragraf 2: Bron.\n§ 2 Bron\nBeslut\nBron byggs.\n",
    );
    assert_eq!(who(&items[1].recusals), ["Eva Holm (S)"]);
    assert!(items[0].recusals.is_empty());
}

#[test]
fn not_taking_part_is_no_jav() {
    assert!(testing::item("Beslut\nPlanen antas.\nEva Holm (S) deltar inte i beslutet.").recusals.is_empty());
}

#[test]
fn dissent_in_older_words() {
    for text in [
        "Planen antogs. Mot beslutet anförde J. Holm reservation till protokollet.",
        "Planen antogs. J. Holm lät anteckna sin avvikande mening.",
        "Planen antogs. Häremot reserverade sig J. Holm.",
    ] {
        assert_eq!(who(&testing::item(text).reservations[0].by), ["J. Holm"], "{text}");
    }
    let item = testing::item("Beslut\nPlanen antas. Eva Holm (S) reserverade sig mot beslutet.");
    assert_eq!((item.decisions[0].clauses.len(), item.reservations.len()), (1, 1));
}

#[test]
fn reasons_after_the_decision() {
    let item = testing::item(
        "Nämnden beslutar\natt anta planen.\nMot beslutet reserverar sig Eva Holm (S) med följande motivering:\nBron är dyr.",
    );
    assert_eq!(item.reservations[0].text.as_ref().unwrap().value, "Bron är dyr.");
    assert_eq!(item.decisions[0].clauses.len(), 1);
}

#[test]
fn one_who_withdraws_without_the_word() {
    let item = testing::item("Kapten Lilljeblad afträdde under behandlingen af detta ärende. Planen antogs.");
    assert_eq!(who(&item.recusals), ["Lilljeblad"]);
}

#[test]
fn reservers_by_name_alone_and_a_party_of_all() {
    assert_eq!(reserved("Reservation: Eva Holm och Nils Ek."), [(names(&["Eva Holm", "Nils Ek"]), None)]);
    assert_eq!(
        reserved("Reservation\nEva Holm och Nils Ek (båda S) reserverar sig mot beslutet."),
        [(names(&["Eva Holm (S)", "Nils Ek (S)"]), None)]
    );
}

#[test]
fn a_statement_of_whoever_its_first_sentence_tells() {
    let item = testing::item("Beslut\nPlanen antas.\nErsättaryttrande\nEva Holm (C) instämmer i beslutet.\n");
    assert_eq!(item.statements.len(), 1);
    assert_eq!(who(&item.statements[0].by), names(&["Eva Holm (C)"]));
    assert_eq!(item.statements[0].kind, StatementKind::SpecialStatement);
}

#[test]
fn reservers_in_a_list_and_behind_from() {
    let both = names(&["Nils Ros (M)", "Eva Holm (KD)"]);
    for text in [
        "Följande reserverar sig mot beslutet: Nils Ros (M) och Eva Holm (KD).",
        "Från Nils Ros (M) och Eva Holm (KD) antecknas reservation.",
    ] {
        assert_eq!(reserved(&format!("Reservation\n{text}")), [(both.clone(), None)], "{text}");
    }
}

#[test]
fn reasons_without_a_colon() {
    let found = reserved("Reservation\nNils Ros (M) reserverar sig med motiveringen att bron behövs nu.");
    assert_eq!(found, [(names(&["Nils Ros (M)"]), Some("bron behövs nu.".to_owned()))]);
}

#[test]
fn statements_among_other_sentences() {
    for text in [
        "Nämnden beslutar att anta planen.\n\nEva Holm (KD) lämnar en protokollsanteckning: Bron behövs.",
        "Beslut\nPlanen antas.\n\nEva Holm (KD) begär och får anteckna följande till protokollet: Bron behövs.",
        "Beslut\nPlanen antas.\n\nProtokollsanteckning\nEva Holm (KD): Bron behövs.",
    ] {
        let item = testing::item(text);
        assert_eq!(item.statements.len(), 1, "{text}");
        assert_eq!(who(&item.statements[0].by), ["Eva Holm (KD)"], "{text}");
        assert_eq!(item.statements[0].text.as_ref().unwrap().value, "Bron behövs.", "{text}");
        assert_eq!(item.decisions.len(), 1, "{text}");
    }
}

#[test]
fn several_make_a_statement() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nSärskilt yttrande\nNils Ros (M) och Ola Berg (SD):\nPlanen är för dyr.",
    );
    assert_eq!(who(&item.statements[0].by), ["Nils Ros (M)", "Ola Berg (SD)"]);
    assert_eq!(item.statements[0].text.as_ref().unwrap().value, "Planen är för dyr.");
}

#[test]
fn those_who_stand_aside_below_the_decision() {
    for text in [
        "Med anledning av jäv lämnar Bo Al (V) lokalen under ärendets behandling.",
        "Bo Al (V) deltar på grund av jäv varken i handläggning eller beslut.",
        "Vid ärendets behandling var Bo Al (V) inte närvarande på grund av jäv.",
        "Bo Al (V) är jävig och deltar inte i beslutet.",
        "Jäv\nBo Al (V)",
    ] {
        let item = testing::item(&format!("Beslut\nPlanen antas.\n\n{text}"));
        assert_eq!(who(&item.recusals), ["Bo Al (V)"], "{text}");
        assert_eq!(item.decisions[0].clauses.len(), 1, "{text}");
    }
}

#[test]
fn reservations_by_parties_and_in_other_words() {
    for (text, by) in [
        ("Emot beslutet anmälde Nils Ek (M) reservation.", "Nils Ek (M)"),
        ("Blank reservation anmäls av Nils Ek (M).", "Nils Ek (M)"),
        ("Samtliga moderater reserverar sig mot beslutet.", "moderater"),
    ] {
        assert_eq!(reserved(text), [(names(&[by]), None)], "{text}");
    }
    assert_eq!(
        reserved("Reservation från (M) och (KD)\nKostnaden är för hög."),
        [(names(&["M", "KD"]), Some("Kostnaden är för hög.".to_owned()))]
    );
    assert_eq!(
        reserved("Reservationer\nMot beslutet reserverar sig följande:\n• Nils Ek (M)\n• Eva Holm (KD)"),
        [(names(&["Nils Ek (M)"]), None), (names(&["Eva Holm (KD)"]), None)]
    );
}

#[test]
fn statements_in_the_passive_and_by_a_party() {
    let stated = |text: &str| {
        let item = testing::item(&format!("Beslut\nPlanen antas.\n{text}"));
        item.statements.iter().map(|found| (found.kind, who(&found.by))).collect::<Vec<_>>()
    };
    assert_eq!(
        stated("Ett särskilt yttrande lämnas av Nils Ek (M)."),
        [(StatementKind::SpecialStatement, names(&["Nils Ek (M)"]))]
    );
    assert_eq!(
        stated("Anteckning till protokollet\nVänsterpartiet anser att avgiften är för hög."),
        [(StatementKind::Note, names(&["Vänsterpartiet"]))]
    );
}

#[test]
fn jav_behind_the_matter() {
    let recused = |text: &str| who(&testing::item(text).recusals);
    assert_eq!(
        recused("I behandlingen av ärendet deltar inte Nils Ek (M) på grund av jäv."),
        ["Nils Ek (M)"]
    );
    assert_eq!(recused("Jäv anmäls av Nils Ek (M)."), ["Nils Ek (M)"]);
    assert!(testing::item("Nils Ek (M) anmäler jäv. Eva Holm (M) ersätter honom.").summary.is_none());
}

#[test]
fn names_under_a_printed_text_sign_it() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nReservation från Sverigedemokraterna\nVi yrkade avslag.\nOla Berg (SD)\n",
    );
    assert_eq!(item.reservations.len(), 1);
    assert_eq!(who(&item.reservations[0].by), ["Sverigedemokraterna"]);
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nReservation\nVi yrkade avslag.\nOla Berg (SD)\nIda Sten (C)\n",
    );
    assert_eq!(who(&item.reservations[0].by), ["Ola Berg (SD)", "Ida Sten (C)"]);
}

#[test]
fn reservations_told_from_behind() {
    let by = |text: &str| who(&testing::item(&format!("Planen antogs.\n{text}\n")).reservations[0].by);
    assert_eq!(by("Skriftlig reservation från (SD), se bilaga."), ["SD"]);
    assert_eq!(by("Emot beslutet anmäldes reservation af A. Persson."), ["A. Persson"]);
}

#[test]
fn a_statement_whose_text_follows() {
    let item = testing::item(
        "Ola Berg (SD) meddelar att han inte deltar i beslutet och lämnar en protokollsanteckning:\n\nUnderlaget saknas.\n\nKommunstyrelsen beslutar att anta planen.\n",
    );
    assert_eq!(item.statements[0].text.as_ref().unwrap().value, "Underlaget saknas.");
    assert_eq!(item.decisions.len(), 1);
}

#[test]
fn those_of_a_party_as_they_are_named() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nReservation\nDe socialdemokratiska ledamöterna reserverar sig till förmån för eget förslag.\n",
    );
    assert_eq!(who(&item.reservations[0].by), ["De socialdemokratiska ledamöterna"]);
}

#[test]
fn groups_that_speak_behind_their_names() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nReservation\nModeraterna:\nVi anser att planen är för dyr.\n\nProtokollsanteckning\nFrån Centerpartiet: Vi hade gärna sett en annan lösning.\n",
    );
    assert_eq!(item.reservations[0].by[0].name.value, "Moderaterna");
    assert_eq!(item.reservations[0].text.as_ref().unwrap().value, "Vi anser att planen är för dyr.");
    assert_eq!(item.statements[0].by[0].name.value, "Centerpartiet");
    assert_eq!(item.statements[0].text.as_ref().unwrap().value, "Vi hade gärna sett en annan lösning.");
}
