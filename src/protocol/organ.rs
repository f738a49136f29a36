//! Names of bodies, meetings and organisations: told by their endings.

use super::lex::{Kind, Token, stated};
use super::model::Text;
use super::phrases::{fold, rows};
use std::sync::LazyLock;

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let table = include_str!("../../dictionaries/sources/organs.tsv");
    let of = |kind: &'static str| {
        rows(table)
            .filter(move |row| row[0] == kind)
            .filter_map(|row| row.get(1).copied())
            .map(fold)
            .collect()
    };
    let small = |kind: &'static str| {
        rows(table)
            .filter(move |row| row[0] == kind)
            .filter_map(|row| row.get(1).map(|word| word.to_lowercase()))
            .collect()
    };
    Endings {
        organs: small("organ"),
        meetings: small("meeting"),
        organizations: of("organization"),
        words: of("organization_word"),
        first: of("organization_first"),
        houses: small("house"),
    }
});

/// Endings of bodies and meetings in lower case, of organisations folded.
#[derive(Debug)]
struct Endings {
    organs: Vec<String>,
    meetings: Vec<String>,
    organizations: Vec<String>,
    /// Endings of organisations that are words of their own.
    words: Vec<String>,
    first: Vec<String>,
    /// Endings of places to meet in, in lower case.
    houses: Vec<String>,
}

/// Whether the word ends the name of a body: `kultur- och fritidsnämnden`.
pub(crate) fn is_organ(token: &Token<'_>) -> bool {
    ends(token, &ENDINGS.organs)
}

/// Whether the word names a meeting: `årsmöte`, `kommunalstämma`.
pub(crate) fn is_meeting(token: &Token<'_>) -> bool {
    ends(token, &ENDINGS.meetings)
}

/// Whether the word names a place to meet in: `Hembygdsgården`.
pub(crate) fn is_house(token: &Token<'_>) -> bool {
    ends(token, &ENDINGS.houses)
}

fn ends(token: &Token<'_>, endings: &[String]) -> bool {
    let (small, folded) = (token.text.to_lowercase(), fold(token.text));
    // Sjuhärad is no råd.
    let ends = |ending: &String| {
        if ending.starts_with("rå") { small.ends_with(ending) } else { folded.ends_with(&fold(ending)) }
    };
    token.kind == Kind::Word && endings.iter().any(ends)
}

/// The first name of an organisation in `tokens`, as a range of them: `Vadstena kommun`, `Region Skåne`, `Göteborgs Stad`.
pub(crate) fn organization_in(tokens: &[Token<'_>]) -> Option<std::ops::Range<usize>> {
    (0..tokens.len()).find_map(|at| Some(at..organization_at(tokens, at)?))
}

/// The token after the name of an organisation that begins at `at`.
fn organization_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let first = tokens.get(at).filter(|token| token.is_capitalised())?;
    if ENDINGS.first.contains(&fold(first.text)) {
        let end = (at + 1..tokens.len().min(at + LONGEST)).find(|&next| !tokens[next].is_capitalised());
        let end = end.unwrap_or(tokens.len().min(at + LONGEST));
        // `Region Örebro län`
        let county = end > at + 1 && tokens.get(end).is_some_and(|token| token.is("län"));
        let end = end + usize::from(county);
        return (end > at + 1).then_some(end);
    }
    // One word that is such a name by itself: `Datavetenskapsdivisionen`, `Räddningstjänstförbundet`.
    let compound = |token: &Token<'_>| {
        let word = fold(token.text);
        ENDINGS
            .organizations
            .iter()
            .any(|ending| word.ends_with(ending.as_str()) && word.len() > ending.len() + 2)
            && word != "region"
    };
    let whole = |token: &Token<'_>| {
        let word = fold(token.text);
        ENDINGS.organizations.contains(&word) || ENDINGS.words.contains(&word)
    };
    if let Some(end) = several_at(tokens, at) {
        return Some(end);
    }
    for (next, token) in tokens.iter().enumerate().skip(at).take(LONGEST) {
        let link = ["med", "i", "för", "vid", "från"].iter().any(|word| token.is(word));
        if token.kind != Kind::Word || next > at && (token.gap > 1 || link) {
            return None;
        }
        if next > at && whole(token)
            || compound(token) && !is_organ(token) && token.text.ends_with(char::is_alphabetic)
        {
            return Some(next + 1 + name_after(&tokens[next..]));
        }
        if !token.is_capitalised() && !token.is_and() && !token.text.ends_with('-') {
            return None;
        }
    }
    None
}

/// Words of a name after a noun with an article: `Räddningstjänstförbundet Nerikes Brand`.
fn name_after(tokens: &[Token<'_>]) -> usize {
    const MOST: usize = 3;
    let defined = ["förbundet", "förbund", "föreningen", "bolaget", "stiftelsen", "samfundet"];
    let Some(noun) =
        tokens.first().filter(|noun| defined.iter().any(|end| noun.text.to_lowercase().ends_with(end)))
    else {
        return 0;
    };
    let named = |token: &&Token<'_>| {
        token.is_capitalised()
            && token.gap == 1
            && !is_organ(token)
            && !is_meeting(token)
            && token.text != noun.text
            && token.text.chars().any(char::is_lowercase) == noun.text.chars().any(char::is_lowercase)
    };
    tokens[1..].iter().take(MOST).take_while(named).count()
}

/// `Ovanåkers, Ljusdals och Nordanstigs kommuner`: the token after the name of several.
fn several_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const LONGEST: usize = 14;
    let ends = |token: &Token<'_>| ["kommuner", "kommunerna", "städer"].iter().any(|word| token.is(word));
    let end = (at + 1..tokens.len().min(at + LONGEST)).find(|&next| ends(&tokens[next]))?;
    let inner = tokens[at..end].iter().enumerate().all(|(index, token)| {
        index == 0
            || token.gap <= 1 && (token.kind == Kind::Comma || token.is_and() || token.is_capitalised())
    });
    (inner && tokens[at].is_capitalised()).then_some(end + 1)
}

/// `Alingsås kommuns` names Alingsås kommun: the name without the genitive, `None` where the last word has none.
pub(crate) fn organization_in_genitive(source: &str, tokens: &[Token<'_>]) -> Option<Text> {
    if let Some(region) = region_in_genitive(source, tokens) {
        return Some(region);
    }
    (1..tokens.len()).find_map(|at| {
        let word = fold(tokens[at].text);
        let owner = matches!(word.as_str(), "kommuns" | "stads" | "landstings" | "forsamlings" | "regions");
        if !owner {
            return None;
        }
        let mut first = at;
        while first > 0 && at - first < 3 && tokens[first - 1].is_capitalised() && tokens[first].gap <= 1 {
            first -= 1;
        }
        let name = stated(source, &tokens[first..=at])?;
        let value = name.value.strip_suffix('s')?.to_owned();
        (first < at).then(|| Text::normalised(value, name.span))
    })
}

/// `Region Blekinges anslagstavla`
fn region_in_genitive(source: &str, tokens: &[Token<'_>]) -> Option<Text> {
    const LONGEST: usize = 4;
    let at = tokens.iter().position(|token| token.text == "Region")?;
    let end = (at + 1..tokens.len().min(at + LONGEST))
        .find(|&end| fold(tokens[end].text).starts_with("anslagstavl"))?;
    let name = stated(source, tokens.get(at..end)?)?;
    let value = name.value.strip_suffix('s')?.to_owned();
    (end > at + 1).then(|| Text::normalised(value, name.span))
}

#[cfg(test)]
mod tests {
    use super::super::lex::tokens;
    use super::*;

    fn read(text: &str) -> Option<String> {
        let tokens = tokens(text, 0);
        let range = organization_in(&tokens)?;
        stated(text, &tokens[range]).map(|name| name.value)
    }

    #[test]
    fn names_of_organisations() {
        for name in [
            "Vadstena kommun",
            "Göteborgs Stad",
            "Region Skåne",
            "Datavetenskapsdivisionen",
            "Bergslagens skolnätverk",
        ] {
            assert_eq!(read(&format!("{name} kallar")).as_deref(), Some(name));
        }
        for other in ["Kommunstyrelsen", "Socialnämnden", "Stora salen", "kommun"] {
            assert_eq!(read(other), None, "{other}");
        }
    }

    #[test]
    fn genitives() {
        let text = "tillkännagivits på Upplands Väsby kommuns anslagstavla";
        let found = organization_in_genitive(text, &tokens(text, 0)).map(|name| name.value);
        assert_eq!(found.as_deref(), Some("Upplands Väsby kommun"));
    }
}
