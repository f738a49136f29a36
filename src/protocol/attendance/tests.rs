//! Lists of people in every form in which protocols print them.

use super::*;
use crate::protocol::model::Presence;
use crate::protocol::testing::unrepaired;

fn read_text(text: &str) -> Vec<Attendee> {
    let dictionary = Dictionary::embedded().expect("the dictionary is built in");
    let text = unrepaired(text);
    let lines: Vec<usize> = (0..text.lines.len()).collect();
    let (rows, _) = read(&Fields::read(&text, &lines), &Fields::default(), &[], &dictionary);
    for row in &rows {
        let at = text.text.slice(row.name.span);
        assert_eq!(crate::protocol::lex::fold_space(at), row.name.value);
    }
    rows
}

/// `name|party|title or organisation|roles|serving|serves for|remote|paragraphs|arrived|left`, what is empty left out.
fn short(row: &Attendee) -> String {
    let text = |value: &Option<crate::protocol::model::Text>| value.as_ref().map(|text| text.value.clone());
    let mut out = row.name.value.clone();
    for (mark, value) in [
        (" (", text(&row.party)),
        (" title=", text(&row.title)),
        (" org=", text(&row.organization)),
        (" for=", text(&row.serves_for)),
        (" via=", text(&row.remote)),
        (" from=", text(&row.arrived)),
        (" to=", text(&row.left)),
    ] {
        if let Some(value) = value {
            out.push_str(mark);
            out.push_str(&value);
        }
    }
    if !row.roles.is_empty() {
        let roles: Vec<String> = row.roles.iter().map(|role| format!("{:?}", role.value)).collect();
        out.push_str(&format!(" {}", roles.join("+")));
    }
    match row.serving {
        Some(true) => out.push_str(" serving"),
        Some(false) => out.push_str(" idle"),
        None => {}
    }
    if row.status != Presence::Present {
        out.push_str(&format!(" {:?}", row.status));
    }
    for range in &row.paragraphs {
        out.push_str(&format!(" §{}-{}", range.value.0, range.value.1));
    }
    out
}

pub(super) fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = read_text(text).iter().map(short).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn one_a_line_with_roles() {
    for line in [
        "Vera Ek (S) (ordförande)",
        "Vera Ek (S), ordförande",
        "Vera Ek, ordförande (S)",
        "Vera Ek, S, ordf.",
        "S   Vera Ek   ordförande",
        "Vera Ek   S   1   Ordförande",
    ] {
        check(
            &format!("Beslutande\n{line}\nBo Al (M)\n"),
            &["Vera Ek (S Chair+Member serving", "Bo Al (M Member serving"],
        );
    }
    check(
        "Beslutande   Vera Ek (s), 1:e vice ordf\n             Bo Al (-)",
        &["Vera Ek (s ViceChair+Member serving", "Bo Al Member serving"],
    );
}

#[test]
fn those_who_speak_for_organisations() {
    check(
        "Närvarande\nKommunens representanter\nVera Ek (S)\nPensionärsorganisationernas representanter\nBo Västra Ämtervik, PRO Sunne\nAda Ros, RPG\n\nÖvriga närvarande\nPia Al, vårdchef\nCa 25 åhörare\n",
        &[
            "Vera Ek (S",
            "Bo Västra Ämtervik org=PRO Sunne",
            "Ada Ros org=RPG",
            "Pia Al title=vårdchef Official idle",
        ],
    );
}

#[test]
fn officials_under_substitutes_of_the_others() {
    check(
        "Beslutande   Vera Ek (S)\nÖvriga       Ersättare: Bo Al (M), Ada Ros (C)\n             Pia Al             socialchef\n",
        &[
            "Vera Ek (S Member serving",
            "Bo Al (M Substitute idle",
            "Ada Ros (C Substitute idle",
            "Pia Al title=socialchef Official idle",
        ],
    );
}

#[test]
fn officers_with_what_they_are() {
    check(
        "Ordförande: Vera Ek, kommunstyrelsen\nSekreterare: Bo Al, utredare\n\nNärvarande\nVera Ek\nAda Ros\n",
        &["Vera Ek org=kommunstyrelsen Chair", "Ada Ros", "Bo Al title=utredare Secretary"],
    );
}

#[test]
fn substitutes_in_many_words() {
    for phrase in [
        "ersätter Bo Al (M)",
        "tjänstgör för Bo Al (M)",
        "tjg ers för Bo Al (M)",
        "tjg. ers. för Bo Al",
        "tj ers för Bo Al",
        "tjänstgörande för Bo Al (M)",
        ", tjänstgörande ersättare för Bo Al (M)",
        ", för Bo Al (M)",
        "i stället för Bo Al",
        "(ersätter Bo Al (M))",
        "ersätter\nBo Al (M)",
    ] {
        check(&format!("Beslutande\nVera Ek (S) {phrase}\n"), &["Vera Ek (S for=Bo Al Substitute serving"]);
    }
    for phrase in ["för Vakant (FP)", "ersätter vakant", "(Ersätter tom (V)-plats)"] {
        check(
            &format!("Beslutande\nVera Ek (S) {phrase}\nAda Ros (M)"),
            &["Vera Ek (S Substitute serving", "Ada Ros (M Member serving"],
        );
    }
    check(
        "Beslutande\nVera Ek (S), tjänstgörande\nBo Al (M)",
        &["Vera Ek (S Substitute serving", "Bo Al (M Member serving"],
    );
}

#[test]
fn part_of_the_meeting() {
    for (said, expected) in [
        ("§§ 12-15", "Member serving §12-15"),
        (", § 17, 19-21", "Member serving §17-17 §19-21"),
        (", 27-45,", "Member serving §27-45"),
        (", ankom kl. 13.50", "from=13:50 Member serving"),
        (", närvarande from kl. 13.00", "from=13:00 Member serving"),
        (", tom kl.16.20", "to=16:20 Member serving"),
        ("(t o m kl 16.20)", "to=16:20 Member serving"),
        (", 8:15-11:30", "from=08:15 to=11:30 Member serving"),
        (", ej § 46", "Member serving"),
        (", ej 46 pga jäv", "Member serving"),
        (", på distans", "via=distans Member serving"),
        ("(ordförande § 29-35)", "Chair+Member serving"),
    ] {
        check(&format!("Beslutande\nVera Ek (S) {said}\n"), &[&format!("Vera Ek (S {expected}")]);
    }
}

#[test]
fn one_person_in_two_capacities() {
    check(
        "Beslutande          Vera Ek (S) §§99-110 ersätter Bo Al (S)\nEj tjänstgörande    Vera Ek (S) §§94-98\nersättare           Ada Ros (M)\n",
        &[
            "Vera Ek (S for=Bo Al Substitute serving §99-110",
            "Vera Ek (S Substitute idle §94-98",
            "Ada Ros (M Substitute idle",
        ],
    );
}

#[test]
fn officials_guests_and_unions() {
    check(
        "Beslutande\nVera Ek (S)\nÖvriga deltagare\nBo Al (Förvaltningschef tillika skolchef)\nAda Ros, chef för vård och omsorg, § 4\nIda Ask (facklig representant)\nTom Lid, Vision\n4 praoelever § 4\nUlf Sten (M)\n",
        &[
            "Vera Ek (S Member serving",
            "Bo Al title=Förvaltningschef tillika skolchef Official idle",
            "Ada Ros title=chef för vård och omsorg Official idle §4-4",
            "Ida Ask title=facklig representant UnionRepresentative idle",
            "Tom Lid org=Vision Guest idle",
            "Ulf Sten (M Guest idle",
        ],
    );
}

#[test]
fn networks_in_columns_that_change() {
    check(
        "Närvarande:\n\nVera Ek, Klippan via Teams   Bo Al, Osby\nAda Ros, Båstad via Teams Ida Ask, Åstorp\n\nTom Lid, Klippan Eva Dal, Svalöv via Teams\nUlf Sten, Höganäs\n\nAnmält förhinder:\nSif Rot, Bjuv\n",
        &[
            "Vera Ek org=Klippan via=Teams",
            "Bo Al org=Osby",
            "Ada Ros org=Båstad via=Teams",
            "Ida Ask org=Åstorp",
            "Tom Lid org=Klippan",
            "Eva Dal org=Svalöv via=Teams",
            "Ulf Sten org=Höganäs",
            "Sif Rot org=Bjuv Excused",
        ],
    );
}

#[test]
fn running_prose() {
    check(
        "Beslutande: Ordföranden, lantbrukaren Vera Ek, vice ordföranden,\nsnickarmästaren Bo Al, folkskolläraren\nAda Ros samt, såsom\ntjänstgörande ersättare för kantorn Ulf Sten, herr Lindqvist.\n\nÖvriga närvarande: Kommunalkamreraren Ida Ask, sekreterare, och\ndistriktssköterskan Eva Dal, § 24.\n",
        &[
            "Vera Ek title=lantbrukaren Chair+Member serving",
            "Bo Al title=snickarmästaren ViceChair+Member serving",
            "Ada Ros title=folkskolläraren Member serving",
            "herr Lindqvist for=Ulf Sten Substitute serving",
            "Ida Ask title=Kommunalkamreraren Secretary+Official idle",
            "Eva Dal title=distriktssköterskan Official idle §24-24",
        ],
    );
    check(
        "Närvarande: ordföranden Vera Ek, ledamöterna Bo Al och Ada Ros.",
        &["Vera Ek Chair+Member serving", "Bo Al Member serving", "Ada Ros Member serving"],
    );
    check(
        "Närvarande: Vera Ek (S), Bo Al (M) och\nAda Ros (FP).",
        &["Vera Ek (S Member serving", "Bo Al (M Member serving", "Ada Ros (FP Member serving"],
    );
}

#[test]
fn tables_and_columns_read_one_after_the_other() {
    check(
        "Styrelsemedlemmar:\n  Befattning      Namn        Närvarande\n  Ordförande      Vera Ek     Ja\n  Kassör          Bo Al       Ja\n  Sekreterare     Ada Ros     Nej\n",
        &["Vera Ek Chair+Member", "Bo Al title=Kassör Member", "Ada Ros Member+Secretary Absent"],
    );
    check(
        "Beslutande\nVera Ek\nBo Al\nAda Ros\n(M)\n(V)\n(VÄGV)\n",
        &["Vera Ek (M Member serving", "Bo Al (V Member serving", "Ada Ros (VÄGV Member serving"],
    );
}

#[test]
fn signatures_add_roles_and_no_rows() {
    check(
        "Beslutande   Vera Ek (S) (vice ordförande)\nÖvriga       Bo Al, jurist\nJusterare    Vera Ek\nSekreterare\n             Bo Al\nOrdförande\n             Vera Ek (S)\n             Ulf Sten\n",
        &["Vera Ek (S Chair+ViceChair+Member serving", "Bo Al title=jurist Secretary+Official idle"],
    );
}

#[test]
fn hostile_lists_end() {
    for text in ["(".repeat(50_000), "Vera Ek, ".repeat(20_000), "§ 1, ".repeat(40_000), "A ".repeat(60_000)]
    {
        let _ = read_text(&format!("Beslutande: {text}"));
    }
}

#[test]
fn who_sends_them() {
    check(
        "Deltagare:\nAvesta: Vera Ek\nRegion Dalarna: Bo Al och Ada Ros",
        &["Vera Ek org=Avesta", "Bo Al org=Region Dalarna", "Ada Ros org=Region Dalarna"],
    );
    check(
        "Närvarande aktieägare\nKalix kommun, genom ombudet Vera Ek     3 000",
        &["Vera Ek org=Kalix kommun"],
    );
}

#[test]
fn an_older_list_in_sentences() {
    check(
        "Upprop: Vid upprop befunnos samtliga fullmäktige närvarande\nutom herrar Ivar Ek och Erik Al. I deras ställe tjänstgjorde suppleanterna Bo Ros och Per Lind.",
        &["Ivar Ek Absent", "Erik Al Absent", "Bo Ros Substitute serving", "Per Lind Substitute serving"],
    );
    check(
        "Närvarande: lantbrukarna Emil Ek och K. A. Al samt fröken Elin Ros. Oskar Lind uteblev utan anmält förfall.",
        &["Emil Ek title=lantbrukarna", "K. A. Al title=lantbrukarna", "Elin Ros", "Oskar Lind Absent"],
    );
}

#[test]
fn a_substitute_who_does_not_serve() {
    check(
        "Ledamöter   Vera Ek\nErsättare   Bo Al, tjänstgör för Ada Ros\n            Per Lind, ej tjänstgörande",
        &["Vera Ek Member", "Bo Al for=Ada Ros Substitute serving", "Per Lind Substitute idle"],
    );
}

#[test]
fn substitutes_in_a_column_beside_their_members() {
    check(
        "Ledamöter              Närvarande   Tjänstgörande ersättare\nVera Ek (S), ordförande   X\nBo Al (M)                 -         Ada Ros (M)\nNils Lund (C)             X\n",
        &[
            "Vera Ek (S Chair+Member serving",
            "Bo Al (M Member Absent",
            "Nils Lund (C Member serving",
            "Ada Ros (M for=Bo Al Substitute serving",
        ],
    );
    check(
        "Ledamöter              Ersättare\nVera Ek (S)\nBo Al (M)              Ada Ros (M)\nNils Lund (C)\nEva Holm (V)           -\n",
        &[
            "Vera Ek (S Member serving",
            "Bo Al (M Member Absent",
            "Nils Lund (C Member serving",
            "Eva Holm (V Member Absent",
            "Ada Ros (M for=Bo Al Substitute serving",
        ],
    );
}

#[test]
fn those_replaced_in_a_column_of_their_own() {
    check(
        "Beslutande              Ersätter\nVera Ek (S), ordförande\nAda Ros (M)             Bo Al (M)\nNils Lund (C)           Eva Holm (C), §§ 3–4\n",
        &[
            "Vera Ek (S Chair+Member serving",
            "Ada Ros (M for=Bo Al Substitute serving",
            "Nils Lund (C for=Eva Holm Substitute serving §3-4",
        ],
    );
}

#[test]
fn places_over_the_rows_of_two_columns() {
    check(
        "Ledamöter               Ersättare\nOsby kommun\nVera Ek, S              Ada Ros, S\nBo Al, M                Nils Lund, M, tjänstgör för Eva Holm, C\nNora kommun\nFrånvarande: Per Ek, S\nKalix kommun\nIda Berg, C             Ola Dahl, C\n",
        &[
            "Vera Ek (S org=Osby kommun Member serving",
            "Bo Al (M org=Osby kommun Member serving",
            "Ida Berg (C org=Kalix kommun Member serving",
            "Ada Ros (S org=Osby kommun Substitute idle",
            "Nils Lund (M org=Osby kommun for=Eva Holm Substitute serving",
            "Ola Dahl (C org=Kalix kommun Substitute idle",
            "Per Ek (S Absent",
        ],
    );
}

#[test]
fn the_council_and_farms_in_prose() {
    check(
        "Närvarande voro: ordföranden hemmansägaren Jonas Ersson i Gårdtjärn samt fullmäktige lantbrukarna Olof Persson i Roteberg och Per Olsson i Knåda samt handlanden Lars Brolin.",
        &[
            "Jonas Ersson title=hemmansägaren Chair+Member serving",
            "Olof Persson title=lantbrukarna Member serving",
            "Per Olsson title=lantbrukarna Member serving",
            "Lars Brolin title=handlanden Member serving",
        ],
    );
}

#[test]
fn rows_that_end_with_a_body_are_rows() {
    check(
        "Närvarande:\nGert Jonsson (M), kommunstyrelsen, ordförande\nBritt Lindeberg (S), socialnämnden\nInga Karlsson, PRO Osby\nMaj Rosén, SPF Seniorerna Osby\n",
        &[
            "Gert Jonsson (M org=kommunstyrelsen Chair",
            "Britt Lindeberg (S org=socialnämnden",
            "Inga Karlsson org=PRO Osby",
            "Maj Rosén org=SPF Seniorerna Osby",
        ],
    );
}

#[test]
fn members_who_are_replaced_in_their_row() {
    check(
        "Ledamöter\nVera Ek (S), ordförande\nBo Al (M) ersätts av Ada Ros (M)\n",
        &[
            "Vera Ek (S Chair+Member serving",
            "Bo Al (M Member Absent",
            "Ada Ros (M for=Bo Al Substitute serving",
        ],
    );
}

#[test]
fn villages_and_absentees_in_prose() {
    check(
        "Närvarande: Ordföranden Erik Larsson, v. ordföranden Nils Wallin samt ledamöterna Per Berg, Hov, Sven Hansson, Ryr, och Karl\nOlofsson, Ås. Frånvarande med anmält förfall var Anders Nilsson.\n",
        &[
            "Erik Larsson Chair+Member serving",
            "Nils Wallin ViceChair+Member serving",
            "Per Berg Member serving",
            "Sven Hansson Member serving",
            "Karl Olofsson Member serving",
            "Anders Nilsson Member Excused",
        ],
    );
}

#[test]
fn organisations_in_a_column_of_their_own() {
    check(
        "Ledamöter:   Tomas Ek, ordf       S    Region Värmland\n             Anna Dahl, v ordf    M    Karlstads kommun\nErsättare:   Maria Ros            MP   Region Värmland    tjänstgör § 20\n",
        &[
            "Tomas Ek (S org=Region Värmland Chair+Member serving",
            "Anna Dahl (M org=Karlstads kommun ViceChair+Member serving",
            "Maria Ros (MP org=Region Värmland Substitute serving §20-20",
        ],
    );
}

#[test]
fn as_a_substitute_for() {
    check(
        "Beslutande\nNils Ros (M) som ersättare för Eva Holm (KD), § 2\nBo Al (V)\n",
        &["Nils Ros (M for=Eva Holm Substitute serving §2-2", "Bo Al (V Member serving"],
    );
}

#[test]
fn words_before_the_paragraphs() {
    check(
        "Beslutande\nBo Al (V), del av § 3\nNils Ros (M), endast § 4\n",
        &["Bo Al (V Member serving §3-3", "Nils Ros (M Member serving §4-4"],
    );
    check("Tjänstemän\nUlf Sjö (ekonom § 2)\n", &["Ulf Sjö title=ekonom Official idle §2-2"]);
}

#[test]
fn a_list_that_goes_on_with_samt() {
    check(
        "Beslutande:    Lena Ros (V) ordförande, Åke Al (M)\n               samt Erika Groth (C) tjänstgörande ersättare för Sune Ek (C)\n",
        &[
            "Lena Ros (V Chair+Member serving",
            "Åke Al (M Member serving",
            "Erika Groth (C for=Sune Ek Substitute serving",
        ],
    );
}

#[test]
fn a_column_of_senders_holds_no_persons() {
    check(
        "Deltagare\nVera Ek          Osby\nBo Al            Bromölla\nNils Ros         Region Skåne\nKarin Wallin     Skåne Nordost, sekreterare\n",
        &[
            "Vera Ek org=Osby",
            "Bo Al org=Bromölla",
            "Nils Ros org=Region Skåne",
            "Karin Wallin org=Skåne Nordost Secretary",
        ],
    );
}

#[test]
fn who_presides_is_a_member_though_absent() {
    check(
        "Närvarande ledamöter\nVera Ek (S)\nFrånvarande ledamöter\nBo Al (S), vice ordförande\n",
        &["Vera Ek (S Member serving", "Bo Al (S ViceChair+Member Absent"],
    );
}

#[test]
fn officers_of_a_cover_whose_list_stands_elsewhere() {
    check(
        "Beslutande     Enligt förteckning\nSekreterare    Bo Al\nOrdförande     Vera Ek\n",
        &["Bo Al Secretary", "Vera Ek Chair"],
    );
}

#[test]
fn a_substitute_behind_for_without_dots() {
    check(
        "Beslutande\nBo Al (V) for Maj Mattila (V)\nVera Ek (S)\n",
        &["Bo Al (V for=Maj Mattila Substitute serving", "Vera Ek (S Member serving"],
    );
}
