//! Tests of [`super`]: labels and their values, however the lines set them.

use super::*;
use crate::protocol::label::List;
use crate::protocol::testing::unrepaired;

fn read(text: &str) -> Vec<(Label, Vec<String>)> {
    let text = unrepaired(text);
    let lines: Vec<usize> = (0..text.lines.len()).collect();
    Fields::read(&text, &lines)
        .fields
        .iter()
        .map(|field| (field.label, field.value_cells().iter().map(|cell| cell.text.to_owned()).collect()))
        .collect()
}

fn field(label: Label, cells: &[&str]) -> (Label, Vec<String>) {
    (label, cells.iter().map(|&cell| cell.to_owned()).collect())
}

#[test]
fn two_pairs_on_one_line() {
    let found = read(
        " Plats och tid     Björkgården, hus 2,     Paragrafer      §§1-9\n                   Storgatan 1\n                   kl. 9\n",
    );
    assert_eq!(
        found,
        [
            field(Label::PlaceTime, &["Björkgården, hus 2,", "Storgatan 1", "kl. 9"]),
            field(Label::Paragraphs, &["§§1-9"])
        ]
    );
    assert_eq!(
        read("Plats och tid Björkgården Paragrafer = §§1-9\nkl. 9"),
        [field(Label::Paragraphs, &["§§1-9"])].into_iter().fold(
            vec![field(Label::PlaceTime, &["Björkgården", "kl. 9"])],
            |mut all, one| {
                all.push(one);
                all
            }
        )
    );
}

#[test]
fn split_labels_and_signatures() {
    let found = read(
        "Ej tjänstgörande   Vera Ek (S)\nersättare          Bo Al (M)\n\nJusteringens plats och   På distans\ntid\n\nUnderskrifter   Sekreterare ........ Ada Ros\n                Ordförande ......... Bo Al\n",
    );
    assert_eq!(
        found,
        [
            field(Label::List(List::NonServing), &["Vera Ek (S)", "Bo Al (M)"]),
            field(Label::ApprovalPlaceTime, &["På distans"]),
            field(Label::Signatures, &[]),
            field(Label::Secretary, &["........ Ada Ros"]),
            field(Label::Chair, &["......... Bo Al"]),
        ]
    );
}

#[test]
fn roles_in_a_list_are_no_labels() {
    let found =
        read("Styrelsemedlemmar:\n  Befattning   Namn\n  Ordförande   Vera Ek\n  Sekreterare  Bo Al\n");
    assert_eq!(found.len(), 1, "{found:?}");
}
