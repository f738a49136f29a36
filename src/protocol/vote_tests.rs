//! Tests of [`super`]: questions, counts and votes by name.

use super::super::testing;
use super::*;

fn vote(text: &str) -> Vote {
    let mut item = testing::item(&format!("Omröstning\n{text}\nBeslut\nPlanen antas."));
    assert_eq!(item.votes.len(), 1, "{text}");
    item.votes.swap_remove(0)
}

fn counts(text: &str) -> [Option<u32>; 3] {
    let vote = vote(text);
    [vote.yes, vote.no, vote.abstain].map(|count| count.map(|count| count.value))
}

#[test]
fn counts_in_every_form() {
    let cases = [
        (
            "Omröstningen utfaller med 43 Ja mot 37 Nej. 1 ledamot avstår från att rösta.",
            [Some(43), Some(37), Some(1)],
        ),
        ("Med 6 ja-röster och 7 nej-röster beslutar nämnden att avslå förslaget.", [Some(6), Some(7), None]),
        (
            "Med 4 ja-röster mot 2 nej-röster och 1 som avstår beslutar nämnden så.",
            [Some(4), Some(2), Some(1)],
        ),
        (
            "Vid omröstningen avgavs åtta ja-röster och tre nej-röster, medan två ledamöter avstod.",
            [Some(8), Some(3), Some(2)],
        ),
        ("Resultat: 8 ja-röster, 6 nej-röster, 1 avstår.", [Some(8), Some(6), Some(1)]),
        ("Utfallet blir: Ja: 12, Nej: 9.", [Some(12), Some(9), None]),
        ("Eva Holm (S) röstar Ja (1).\nNils Ek (M) röstar Nej (1).", [Some(1), Some(1), None]),
        ("Omröstningen ger 10 ja och 5 nej.", [Some(10), Some(5), None]),
    ];
    for (text, expected) in cases {
        assert_eq!(counts(text), expected, "{text}");
    }
}

#[test]
fn questions() {
    let cases = [
        (
            "Godkänd voteringsproposition: ”Ja för bifall och Nej för avslag”.\nUtfall 3 Ja mot 2 Nej.",
            "Ja för bifall och Nej för avslag",
        ),
        (
            "Följande omröstningsordning godkänns: Ja-röst för bifall. Nej-röst för avslag.\nMed 3 ja-röster mot 2 nej-röster antas planen.",
            "Ja-röst för bifall. Nej-röst för avslag.",
        ),
        (
            "Följande beslutsgång godkänns:\nJa-röst för återremiss.\nNej-röst för avgörande idag.\nMed 3 ja-röster mot 2 nej-röster sker så.",
            "Ja-röst för återremiss.\nNej-röst för avgörande idag.",
        ),
    ];
    for (text, expected) in cases {
        let found = vote(text);
        assert_eq!(found.question.unwrap().value, expected);
        assert_eq!(found.yes.unwrap().value, 3);
    }
}

#[test]
fn votes_by_name() {
    let vote = vote(
        "Eva Holm (S) och Nils Ek (V) röstar ja. Åsa Lund (M) röstar nej. Per Öst (C) avstår från att rösta.",
    );
    let found: Vec<_> =
        vote.ballots.iter().map(|ballot| (ballot.name.value.as_str(), ballot.choice.value)).collect();
    assert_eq!(
        found,
        [
            ("Eva Holm", Choice::Yes),
            ("Nils Ek", Choice::Yes),
            ("Åsa Lund", Choice::No),
            ("Per Öst", Choice::Abstain)
        ]
    );
}

#[test]
fn votes_by_name_after_a_label() {
    let vote = vote("Ja: Eva Holm (S), Nils Ek (V)\nNej: Åsa Lund (M)\nAvstår: Per Öst (C)");
    assert_eq!(vote.ballots.len(), 4);
    assert_eq!(vote.ballots[2].choice.value, Choice::No);
}

#[test]
fn result_under_a_heading_of_its_own_is_the_same_vote() {
    let item = testing::item(
        "Omröstning\nOmröstning begärs.\nOmröstningsresultat\nMed 2 ja-röster och 3 nej-röster avslås förslaget.\nBeslut\nPlanen antas.",
    );
    assert_eq!(item.votes.len(), 1);
}

#[test]
fn several_votes() {
    let item = testing::item(
        "Omröstning\nUtfall 3 Ja mot 2 Nej.\nPropositionsordning\nOrdföranden ställer härefter proposition.\nOmröstning\nUtfall 1 Ja mot 4 Nej.\nBeslut\nPlanen antas.",
    );
    let yes: Vec<u32> = item.votes.iter().map(|vote| vote.yes.as_ref().unwrap().value).collect();
    assert_eq!(yes, [3, 1]);
}

#[test]
fn a_vote_only_demanded_is_none() {
    assert!(testing::item("Omröstning\nOmröstning begärs.\nBeslut\nPlanen antas.").votes.is_empty());
}

#[test]
fn counts_in_older_and_rarer_words() {
    for (text, yes, no) in [
        ("Vid omröstning stannade 3 röster för bifall och 1 för afslag.", 3, 1),
        (
            "Votering verkställdes, hvarvid utföll 8,412 röster för bifall och 3,077 röster för bordläggning.",
            8412,
            3077,
        ),
        (
            "Efter företagen votering, därvid 4 röstade för anskaffande och 2 för uppskov, beslöts inköp.",
            4,
            2,
        ),
        ("Röstsiffrorna blir fem för kyrkorådets förslag och två mot.", 5, 2),
        ("Stämman antog förslaget med 3 750 röster mot 250.", 3750, 250),
        ("Ja: Eva Holm, Nils Ek (2)\nNej: Åsa Lund (1)", 2, 1),
    ] {
        assert_eq!(counts(text)[..2], [Some(yes), Some(no)], "{text}");
    }
}

#[test]
fn counts_told_in_other_orders() {
    for (text, yes, no) in [
        ("Styrelsen beslutade enligt Eks förslag med röstsiffrorna 3–1.", 3, 1),
        ("Vid votering med handuppräckning röstade 11 för motionen och 19 emot.", 11, 19),
        ("Vid votering avgåvos tre röster för bifall och två för uppskov.", 3, 2),
        ("Rösträkningen utvisar 25 ja och 20 nej.", 25, 20),
        (
            "Avgiften fastställdes efter votering mellan styrelsens förslag, som fick 27 röster, och Eks förslag, som fick 12 röster.",
            27,
            12,
        ),
    ] {
        let item =
            super::super::testing::items(&format!("§ 1 Avgift\n{text}\n\n§ 2 Slut\nMötet avslutades.\n"))
                .swap_remove(0);
        let vote = item.votes.first().unwrap_or_else(|| panic!("{text}"));
        let found = [&vote.yes, &vote.no].map(|count| count.as_ref().map(|count| count.value));
        assert_eq!(found, [Some(yes), Some(no)], "{text}");
    }
}

#[test]
fn what_ja_was_for_before_those_who_voted_so() {
    let item = super::super::testing::item(
        "Nämnden beslutar efter votering med 2 röster mot 1\natt avslå begäran.\n\nJa för avslag röstade Eva Holm och Nils Ek. Nej röstade Åsa Lund.\n",
    );
    let names: Vec<&str> = item.votes[0].ballots.iter().map(|ballot| ballot.name.value.as_str()).collect();
    assert_eq!(names, ["Eva Holm", "Nils Ek", "Åsa Lund"]);
}

#[test]
fn a_vote_told_beside_the_clauses() {
    let item = super::super::testing::item(
        "\nBeslutsgång\nOrdföranden ställer förslagen mot varandra.\n\nNämnden beslutar efter votering med 2 röster mot 1\n\natt avslå begäran.\n\nJa för avslag röstade Eva Holm och Nils Ek. Nej röstade Åsa Lund.\n",
    );
    assert_eq!(item.decisions[0].clauses.len(), 1);
    let vote = &item.votes[0];
    assert_eq!((vote.yes.as_ref().map(|n| n.value), vote.no.as_ref().map(|n| n.value)), (Some(2), Some(1)));
    assert_eq!(vote.ballots.len(), 3);
}

#[test]
fn counts_in_short_and_without_ja_and_nej() {
    for (text, expected) in [
        ("12 för, 3 mot, 1 blank.", [Some(12), Some(3), Some(1)]),
        ("Rösterna utföll lika, 3 mot 3.", [Some(3), Some(3), None]),
        ("Vid omröstning röstar 4 ledamöter för bifall och 2 för avslag.", [Some(4), Some(2), None]),
        ("Ja-röst: S, V, C (4 röster)\nNej-röst: M, KD (2 röster)", [Some(4), Some(2), None]),
    ] {
        assert_eq!(counts(text), expected, "{text}");
    }
}

#[test]
fn names_for_and_against() {
    let vote = vote("För bifall röstar Vera Ek (S) och Bo Al (V).\nNils Ros (M) röstar för avslag.");
    let of = |choice: Choice| {
        let ballots = vote.ballots.iter().filter(|ballot| ballot.choice.value == choice);
        ballots.map(|ballot| ballot.name.value.clone()).collect::<Vec<_>>()
    };
    assert_eq!(of(Choice::Yes), ["Vera Ek", "Bo Al"]);
    assert_eq!(of(Choice::No), ["Nils Ros"]);
}

#[test]
fn votes_for_each_of_two() {
    let text = "Vid votering afgåfvos för herr Eks förslag 1,215 röster och för uppskof 840 röster.";
    assert_eq!(counts(text), [Some(1215), Some(840), None]);
}

#[test]
fn what_the_proposals_got() {
    assert_eq!(
        counts(
            "Efter rösträkning befanns styrelsens förslag ha fått 38 röster och Eks förslag 21 röster. Två avstod."
        ),
        [Some(38), Some(21), Some(2)]
    );
}

#[test]
fn labels_on_one_line() {
    let vote = vote("Ja: Vera Ek (S), Bo Al (V) Nej: Nils Ros (M)");
    let choices: Vec<Choice> = vote.ballots.iter().map(|ballot| ballot.choice.value).collect();
    assert_eq!(choices, [Choice::Yes, Choice::Yes, Choice::No]);
}
