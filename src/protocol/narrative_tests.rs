//! Tests of [`super`]: running text without headings.

use super::super::testing::{self, who};
use crate::protocol::model::Outcome;

fn clauses(body: &str) -> Vec<(String, Outcome)> {
    let item = testing::item(body);
    item.decisions
        .into_iter()
        .flat_map(|decision| decision.clauses)
        .map(|clause| (clause.text.value, clause.outcome))
        .collect()
}

#[test]
fn old_decisions() {
    assert_eq!(
        clauses("Nämnden beslöt att bordlägga ärendet."),
        [("bordlägga ärendet.".to_owned(), Outcome::Postponed)]
    );
    assert_eq!(
        clauses("Från vägföreningen förelåg en skrivelse. Beslöts att bevilja 400 kronor."),
        [("bevilja 400 kronor.".to_owned(), Outcome::Approved)]
    );
    assert_eq!(clauses("Skrivelserna lades till handlingarna.")[0].1, Outcome::Filed);
    assert_eq!(clauses("Till att justera protokollet utsågos Eva Holm och Nils Ek.")[0].1, Outcome::Elected);
}

#[test]
fn a_proposal_to_the_council() {
    assert_eq!(
        clauses("Nämnden beslöt att hos kommunalfullmäktige föreslå, att bidrag måtte beviljas.")[0].1,
        Outcome::Proposed
    );
}

#[test]
fn what_is_told_of_others_is_no_decision() {
    for body in [
        "Vid mötet den 3 maj 2019 beslutades att frågan skulle utredas.",
        "Kommittén hade förordat anbudet.",
        "Frågan om planen ska antas diskuterades.",
        "Beslut fattas när bokslutet är klart.",
        "Nästa möte planeras till den 3 maj.",
    ] {
        assert_eq!(clauses(body), [], "{body}");
    }
}

#[test]
fn an_inline_decision_keeps_what_follows() {
    assert_eq!(
        clauses("Resan diskuterades, beslutades att den skjuts upp. Eva Holm bokar om.")[0].0,
        "den skjuts upp. Eva Holm bokar om."
    );
}

#[test]
fn the_rest_is_the_account() {
    let item = testing::item("En skrivelse har kommit in. Nämnden beslöt att bevilja bidraget.");
    assert_eq!(item.summary.unwrap().value, "En skrivelse har kommit in.");
}

#[test]
fn motions_and_dissent() {
    let item = testing::item(
        "Eva Holm yrkade bifall till förslaget.\n\nMot beslutet reserverade sig Nils Ek.\n\nÅsa Lund deltog på grund av jäv icke i ärendets handläggning.",
    );
    assert_eq!(who(&item.proposals[0].by), ["Eva Holm"]);
    assert_eq!(who(&item.reservations[0].by), ["Nils Ek"]);
    assert_eq!(who(&item.recusals), ["Åsa Lund"]);
    assert_eq!(item.summary, None);
}

#[test]
fn votes_told() {
    let item = testing::item(
        "Omröstning begärdes, varvid följande voteringsproposition godkändes: Den som bifaller förslaget röstar ja, den det ej vill röstar nej. Vid öppen omröstning avgåvos 4 ja-röster och 2 nej-röster.",
    );
    assert_eq!(item.votes[0].yes.as_ref().unwrap().value, 4);
    assert_eq!(
        item.votes[0].question.as_ref().unwrap().value,
        "Den som bifaller förslaget röstar ja, den det ej vill röstar nej."
    );
}

#[test]
fn adjusted_at_once() {
    for text in [
        "Paragrafen är justerad",
        "Paragrafen förklaras omedelbart justerad.",
        "Ärendet justeras omedelbart.",
        "Omedelbar justering",
    ] {
        assert!(
            testing::item(&format!("Beslut\nPlanen antas.\n{text}")).approved_immediately.is_some(),
            "{text}"
        );
    }
    assert!(testing::item("Beslut\nPlanen antas.").approved_immediately.is_none());
}

#[test]
fn decisions_in_older_words() {
    for (text, clause, by) in [
        ("Nämnden fann skäl bifalla ansökningen.", "bifalla ansökningen.", Some("Nämnden")),
        (
            "Stämman hade således bifallit förslaget.",
            "Stämman hade således bifallit förslaget.",
            Some("Stämman"),
        ),
        (
            "Nämnden hade intet att erinra mot vägen.",
            "Nämnden hade intet att erinra mot vägen.",
            Some("Nämnden"),
        ),
        (
            "Berättelsen upplästes; och blef full ansvarsfrihet beviljad.",
            "Berättelsen upplästes; och blef full ansvarsfrihet beviljad.",
            None,
        ),
        (
            "Efter Ida Ros, som flyttat, valdes fru Eva Holm.",
            "Efter Ida Ros, som flyttat, valdes fru Eva Holm.",
            None,
        ),
        ("Gruppen enades om att träffas i maj.", "träffas i maj.", Some("Gruppen")),
        ("Nästa sammanträde utsattes till den 7 juni.", "Nästa sammanträde utsattes till den 7 juni.", None),
    ] {
        let item = testing::item(text);
        assert_eq!(item.decisions[0].clauses[0].text.value, clause, "{text}");
        assert_eq!(item.decisions[0].by.as_ref().map(|by| by.value.as_str()), by, "{text}");
    }
}

#[test]
fn what_another_body_proposes_is_matter() {
    let item = testing::item(
        "Kyrkorådet föreslår att motionen ska anses besvarad.\nKyrkofullmäktige beslutar att anse motionen besvarad.",
    );
    assert_eq!(item.decisions.len(), 1);
    assert!(item.summary.is_some());
}

#[test]
fn elections_in_rows() {
    let items = testing::items(
        "1. Öppnande\nHej.\n\n2. Val\na) Ordförande på ett år: Vera Ek, omval\nb) Ledamöter: Bo Al, omval, och Ada Ros, nyval\n\n3. Slut\nTack.\n",
    );
    let clauses: Vec<_> = items[1].decisions[0]
        .clauses
        .iter()
        .map(|clause| (clause.text.value.as_str(), clause.outcome))
        .collect();
    assert_eq!(
        clauses,
        [
            ("Ordförande på ett år: Vera Ek, omval", crate::protocol::model::Outcome::Elected),
            ("Ledamöter: Bo Al, omval, och Ada Ros, nyval", crate::protocol::model::Outcome::Elected)
        ]
    );
    assert!(items[1].summary.is_none());
}

#[test]
fn bodies_behind_the_passive() {
    for (text, by) in [
        ("Förslaget till stat var alltså av drätselkammaren tillstyrkt.", "drätselkammaren"),
        ("Räkenskaperna godkändes enhälligt av stämman.", "stämman"),
        ("I övrigt blev staten av fullmäktige oförändrad antagen.", "fullmäktige"),
        (
            "Efter votering, varvid avgåvos 5 ja och 3 nej, beslöto fullmäktige i enlighet med nämndens förslag.",
            "fullmäktige",
        ),
    ] {
        let item = testing::item(&format!("\nFrågan föredrogs.\n\n{text}"));
        assert_eq!(item.decisions[0].by.as_ref().map(|by| by.value.as_str()), Some(by), "{text}");
    }
}

#[test]
fn who_moves_and_reserves_behind_the_decision() {
    let item = testing::item(
        "\nFrågan föredrogs.\n\nNämnden beslöt\n\natt avslå begäran.\n\nSven Ek yrkade att begäran skulle bifallas. Då yrkandet ej vann gehör, anmälde han reservation.",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert_eq!(testing::who(&item.proposals[0].by), ["Sven Ek"]);
    assert_eq!(testing::who(&item.reservations[0].by), ["Sven Ek"]);
}

#[test]
fn what_the_chair_moved_was_decided() {
    let item =
        testing::item("\nEtt förslag upplästes.\n\nPå förslag av ordföranden beslöts att bordlägga frågan.");
    assert_eq!(testing::who(&item.proposals[0].by), ["ordföranden"]);
}

#[test]
fn requests_and_auditors() {
    let item = testing::item(
        "\nRevisorerna hade intet att erinra mot räkenskaperna.\n\nBegäran från syföreningen om att få disponera salen bifölls.",
    );
    assert_eq!(item.decisions.len(), 1);
    assert_eq!(item.summary.unwrap().value, "Revisorerna hade intet att erinra mot räkenskaperna.");
    let item = testing::item(
        "\nRemiss har kommit in.\n\nNämnden ansåg att vägen borde byggas och beslöt avge yttrande.",
    );
    let clauses: Vec<&str> =
        item.decisions[0].clauses.iter().map(|clause| clause.text.value.as_str()).collect();
    assert_eq!(clauses, ["Nämnden ansåg att vägen borde byggas", "avge yttrande."]);
}

#[test]
fn a_deed_in_a_relative_clause_that_closes_the_sentence() {
    let item = super::super::testing::item(
        "Sekreteraren läste upp berättelsen, som godkändes och lades till handlingarna.",
    );
    assert_eq!(item.decisions.len(), 1);
    let told = super::super::testing::item("Nämnden tog upp frågan, som avslogs av fullmäktige 2018.");
    assert!(told.decisions.is_empty());
}

#[test]
fn what_the_board_proposed_to_the_meeting() {
    let item = super::super::testing::item(
        "Styrelsen föreslog oförändrad avgift, 150 kr. Efter omröstning beslutade mötet med 25 röster mot 8 att\navgiften ska vara 150 kr.",
    );
    assert_eq!(item.decisions.len(), 1);
    assert_eq!(item.decisions[0].clauses[0].text.value, "avgiften ska vara 150 kr.");
    assert_eq!(item.votes[0].yes.as_ref().unwrap().value, 25);
}

#[test]
fn two_deeds_of_one_body() {
    let item =
        super::super::testing::item("Mötet godkände planen och beslutade att skicka den till regionen.");
    assert_eq!(item.decisions[0].by.as_ref().unwrap().value, "Mötet");
    assert_eq!(item.decisions[0].clauses.len(), 2);
}

#[test]
fn the_question_put_by_ordf() {
    let item = super::super::testing::item(
        "Eva Holm yrkar avslag.\n\nProposition ställs på yrkandet. Ordf finner yrkandet bifallet.\n\nNämnden beslutar\natt avslå ansökan.",
    );
    assert!(item.proposition_order.unwrap().value.starts_with("Proposition ställs"));
}

#[test]
fn deciders_without_a_body() {
    for text in [
        "Vi beslutade att köpa en skrivare.",
        "Man beslöt att köpa en skrivare.",
        "Beslutet blev att köpa en skrivare.",
        "Beslutades: att köpa en skrivare.",
        "Beslutade nämnden att köpa en skrivare.",
        "Efter diskussion beslutade vi att köpa en skrivare.",
    ] {
        assert_eq!(clauses(text), [("köpa en skrivare.".to_owned(), Outcome::Other)], "{text}");
    }
}

#[test]
fn decisions_in_few_words() {
    for (text, outcome) in [
        ("Ärendet utgår.", Outcome::Other),
        ("Yttrande avges enligt bilaga.", Outcome::Other),
        ("Nämnden avstår från att yttra sig.", Outcome::Other),
        ("Motionen ska anses besvarad.", Outcome::Answered),
        ("Nämnden förklarar ärendet avslutat.", Outcome::Other),
        ("Ordföranden får i uppdrag att skriva ett utkast.", Outcome::Assigned),
    ] {
        assert_eq!(clauses(text), [(text.to_owned(), outcome)], "{text}");
    }
    for text in ["Lagen föreslås gälla från juli.", "Ordföranden förklarade mötet avslutat."] {
        assert!(clauses(text).is_empty(), "{text}");
    }
}

#[test]
fn the_body_that_acts_after_another_deed() {
    let item = testing::item(
        "Nämnden ställde sig positiv till förslaget och uppdrog åt kontoret att arbeta vidare.",
    );
    let by: Vec<_> =
        item.decisions.iter().map(|found| found.by.as_ref().map(|by| by.value.as_str())).collect();
    assert_eq!(by, [Some("Nämnden")]);
    let opened =
        testing::item("Ordföranden öppnade sammanträdet och konstaterade att styrelsen var beslutför.");
    assert!(opened.decisions.is_empty());
}

#[test]
fn yrkanden_and_reasons_on_lines_of_their_own_are_no_decisions() {
    let item = testing::item(
        "Vera Ek (S) yrkar enligt följande\nNämnden beslutar\natt avslå förslaget\natt utreda frågan.",
    );
    assert!(item.decisions.is_empty());
    assert_eq!(item.proposals[0].text.value, "Nämnden beslutar\natt avslå förslaget\natt utreda frågan.");
    let points = testing::item("Vera Ek (S) yrkar följande:\n1. Planen antas.\n2. Den gamla planen upphävs.");
    assert!(points.decisions.is_empty());
    assert_eq!(points.proposals.len(), 1);
    let reasons = testing::item(
        "Nils Ros (M) reserverar sig mot beslutet enligt följande:\n\nKostnaden är för hög.\n\nFrågan bör utredas.",
    );
    let text = reasons.reservations[0].text.as_ref().map(|text| text.value.as_str());
    assert_eq!(text, Some("Kostnaden är för hög.\nFrågan bör utredas."));
}

#[test]
fn agreement_and_what_a_vote_concludes() {
    assert_eq!(clauses("Styrelsen var enig om att sälja båten.")[0].0, "sälja båten.");
    assert_eq!(clauses("Det bestämdes att städdag hålls i maj.")[0].0, "städdag hålls i maj.");
    assert_eq!(
        clauses("Efter votering hade stämman alltså beslutat brons byggande af sten.")[0].0,
        "brons byggande af sten."
    );
    assert_eq!(clauses("Frågan lämnas till tekniska avdelningen.").len(), 1);
}

#[test]
fn what_came_of_what_is_moved_ends_the_sentence() {
    let item = testing::item("Herr Ros yrkade avslag, men beslöts i enlighet med nämndens förslag.\n");
    assert_eq!(item.proposals[0].text.value, "avslag");
    assert_eq!(item.decisions[0].clauses[0].text.value, "i enlighet med nämndens förslag.");
    let item = testing::item("Herr Ros hemställde, att nämnden måtte köpa en skrivmaskin, vilket bifölls.\n");
    assert_eq!(item.proposals[0].text.value, "nämnden måtte köpa en skrivmaskin");
    assert_eq!(item.decisions[0].clauses[0].outcome, Outcome::Approved);
}
