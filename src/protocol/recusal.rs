//! Jäv: who stands aside, in which item.

use super::column_heads;
use super::dissent;
use super::lex;
use super::members;
use super::model::Member;
use super::passage::Passage;
use super::prose::Piece;
use crate::dictionary::Dictionary;
use regex::Regex;
use std::sync::LazyLock;

/// What may stand before the sentence that tells it.
static NOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Det\s)?(?i:(?:till protokollet\s)?(?:antecknas|antecknades|noteras|noterades)),?\satt\s")
        .expect("the pattern is valid")
});

/// Sentences in which the persons do not stand first.
static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        // `Såsom jävig avträdde herr Ek under ärendets behandling.`
        r"^(?:Såsom|Som|Varande)\sjäviga?\s(?:avträdde|afträdde|avträder|lämnade|lämnar|deltog|deltager|deltar|avstod|avstår)\s(?P<who>.{3,120}?)\s(?:under|vid|från|ej|icke|inte|sammanträde\S*|rummet|lokalen|salen)\b",
        // `Jävig i ärendet: Vera Ek (S).`
        r"^Jäviga?\b[^:.]{0,40}:\s(?P<who>.{3,200}?)\.?$",
        // `Eftersom Vera Ek (S) är ledamot i föreningen anmäler hon jäv.`
        r"^(?:Eftersom|Då|Emedan|Enär)\s(?P<who>[^,:]{3,120}?)\s(?:är|var|sitter|äger|har|hade|ingår)\b[^:]*\b(?:han|hon|hen|de|denne|denna)\b",
        // `X tjänstgör i stället för Vera Ek (S) som anmält jäv.`
        r"\b(?:tjänstgör|tjänstgjorde|tjänstgörande|inträder|inträdde|ersätter)\b[^:]*?\b(?:istället för|i stället för|för|ersätter)\s(?P<who>[^,.:]{3,80}?),?\s(?:som|vilken|på grund av|p\.?\s?g\.?\s?a\.?)\s[^.:]*\bjäv",
    ]
    .iter()
    .map(|form| Regex::new(form).expect("the pattern is valid"))
    .collect()
});

/// Whether a sentence tells that another takes the place of one who stands aside: `X (M) tjänstgör i hans ställe.`
pub(super) fn stands_in(sentence: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\b[Ii] (?:hans|hennes|dennes|deras|hens) ställe\b|^(?:Tjänstgörande e|E)rsättare för\s[^.:]{3,60}\s(?:är|blir|var|blev)\b|\b(?:går|gick|träder|trädde) in (?:som|för|i stället)\b|\b(?:inträder|inträdde|tjänstgör|tjänstgjorde|fungerar|fungerade) (?:som|såsom) (?:ordförande|ersättare)\b|\b(?:ersätter|ersatte) (?:honom|henne|hen|denne|denna|dem)\b|\b(?:övertar|övertog|tar|tog) (?:över )?(?:ordförandeskapet|ordförandeklubban|klubban)\b|^(?:Han|Hon|De|Hen) (?:deltar|deltog|lämnar|lämnade|återkommer|återkom)\b").expect("the pattern is valid")
    });
    FORM.is_match(sentence)
}

/// Whether a sentence may tell of somebody who stands aside: one with a party, and the word.
pub(super) fn may_recuse(sentence: &str) -> bool {
    sentence.contains('(') && (sentence.contains("jäv") || sentence.contains("Jäv"))
}

/// The persons that a sentence tells to stand aside: `X (C) anmäler jäv`, `X deltog på grund av jäv icke`.
pub(super) fn aside(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Member>> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\s(?:(?:inte|ej|icke)\s)?(?:anmäler|anmälde|anmält|har|deltar|deltog|deltager|deltagit|avstår|avstod|är|var|förklarar|förklarade|lämnar|lämnade|uppger|meddelar)\b").expect("the pattern is valid")
    });
    static WITHDRAWS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<who>(?:[^,.:]|\b\p{Lu}\p{Ll}{0,5}\.)+?)\s(?:afträdde|avträdde|afträder|avträder)\b[^.:]{0,40}\b(?:behandling|handläggning|öfverläggning|överläggning|ärende)").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let about = text.to_lowercase().contains("jäv");
    let told = || FORMS.iter().find_map(|form| form.captures(text)?.name("who").map(|who| who.range()));
    if let Some(who) = about.then(told).flatten() {
        return members::all(sentence, who, dictionary);
    }
    let withdraws = || WITHDRAWS.captures(text).and_then(|found| found.name("who"));
    if let Some(who) = (text.contains("träd")).then(withdraws).flatten() {
        return members::all(sentence, who.range(), dictionary);
    }
    if !about {
        return None;
    }
    if let Some(rest) = NOTED.find(text).map(|noted| sentence.slice(noted.end()..text.len())) {
        return aside(&rest, dictionary);
    }
    static INVERTED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:På grund av|Med anledning av|Till följd av)\s[^,.:]{0,30}jäv\S*\s(?:(?:deltar|deltog|deltager|lämnar|lämnade|avstår|avstod|anmäler|anmälde)\s(?P<who>.{3,200}?)\s(?:inte|icke|ej|varken|sammanträde\S*|från|rummet|möte\S*|salen|lokalen|platsen|sin plats)|(?:deltar|deltog|deltager)\s(?:inte|icke|ej)\s(?P<after>.{3,200}?)\s(?:i|vid|under))\b|^(?:I|Vid|Under)\s[^,.:()]{3,60}?\s(?:deltar|deltog|deltager|närvarade|medverkar)\s(?:inte|icke|ej)\s(?P<last>.{3,200}?)(?:,|\s(?:på|p\.?\s?g\.?|av|med|till följd))\s|^(?:Jäv\s)?(?i:anmäls|anmäldes|föreligger|förelåg|gäller)\s(?:av|för)\s(?P<by>.{3,200}?)\.?$").expect("the pattern is valid")
    });
    if let Some(who) = INVERTED
        .captures(text)
        .and_then(|found| ["who", "after", "last", "by"].into_iter().find_map(|name| found.name(name)))
    {
        return members::all(sentence, who.range(), dictionary);
    }
    // `Vid ärendets behandling var X (V) inte närvarande på grund av jäv`
    static LED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Vid|Under|I)\s[^,.:()]{3,60}?\s(?:var|är|deltar|deltog|lämnar|lämnade|närvarade)\s(?P<who>.{3,200}?)\s(?:inte|icke|ej|frånvarande|lokalen|salen|rummet|sammanträde\S*|möte\S*)\b").expect("the pattern is valid")
    });
    let verb = VERB.find(text)?;
    members::all(sentence, 0..verb.start(), dictionary)
        .or_else(|| {
            // `Hr Ek, som är föreningens ordförande, deltog på grund av jäv ej`
            let comma = text.find(", som ").filter(|comma| *comma < verb.end())?;
            members::all(sentence, 0..comma, dictionary)
        })
        .or_else(|| members::all(sentence, LED.captures(text)?.name("who")?.range(), dictionary))
}

/// Those who are named and nothing more, under the heading Jäv.
pub(super) fn named(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Member>> {
    dissent::named_alone(sentence, dictionary)
}

/// The number of the item for which a sentence announces jäv: `anmäler jäv under paragraf 367`.
pub(super) fn other_item(sentence: &str) -> Option<&str> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)jäv\b[^.]{0,40}?(?:paragraf|§|punkt|ärende)\s?(?:nr\s)?(?P<n>\d{1,4})\b")
            .expect("the pattern is valid")
    });
    Some(FORM.captures(sentence)?.name("n")?.as_str())
}

/// Lines under the heading Jäv without the column of those who serve in their places: `Ledamot   Ersättare` stands over it.
pub(super) fn without_deputies<'a>(pieces: &[Piece<'a>]) -> Option<Vec<Piece<'a>>> {
    let first = pieces.first()?.line.text;
    let heads = first.contains("  ") && column_heads::are_heads(&lex::tokens(first, 0));
    heads.then(|| {
        let cut = |piece: &Piece<'a>| {
            let mut piece = *piece;
            piece.line.text = piece.line.text.split("  ").next().unwrap_or_default();
            piece
        };
        pieces[1..].iter().map(cut).collect()
    })
}

#[cfg(test)]
#[path = "recusal_tests.rs"]
mod tests;
