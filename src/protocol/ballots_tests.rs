//! Tests of [`super`]: tables of votes.

use super::super::testing;
use super::*;

const TABLE: &str = "Omröstning\nOmröstning begärs.\nBeslut\nPlanen antas.\nVoteringslista: § 1\n\
     Ledamot                    Ja     Nej    Avstår\n\
     Eva Holm (S), ordförande   X\n\
     Berg, Anna (V)                    X\n\
     Nils Ek (M), ledamot              X\n\
     Åsa Lund (-), ersättare                  X\n\
     Resultat                   1      2      1\n";

fn vote(body: &str) -> Vote {
    let mut item = testing::item(body);
    assert_eq!(item.votes.len(), 1);
    item.votes.swap_remove(0)
}

#[test]
fn marks_stand_under_their_column() {
    let found = vote(TABLE);
    let choices: Vec<Choice> = found.ballots.iter().map(|ballot| ballot.choice.value).collect();
    assert_eq!(choices, [Choice::Yes, Choice::No, Choice::No, Choice::Abstain]);
}

#[test]
fn names_are_turned_and_parties_kept() {
    let found = vote(TABLE);
    let names: Vec<_> = found
        .ballots
        .iter()
        .map(|ballot| (ballot.name.value.as_str(), ballot.party.as_ref().map(|party| party.value.as_str())))
        .collect();
    assert_eq!(
        names,
        [("Eva Holm", Some("S")), ("Anna Berg", Some("V")), ("Nils Ek", Some("M")), ("Åsa Lund", None)]
    );
}

#[test]
fn the_last_line_holds_the_sums() {
    let found = vote(TABLE);
    let sums = [found.yes, found.no, found.abstain].map(|sum| sum.unwrap().value);
    assert_eq!(sums, [1, 2, 1]);
}

#[test]
fn a_table_joins_the_vote_with_its_result() {
    let body = format!(
        "Omröstning\nGodkänd voteringsproposition: ”Ja för bifall och Nej för avslag”.\nMed 1 ja-röst och 2 nej-röster avslås förslaget.\n{TABLE}"
    );
    let found = vote(&body);
    assert_eq!(found.ballots.len(), 4);
    assert!(found.question.is_some());
}

#[test]
fn a_table_without_a_title() {
    let found = vote(
        "Omröstning\nNämnden röstar.\n                 Ja   Nej\nEva Holm (S)     X\nNils Ek (M)           X\nSumma            1    1\nBeslut\nPlanen antas.",
    );
    assert_eq!(found.ballots.len(), 2);
}

#[test]
fn lines_without_a_mark_are_no_votes() {
    let found = vote(
        "Beslut\nPlanen antas.\nVoteringslista\nLedamot          Ja   Nej\nEva Holm (S)     X\nNils Ek (M)\n",
    );
    assert_eq!(found.ballots.len(), 1);
}

#[test]
fn words_for_marks() {
    let found = vote(
        "Beslut\nPlanen antas.\nVoteringslista\nLedamot          Ja   Nej\nEva Holm (S)     Ja\nNils Ek (M)           Nej\n",
    );
    assert_eq!(
        found.ballots.iter().map(|ballot| ballot.choice.value).collect::<Vec<_>>(),
        [Choice::Yes, Choice::No]
    );
}

#[test]
fn no_table_no_vote() {
    assert!(testing::item("Beslut\nPlanen antas.\nVoteringslista\nSe bilaga 2.").votes.is_empty());
}

#[test]
fn crosses_whose_columns_are_lost_are_told_of_and_left_out() {
    let item = testing::item(
        "Omröstning\nNämnden röstar.\nLedamot Ja Nej  Avstår\nEva Holm (S) X\nNils Ek (M) X\nResultat 1 1 0\n\nBeslut\nPlanen antas.\n",
    );
    assert!(item.votes.iter().all(|vote| vote.ballots.is_empty()));
    assert_eq!(item.votes.last().and_then(|vote| vote.no.as_ref()).map(|count| count.value), Some(1));
    assert_eq!(item.decisions.len(), 1);
}

#[test]
fn heads_close_together_are_columns_where_the_crosses_stand_apart() {
    let found = vote(
        "Omröstning\nLedamot          Ja Nej\nEva Holm (S)     X\nNils Ek (M)         X\n\nBeslut\nPlanen antas.\n",
    );
    let choices: Vec<Choice> = found.ballots.iter().map(|ballot| ballot.choice.value).collect();
    assert_eq!(choices, [Choice::Yes, Choice::No]);
}
