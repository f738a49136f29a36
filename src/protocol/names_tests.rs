//! Persons in the forms that protocols print them in.

use super::*;

/// Name, party, title, roles.
type Read = (String, Option<String>, Option<String>, Vec<Role>);

fn read(text: &str) -> Vec<Read> {
    let dictionary = Dictionary::embedded().expect("the dictionary is built in");
    people(text, &tokens(text, 0), &dictionary)
        .into_iter()
        .map(|person| {
            let indexed = crate::span::IndexedText::new(text.to_owned());
            if person.name.how == crate::protocol::model::How::Stated {
                assert_eq!(super::super::lex::fold_space(indexed.slice(person.name.span)), person.name.value);
            }
            let party = person.party.map(|party| {
                assert_eq!(indexed.slice(party.span), party.value);
                party.value
            });
            let roles = person.roles.into_iter().map(|role| role.value).collect();
            (person.name.value, party, person.title.map(|title| title.value), roles)
        })
        .collect()
}

fn one(text: &str) -> Read {
    let mut people = read(text);
    assert_eq!(people.len(), 1, "{text}: {people:?}");
    people.remove(0)
}

fn plain(text: &str) -> Vec<(String, Option<String>)> {
    read(text).into_iter().map(|(name, party, ..)| (name, party)).collect()
}

fn with(name: &str, party: &str) -> (String, Option<String>) {
    (name.to_owned(), (!party.is_empty()).then(|| party.to_owned()))
}

#[test]
fn party_and_role_in_every_order() {
    let chair = ("Vera Stenlund".to_owned(), Some("S".to_owned()), None, vec![Role::Chair]);
    assert_eq!(one("Vera Stenlund (S), ordförande"), chair);
    assert_eq!(one("Vera Stenlund (S) (ordförande)"), chair);
    assert_eq!(one("Vera Stenlund S ordf."), chair);
    assert_eq!(one("S Vera Stenlund, ordförande"), chair);
    assert_eq!(one("Ordföranden Vera Stenlund (S)"), chair);
    assert_eq!(one("Vera Stenlund, s, ordförande").1.as_deref(), Some("s"));
    assert_eq!(one("Vera Stenlund (VÄGV), 1:e vice ordf").3, [Role::ViceChair]);
}

#[test]
fn titles_stand_apart_from_names() {
    let (name, _, title, _) = one("Kommunalkamreraren Arne Vik");
    assert_eq!((name.as_str(), title.as_deref()), ("Arne Vik", Some("Kommunalkamreraren")));
    let (name, _, title, roles) = one("Ordföranden lantbrukaren Arne Vik");
    assert_eq!((name.as_str(), title.as_deref()), ("Arne Vik", Some("lantbrukaren")));
    assert_eq!(roles, [Role::Chair]);
    assert_eq!(one("fru Greta Sandén").0, "Greta Sandén");
    assert_eq!(one("herr Sandén").0, "herr Sandén");
}

#[test]
fn lists_and_groups() {
    assert_eq!(
        plain(
            "tjänstgörande ersättarna Vera Stenlund (S) och Per-Åke Ek (V) samt ordföranden Jan A. Öst (M)"
        ),
        [with("Vera Stenlund", "S"), with("Per-Åke Ek", "V"), with("Jan A. Öst", "M")]
    );
    assert_eq!(
        plain("Ylva von\nPlaten (KD), Ali al Hassan (-) och Moa Rask."),
        [with("Ylva von Platen", "KD"), with("Ali al Hassan", ""), with("Moa Rask", "")]
    );
    assert_eq!(plain("Vera Stenlund (M) (fd SD)"), [with("Vera Stenlund", "M")]);
}

#[test]
fn what_is_no_name() {
    assert!(read("Protokollet justeras på distans, Förvaltningschef").is_empty());
    assert!(read("§ 12 Kl 13.00 2025-01-02").is_empty());
}

#[test]
fn columns_part_names() {
    assert_eq!(plain("Vera Stenlund   Arne Vik"), [with("Vera Stenlund", ""), with("Arne Vik", "")]);
    assert_eq!(plain("VERA STENLUND (S)"), [with("Vera Stenlund", "S")]);
}
