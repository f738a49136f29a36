//! Tests of [`super`]: clauses, bodies, outcomes.

use super::super::testing;
use crate::protocol::model::Outcome;

/// Who decides, and what with which outcome.
type Decided = (Option<String>, Vec<(String, Outcome)>);

fn decided(body: &str) -> Vec<Decided> {
    let item = testing::item(body);
    let decision = |decision: &crate::protocol::model::Decision| {
        let clauses =
            decision.clauses.iter().map(|clause| (clause.text.value.clone(), clause.outcome)).collect();
        (decision.by.as_ref().map(|by| by.value.clone()), clauses)
    };
    item.decisions.iter().map(decision).collect()
}

fn one(body: &str) -> (Option<String>, Vec<(String, Outcome)>) {
    let mut found = decided(body);
    assert_eq!(found.len(), 1, "{body}: {found:?}");
    found.swap_remove(0)
}

fn texts(body: &str) -> Vec<String> {
    one(body).1.into_iter().map(|(text, _)| text).collect()
}

#[test]
fn a_body_and_its_att_satser() {
    let (by, clauses) =
        one("Beslut\nNämnden beslutar\natt anta planen\natt ge kontoret i uppdrag att sprida den.");
    assert_eq!(by.as_deref(), Some("Nämnden"));
    assert_eq!(
        clauses,
        [
            ("anta planen".to_owned(), Outcome::Adopted),
            ("ge kontoret i uppdrag att sprida den.".to_owned(), Outcome::Assigned)
        ]
    );
}

#[test]
fn two_att_satser_in_one_sentence() {
    assert_eq!(
        texts("Beslut\nNämnden beslutar att bevilja bidraget och att medlen tas ur reserven."),
        ["bevilja bidraget", "medlen tas ur reserven."]
    );
    assert_eq!(
        texts("Beslut\nNämnden beslutar\natt anta planen, samt\natt sprida den."),
        ["anta planen", "sprida den."]
    );
}

#[test]
fn a_task_keeps_its_own_att() {
    assert_eq!(
        texts("Beslut\natt ge kontoret i uppdrag att utreda frågan och att redovisa den i maj").len(),
        1
    );
}

#[test]
fn numbered_points() {
    assert_eq!(
        texts("Beslut\nNämnden beslutar:\n1. Planen antas.\n2. Medel anvisas."),
        ["Planen antas.", "Medel anvisas."]
    );
    assert_eq!(texts("Beslut\n1. att anta planen\n2. att anvisa medel"), ["anta planen", "anvisa medel"]);
}

#[test]
fn sentences_without_a_body() {
    let (by, clauses) = one("Beslut\nPlanen antas. Informationen noteras.");
    assert_eq!(by, None);
    assert_eq!(clauses.iter().map(|clause| clause.1).collect::<Vec<_>>(), [Outcome::Adopted, Outcome::Noted]);
}

#[test]
fn a_body_that_acts_keeps_its_name_in_the_clause() {
    let (by, clauses) = one("Beslut\nKommunstyrelsen godkänner rapporten.");
    assert_eq!(by.as_deref(), Some("Kommunstyrelsen"));
    assert_eq!(clauses[0].0, "Kommunstyrelsen godkänner rapporten.");
}

#[test]
fn proposals_to_a_higher_body() {
    let (by, clauses) =
        one("Beslut\nKommunstyrelsen föreslår kommunfullmäktige besluta att motionen avslås.");
    assert_eq!(
        (by.as_deref(), clauses),
        (Some("Kommunstyrelsen"), vec![("motionen avslås.".to_owned(), Outcome::Proposed)])
    );
    let (by, clauses) = one(
        "Beslut\nKommunstyrelsen tillstyrker kontorets förslag och föreslår att kommunfullmäktige beslutar:\nPlanen antas.",
    );
    assert_eq!(
        (by.as_deref(), clauses),
        (Some("Kommunstyrelsen"), vec![("Planen antas.".to_owned(), Outcome::Proposed)])
    );
    let (by, clauses) =
        one("Kommunstyrelsens förslag till kommunfullmäktige\nKommunfullmäktige beslutar\natt anta planen");
    assert_eq!(
        (by.as_deref(), clauses),
        (Some("Kommunstyrelsen"), vec![("anta planen".to_owned(), Outcome::Proposed)])
    );
}

#[test]
fn the_basis_of_a_decision_is_none() {
    assert_eq!(texts("Beslut\nEnligt kontorets förslag:\nPlanen antas."), ["Planen antas."]);
    let item = testing::item("Beslut\nPå förslag av Eva Holm (S):\nÄrendet bordläggs.");
    assert_eq!(item.decisions[0].clauses[0].outcome, Outcome::Postponed);
    assert_eq!(testing::who(&item.proposals[0].by), ["Eva Holm (S)"]);
}

#[test]
fn a_colon_takes_the_list_that_follows() {
    let clauses =
        texts("Beslut\nKontoret får i uppdrag att utreda:\n   •   vägarna\n   •   broarna\n\nPlanen antas.");
    assert_eq!(clauses, ["Kontoret får i uppdrag att utreda:\n• vägarna\n• broarna", "Planen antas."]);
}

#[test]
fn what_others_propose_is_no_decision() {
    for body in [
        "Sammanfattning\nMotionärerna föreslår att kommunen ska bygga en bro.",
        "Förslag till beslut\nNämnden beslutar\natt anta planen",
        "Sammanfattning\nNämnden beslutade den 3 maj 2019, § 4, att planen ska ses över.",
        "Yrkanden\nEva Holm (S) yrkar att planen antas.",
        "Propositionsordning\nOrdföranden ställer proposition och finner att nämnden beslutar att anta planen.",
    ] {
        assert_eq!(decided(body), [], "{body}");
    }
}

#[test]
fn a_heading_beslut_leaves_the_printed_proposal_alone() {
    let (_, clauses) = one(
        "Arbetsutskottets förslag till beslut\nNämnden beslutar\natt avslå ansökan\nBeslut\nNämnden beslutar\natt bevilja bidraget",
    );
    assert_eq!(clauses, [("bevilja bidraget".to_owned(), Outcome::Approved)]);
}

#[test]
fn what_leads_up_to_att_satser_is_no_clause() {
    for body in [
        "Nämnden beslutar således\n\natt avslå begäran.",
        "\nNämnden beslutar efter votering med 5 röster mot 1\n\natt avslå begäran.",
        "Beslut\nNämnden beslutar, med ändring av kontorets förslag\natt avslå begäran.",
    ] {
        assert_eq!(
            one(body),
            (Some("Nämnden".to_owned()), vec![("avslå begäran.".to_owned(), Outcome::Rejected)]),
            "{body}"
        );
    }
    assert_eq!(
        texts("Beslut\nNämnden föreslår kommunfullmäktige att besluta följande:\nMotionen avslås."),
        ["Motionen avslås."]
    );
}

#[test]
fn a_reservation_among_att_satser() {
    let item = testing::item(
        "Nämnden beslutar\n\natt avslå begäran.\n\nEva Holm anmäler reservation mot beslutet i den del det avser vägen.",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert_eq!(testing::who(&item.reservations[0].by), ["Eva Holm"]);
}

#[test]
fn two_decisions_in_one_paragraph() {
    let found = decided(
        "Beslut\nStyrelsen beslutar föreslå fullmäktige att planen antas. Styrelsen beslutar för egen del att\nuppdra åt förvaltningen att sprida planen.",
    );
    assert_eq!(found[0].1, [("planen antas.".to_owned(), Outcome::Proposed)]);
    assert_eq!(found[1].1, [("uppdra åt förvaltningen att sprida planen.".to_owned(), Outcome::Assigned)]);
}

#[test]
fn a_point_that_asks_a_higher_body_stays_in_its_decision() {
    let (by, clauses) =
        one("Nämndens beslut\n• Bokslutet godkänns.\n• Nämnden föreslår att kommunstyrelsen överför medlen.");
    assert_eq!(by.as_deref(), Some("Nämnden"));
    assert_eq!(clauses[1], ("kommunstyrelsen överför medlen.".to_owned(), Outcome::Proposed));
}

#[test]
fn what_the_board_proposed_is_not_what_the_council_decides() {
    let (by, clauses) = one(
        "Kommunstyrelsens förslag till kommunfullmäktige\nMotionen avslås.\n\nKommunfullmäktiges beslut\nMotionen bifalls.",
    );
    assert_eq!(by.as_deref(), Some("Kommunfullmäktige"));
    assert_eq!(clauses, [("Motionen bifalls.".to_owned(), Outcome::Approved)]);
}

#[test]
fn the_body_that_proposes_is_the_one_of_the_heading() {
    let (by, _) = one("Kommunstyrelsens förslag till kommunfullmäktige\nKommunfullmäktige antar taxan.");
    assert_eq!(by.as_deref(), Some("Kommunstyrelsen"));
}

#[test]
fn points_numbered_without_a_stop() {
    assert_eq!(
        texts("Beslut\n1 Planen antas\n2 Rapporten läggs till handlingarna"),
        ["Planen antas", "Rapporten läggs till handlingarna"]
    );
}

#[test]
fn who_informs_below_the_decision_decides_nothing() {
    let item = testing::item(
        "Beslut\nInformationen noteras.\n\nRegiondirektör Hans Ek rapporterar om arbetet med en ny organisation.",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert_eq!(item.presenters[0].name.value, "Hans Ek");
    assert!(item.summary.is_some());
}

#[test]
fn short_names_decide() {
    let (by, clauses) = one("Ksau beslutar\n\natt avstå från yttrande.");
    assert_eq!((by.as_deref(), clauses.len()), (Some("Ksau"), 1));
    assert_eq!(
        texts("Beslut\nNämnden beslutar, under förutsättning av bifall, att anta planen.")[0],
        "under förutsättning av bifall, att anta planen."
    );
}

#[test]
fn a_sentence_that_adjusts_at_once_is_no_clause() {
    let item = testing::item("Beslut\nPlanen antas. Punkten förklaras omedelbart justerad.");
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert!(item.approved_immediately.is_some());
}

#[test]
fn one_clause_behind_a_dash() {
    assert_eq!(texts("Mötet beslutar\n– Att notera informationen"), ["notera informationen"]);
}

#[test]
fn numbered_points_whose_lines_end_in_commas() {
    let points = "Beslut\nNämnden beslutade att\n1. anta planen,\n2. upphäva den gamla planen, samt\n3. uppdra åt kontoret att sprida den.";
    assert_eq!(
        texts(points),
        ["anta planen,", "upphäva den gamla planen", "uppdra åt kontoret att sprida den."]
    );
}

#[test]
fn what_is_decided_before_a_colon_is_no_introduction() {
    assert_eq!(
        texts("Beslut\nNämnden beslutar avslå ansökan med följande motivering: Platsen är olämplig."),
        ["avslå ansökan med följande motivering: Platsen är olämplig."]
    );
    assert_eq!(
        texts(
            "Beslut\nNämnden beslutar att bevilja bidrag med följande belopp:\nÅnge IF 10 000 kr\nAlby SK 5 000 kr"
        ),
        ["bevilja bidrag med följande belopp:\nÅnge IF 10 000 kr\nAlby SK 5 000 kr"]
    );
    assert_eq!(texts("Beslut\nNämnden beslutar efter votering följande: Planen antas."), ["Planen antas."]);
}

#[test]
fn names_under_what_they_are_elected_to() {
    let (_, clauses) = one(
        "Beslut\nSom ledamöter för 2024-2026 väljs\nVera Ek (S)\nNils Ros (M)\nSom ersättare väljs\nEva Holm (KD)",
    );
    assert_eq!(
        clauses,
        [
            ("Som ledamöter för 2024-2026 väljs\nVera Ek (S)\nNils Ros (M)".to_owned(), Outcome::Elected),
            ("Som ersättare väljs\nEva Holm (KD)".to_owned(), Outcome::Elected)
        ]
    );
}

#[test]
fn att_satser_that_a_higher_body_is_asked_for() {
    let (by, clauses) = one(
        "Beslut\nNämnden beslutar\natt föreslå kommunfullmäktige\natt anta planen samt\natt anslå medel.",
    );
    assert_eq!(by.as_deref(), Some("Nämnden"));
    assert_eq!(
        clauses,
        [("anta planen".to_owned(), Outcome::Proposed), ("anslå medel.".to_owned(), Outcome::Proposed)]
    );
}

#[test]
fn headings_in_capitals_part_what_is_proposed_from_what_is_decided() {
    let found = decided(
        "KOMMUNSTYRELSENS FÖRSLAG TILL KOMMUNFULLMÄKTIGE\n\nRapporten godkänns.\n\nKOMMUNSTYRELSENS BESLUT\n\nKontoret får i uppdrag att följa upp den.",
    );
    let outcomes: Vec<_> = found.iter().map(|(by, clauses)| (by.as_deref(), clauses[0].1)).collect();
    assert_eq!(
        outcomes,
        [(Some("KOMMUNSTYRELSEN"), Outcome::Proposed), (Some("KOMMUNSTYRELSEN"), Outcome::Assigned)]
    );
}

#[test]
fn what_a_committee_proposes_is_its_decision_where_it_has_no_other() {
    let (by, clauses) = one("Bakgrund\nEn motion.\n\nArbetsutskottets förslag till beslut\nMotionen avslås.");
    assert_eq!((by.as_deref(), clauses[0].1), (Some("Arbetsutskottet"), Outcome::Proposed));
    assert!(decided("Förvaltningens förslag till beslut\nMotionen avslås.").is_empty());
}

#[test]
fn a_given_name_with_a_task() {
    let of = |clause: &str| one(&format!("Beslut\n{clause}")).1[0].1;
    assert_eq!(of("Jonas frågar föräldrarna."), Outcome::Assigned);
    assert_eq!(of("Planen gäller från maj."), Outcome::Other);
}

#[test]
fn what_stands_below_the_points_and_decides_nothing_is_the_matter() {
    let item = testing::item(
        "Nämndens beslut\n• Rapporten godkänns.\n\nKostnaderna uppgår till 48 miljoner kronor.\n\nBeslutsunderlag\nRapport\n",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert_eq!(item.summary.unwrap().value, "Kostnaderna uppgår till 48 miljoner kronor.");
}

#[test]
fn the_same_body_that_acts_again_decides_again() {
    let item = testing::item(
        "Nämndens beslut\nNämnden beslutar att sälja huset.\nNämnden ger chefen i uppdrag att skriva under köpet.\n",
    );
    let texts: Vec<&str> =
        item.decisions.iter().flat_map(|d| &d.clauses).map(|clause| clause.text.value.as_str()).collect();
    assert_eq!(texts, ["sälja huset.", "Nämnden ger chefen i uppdrag att skriva under köpet."]);
}

#[test]
fn a_basis_alone_is_what_was_decided() {
    let item = testing::item("Beslut\nEnligt arbetsutskottets förslag.\n");
    assert_eq!(item.decisions[0].clauses[0].text.value, "Enligt arbetsutskottets förslag.");
}

#[test]
fn statutes_with_colons_stand_before_the_clause() {
    let item = testing::item(
        "Beslut\nNämnden beslutar med stöd av 9 kap. 31 § plan- och bygglagen (2010:900) att bevilja bygglov.\n",
    );
    assert_eq!(item.decisions[0].clauses[0].text.value, "bevilja bygglov.");
}

#[test]
fn a_single_point_may_have_a_number() {
    let item = testing::item("Beslut\n1 Ansökan avslås.\n\nBakgrund\nVägen är dålig.\n");
    assert_eq!(item.decisions[0].clauses[0].text.value, "Ansökan avslås.");
}
