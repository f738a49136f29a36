//! Omröstningar: the question, the counts, the votes by name in running text.

use super::model::{Choice, Text, Value, Vote};
use super::passage::Passage;
use super::sentence;
use super::tables::fold;
use super::voters::Voters;
use crate::dictionary::Dictionary;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// What the text about one vote gives.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// The vote; without question, counts and ballots where the text holds none.
    pub(super) vote: Vote,
    /// Sentences that tell how the chair went on putting the question.
    pub(super) order: Vec<Passage>,
}

/// Reads the text of one vote, paragraphs on lines of their own. `asked` is the question where it stands elsewhere.
pub(super) fn read(text: &Passage, asked: Option<&Text>, dictionary: &Dictionary) -> Read {
    let question = question(text).or_else(|| asked.cloned());
    let mut read = Read { vote: Vote { question, ..Vote::default() }, order: Vec::new() };
    let asked = question_range(text.as_str()).unwrap_or(0..0);
    let mut voters = Voters::new(dictionary);
    for range in sentence::ranges(text.as_str(), "") {
        if range.start < asked.end && asked.start < range.end {
            // A question may be followed by the result in the same sentence's line.
            if range.end > asked.end {
                count(text, asked.end..range.end, &mut read.vote);
            }
            continue;
        }
        count(text, range.clone(), &mut read.vote);
        let part = text.slice(range);
        if let Some(ballots) = voters.read(&part) {
            read.vote.ballots.extend(ballots);
        } else if is_order(part.as_str()) && !is_result(part.as_str()) {
            read.order.push(part);
        }
    }
    read
}

/// Whether nothing was found.
pub(super) fn is_empty(vote: &Vote) -> bool {
    vote.question.is_none() && !has_counts(vote) && vote.ballots.is_empty()
}

/// Whether ja or nej votes are known.
pub(super) fn has_counts(vote: &Vote) -> bool {
    vote.yes.is_some() || vote.no.is_some()
}

/// Whether a sentence tells how the chair put the question.
pub(super) fn is_order(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b\p{L}*ordf(?:örande[n]?\b|\.|\b).*\b(?:ställ(?:er|de|t|a|es)|proposition(?:er)?|finner|fann|frågar|frågade|förklarade?)\b|\b(?:yrkande|yrkandet|yrkanden|yrkandena|förslag|förslaget|förslagen)\s(?:ställs|ställdes|ställes)\s(?:mot|under)\b|\b(?:ställs|ställdes|ställes)\s(?:under\s|mot\s)?proposition|^Sedan\b.{0,120}\bproposition\b.{0,120}\b(?:bifalle?s|bifölls|avslogs|avslås)\b|^Proposition(?:er)?\s(?:ställ|på)|^(?:Sedan|Efter)\s(?:\S+\s){0,3}?proposition(?:er)?\b.{0,200}\b(?:fann|finner|förklarade|förklarar)\s(?:\S+\s){0,3}?ordf(?:örande|\.)|\bfann\sordf(?:öranden\b|\.).{0,120}\b(?:proposition|besvarad|bifall|antaget|antagen)")
            .expect("the pattern is valid")
    });
    text.len() < 3000 && FORM.is_match(text)
}

/// Whether a sentence gives a result by numbers.
pub(super) fn is_result(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:ja|nej)[- ]?röst(?:er)?\b|\d\s+(?:ja|nej)\b|röstar?\s(?:ja|nej)\b|röstade\s(?:ja|nej)\b|\d\s(?:ledamöter|personer)\s(?:röstar|röstade)\sför\b").expect("the pattern is valid")
    });
    FORM.is_match(text)
}

/// What ja and nej mean, where the text says so.
pub(super) fn question(text: &Passage) -> Option<Text> {
    text.value(question_range(text.as_str())?)
}

fn question_range(text: &str) -> Option<Range<usize>> {
    static INTRODUCED: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:votering|omröstning|besluts?gång|beslutsordning|proposition)[^:.]{0,120}:\s*")
            .expect("the pattern is valid")
    });
    let mut start =
        INTRODUCED.find_iter(text).map(|found| found.end()).find(|&end| begins_question(&text[end..]));
    if start.is_none() {
        start = sentence::ranges(text, "")
            .into_iter()
            .map(|range| range.start)
            .find(|&start| begins_question(&text[start..]));
    }
    static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[^\d\s]\s|[.:]\s?)(?P<ja>ja[- ]?röst(?:er)?\s(?:innebär|betyder|för|till))\b")
            .expect("the pattern is valid")
    });
    let start = start.or_else(|| INSIDE.captures(text).and_then(|found| Some(found.name("ja")?.start())))?;
    let rest = &text[start..];
    if let Some(open) = rest.chars().next().filter(|c| matches!(c, '”' | '"' | '“' | '«' | '»')) {
        let inner = start + open.len_utf8();
        let end = text[inner..].find(['”', '"', '“', '«', '»']).map_or(text.len(), |at| inner + at);
        return Some(inner..end);
    }
    let sentences = sentence::ranges(rest, "").into_iter();
    let end = sentences.take_while(|range| begins_question(&rest[range.clone()])).last()?.end;
    Some(start..start + end)
}

/// Whether a sentence says what a ja or nej means: `Ja-röst för …`, `Den som bifaller … röstar ja`.
fn begins_question(text: &str) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i)^[”"“»«]?\s*(?:(?:en\s)?(?:ja|nej)(?:[- ]?röst(?:er)?)?[:,]?\s(?:för|till|innebär|betyder|avser|avsåg|gäller|gällde|är|=|om|bifall|avslag|den|att)|(?:ja|nej)[- ]?röst:\s\p{L}|(?:ja|nej)\s?=|(?:ja|nej|avstår)[:\s]+(?:bifall|avslag|för|att|den)|(?:bifall|avslag)[^.]{0,80}=|den,? som\b|den det ej vill|vill den)"#)
            .expect("the pattern is valid")
    });
    // `Ja för avslag röstade Vera Ek`: who voted so.
    static VOTERS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^(?:ja|nej)\s(?:för|till)\s[^,.:(]{3,80}?\s(?:röstar|röstade)\s|^(?:ja|nej)[- ]?röst(?:er)?:\s(?-i:\p{Lu}\p{Ll}+)(?:[ -](?-i:\p{Lu}\p{Ll}+))+(?:\s\(|,|\soch\s|\.?$)|^(?:ja|nej)[- ]?röst(?:er)?:\s(?-i:\p{Lu}{1,4})(?:,|\soch|\s\()\s?")
            .expect("the pattern is valid")
    });
    let end = text.char_indices().nth(120).map_or(text.len(), |(end, _)| end);
    FORM.is_match(&text[..end]) && !VOTERS.is_match(&text[..end])
}

/// A number as digits or a word.
const NUMBER: &str = r"(?P<n>\d{1,4}|en|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton|ingen|inga|noll)";

/// A number of votes by property or shares: `8,412`, `3 750`.
const LARGE: &str = r"\b(?P<n>\d{1,3}(?:[ .,]\d{3})+|\d+)";

/// The verb between the votes and what they were cast for, old and new.
const CAST: &str = r"(?:(?:avgavs|avgåvos|afgåfvos|afgafs|avgivits)\s)?";

/// Stems of which a sentence that counts votes holds one.
const TELLS: [&str; 10] =
    ["ja", "nej", "röst", "avst", "lade ne", "lägger ne", "nedla", "blank", "frånv", " mot"];

/// Whether a sentence in small letters may count such votes: most do not, and are looked at no further.
fn may_tell(choice: Choice, small: &str) -> bool {
    let stems: &[&str] = match choice {
        Choice::Yes => &["ja", "röst"],
        Choice::No => &["nej", "röst"],
        Choice::Abstain => &["avst", "lade ne", "lägger ne", "nedla", "blank"],
        Choice::Absent => &["frånv"],
    };
    stems.iter().any(|stem| small.contains(stem))
}

/// Takes the counts out of one sentence.
fn count(text: &Passage, range: Range<usize>, vote: &mut Vote) {
    static FORMS: LazyLock<Vec<(Choice, Regex)>> = LazyLock::new(|| {
        let form = |choice, pattern: String| (choice, Regex::new(&pattern).expect("the pattern is valid"));
        vec![
            form(
                Choice::Yes,
                format!(r"(?i)\b{NUMBER}\s+(?:(?:ledamöter|personer)\s)?(?:röstar|röstade)\s(?:för\s)?ja\b"),
            ),
            form(
                Choice::No,
                format!(r"(?i)\b{NUMBER}\s+(?:(?:ledamöter|personer)\s)?(?:röstar|röstade)\s(?:för\s)?nej\b"),
            ),
            form(Choice::Yes, format!(r"(?i)\b{NUMBER}\s+ja\b")),
            form(
                Choice::Yes,
                format!(r"(?i)\b{NUMBER}\s+(?:st\.?\s)?(?:ledamöter\s|röster?\s(?:för|på)\s)ja\b"),
            ),
            form(
                Choice::Yes,
                r"(?i)\bja(?:[- ]?röst(?:er)?)?(?:\s?(?:\(|[:=]\s?)|\s{1,9})(?P<n>\d{1,4})\b".to_owned(),
            ),
            form(Choice::Yes, r"(?i)\bröst(?:etal|siffr)\p{L}*\s(?P<n>\d{1,4})\s?[-–]\s?\d".to_owned()),
            form(Choice::No, r"(?i)\bröst(?:etal|siffr)\p{L}*\s\d{1,4}\s?[-–]\s?(?P<n>\d{1,4})\b".to_owned()),
            form(Choice::Yes, r"(?i)^ja\b[^:]{0,40}:.*=\s?(?P<n>\d{1,3})(?:\sst)?\.?$".to_owned()),
            form(Choice::Yes, format!(r"(?i){LARGE}\sröster\s(?:mot|emot)\s\d")),
            form(Choice::Yes, format!(r"(?i){LARGE}\s(?:röster|röstade)\s{CAST}för\b")),
            form(
                Choice::Yes,
                format!(r"(?i)\bröst(?:siffr|etal|er)\p{{L}}*\b.{{0,40}}?\b{NUMBER}\s(?:röster\s)?för\b"),
            ),
            form(Choice::Yes, r"(?i)^ja\b[^:]{0,20}:.*\((?P<n>\d{1,3})(?:\s(?:st|röster))?\)\.?$".to_owned()),
            form(Choice::No, format!(r"(?i)\d\sröster\s(?:mot|emot)\s{LARGE}\b")),
            form(
                Choice::No,
                format!(
                    r"(?i){LARGE}\s(?:röster|röstade)\s{CAST}(?:deremot|däremot|emot|mot|för\s(?:avslag|afslag|bordläggning|uppskov|återremiss|uppskof))\b"
                ),
            ),
            form(
                Choice::No,
                format!(
                    r"(?i)\d\s(?:röster|röstade)\b.{{1,60}}?\b(?:och|samt|mot|emot)\s{LARGE}\s(?:röster\s)?(?:deremot|däremot|emot|mot|för)\b"
                ),
            ),
            form(
                Choice::No,
                format!(
                    r"(?i)\bröst(?:siffr|etal|er)\p{{L}}*\b.{{1,80}}?\b(?:och|samt)\s{NUMBER}\s(?:röster\s)?(?:mot|emot)\b"
                ),
            ),
            form(Choice::No, r"(?i)^nej\b[^:]{0,20}:.*\((?P<n>\d{1,3})(?:\s(?:st|röster))?\)\.?$".to_owned()),
            form(Choice::No, format!(r"(?i)\b{NUMBER}\s+nej\b")),
            form(
                Choice::No,
                r"(?i)\bnej(?:[- ]?röst(?:er)?)?(?:\s?(?:\(|[:=]\s?)|\s{1,9})(?P<n>\d{1,4})\b".to_owned(),
            ),
            form(Choice::No, r"(?i)^nej\b[^:]{0,40}:.*=\s?(?P<n>\d{1,3})(?:\sst)?\.?$".to_owned()),
            form(
                Choice::Abstain,
                format!(
                    r"(?i)\b{NUMBER}\s+(?:(?:ledamot|ledamöter|medlem|medlemmar|röster?|personer|person|st\.?|blanka)\s)?(?:som\s|var\s|är\s|voro\s)?(?:avst(?:år|od|ått|odo)|lade ne[dr]|lägger ne[dr]|nedlagda?|avstående|blank(?:a|t)?)\b"
                ),
            ),
            form(
                Choice::Abstain,
                r"(?i)\bavst(?:år|od|ående)(?:\b[^.:(]{0,40}(?:\(|[:=]\s?)|\s{1,9})(?P<n>\d{1,4})\b\)?"
                    .to_owned(),
            ),
            form(
                Choice::Absent,
                format!(r"(?i)\b{NUMBER}\s+(?:(?:ledamot|ledamöter)\s)?(?:är\s|var\s)?frånvarande\b"),
            ),
            form(Choice::Absent, r"(?i)\bfrånvarande\s?(?:\(|:\s?)(?P<n>\d{1,4})".to_owned()),
        ]
    });
    let part = &text.as_str()[range.clone()];
    let small = part.to_lowercase();
    let counted = small.contains(|c: char| c.is_ascii_digit())
        || small.split(|c: char| !c.is_alphabetic()).any(|word| number(word).is_some());
    if !counted || !TELLS.iter().any(|stem| small.contains(stem)) {
        return;
    }
    pair(text, range.clone(), vote);
    for (choice, form) in FORMS.iter().filter(|(choice, _)| may_tell(*choice, &small)) {
        let Some(found) = form.captures(part).and_then(|found: Captures<'_>| found.name("n")) else {
            continue;
        };
        let slot = match choice {
            Choice::Yes => &mut vote.yes,
            Choice::No => &mut vote.no,
            Choice::Abstain => &mut vote.abstain,
            Choice::Absent => &mut vote.absent,
        };
        if slot.is_none() {
            let span = text.span(range.start + found.start()..range.start + found.end());
            *slot = number(found.as_str()).map(|(value, digits)| {
                if digits { Value::stated(value, span) } else { Value::normalised(value, span) }
            });
        }
    }
}

/// `15 röstade för styrelsens förslag och 6 för motionen`: two numbers, each with what was voted for.
fn pair(text: &Passage, range: Range<usize>, vote: &mut Vote) {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        let words = "två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv|tretton|fjorton|femton";
        let number = |name: &str| format!(r"(?P<{name}>\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,5}}|{words})");
        let cast = r"(?:röst(?:er|ade|at)?|fyrkar|ledamöter|personer|medlemmar|st\.?)";
        let given = r"(?:(?:har|hade|röstar|röstade|röstat|röstar|avgavs|avgåvos|afgåfvos|afgafs|avgivits|afgifvits|lämnades|afgifna|avgivna)\s)*";
        Regex::new(&format!(
            r"(?i)\b{}\s{cast}\s{given}för\s(?P<what>[^.:;]{{1,120}}?)(?:,?\s(?:mot|emot|och|medan|samt|men)|,)\s{}\s(?:{cast}\s)?{given}för\s(?P<other>[^.:;]{{1,80}})",
            number("first"),
            number("second")
        ))
        .expect("the pattern is valid")
    });
    // `med röstsiffrorna 3–1`
    static SCORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:röstsiffrorna|röstetalen|röster|rösterna|röstresultat(?:et)?|resultat(?:et)?)(?::|\s(?:blev|blir|är|utföll|utfaller|faller|föll)(?:\slika|\sjämnt|\smed|\sså)?,?)?\s(?P<first>\d{1,4})(?:\s?[-–]\s?|\smot\s)(?P<second>\d{1,4})\b(?P<what>)(?P<other>)")
            .expect("the pattern is valid")
    });
    // `röstade 11 för motionen och 19 emot`
    static VERB_FIRST: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:röstade|röstar)\s(?P<first>\d{1,5})\s(?:(?:ledamöter|medlemmar|personer)\s)?för\s(?P<what>[^.:;\d]{1,80}?),?\s(?:och|mot|emot|medan|samt)\s(?P<second>\d{1,5})\s(?P<other>(?:emot|mot|däremot|för)\b[^.:;]{0,80})")
            .expect("the pattern is valid")
    });
    // `styrelsens förslag, som fick 27 röster, och Eks förslag, som fick 12 röster`
    static EACH_GOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?P<what>\b[^.:;,]{3,80}),?\ssom\s(?:fick|erhöll)\s(?P<first>\d{1,5})\sröster\b[^.:;]{0,20}?\b(?P<other>[^.:;,]{3,80}),?\ssom\s(?:fick|erhöll)\s(?P<second>\d{1,5})(?:\sröster)?\b")
            .expect("the pattern is valid")
    });
    // `fick styrelsens förslag 19 röster och Eks förslag 11 röster`
    static GOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\b(?:fick|erhöll)\s(?P<what>[^.:;\d]{3,80}?)\s(?P<first>\d{1,5})\s(?:röster\s)?(?:och|mot|medan|samt)\s(?:för\s)?(?P<other>[^.:;\d]{3,80}?)\s(?:fick\s|erhöll\s)?(?P<second>\d{1,5})(?:\sröster)?\b")
            .expect("the pattern is valid")
    });
    // `befanns styrelsens förslag ha fått 38 röster och Eks förslag 21 röster`
    static HAD_GOT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?P<what>\b[^.:;\d]{3,80}?)\s(?:ha|har|hade)\s(?:fått|erhållit)\s(?P<first>\d{1,5})\sröster,?\s(?:och|mot|medan|samt)\s(?P<other>[^.:;\d]{3,80}?)\s(?:fått\s|erhållit\s)?(?P<second>\d{1,5})(?:\sröster)?\b")
            .expect("the pattern is valid")
    });
    // `12 för, 3 mot`
    static SHORT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:^|[\s(])(?P<first>\d{1,4})\s(?:röster\s)?för,?\s(?:och\s|samt\s)?(?P<second>\d{1,4})\s(?:röster\s)?(?:e?mot|däremot)\b(?P<what>)(?P<other>)").expect("the pattern is valid")
    });
    // `för herr Eks förslag 1,215 röster och för uppskof 840`
    static FOR_EACH: LazyLock<Regex> = LazyLock::new(|| {
        let number = |name: &str| format!(r"(?P<{name}>\d{{1,3}}(?:[ .,]\d{{3}})+|\d{{1,5}})");
        Regex::new(&format!(
            r"(?i)\bför\s(?P<what>[^\d:;]{{2,80}}?)\s{}\s(?:röster,?\s)?(?:och|samt|mot|emot|medan|men)\sför\s(?P<other>[^\d:;]{{2,80}}?)\s{}(?:\sröster)?\b",
            number("first"),
            number("second")
        ))
        .expect("the pattern is valid")
    });
    if has_counts(vote) {
        return;
    }
    let part = &text.as_str()[range.clone()];
    let found = FORM
        .captures(part)
        .or_else(|| GOT.captures(part).filter(|found| found[0].contains("röster")))
        .or_else(|| SCORE.captures(part))
        .or_else(|| VERB_FIRST.captures(part))
        .or_else(|| SHORT.captures(part))
        .or_else(|| FOR_EACH.captures(part).filter(|found| found[0].contains("röst")))
        .or_else(|| EACH_GOT.captures(part))
        .or_else(|| HAD_GOT.captures(part));
    let Some(found) = found else { return };
    let count = |name: &str| {
        let found = found.name(name)?;
        let span = text.span(range.start + found.start()..range.start + found.end());
        let (value, digits) = number(found.as_str())?;
        Some(if digits { Value::stated(value, span) } else { Value::normalised(value, span) })
    };
    let (first, second) = (count("first"), count("second"));
    let turned = is_against(&found["what"]) && !is_against(&found["other"]) && !against_is_yes(vote);
    (vote.yes, vote.no) = if turned { (second, first) } else { (first, second) };
}

/// Whether votes for it are votes against what was moved.
fn is_against(what: &str) -> bool {
    let folded = fold(what);
    ["avslag", "afslag", "att avsla", "bordlagg", "uppskov", "uppskof", "aterremi"]
        .iter()
        .any(|word| folded.starts_with(word))
}

/// Whether the question says that a ja is for rejection.
fn against_is_yes(vote: &Vote) -> bool {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:avslag|avslå)[^.]{0,60}\bja\b|\bja\b[^.]{0,40}(?:avslag|avslå)")
            .expect("the pattern is valid")
    });
    vote.question.as_ref().is_some_and(|question| FORM.is_match(&question.value))
}

/// The number, and whether it is printed in digits.
fn number(text: &str) -> Option<(u32, bool)> {
    const WORDS: [&[&str]; 16] = [
        &["ingen", "inga", "noll"],
        &["en", "ett"],
        &["två"],
        &["tre"],
        &["fyra"],
        &["fem"],
        &["sex"],
        &["sju"],
        &["åtta"],
        &["nio"],
        &["tio"],
        &["elva"],
        &["tolv"],
        &["tretton"],
        &["fjorton"],
        &["femton"],
    ];
    if let Ok(number) = text.parse() {
        return Some((number, true));
    }
    // `2,118`: the thousands of an old protocol.
    if text.contains([',', '.', ' ']) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        return digits.parse().ok().map(|number| (number, false));
    }
    let text = text.to_lowercase();
    let at = WORDS.iter().position(|words| words.contains(&text.as_str()))?;
    Some((u32::try_from(at).ok()?, false))
}

#[cfg(test)]
#[path = "vote_tests.rs"]
mod tests;
