//! Votes by name in running text: `X och Y röstar ja`, `Ja: 2 (X, Y)`, `X (S): ja`, names under the word alone on its line.

use super::members;
use super::model::{Ballot, Choice, Member, Value};
use super::passage::Passage;
use super::tables::fold;
use crate::dictionary::Dictionary;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// The words that say how somebody voted, as a pattern with the groups `yes`, `no`, `abstain` and `absent`.
const CHOICE: &str = r"(?:(?P<yes>ja)|(?P<no>nej))(?:[- ]?(?:röst(?:er(?:na)?)?|sidan))?|(?P<abstain>avst(?:år|od|ått|ående)|blankt?|nedlagd röst|nedlagda röster)|(?P<absent>frånvarande|frånv\.?)";

/// Reads the sentences of a vote one after the other.
pub(super) struct Voters<'d> {
    dictionary: &'d Dictionary,
    /// What a label alone on its line says of those named on the lines below it.
    open: Option<Value<Choice>>,
}

impl<'d> Voters<'d> {
    /// Before the first sentence.
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, open: None }
    }

    /// The votes that a sentence tells; `None` where it tells none.
    pub(super) fn read(&mut self, sentence: &Passage) -> Option<Vec<Ballot>> {
        if let Some(found) = ballots(sentence, self.dictionary) {
            self.open = None;
            return Some(found);
        }
        let text = sentence.as_str();
        if let Some(choice) = label_alone(sentence) {
            self.open = Some(choice);
            return None;
        }
        let choice = self.open.take()?;
        let end = text.trim_end_matches('.').len();
        let members = members::all(sentence, 0..end, self.dictionary)
            .or_else(|| members::surnames(sentence, 0..end))?;
        self.open = Some(choice.clone());
        Some(with(members, &choice))
    }
}

/// The votes by name of one sentence.
pub(super) fn ballots(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    const LONGEST: usize = 6000;
    let text = sentence.as_str();
    let may_be = ["ja", "Ja", "JA", "ej", "EJ", "vst", "VST", "lade ne", "lägger ne", "lank", "var", "röst"];
    if text.len() > LONGEST || !may_be.iter().any(|stem| text.contains(stem)) {
        return None;
    }
    labelled(sentence, dictionary)
        .or_else(|| one_by_one(sentence, dictionary))
        .or_else(|| in_parentheses(sentence, dictionary))
        .or_else(|| before_verbs(sentence, dictionary))
        .or_else(|| for_or_against(sentence, dictionary))
}

/// `För bifall röstar X (S) och Y (V).`, `X (S) och Y (V) röstar för bifall.`, where neither ja nor nej is said.
fn for_or_against(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:[Ff]ör\s(?:(?P<yes>bifall)|(?P<no>avslag|återremiss))\b|(?P<against>E?[Mm]ot))[^.:(]{0,80}?\s(?:röstar|röstade)(?:\sföljande)?:?\s(?P<who>.{3,3000}?)|(?P<first>.{3,3000}?)\s(?:röstar|röstade)\sför\s(?:(?P<yes2>bifall)|(?P<no2>avslag|återremiss))\b[^.:(]{0,80}?)\.?$").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let found = text.contains("röst").then(|| FORM.captures(text)).flatten()?;
    let group =
        |names: [&str; 2]| names.into_iter().find_map(|name| found.name(name)).map(|word| word.range());
    let (choice, word) = group(["yes", "yes2"])
        .map(|word| (Choice::Yes, word))
        .or_else(|| group(["no", "no2"]).map(|word| (Choice::No, word)))
        .or_else(|| found.name("against").map(|word| (Choice::No, word.range())))?;
    let who = group(["who", "first"])?;
    let members = members::all(sentence, who.clone(), dictionary)
        .or_else(|| members::surnames(sentence, who.clone()))
        .or_else(|| members::most(sentence, who, dictionary))?;
    Some(with(members, &value(sentence, choice, word)))
}

fn with(members: Vec<Member>, choice: &Value<Choice>) -> Vec<Ballot> {
    let ballot = |member: Member| Ballot { name: member.name, party: member.party, choice: choice.clone() };
    members.into_iter().map(ballot).collect()
}

/// Which choice a match of [`CHOICE`] names, and where.
fn chosen(found: &regex::Captures<'_>) -> Option<(Choice, Range<usize>)> {
    [("yes", Choice::Yes), ("no", Choice::No), ("abstain", Choice::Abstain), ("absent", Choice::Absent)]
        .into_iter()
        .find_map(|(name, choice)| Some((choice, found.name(name)?.range())))
}

fn value(sentence: &Passage, choice: Choice, word: Range<usize>) -> Value<Choice> {
    Value::stated(choice, sentence.span(word))
}

/// `JA`, `Följande röstar nej:`, `Avstår (2)`: a label with nothing behind it.
fn label_alone(sentence: &Passage) -> Option<Value<Choice>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)^(?:(?:följande|för|de|ledamöter(?:na)?|ledamot|som|antal|har|avger|avgav)\s)*(?:röstar?\s|röstade\s|röstat\s)?(?:för\s)?(?:{CHOICE})(?:\s(?:röstar?|röstade|avges av|avgavs av|lämnas av|lämnades av|från att rösta))?(?:\s?\(\d{{1,3}}(?:\sst)?\)|[:,]?\s?\d{{1,3}}(?:\sst\.?)?)?\s?:?$"
        ))
        .expect("the pattern is valid")
    });
    let found = FORM.captures(sentence.as_str())?;
    let (choice, word) = chosen(&found)?;
    Some(value(sentence, choice, word))
}

/// `Ja röstar: X (S), Y (MP)`, `Följande röstar nej: …`, `Avstår: …`, `Nej-röst röstar X`.
fn labelled(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(
            r"(?i)^(?:\d{{1,3}}\s)?(?:(?:följande|för|de|ledamöter(?:na)?|ledamot|som|har|avger|avgav)\s)*(?:(?:röstar?|röstade|röstat)\s)?(?:för\s)?(?:{CHOICE})(?:(?:\s[^:(),\d]{{1,60}}?)?(?:\s?\(\d{{1,3}}(?:\sst)?\)|[:,]?\s?\d{{1,3}}(?:\sst\.?)?)?:\s|(?:\s(?:för|till)\s[^,.:(]{{3,80}}?)?(?:\s(?:röstar|röstade|avges av|avgavs av|lämnas av|lämnades av|avger|avgav|gör|gjorde))\s)"
        ))
        .expect("the pattern is valid")
    });
    // `JA Vera Ek (S) Bo Al (V)`: the label's line was joined to those under it.
    static CAPITALS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<yes>JA)|(?P<no>NEJ)|(?P<abstain>AVSTÅR)|(?P<absent>FRÅNVARANDE))\s")
            .expect("the pattern is valid")
    });
    // `Ja: X, Y (2)`, `Ja: X, Y = 2`
    static COUNT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",?\s?(?:\(\d{1,3}(?:\sst)?\)|=\s?\d{1,3}(?:\sst)?)\.?$").expect("the pattern is valid")
    });
    // `Ja: Vera Ek (S) Nej: Bo Al (M)`: the line of the next label was joined to it.
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?P<cut>[\s,;]\s?)(?:\d{1,3}\s(?:ja|nej)|Ja|JA|Nej|NEJ|Avstår|AVSTÅR|Avstod|Frånvarande)(?:[- ]röst(?:er)?)?(?:\s?\(\d{1,3}\)|\s\d{1,3})?:\s").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let label = LABEL.captures(text).or_else(|| CAPITALS.captures(text))?;
    let next = NEXT.captures_at(text, label.get(0)?.end()).and_then(|next| next.name("cut"));
    if let Some(cut) = next {
        let mut first = labelled(&sentence.slice(0..cut.start()), dictionary)?;
        first.extend(labelled(&sentence.slice(cut.end()..text.len()), dictionary)?);
        return Some(first);
    }
    let (choice, word) = chosen(&label)?;
    let start = label.get(0)?.end();
    let end = COUNT.find(text).map_or(text.len(), |count| count.start()).max(start);
    let members = members::all(sentence, start..end, dictionary)
        .or_else(|| members::surnames(sentence, start..end))
        .or_else(|| members::most(sentence, start..end, dictionary))?;
    Some(with(members, &value(sentence, choice, word)))
}

/// `fyra ja-röster (Ek, Al och Ros) och två nej-röster (Sten)`, `Ja: 4 (Vera Ek (S), Bo Al (V))`.
fn in_parentheses(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)\b(?:{CHOICE})(?-i:[^()\p{{Lu}}]{{0,60}})\("))
            .expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let mut out = Vec::new();
    let mut from = 0;
    while let Some(found) = BEFORE.captures_at(text, from) {
        let open = found.get(0)?.end();
        let close = closing(text, open)?;
        from = close;
        let inside = open..close;
        if members::is_party(&text[inside.clone()]) {
            continue;
        }
        let members = members::all(sentence, inside.clone(), dictionary)
            .filter(|found| found.iter().any(|member| !members::is_party(&member.name.value)))
            .or_else(|| members::surnames(sentence, inside));
        if let (Some(members), Some((choice, word))) = (members, chosen(&found)) {
            out.extend(with(members, &value(sentence, choice, word)));
        }
    }
    let whole = |ballot: &Ballot| ballot.name.value.contains(' ');
    (out.len() > 1 || out.iter().any(whole)).then_some(out)
}

/// Byte of the parenthesis that closes the one before `open`.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text[open..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at);
        }
    }
    None
}

/// `Vera Ek (S): ja`, `Vera Ek (S) - ja, Nils Ros (M) - nej`: each with what the vote was.
fn one_by_one(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    static EACH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!(r"(?i)(?:\s?[:–-]\s?|\s{{1,40}})(?:{CHOICE})(?:[,;.]\s?|\s|$)"))
            .expect("the pattern is valid")
    });
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\d{1,3}[.)]?\s").expect("the pattern is valid"));
    let text = sentence.as_str();
    let mut out = Vec::new();
    let mut from = NUMBER.find(text).map_or(0, |number| number.end());
    for found in EACH.captures_iter(text) {
        let whole = found.get(0)?;
        let members = members::all(sentence, from..whole.start(), dictionary)?;
        let (choice, word) = chosen(&found)?;
        if members.len() != 1 || from > whole.start() {
            return None;
        }
        out.extend(with(members, &value(sentence, choice, word)));
        from = whole.end();
    }
    (!out.is_empty() && text[from..].trim().is_empty()).then_some(out)
}

/// `X (S) och Y (M) röstar ja och Z (V) röstar nej.`: names before each verb.
fn before_verbs(sentence: &Passage, dictionary: &Dictionary) -> Option<Vec<Ballot>> {
    static VERB: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i),?\s(?:(?:röstar|röstade|rösta)\s(?:för\s|på\s)?(?:(?P<yes>ja)|(?P<no>nej))\b|(?:röstar|röstade)\s(?:för|på)\s[^().;]{3,90}?\(\s?(?:(?P<yes2>ja)|(?P<no2>nej))[- ]?(?:röst(?:er)?)?\s?\)|(?:avger|avgav|lämnar|lämnade)\s(?:en\s|sina\s)?(?:(?P<yes3>ja)|(?P<no3>nej))[- ]?röst(?:er)?\b|(?P<abstain>avstår|avstod|lade ne[dr]|lägger ne[dr])\b[^,.;]{0,30}|(?:är|var)\s(?P<absent>frånvarande)\b)").expect("the pattern is valid")
    });
    let text = sentence.as_str();
    let mut out = Vec::new();
    let mut from = 0;
    for verb in VERB.captures_iter(text) {
        let whole = verb.get(0)?;
        let group = |names: &[&str]| names.iter().find_map(|name| verb.name(name)).map(|word| word.range());
        let (choice, word) = group(&["yes", "yes2", "yes3"])
            .map(|word| (Choice::Yes, word))
            .or_else(|| group(&["no", "no2", "no3"]).map(|word| (Choice::No, word)))
            .or_else(|| group(&["abstain"]).map(|word| (Choice::Abstain, word)))
            .or_else(|| group(&["absent"]).map(|word| (Choice::Absent, word)))?;
        let start = from + skipped(&text[from..whole.start()]);
        from = whole.end();
        let members = members::all(sentence, start..whole.start(), dictionary)
            .or_else(|| members::most(sentence, start..whole.start(), dictionary))?;
        out.extend(with(members, &value(sentence, choice, word)));
    }
    (!out.is_empty()).then_some(out)
}

/// Bytes of the words that join one group of voters to the next: `, medan `.
fn skipped(text: &str) -> usize {
    const JOINTS: [&str; 5] = ["och", "medan", "samt", "men", "under det att"];
    let start = text.len() - text.trim_start_matches([',', ';', '.', ' ']).len();
    let rest = &text[start..];
    let joint = JOINTS.iter().find(|joint| fold(rest).starts_with(&format!("{joint} ")));
    start + joint.map_or(0, |joint| joint.len() + 1)
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    fn votes(section: &str) -> Vec<(Vec<String>, Vec<String>, Vec<String>)> {
        use super::Choice;
        let item = testing::item(&format!("Beslut\nPlanen antas.\n\nOmröstning\n{section}\n"));
        let of = |vote: &super::super::model::Vote, choice: Choice| {
            let ballots = vote.ballots.iter().filter(|ballot| ballot.choice.value == choice);
            ballots.map(|ballot| ballot.name.value.clone()).collect::<Vec<_>>()
        };
        item.votes
            .iter()
            .map(|vote| (of(vote, Choice::Yes), of(vote, Choice::No), of(vote, Choice::Abstain)))
            .collect()
    }

    fn both(section: &str) {
        let [(yes, no, _)] = &votes(section)[..] else { panic!("one vote: {section}") };
        assert_eq!(yes, &["Vera Ek", "Bo Al"], "{section}");
        assert_eq!(no, &["Nils Ros"], "{section}");
    }

    #[test]
    fn names_behind_a_label() {
        for section in [
            "Ja röstar: Vera Ek (S), Bo Al (V)\nNej röstar: Nils Ros (M)",
            "Ja-röster: Vera Ek (S) och Bo Al (V) = 2\nNej-röster: Nils Ros (M) = 1",
            "Ja-röster avges av: Vera Ek (S), Bo Al (V)\nNej-röster avges av: Nils Ros (M)",
            "Ledamöter för JA: Vera Ek (S), Bo Al (V)\nLedamöter för NEJ: Nils Ros (M)",
            "Ja-röst röstar Vera Ek (S) och Bo Al (V).\nNej-röst röstar Nils Ros (M).",
            "Ja-röst: Vera Ek, Bo Al. Nej-röst: Nils Ros.",
        ] {
            both(section);
        }
    }

    #[test]
    fn names_in_parentheses_behind_the_count() {
        both("Ja: 2 (Vera Ek, Bo Al)\nNej: 1 (Nils Ros)");
        both("Omröstningen ger två ja-röster (Vera Ek (S) och Bo Al (V)) och en nej-röst (Nils Ros (M)).");
    }

    #[test]
    fn names_with_their_vote() {
        both("Vera Ek (S): Ja\nNils Ros (M): Nej\nBo Al (V): Ja");
        both("Vera Ek (S) - ja, Bo Al (V) - ja, Nils Ros (M) - nej");
        both("Vera Ek (S) och Bo Al (V) röstar ja, medan Nils Ros (M) röstar nej.");
        both("Vera Ek (S) och Bo Al (V) röstar för bifall (ja). Nils Ros (M) röstar för avslag (nej).");
    }

    #[test]
    fn a_long_list_in_which_little_is_spoilt() {
        let found = votes("Vera Ek (S), Bo Al (V), Ida Sten (C) och Nils R~s (M) röstar ja (4).");
        assert_eq!(found[0].0, ["Vera Ek", "Bo Al", "Ida Sten"]);
    }

    #[test]
    fn names_under_a_label() {
        both("JA\nVera Ek (S)\nBo Al (V)\n\nNEJ\nNils Ros (M)");
        both("Följande röstar ja:\nVera Ek (S)\nBo Al (V)\n\nFöljande röstar nej:\nNils Ros (M)");
        let found = votes("Ja (1)\nVera Ek (S)\n\nAvstår (1)\nBo Al (V)");
        assert_eq!(found[0].2, ["Bo Al"]);
    }

    #[test]
    fn what_ja_means_is_no_voter() {
        assert!(votes("Ja: Bifall till förslaget\nNej: Avslag på förslaget")[0].0.is_empty());
    }
}
