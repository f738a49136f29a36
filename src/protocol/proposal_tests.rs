//! Tests of [`super`]: who moves what.

use super::super::testing::{self, who};
use crate::protocol::model::Action;

fn moved(text: &str) -> Vec<(Vec<String>, String, Action)> {
    let item = testing::item(&format!("Yrkanden\n{text}\nBeslut\nPlanen antas."));
    item.proposals.iter().map(|found| (who(&found.by), found.text.value.clone(), found.action)).collect()
}

fn one(text: &str) -> (Vec<String>, String, Action) {
    let mut found = moved(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.swap_remove(0)
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn bifall_by_several() {
    assert_eq!(
        one("Eva Holm (S), Nils Ek (M) och Åsa Lund (KD) yrkar bifall till förslaget."),
        (
            names(&["Eva Holm (S)", "Nils Ek (M)", "Åsa Lund (KD)"]),
            "bifall till förslaget.".to_owned(),
            Action::Approve
        )
    );
}

#[test]
fn an_att_sats() {
    assert_eq!(one("Eva Holm (S) yrkar att ärendet återremitteras.").1, "ärendet återremitteras.");
    assert_eq!(one("Eva Holm (S) yrkar att ärendet återremitteras.").2, Action::ReferBack);
}

#[test]
fn bifall_and_avslag_are_two() {
    let found = moved("Eva Holm (S) yrkar bifall till kontorets förslag och avslag på Nils Eks yrkande.");
    let found: Vec<_> = found.iter().map(|found| (found.1.as_str(), found.2)).collect();
    assert_eq!(
        found,
        [("bifall till kontorets förslag", Action::Approve), ("avslag på Nils Eks yrkande.", Action::Reject)]
    );
}

#[test]
fn first_and_second_hand_are_two() {
    let found = moved("Nils Ek (M) yrkar i första hand återremiss och i andra hand avslag.");
    let found: Vec<_> = found.iter().map(|found| (found.1.as_str(), found.2)).collect();
    assert_eq!(found, [("återremiss", Action::ReferBack), ("avslag.", Action::Reject)]);
}

#[test]
fn the_mover_after_the_verb() {
    assert_eq!(one("Vidare yrkar Eva Holm (S) avslag på motionen.").0, names(&["Eva Holm (S)"]));
}

#[test]
fn what_follows_on_lines_of_its_own() {
    let found = one("Eva Holm (S) föreslår följande tillägg:\nAtt kontoret redovisar arbetet i maj.");
    assert_eq!(
        found,
        (names(&["Eva Holm (S)"]), "kontoret redovisar arbetet i maj.".to_owned(), Action::Amend)
    );
}

#[test]
fn groups_and_parties() {
    assert_eq!(one("Moderaterna yrkar avslag.").0, names(&["Moderaterna"]));
    assert_eq!(one("S-gruppen yrkar bifall till förslaget.").0, names(&["S-gruppen"]));
    assert_eq!(
        one("Eva Holm (S) med instämmande av Nils Ek (M) yrkar avslag.").0,
        names(&["Eva Holm (S)", "Nils Ek (M)"])
    );
    assert_eq!(one("Eva Holm m.fl. (S) yrkar avslag.").0, names(&["Eva Holm (S)"]));
}

#[test]
fn a_label_instead_of_a_verb() {
    assert_eq!(one("Eva Holm (S): Bifall till förslaget.").2, Action::Approve);
}

#[test]
fn offices_and_motions_move_nothing() {
    assert_eq!(moved("Förvaltningen föreslår att planen antas."), []);
    let item = testing::item(
        "Sammanfattning\nI en motion yrkar Eva Holm (S) att en bro byggs.\nBeslut\nMotionen avslås.",
    );
    assert!(item.proposals.is_empty());
}

#[test]
fn an_associations_printed_points() {
    let items = testing::items(
        "1 Öppnande\n\nMötet öppnas.\n\n2 Fest\n\nFörslag\n\n 1. Att   festen hålls i maj.\n\nBeslut\n\n 1. Att   attsats 1 bifalles\n\n3 Slut\n\nTack.\n",
    );
    assert_eq!(items[1].proposals[0].text.value, "festen hålls i maj.");
    assert!(items[1].proposals[0].by.is_empty());
    assert_eq!(items[1].decisions[0].clauses[0].text.value, "attsats 1 bifalles");
}

#[test]
fn those_who_agree_move_too() {
    let item = testing::item(
        "Yrkanden\nEva Holm (S) yrkar avslag. Nils Ek (M) instämmer.\nÅsa Lund (V) yrkar bifall.\nPer Öst (C) instämmer i Eva Holms yrkande.\nBeslut\nPlanen antas.",
    );
    let by: Vec<usize> = item.proposals.iter().map(|proposal| proposal.by.len()).collect();
    assert_eq!(by, [3, 1]);
}

#[test]
fn one_name_alone() {
    assert_eq!(one("Johan yrkade avslag.").0, names(&["Johan"]));
    assert_eq!(moved("Förbundschefen föreslår att planen antas."), []);
}

#[test]
fn for_what_the_office_proposes_or_a_part_of_it() {
    for text in [
        "Eva Holm (S) föreslår att nämnden beslutar enligt förvaltningens förslag.",
        "Eva Holm (S): Förvaltningens förslag.",
        "Eva Holm (S): Som kontorets förslag.",
    ] {
        assert_eq!(one(text).2, Action::Approve, "{text}");
    }
    let text = "Eva Holm (S) föreslår att nämnden delvis beslutar enligt förvaltningens förslag.";
    assert_eq!(one(text).2, Action::Amend);
}

#[test]
fn movers_before_a_colon_in_running_text() {
    let item = testing::item(
        "Kontoret föreslår farthinder.\n\nEva Holm: Bifall.\n\nNils Ek: Avslag.\n\nBeslut\nPlanen antas.",
    );
    let found: Vec<Action> = item.proposals.iter().map(|proposal| proposal.action).collect();
    assert_eq!(found, [Action::Approve, Action::Reject]);
}

#[test]
fn those_who_join_and_the_chair() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nYrkanden\nEva Holm (S) yrkar bifall till förslaget. Nils Ek (M) ansluter sig till yrkandet.\nAnna Berg (V) yrkar, med bifall från Åsa Lund (MP), följande tillägg: Planen följs upp.",
    );
    assert_eq!(testing::who(&item.proposals[0].by), ["Eva Holm (S)", "Nils Ek (M)"]);
    assert_eq!(testing::who(&item.proposals[1].by), ["Anna Berg (V)", "Åsa Lund (MP)"]);
    assert_eq!(item.proposals[1].text.value, "Planen följs upp.");
    let item = testing::item("Ordföranden föreslår att planen antas.\n\nNämnden beslutar att anta planen.");
    assert_eq!(testing::who(&item.proposals[0].by), ["Ordföranden"]);
}

#[test]
fn other_words_before_what_is_moved() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nYrkande\nEva Holm (M) lägger till en andra punkt: Planen följs upp varje år.",
    );
    assert_eq!(testing::who(&item.proposals[0].by), ["Eva Holm (M)"]);
    assert_eq!(item.proposals[0].text.value, "Planen följs upp varje år.");
    let item =
        testing::item("\nEva Holm (S) föreslår i en motion att vägen byggs.\n\nNämnden avslår motionen.");
    assert!(item.proposals.is_empty() && item.summary.is_some());
}

#[test]
fn moved_in_the_passive() {
    assert_eq!(
        one("Avslag på förslaget yrkas av Eva Holm (S) och Nils Ek (M)."),
        (names(&["Eva Holm (S)", "Nils Ek (M)"]), "Avslag på förslaget".to_owned(), Action::Reject)
    );
}

#[test]
fn moved_for_a_party_or_together() {
    let holm = names(&["Eva Holm (S)"]);
    for text in [
        "För Socialdemokraterna yrkar Eva Holm (S) bifall till förslaget.",
        "Eva Holm (S) yrkar för egen del bifall till förslaget.",
    ] {
        assert_eq!(one(text), (holm.clone(), "bifall till förslaget.".to_owned(), Action::Approve), "{text}");
    }
    assert_eq!(one("Moderaterna och Centerpartiet yrkar gemensamt avslag.").2, Action::Reject);
}

#[test]
fn asked_for() {
    assert_eq!(one("Eva Holm (S) begär att ärendet bordläggs.").2, Action::Postpone);
    assert!(moved("Eva Holm (S) begär ordet.").is_empty());
}

#[test]
fn movers_on_a_line_of_their_own() {
    let found = moved("Eva Holm (S)\natt planen avslås\n\nNils Ek (M)\natt planen antas");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].0, names(&["Eva Holm (S)"]));
    assert_eq!(found[1].1, "planen antas");
}

#[test]
fn approval_with_a_change_is_a_change() {
    assert_eq!(
        one("Eva Holm (S) yrkar bifall till förslaget med tillägget att en bro byggs.").2,
        Action::Amend
    );
}

#[test]
fn what_is_moved_where_the_question_is_put() {
    let item = testing::item(
        "Beslut\nPlanen antas.\n\nBeslutsgång\nEva Holm (S) yrkar avslag. Ordföranden finner att planen antas.",
    );
    assert_eq!(item.proposals.len(), 1);
    assert!(item.proposition_order.unwrap().value.starts_with("Eva Holm (S) yrkar avslag."));
}

#[test]
fn yrkanden_that_are_laid_before_the_meeting() {
    for text in [
        "Eva Holm (S) lägger ett tilläggsyrkande: Planen ska utvärderas.",
        "Eva Holm (S) lämnar följande tilläggsyrkande: Planen ska utvärderas.",
        "Eva Holm (S) framställer ett tilläggsyrkande om att Planen ska utvärderas.",
    ] {
        let (by, what, action) = one(text);
        assert_eq!((by, action), (names(&["Eva Holm (S)"]), Action::Amend), "{text}");
        assert!(what.ends_with("Planen ska utvärderas."), "{text}: {what}");
    }
    assert_eq!(one("Nils Ek (M) framför ett eget förslag att ärendet bordläggs.").2, Action::Postpone);
}

#[test]
fn parties_and_sides() {
    assert_eq!(one("Alliansen yrkar avslag.").0, names(&["Alliansen"]));
    assert_eq!(one("Eva Holm yrkar för Socialdemokraterna bifall.").1, "bifall.");
}

#[test]
fn two_motions_in_a_sentence() {
    for text in [
        "Eva Holm (S) yrkade bifall medan Nils Ek (M) yrkade avslag.",
        "Eva Holm (S) yrkade bifall, Nils Ek (M) yrkade avslag.",
    ] {
        let actions: Vec<Action> = moved(text).into_iter().map(|found| found.2).collect();
        assert_eq!(actions, [Action::Approve, Action::Reject], "{text}");
    }
}

#[test]
fn those_who_agree_in_a_relative_clause() {
    for text in [
        "Eva Holm (S) yrkade bifall till förslaget, vilket biträddes av Nils Ek (M).",
        "Eva Holm (S) yrkade bifall till förslaget och instämde häri Nils Ek (M).",
    ] {
        let (by, what, _) = one(text);
        assert_eq!(by, names(&["Eva Holm (S)", "Nils Ek (M)"]), "{text}");
        assert_eq!(what, "bifall till förslaget", "{text}");
    }
}

#[test]
fn a_heading_that_names_the_mover() {
    let item =
        testing::item("Yrkande, Vera Ek (S)\nNämnden beslutar att avslå förslaget.\nBeslut\nPlanen antas.");
    assert_eq!(who(&item.proposals[0].by), ["Vera Ek (S)"]);
    assert_eq!(item.decisions.len(), 1);
}

#[test]
fn two_that_only_och_parts() {
    let found = moved("Bo Al (V) yrkar bifall till sin motion och Ida Sten (C) yrkar avslag på motionen.");
    assert_eq!(
        found,
        [
            (names(&["Bo Al (V)"]), "bifall till sin motion".to_owned(), Action::Approve),
            (names(&["Ida Sten (C)"]), "avslag på motionen.".to_owned(), Action::Reject),
        ]
    );
}

#[test]
fn a_grant_is_no_addition() {
    assert_eq!(one("Bo Al (V) yrkar att nämnden begär tilläggsanslag.").2, Action::Other);
    assert_eq!(one("Bo Al (V) yrkar följande tillägg: Planen följs upp.").2, Action::Amend);
}

#[test]
fn movers_with_one_title_before_their_surnames() {
    for title in ["Herrar", "Herrarna", "Fruarna"] {
        let (by, _, action) = one(&format!("{title} Lindgren och Sköld yrkade bifall till förslaget."));
        assert_eq!((by, action), (names(&["Lindgren", "Sköld"]), Action::Approve), "{title}");
    }
}
