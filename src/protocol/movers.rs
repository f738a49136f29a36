//! What few sentences with yrkanden have: movers that are no plain names, a group that one of its members speaks for or all of those present; and what came
//! of what is moved, told in the same breath.

use super::members;
use super::model::Member;
use super::passage::Passage;
use crate::dictionary::Dictionary;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// `Centerpartiet genom Vera Ek` moves as the group, `Samtliga partier` as they are named.
pub(super) fn groups(
    sentence: &Passage,
    range: Range<usize>,
    dictionary: &Dictionary,
) -> Option<Vec<Member>> {
    static ALL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:Samtliga|Alla)\s(?:partier|partigrupper|ledamöter|närvarande(?:\sledamöter)?)$")
            .expect("the pattern is valid")
    });
    let subject = sentence.as_str().get(range.clone())?.trim_end_matches([',', ' ']);
    if ALL.is_match(subject) {
        let name = sentence.value(range.start..range.start + subject.len())?;
        return Some(vec![Member { name, party: None }]);
    }
    let (group, _) = subject.split_once(" genom ")?;
    members::all(sentence, range.start..range.start + group.trim_end_matches(',').len(), dictionary)
}

/// `…, vilket bifölls`, `…, men beslöts i enlighet med nämndens förslag`: bytes that tell what came of what is moved.
pub(super) fn decided(text: &str) -> Option<Range<usize>> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r",\s(?:h?vilket(?:\s(?:yrkande|förslag))?\s(?:bifölls|avslogs|afslogs|godkändes|antogs)\b[^,.:]{0,60}|(?:men|dock)\s(?:beslöts|beslutades|bifölls|avslogs)\s[^:]{3,200})\.?$")
            .expect("the pattern is valid")
    });
    let moves = text.contains(" yrka") || text.contains("emst");
    FORM.find(text).filter(|_| moves).map(|found| found.range())
}

#[cfg(test)]
mod tests {
    use super::super::testing;

    #[test]
    fn groups_move_as_they_are_named() {
        let item = testing::item(
            "Yrkanden\nSverigedemokraterna genom Ola Berg yrkar avslag.\nSamtliga partier yrkar bifall till punkt 2.\n\nBeslut\nPlanen antas.\n",
        );
        let by: Vec<&str> =
            item.proposals.iter().map(|proposal| proposal.by[0].name.value.as_str()).collect();
        assert_eq!(by, ["Sverigedemokraterna", "Samtliga partier"]);
    }
}
