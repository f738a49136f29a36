//! Persons and groups as movers, reservers and voters: `Eva Holm (S), Nils Ek (M) och M-gruppen`.

use super::lex::{self, Kind, Token};
use super::model::{Member, Text};
use super::names;
use super::party;
use super::passage::Passage;
use super::role::{is_title, role_at};
use super::tables::{self, fold};
use crate::dictionary::Dictionary;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Words around names that say nothing about who it is.
const FILLERS: [&str; 32] = [
    "instämmande",
    "av",
    "tillsammans",
    "stöd",
    "ledamöter",
    "grupp",
    "ersättare",
    "från",
    "för",
    "i",
    "samtliga",
    "även",
    "representanterna",
    "representanter",
    "representanten",
    "företrädarna",
    "ledamöterna",
    "ledamot",
    "gruppen",
    "partigruppen",
    "partigrupperna",
    "grupperna",
    "med",
    "flera",
    "m.fl",
    "mfl",
    "fl",
    "m",
    "partierna",
    "ersättarna",
    "tjänstgörande",
    "vidare",
];

static GROUPS: LazyLock<Groups> = LazyLock::new(|| {
    let mut groups = Groups { short: FxHashSet::default(), names: FxHashSet::default() };
    for row in tables::rows(include_str!("../../dictionaries/sources/parties.tsv")) {
        groups.short.insert(row[0].to_owned());
        groups.names.extend(row.get(1).map(|name| fold(name)));
    }
    let nominations = tables::rows(include_str!("../../dictionaries/sources/nomination-groups.tsv"));
    groups.names.extend(nominations.map(|row| fold(row[0])));
    let sides = tables::rows(include_str!("../../dictionaries/sources/political-groups.tsv"));
    groups.names.extend(sides.map(|row| fold(row[0])));
    groups
});

struct Groups {
    short: FxHashSet<String>,
    names: FxHashSet<String>,
}

/// The members that a part of a passage consists of; `None` where something else stands there too, or nobody.
pub(super) fn all(passage: &Passage, range: Range<usize>, dictionary: &Dictionary) -> Option<Vec<Member>> {
    let text = passage.as_str().get(range.clone())?;
    if text.len() > 4000 {
        return None;
    }
    let tokens = lex::tokens(text, 0);
    let mut found: Vec<Member> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_between(&tokens[at]) {
            at += 1;
        } else if let Some((taken, party)) = party_of_all(&tokens, at) {
            found.iter_mut().filter(|member| member.party.is_none()).for_each(|member| {
                member.party = Some(place(passage, &range, text, party.clone()));
            });
            at += taken;
        } else if let Some((taken, party)) =
            party::in_parentheses(&tokens, at).filter(|_| at > 0 && !found.is_empty())
        {
            // "Nils Ek m.fl. (M)"
            if let Some(last) = found.last_mut() {
                last.party =
                    last.party.take().or(party.into_text().map(|party| place(passage, &range, text, party)));
            }
            at += taken;
        } else if let Some((next, names)) = names::gentlemen_at(&tokens, at) {
            let member = |name| Member { name: place(passage, &range, text, name), party: None };
            found.extend(names.into_iter().map(member));
            at = next;
        } else if let Some((next, person)) = names::person_at(text, &tokens, at, dictionary) {
            found.push(Member {
                name: place(passage, &range, text, person.name),
                party: person.party.map(|party| place(passage, &range, text, party)),
            });
            at = next;
        } else if let Some((next, name)) = titled_surname(text, &tokens, at, dictionary) {
            found.push(Member { name: place(passage, &range, text, name), party: None });
            at = next;
        } else if let Some((next, group)) = group_at(text, &tokens, at) {
            found.push(Member { name: place(passage, &range, text, group), party: None });
            at = next;
        } else if let Some((taken, _)) = role_at(&tokens, at) {
            at += taken;
        } else if is_farm(&tokens, at) && !found.is_empty() {
            at += 2;
        } else if FILLERS.iter().any(|word| tokens[at].is(word)) || is_lone_title(&tokens, at) {
            at += 1;
        } else {
            return None;
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The members of a long list in which OCR spoilt a little: all persons with parties, where hardly anything else stands
/// there. What was spoilt is left out.
pub(super) fn most(passage: &Passage, range: Range<usize>, dictionary: &Dictionary) -> Option<Vec<Member>> {
    const LEAST: usize = 3;
    const LONGEST: usize = 4000;
    let text = passage.as_str().get(range.clone())?;
    if text.len() > LONGEST || text.matches('(').count() < LEAST {
        return None;
    }
    let tokens = lex::tokens(text, 0);
    let (found, strange) = with_parties(passage, &range, &tokens, dictionary);
    (found.len() >= LEAST && strange <= 2 * found.len()).then_some(found)
}

/// The members before a verb among which OCR spoilt a little: those who have their parties, beside at most three other words.
pub(super) fn few(passage: &Passage, range: Range<usize>, dictionary: &Dictionary) -> Option<Vec<Member>> {
    const LONGEST: usize = 200;
    const STRANGE: usize = 3;
    let text = passage.as_str().get(range.clone())?;
    if text.len() > LONGEST || !text.contains('(') {
        return None;
    }
    let tokens = lex::tokens(text, 0);
    let (found, strange) = with_parties(passage, &range, &tokens, dictionary);
    (!found.is_empty() && strange <= STRANGE).then_some(found)
}

/// The persons with parties among the tokens, and how many words are neither they nor known around names.
fn with_parties(
    passage: &Passage,
    range: &Range<usize>,
    tokens: &[Token<'_>],
    dictionary: &Dictionary,
) -> (Vec<Member>, usize) {
    let text = &passage.as_str()[range.clone()];
    let mut found: Vec<Member> = Vec::new();
    let mut strange = 0;
    let mut at = 0;
    while at < tokens.len() {
        let person = names::person_at(text, tokens, at, dictionary);
        if let Some((next, person)) = person.filter(|(_, person)| person.party.is_some()) {
            found.push(Member {
                name: place(passage, range, text, person.name),
                party: person.party.map(|party| place(passage, range, text, party)),
            });
            at = next;
            continue;
        }
        let known = is_between(&tokens[at])
            || role_at(tokens, at).is_some()
            || FILLERS.iter().any(|word| tokens[at].is(word))
            || is_lone_title(tokens, at);
        strange += usize::from(!known);
        at += 1;
    }
    (found, strange)
}

/// `Eva Holm och Nils Ek (båda S)`: the party of all who stand before it, and the tokens taken.
fn party_of_all(tokens: &[Token<'_>], at: usize) -> Option<(usize, Text)> {
    const ALL: [&str; 4] = ["alla", "båda", "bägge", "samtliga"];
    let [open, all, party, close] = tokens.get(at..at + 4)? else { return None };
    let whole = open.kind == Kind::Open && close.kind == Kind::Close && ALL.iter().any(|word| all.is(word));
    (whole && party.kind == Kind::Word).then(|| (4, Text::stated(party.text.to_owned(), party.span)))
}

/// `Kapten Lilljeblad`: a title and a surname alone; the token after it.
fn titled_surname(
    source: &str,
    tokens: &[Token<'_>],
    at: usize,
    dictionary: &Dictionary,
) -> Option<(usize, Text)> {
    let surname = tokens.get(at + 1).filter(|token| names::is_name_word(token))?;
    let alone = tokens.get(at + 2).is_none_or(is_between);
    let known =
        dictionary.surname_bearers(surname.text) > 0 || !dictionary.contains(&surname.text.to_lowercase());
    (alone && known && is_title(tokens, at, dictionary))
        .then(|| Some((at + 2, lex::stated(source, &tokens[at + 1..at + 2])?)))
        .flatten()
}

/// `Tuula`, `Vattjom`: somebody who is called by one name alone, which is no word of the language.
pub(super) fn single_name(
    passage: &Passage,
    range: Range<usize>,
    dictionary: &Dictionary,
) -> Option<Vec<Member>> {
    const MANY: u32 = 100;
    let name = passage.as_str().get(range.clone())?.trim();
    let formed = name.chars().count() > 2
        && name.chars().all(|c| c.is_alphabetic() || c == '-')
        && name.starts_with(char::is_uppercase)
        && name.chars().skip(1).any(char::is_lowercase);
    let word = dictionary.contains(&name.to_lowercase());
    let known = dictionary.given_name_bearers(name) >= MANY || dictionary.surname_bearers(name) >= MANY;
    // `Förbundschefen`, `Utskottet`: an office or body, known to no list.
    let defined = ["en", "et", "na", "an"].iter().any(|end| name.ends_with(end));
    if !formed || !(known || !word && !defined) || super::outcome::is_body(name) {
        return None;
    }
    passage.value(range).map(|name| vec![Member { name, party: None }])
}

/// `i Vattrång`: the farm or village that tells people of one name apart.
fn is_farm(tokens: &[Token<'_>], at: usize) -> bool {
    let preposition = ["i", "på", "å", "från"].iter().any(|word| tokens[at].is(word));
    preposition
        && tokens.get(at + 1).is_some_and(Token::is_capitalised)
        && tokens.get(at + 2).is_none_or(|next| is_between(next))
}

/// Those who are named by nothing but their surnames, of one word or two: `Skjulsta, Bettna och Lida`; `None` where anything else stands there.
pub(super) fn surnames(passage: &Passage, range: Range<usize>) -> Option<Vec<Member>> {
    const MOST: usize = 400;
    let text = passage.as_str().get(range.clone())?;
    let tokens = lex::tokens(text, 0);
    let mut found = Vec::new();
    for words in tokens[..tokens.len().min(MOST)].split(is_between).filter(|words| !words.is_empty()) {
        // One name of two words alone may be anything else.
        let named = words.iter().all(names::is_name_word) && words.len() <= 2;
        let name = named.then(|| lex::stated(text, words)).flatten()?;
        found.push((words.len(), Member { name: place(passage, &range, text, name), party: None }));
    }
    let single = found.iter().any(|(words, _)| *words == 1);
    single.then(|| found.into_iter().map(|(_, member)| member).collect())
}

/// Parties in parentheses without a name before them: `(M) och (KD)`.
pub(super) fn parties_alone(passage: &Passage, range: Range<usize>) -> Option<Vec<Member>> {
    let text = passage.as_str().get(range.clone())?;
    let tokens = lex::tokens(text, 0);
    let mut found = Vec::new();
    for token in &tokens {
        match token.kind {
            Kind::Word if is_party(token.text) => {
                let name = Text::stated(token.text.to_owned(), token.span);
                found.push(Member { name: place(passage, &range, text, name), party: None });
            }
            Kind::Open | Kind::Close => {}
            _ if is_between(token) => {}
            _ => return None,
        }
    }
    (!found.is_empty()).then_some(found)
}

fn is_between(token: &Token<'_>) -> bool {
    matches!(token.kind, Kind::Comma | Kind::Stop) || token.is_and()
}

/// A title in small letters before a name: `tjänstgörande ersättaren`, `kommunalrådet`.
fn is_lone_title(tokens: &[Token<'_>], at: usize) -> bool {
    let token = &tokens[at];
    let titled = token.kind == Kind::Word
        && (token.text.ends_with("et") || token.text.ends_with("en") || token.text.ends_with("na"));
    titled
        && tokens.get(at + 1).is_some_and(|next| {
            next.is_capitalised() || titled && at + 2 < tokens.len() && next.kind == Kind::Word
        })
        && (token.text.starts_with(char::is_lowercase) || at == 0)
}

/// Whether the word is a designation of a known party.
pub(super) fn is_party(word: &str) -> bool {
    GROUPS.short.contains(word)
}

/// Whether the words are the name of a known party: `Socialdemokraterna`, `Moderata samlingspartiet`.
pub(super) fn is_party_name(words: &str) -> bool {
    GROUPS.names.contains(&fold(words))
}

/// A party or group: `M`, `M-gruppen`, `Moderaterna`.
fn group_at(source: &str, tokens: &[Token<'_>], at: usize) -> Option<(usize, Text)> {
    let groups = &*GROUPS;
    // Longer names first: `Moderata samlingspartiet`.
    (1..=3).rev().find_map(|length| {
        let words = tokens.get(at..at + length)?;
        let (first, last) = (words.first()?, words.last()?);
        let name = &source[first.byte..last.byte + last.text.len()];
        // "SD:s ledamöter"
        let bare = name.strip_suffix(":s").unwrap_or(name);
        if length == 1 && bare.len() < name.len() && groups.short.contains(bare) {
            let whole = lex::stated(source, words)?;
            let span = crate::span::Span::new(whole.span.start, whole.span.end - 2);
            return Some((at + 1, Text::stated(bare.to_owned(), span)));
        }
        // `M-ledamöterna`, and `M-` of `M- och KD-ledamöterna`
        if length == 1
            && let Some(party) =
                party_of_group(name, tokens.get(at + 1)).filter(|party| groups.short.contains(*party))
        {
            let whole = lex::stated(source, words)?;
            let end = whole.span.start + party.chars().count();
            let span = crate::span::Span::new(whole.span.start, end);
            return Some((at + 1, Text::stated(party.to_owned(), span)));
        }
        // `Socialdemokraternas ledamöter`
        if let Some(bare) = name.strip_suffix('s').filter(|bare| groups.names.contains(&fold(bare))) {
            let whole = lex::stated(source, words)?;
            let span = crate::span::Span::new(whole.span.start, whole.span.end - 1);
            return Some((at + length, Text::stated(bare.to_owned(), span)));
        }
        let is_group = groups.names.contains(&fold(name))
            || length == 1
                && (groups.short.contains(name) || name.ends_with("-gruppen") || name.ends_with("partiet"));
        is_group.then(|| Some((at + length, lex::stated(source, words)?))).flatten()
    })
}

/// The party of `M-ledamöterna`, or of `M-` before "och": those whom a party has in the body. `M-gruppen` is a name.
fn party_of_group<'t>(word: &'t str, next: Option<&Token<'_>>) -> Option<&'t str> {
    const WHOM: [&str; 9] = [
        "ledamöterna",
        "ledamöter",
        "ledamoten",
        "ledamot",
        "representanterna",
        "representanten",
        "företrädarna",
        "politikerna",
        "ersättarna",
    ];
    let (party, whom) = word.split_once('-')?;
    let shared = whom.is_empty() && next.is_some_and(|next| next.is_and() || next.kind == Kind::Comma);
    (shared || WHOM.contains(&whom)).then_some(party)
}

/// `text` with its place in the document, not in the part.
fn place(passage: &Passage, range: &Range<usize>, part: &str, value: Text) -> Text {
    let byte = |chars: usize| part.char_indices().nth(chars).map_or(part.len(), |(byte, _)| byte);
    let span = passage.span(range.start + byte(value.span.start)..range.start + byte(value.span.end));
    Text { span, ..value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Option<Vec<(String, Option<String>)>> {
        let dictionary = Dictionary::embedded().unwrap();
        let mut passage = Passage::default();
        passage.push(text, 100);
        let found = all(&passage, 0..text.len(), &dictionary)?;
        for member in &found {
            let start = member.name.span.start - 100;
            let there: String = text.chars().skip(start).take(member.name.span.len()).collect();
            assert_eq!(there, member.name.value);
        }
        Some(
            found
                .into_iter()
                .map(|member| (member.name.value, member.party.map(|party| party.value)))
                .collect(),
        )
    }

    fn pairs(expected: &[(&str, Option<&str>)]) -> Option<Vec<(String, Option<String>)>> {
        Some(expected.iter().map(|(name, party)| ((*name).to_owned(), party.map(str::to_owned))).collect())
    }

    #[test]
    fn persons_with_parties() {
        let found = members("Eva Holm (S), Per-Åke Ek (M) och Anna Lind Berg (KD)");
        assert_eq!(
            found,
            pairs(&[("Eva Holm", Some("S")), ("Per-Åke Ek", Some("M")), ("Anna Lind Berg", Some("KD"))])
        );
    }

    #[test]
    fn a_party_of_all() {
        assert_eq!(
            members("Eva Holm, Nils Ek och Anna Lind (alla S)"),
            pairs(&[("Eva Holm", Some("S")), ("Nils Ek", Some("S")), ("Anna Lind", Some("S"))])
        );
    }

    #[test]
    fn titles_before_names() {
        let found =
            members("tjänstgörande ersättarna Eva Holm (S) och Nils Ek (V) samt ordföranden Åsa Lund (S)");
        assert_eq!(found, pairs(&[("Eva Holm", Some("S")), ("Nils Ek", Some("V")), ("Åsa Lund", Some("S"))]));
        assert_eq!(members("Tjänstgörande ersättaren Eva Holm (S)"), pairs(&[("Eva Holm", Some("S"))]));
        assert_eq!(members("Kommunalrådet Eva Holm (S)"), pairs(&[("Eva Holm", Some("S"))]));
    }

    #[test]
    fn groups() {
        assert_eq!(members("Ledamöterna från M och KD"), pairs(&[("M", None), ("KD", None)]));
        assert_eq!(
            members("Representanterna från MP, S och V"),
            pairs(&[("MP", None), ("S", None), ("V", None)])
        );
        assert_eq!(members("M-gruppen"), pairs(&[("M-gruppen", None)]));
        assert_eq!(members("M- och KD-ledamöterna"), pairs(&[("M", None), ("KD", None)]));
        assert_eq!(members("Centerpartiets ledamöter"), pairs(&[("Centerpartiet", None)]));
        assert_eq!(
            members("Moderaterna och Centerpartiet"),
            pairs(&[("Moderaterna", None), ("Centerpartiet", None)])
        );
    }

    #[test]
    fn old_names_without_parties() {
        assert_eq!(members("Folke Lund"), pairs(&[("Folke Lund", None)]));
        assert_eq!(members("Evert Sand och Nils Törn"), pairs(&[("Evert Sand", None), ("Nils Törn", None)]));
    }

    #[test]
    fn others_are_not_members() {
        for text in [
            "Förvaltningen",
            "Arbetsutskottet",
            "Ordföranden",
            "Motionären",
            "Eva Holm (S) anser att nämnden",
            "",
        ] {
            assert_eq!(members(text), None, "{text}");
        }
    }

    #[test]
    fn and_others() {
        assert_eq!(members("Eva Holm (S) med flera"), pairs(&[("Eva Holm", Some("S"))]));
        assert_eq!(members("Eva Holm (S) m.fl."), pairs(&[("Eva Holm", Some("S"))]));
    }
}
