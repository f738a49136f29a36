//! Sentences about how an item was handled: how the chair put the question, what came of a vote, that it is adjusted at once.

use super::item::Draft;
use super::model::Text;
use super::passage::Passage;
use super::told;
use super::verdict;
use super::vote;
use regex::Regex;
use std::sync::LazyLock;

/// Whether a sentence tells of a vote.
pub(super) fn tells_vote(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\brösträkning\p{L}*\s(?:begär|utvis|verkställ|utföll|utfaller)|\b(?:propositions|omröstnings|voterings|besluts)ordning(?:en)?\b[^:.]{0,60}:\s*(?:[Jj]a|[Nn]ej|[Dd]en som)\b|^(?:ja|nej)(?:[- ]?röst)?\s(?:innebär|betyder|avser|avsåg)\b|^ja\sför\b.{1,120}\bnej\sför\b|\b(?:omröstning|votering)(?:en)? (?:begär|verkställ|företog|genomför|sker|skedde|hölls|äger|ägde)|\bvoteringsproposition\b|\bomröstningsordning\b|^(?:ja|nej)\s(?:(?:för|till)\s[^,.:(]{3,80}?\s)?(?:röstar|röstade)\b|^(?:ja|nej|avstår)(?:\s\(\d+\))?:\s|ja-?röst|nej-?röst|\bröstar? (?:ja|nej)\b|\bröstade (?:ja|nej)\b|\bröster\s(?:var|är|voro)\s(?:blanka|ogiltiga)\b|^omröstningen?\b|\bvotering\b.{0,60}\d+\sröster\b|\bvotering\b.{0,40}\butföll|(?:\d|\b(?:en|två|tre|fyra|fem|sex|sju|åtta|nio|tio|ingen|inga))\s(?:röster\s|ledamot\s|ledamöter\s|medlemmar\s|personer\s)?(?:avstod|avstår|lade ned|la ned)\b|\d\s(?:ledamöter|medlemmar|personer|närvarande)\s(?:röstar|röstade)\b|\d\sröster\s(?:mot|emot|för)\s|\b(?:fick|erhöll)\s.{3,80}\d\sröster\b|\bförslag\p{L}*\s(?:ha|hade|har)\s(?:fått|erhållit)\s\d{1,5}\sröster\b|\b\d{1,4}\sja\s(?:mot|och)\s\d{1,4}\snej\b|\bbegär(?:de)?\s(?:votering|omröstning|rösträkning)\b|\bröst(?:siffr|etal|talen)\p{L}*\b.{0,40}\bför\b|\bröst(?:siffrorna|etalen)\s\d|\bröstar?(?:de)?\s\d{1,4}\s(?:ledamöter\s|medlemmar\s|personer\s)?för\b|^för\s(?:bifall|avslag|återremiss)\b[^.:(]{0,80}\sröstar?(?:de)?\s|\)\sröstar?(?:de)?\sför\s(?:bifall|avslag|återremiss)|\)\savst(?:år|od)\sfrån\satt\srösta|\brösterna\s(?:utföll|utfaller|föll|faller)\b|^röstresultat\b|\bsom\s(?:fick|erhöll)\s\d{1,5}\sröster\b|\d\s(?:har\s|hade\s)?röst(?:ade|at)\s(?:för|mot|emot)\b|\bvotering\b.{0,40}\d|\bröster\s(?:avgavs|avgåvos|afgåfvos|afgafs|afgifvits|avgivits)\b|\b(?:avgavs|avgåvos|afgåfvos)\s(?:(?:\S+\s)?\d|\p{L}+\sröster\sför\b)|\d\sfyrkar\s").expect("the pattern is valid")
    });
    const STEMS: [&str; 8] = ["röst", "voter", "ordning", "avst", "lade ned", "la ned", "avg", "afg"];
    let small = text.to_lowercase();
    let may_be =
        small.starts_with("ja") || small.starts_with("nej") || STEMS.iter().any(|stem| small.contains(stem));
    may_be && FORM.is_match(text)
}

/// What stands before the att-satser that a sentence decides, where it tells of a vote: `Styrelsen beslutade, med 4 röster mot
/// 1, att …`.
pub(super) fn before_clauses(content: &Passage) -> Option<Passage> {
    let text = content.as_str();
    let found = verdict::verdict(text).or_else(|| told::inverted(text));
    let clauses = found.filter(|verdict| verdict.att)?.clauses?;
    tells_vote(&text[..clauses]).then(|| content.slice(0..clauses))
}

/// The words that say that the item is adjusted at once.
pub(super) fn immediate(part: &Passage) -> Option<Text> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:paragraf(?:en)?|punkten|ärendet|beslutet|denna paragraf|protokollet i denna del|§ \d+)\b.{0,60}\b(?:(?:förklara[rs]?|förklarades?|anses|justera[ds]?e?s?|är|justerades)\b.{0,40}\bomedelbart\b.{0,20}\bjuster\w*|omedelbart justera\w*|är justerad|justeras omedelbart|justerades omedelbart)\.?$|^omedelbart? juster(?:ad|ing)\.?$|^direktjuster(?:ad|ing)\.?$").expect("the pattern is valid")
    });
    let text = part.as_str();
    if text.len() > 200 || !FORM.is_match(text) {
        return None;
    }
    part.whole()
}

/// The number of the item that is adjusted at once, where the words name one.
pub(super) fn immediate_item(said: &str) -> Option<&str> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:paragraf(?:en)?|§|punkt(?:en)?)\s(?P<n>\d{1,4})\b")
            .expect("the pattern is valid")
    });
    Some(FORM.captures(said)?.name("n")?.as_str())
}

/// Whether a sentence tells how the chair put the question.
pub(super) fn tells_order(text: &str) -> bool {
    const PUTS: [&str; 8] = [
        "finn",
        "fann",
        "proposition",
        "Proposition",
        "mot varandra",
        "under omröstning",
        "ställdes mot",
        "ställs mot",
    ];
    vote::is_order(text) && PUTS.iter().any(|words| text.contains(words))
}

/// Whether a sentence tells how the chair put the question, or of a vote.
pub(super) fn is_procedure(part: &Passage) -> bool {
    tells_order(part.as_str()) || tells_vote(part.as_str())
}

/// Puts such a sentence where it belongs; whether it is one.
pub(super) fn procedure(part: &Passage, draft: &mut Draft<'_>) -> bool {
    if tells_vote(part.as_str()) {
        draft.tell_vote(part);
    } else if tells_order(part.as_str()) {
        draft.order.push(part.clone());
    } else {
        return false;
    }
    true
}
