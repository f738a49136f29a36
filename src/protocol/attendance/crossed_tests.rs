//! Lists in which crosses, labels and phrases say who was there.

use super::tests::check;

#[test]
fn crosses_under_present_and_absent() {
    check(
        "Ledamöter                 Närvarande   Frånvarande\nVera Ek (S), ordförande   X\nBo Al (M)                              X\n",
        &["Vera Ek (S Chair+Member serving", "Bo Al (M Member Absent"],
    );
    check(
        "Ersättare       Närvarande   Frånvarande   Tjänstgör för\nVera Ek (S)     X                          Bo Al\nAda Ros (C)                  X\n",
        &["Vera Ek (S for=Bo Al Substitute serving", "Ada Ros (C Substitute Absent"],
    );
}

#[test]
fn crosses_whose_column_is_lost_leave_people_out() {
    check("Ledamöter Närvarande Frånvarande\nVera Ek (S) X\nBo Al (M) X\n", &[]);
}

#[test]
fn who_adjusts_in_anothers_place_is_no_substitute_of_the_board() {
    check(
        "Beslutande           Vera Ek (S)\n                     Bo Al (M)\n\nUtses att justera    Bo Al (M)\nErsättare            Vera Ek (S)\n",
        &["Vera Ek (S Member serving", "Bo Al (M Member serving"],
    );
}

#[test]
fn from_afar_is_no_organisation() {
    check("Närvarande\nVera Ek\nPå distans: Bo Al\n", &["Vera Ek", "Bo Al"]);
    check("Beslutande\nVera Ek (S) tj ers\n", &["Vera Ek (S Substitute serving"]);
}

#[test]
fn tables_whose_heads_name_names_and_roles() {
    check(
        "Namn          Roll         Närvarande\nVera Ek (S)   Ordförande   Ja\nBo Al (M)     Ledamot      Nej\nAda Ros       Sekreterare  Ja\n",
        &["Vera Ek (S Chair+Member serving", "Bo Al (M Member Absent", "Ada Ros Secretary+Official idle"],
    );
}

#[test]
fn present_for_some_paragraphs_and_serving_for_others_is_a_row_for_each() {
    check(
        "Ledamöter   Vera Ek (S)\nErsättare   Bo Al (M) §§ 2-4, tjg § 5\n",
        &["Vera Ek (S Member serving", "Bo Al (M Substitute idle §2-4", "Bo Al (M Substitute serving §5-5"],
    );
}

#[test]
fn who_presides_elsewhere_has_a_title() {
    check(
        "Ledamöter   Vera Ek (S)\nÖvriga      Bo Al, ordförande i revisionen\n",
        &["Vera Ek (S Member serving", "Bo Al title=ordförande i revisionen Official idle"],
    );
}

#[test]
fn rows_that_begin_with_the_name_of_a_party() {
    check(
        "Beslutande\nSocialdemokraterna: Vera Ek, Bo Al\nModeraterna: Ada Ros\n",
        &[
            "Vera Ek (Socialdemokraterna Member serving",
            "Bo Al (Socialdemokraterna Member serving",
            "Ada Ros (Moderaterna Member serving",
        ],
    );
}

#[test]
fn a_range_behind_a_vice_chair_is_that_of_being_there() {
    check(
        "Ledamöter   Vera Ek (S), vice ordförande §§ 61-66\n",
        &["Vera Ek (S ViceChair+Member serving §61-66"],
    );
    check(
        "Närvarande: herrar Ek och Ros. Förhindrad att närvara var Lars Al.\n",
        &["Ek", "Ros", "Lars Al Excused"],
    );
}

#[test]
fn party_columns_beside_a_column_of_substitutes() {
    check(
        "Namn              Parti   Närvarande   Tjänstgörande ersättare\nVera Ek           S       X\nBo Al             M       -            Ada Ros (M)\n",
        &["Vera Ek (S Member serving", "Bo Al (M Member Absent", "Ada Ros (M for=Bo Al Substitute serving"],
    );
}
