//! Tests of lists under headings of many words, of signatures among them, and of what stands in rows beside people.

use super::*;
use crate::protocol::model::{Presence, Role};
use crate::protocol::testing::unrepaired;

fn rows(text: &str) -> Vec<Attendee> {
    let dictionary = Dictionary::embedded().expect("the dictionary is built in");
    let text = unrepaired(text);
    let lines: Vec<usize> = (0..text.lines.len()).collect();
    read(&Fields::read(&text, &lines), &Fields::default(), &[], &dictionary).0
}

/// Name, whether present, and roles of each row.
fn short(text: &str) -> Vec<(String, bool, Vec<Role>)> {
    let of = |row: &Attendee| {
        let roles = row.roles.iter().map(|role| role.value).collect();
        (row.name.value.clone(), row.status == Presence::Present, roles)
    };
    rows(text).iter().map(of).collect()
}

fn row(name: &str, present: bool, roles: &[Role]) -> (String, bool, Vec<Role>) {
    (name.to_owned(), present, roles.to_vec())
}

#[test]
fn headings_told_by_their_words() {
    assert_eq!(
        short("Kallade och närvarande\nVera Ek\nNils Ros\n\nKallade men ej närvarande\nBo Al\n"),
        [row("Vera Ek", true, &[]), row("Nils Ros", true, &[]), row("Bo Al", false, &[])]
    );
    assert_eq!(
        short("Närvarande på distans\nVera Ek (S)\n\nNärvarande i sammanträdesrummet\nNils Ros (M)\n"),
        [row("Vera Ek", true, &[Role::Member]), row("Nils Ros", true, &[Role::Member])]
    );
    assert_eq!(
        short("Representanter\nVera Ek, PRO\nNils Ros, SPF\nKommunens representanter\nEva Holm\n").len(),
        3
    );
}

#[test]
fn signatures_under_a_list_are_no_rows_of_it() {
    let found = short(
        "Ledamöter\nVera Ek (S)\nNils Ros (M)\nSekreterare   Karin Lund   §§ 5-6\nOrdförande    Vera Ek\nJusterare     Nils Ros\n",
    );
    assert_eq!(
        found,
        [row("Vera Ek", true, &[Role::Chair, Role::Member]), row("Nils Ros", true, &[Role::Member])]
    );
}

#[test]
fn names_over_their_offices() {
    let dictionary = Dictionary::embedded().expect("the dictionary is built in");
    let text = unrepaired(
        "Beslutande\nVera Ek (S)\nNils Ros (M)\n\nUnderskrifter\nVera Ek (S)\nOrdförande\nNils Ros (M)\nJusterare\nKarin Lund\nSekreterare\n",
    );
    let lines: Vec<usize> = (0..text.lines.len()).collect();
    let fields = Fields::read(&text, &lines);
    let chosen: Vec<String> = adjusters(&fields, &dictionary).into_iter().map(|name| name.value).collect();
    assert_eq!(chosen, ["Nils Ros"]);
}

#[test]
fn employees_beside_members_with_parties() {
    let found = short("Närvarande\nVera Ek (S), ordförande\nNils Ros (M)\nEva Holm (ekonomichef)\n");
    assert_eq!(found[2], row("Eva Holm", true, &[Role::Official]));
}

#[test]
fn what_one_holds_and_who_is_not_named() {
    let owners = rows("Närvarande\nÅnge kommun, genom Vera Ek, 500 aktier\n");
    assert!(owners[0].title.is_none());
    let signer = rows("Närvarande: Hrr Andersson, Pettersson och Ros samt undertecknad sekreterare.\n");
    assert_eq!(signer.len(), 3);
    assert!(signer[2].title.is_none());
}

#[test]
fn offices_over_names_and_gentlemen_after_the_verb() {
    let found = short(
        "Närvarande\n\nOrdförande\nVera Ek (S)\n\n2:e vice ordförande\nNils Ros (M)\n\nLedamöter\nBo Al (V)\nEva Holm (KD)\n",
    );
    let of = |name: &str| found.iter().find(|row| row.0 == name).map(|row| row.2.clone());
    assert_eq!(of("Vera Ek"), Some(vec![Role::Chair, Role::Member]));
    assert_eq!(of("Nils Ros"), Some(vec![Role::SecondViceChair, Role::Member]));
    assert_eq!(short("Närvarande voro herrar Ek, Ros och Al.\n").len(), 3);
}

#[test]
fn who_stands_in_for_the_absent_was_there() {
    let found = rows(
        "Närvarande: Herrar Sven Lann och Tage Ek.\nFrånvarande: Herr Nils Kvist, för vilken inkallats suppleanten herr Karl Storm.\n",
    );
    let storm = found.iter().find(|row| row.name.value.ends_with("Storm")).expect("he is a row");
    assert_eq!((storm.status, storm.serving), (Presence::Present, Some(true)));
}

#[test]
fn places_behind_names_without_a_column() {
    let found = rows(
        "Deltagare\nVera Ek Karlstad\nNils Ros Kil\nBo Al Forshaga\nEva Holm Region Värmland\nIda Sten Hammarö via Teams\n",
    );
    let of =
        |row: &Attendee| (row.name.value.clone(), row.organization.as_ref().map(|place| place.value.clone()));
    let named = |name: &str, place: &str| (name.to_owned(), Some(place.to_owned()));
    assert_eq!(
        found.iter().map(of).collect::<Vec<_>>(),
        [
            named("Vera Ek", "Karlstad"),
            named("Nils Ros", "Kil"),
            named("Bo Al", "Forshaga"),
            named("Eva Holm", "Region Värmland"),
            named("Ida Sten", "Hammarö"),
        ]
    );
    let people = rows("Deltagare\nKarl Erik Lund\nVera Ek\nNils Ros\n");
    assert_eq!(people[0].name.value, "Karl Erik Lund");
}

#[test]
fn dashes_before_organisations_and_offices_among_surnames() {
    let found =
        rows("Mötesdeltagare (3 st):\nVera Ek - Ånge kommun\nNils Ros - Bräcke\nBo Al - Region Jämtland\n");
    assert_eq!(found.len(), 3);
    assert_eq!(found[2].organization.as_ref().map(|name| name.value.as_str()), Some("Region Jämtland"));
    let old = rows("Närvarande var herrar Ek, ordförande, Ros, Alm och Holm.\n");
    let names: Vec<&str> = old.iter().map(|row| row.name.value.as_str()).collect();
    assert_eq!(names, ["Ek", "Ros", "Alm", "Holm"]);
    assert!(old[0].roles.iter().any(|role| role.value == Role::Chair));
}
