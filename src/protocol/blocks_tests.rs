//! Tests of [`super`]: the body cut at its headings.

use super::super::lines::Lines;
use super::super::prose::pieces;
use super::super::testing;
use super::*;

fn sections(body: &str) -> Vec<Option<Section>> {
    let text = testing::unrepaired(body);
    let lines = Lines::new(&text);
    let indexes: Vec<usize> = (0..lines.len()).collect();
    split(&pieces(&lines, &indexes)).iter().map(|block| block.section).collect()
}

#[test]
fn headings_begin_blocks() {
    assert_eq!(
        sections("Inledning som står fritt.\nÄrendebeskrivning\nText.\nBeslut\nAntas."),
        [None, Some(Section::Summary), Some(Section::Decision)]
    );
}

#[test]
fn words_of_a_sentence_are_no_heading() {
    assert_eq!(sections("Nämnden har fått ett ärende om\nBeslut\nsom rör vägen."), [None]);
}

#[test]
fn the_demand_for_a_vote_stays_with_the_order() {
    assert_eq!(
        sections(
            "Propositionsordning\nOrdföranden ställer proposition.\nOmröstning begärs.\nOmröstning\n3 Ja mot 2 Nej."
        ),
        [Some(Section::Order), Some(Section::Vote)]
    );
}

#[test]
fn a_label_holds_one_paragraph() {
    assert_eq!(
        sections("Sammanfattning\nEtt.\n\nBilaga: Avtal\n\nTvå."),
        [Some(Section::Summary), Some(Section::Documents), Some(Section::Summary)]
    );
}

#[test]
fn a_vote_table_is_a_block() {
    assert_eq!(
        sections("Omröstning\nSå här.\n              Ja   Nej\nEva Holm (S)  X\n"),
        [Some(Section::Vote), Some(Section::VoteList)]
    );
}

#[test]
fn an_introducer_keeps_its_line() {
    let text = testing::unrepaired("Mötet beslutar\natt notera informationen");
    let lines = Lines::new(&text);
    let found = pieces(&lines, &[0, 1]);
    assert_eq!(split(&found)[0].pieces.len(), 2);
}

#[test]
fn an_introducer_in_a_printed_proposal_begins_nothing() {
    assert_eq!(
        sections("Förslag till beslut\nNämnden beslutar\natt anta planen\nBeslut\nAntas."),
        [Some(Section::OfficeProposal), Some(Section::Decision)]
    );
}

#[test]
fn adjournments_are_set_aside() {
    assert_eq!(
        sections("Beslut\nAntas.\nMötet ajourneras mellan 17.02 och 17.09\nExpedieras till\nKS"),
        [Some(Section::Decision), Some(Section::Recipients)]
    );
}

#[test]
fn a_heading_that_no_table_knows_ends_the_decision() {
    let item = super::super::testing::item(
        "\nBeslut\nNämnden antar planen.\n\nInriktning för arbetet\nPlanen ska följas upp varje år av förvaltningen och nämnden.\n\nSkickas till\nKommunstyrelsen\n",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    assert_eq!(item.summary.unwrap().value, "Planen ska följas upp varje år av förvaltningen och nämnden.");
}
