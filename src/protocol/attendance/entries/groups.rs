//! Groups that a list tells of without their names, and headings over those who speak for one.

use crate::protocol::lex::{Kind, Token};
use crate::protocol::names::is_name_word;
use crate::protocol::phrases::fold;

/// `4 elever § 25`, `Ca 25 åhörare`: a group without names, whose § are not those of the person above.
pub(super) fn counts_heads(tokens: &[Token<'_>]) -> bool {
    let about = ["ca", "cirka", "omkring", "ungefär", "drygt", "ytterligare"];
    let skipped = usize::from(tokens.first().is_some_and(|first| about.iter().any(|word| first.is(word))));
    tokens.get(skipped).is_some_and(|token| token.text.starts_with(|c: char| c.is_ascii_digit()))
        && tokens.get(skipped + 1).is_some_and(|token| token.kind == Kind::Word && token.text.len() > 2)
}

/// `Kommunens representanter`: whom those below speak for, and nothing about the person above.
pub(super) fn is_group_heading(tokens: &[Token<'_>]) -> bool {
    let group = |token: &Token<'_>| {
        let word = fold(token.text);
        ["representanter", "foretradare", "representant"].iter().any(|group| word == *group)
    };
    let words = tokens.iter().all(|token| token.kind == Kind::Word || token.text == ":");
    let last = tokens.iter().rev().find(|token| token.kind == Kind::Word);
    words
        && tokens.len() > 1
        && (last.is_some_and(group) || group(&tokens[0]))
        && tokens.iter().all(|token| !is_name_word(token) || token.byte == 0)
}

/// Whether members and substitutes are told of in the plural, without names: `ledamöter och ersättare enligt bilaga 1`.
pub(super) fn is_group_without_names(tokens: &[Token<'_>], at: usize) -> bool {
    let told = ["ledamöter", "ersättare", "suppleanter", "röstegande"].iter().any(|word| tokens[at].is(word));
    told && at > 0 && tokens[at - 1].is_and() && !tokens[at + 1..].iter().any(is_name_word)
}

/// Whether words before a name tell of it, and are no title: `Från styrelsen deltog`.
pub(super) fn tells(words: &[Token<'_>]) -> bool {
    ["från", "ur", "av", "för", "dessutom", "samtlige", "samtliga", "alla"]
        .iter()
        .any(|word| words[0].is(word))
        || words.iter().any(|token| {
            ["deltog", "deltar", "närvarade", "närvar", "tjänstgjorde", "inkallades"]
                .iter()
                .any(|word| token.is(word))
        })
}

/// `punkt 5`
pub(super) fn names_point(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(word) = tokens.get(at) else { return false };
    let figure = |token: &Token<'_>| token.text.starts_with(|c: char| c.is_ascii_digit());
    // `från p. 5`
    let stop = |at: usize| tokens.get(at).is_some_and(|token| token.text == ".");
    if word.is("p") && stop(at + 1) && tokens.get(at + 2).is_some_and(figure) {
        return true;
    }
    (word.is("punkt") || word.is("punkterna") || word.is("punkter")) && tokens.get(at + 1).is_some_and(figure)
}

/// `500 aktier`, `1 200 röster`: what one holds at a meeting of owners; the token after it.
pub(super) fn holding(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    const FIGURES: usize = 3;
    const HELD: [&str; 8] = ["aktier", "aktie", "röster", "röst", "andelar", "andel", "rösttal", "mark"];
    let figure = |token: &&Token<'_>| token.text.chars().all(|c| c.is_ascii_digit());
    let figures = tokens[at..].iter().take(FIGURES).take_while(figure).count();
    let held = tokens.get(at + figures).filter(|_| figures > 0)?;
    HELD.iter().any(|word| held.is(word)).then_some(at + figures + 1)
}

/// `undertecknad sekreterare`, `undertecknad`: somebody who is not named here; the token after it.
pub(super) fn undersigned(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let word = ["undertecknad", "undertecknade"].iter().any(|word| tokens[at].is(word));
    let alone = |token: &Token<'_>| token.kind == Kind::Word && token.text.starts_with(char::is_lowercase);
    word.then(|| at + 1 + usize::from(tokens.get(at + 1).is_some_and(alone)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::lex;

    #[test]
    fn a_point_needs_words_and_a_figure() {
        let point = |text: &str, at: usize| names_point(&lex::tokens(text, 0), at);
        assert!(point("punkt 5", 0) && point("p. 5", 0));
        assert!(!point("punkt", 0) && !point("punkt", 1));
    }
}
