//! Tests of [`super`]: who stands aside.

use super::super::testing::{self, who};

fn aside(text: &str) -> Vec<String> {
    who(&testing::item(&format!("{text}\n\nBeslut\nPlanen antas.\n")).recusals)
}

#[test]
fn those_who_stand_aside_are_not_named_first() {
    for text in [
        "Noteras att Nils Ros (M) inte deltagit i beslutet på grund av jäv.",
        "Jävig i ärendet: Nils Ros (M).",
        "Eftersom Nils Ros (M) är styrelseledamot i föreningen anmäler han jäv och deltar inte i beslutet.",
        "Nils Ros (M) avstår från att delta i beslutet på grund av jäv.",
        "Vid behandlingen av ärendet tjänstgör Karl Lind (M) i stället för Nils Ros (M) som anmält jäv.",
    ] {
        assert_eq!(aside(text), ["Nils Ros (M)"], "{text}");
    }
    assert_eq!(aside("Såsom jävig avträdde herr Ros under ärendets behandling."), ["herr Ros"]);
}

#[test]
fn who_serves_in_the_place_stands_in_another_column() {
    let list = "Anmälan om jäv\nLedamot          Ersättare\nNils Ros (M)     Karl Lind (M)\nEva Holm (KD)    Ida Sten (C)\n";
    assert_eq!(aside(list), ["Nils Ros (M)", "Eva Holm (KD)"]);
}

#[test]
fn that_another_serves_is_no_matter() {
    let item = testing::item(
        "Nils Ros (M) anmäler jäv. Ersättare för Nils Ros är Karl Lind (M).\n\nBeslut\nPlanen antas.\n",
    );
    assert_eq!(item.summary, None);
}
