//! Glyphs that a model reads as other ones wherever they stand: @ in addresses, a lone capital read twice, O among initials, a raised two.

use std::sync::LazyLock;

use regex::Regex;

use crate::page::Word;

/// Capitals whose small letters have the same form: alone, they are read as both (`Xx` in the cells of a table).
const ALIKE: [char; 8] = ['C', 'O', 'S', 'U', 'V', 'W', 'X', 'Z'];

/// Units of which there are squares.
const SQUARED: [&str; 3] = ["m", "km", "dm"];

/// What the word at `index` of a line is, where it is one of these.
pub(super) fn mended(words: &[Word], index: usize) -> Option<String> {
    let text = words[index].text.as_str();
    let single = || initial(words, index).or_else(|| square(words, index));
    capital(words, index).map(String::from).or_else(single).or_else(|| address(text))
}

/// `34 m?`: neither model has the raised two. A question ends its sentence.
fn square(words: &[Word], index: usize) -> Option<String> {
    let (unit, rest) = words[index].text.split_once('?')?;
    let number =
        index.checked_sub(1).is_some_and(|before| words[before].text.ends_with(|c: char| c.is_ascii_digit()));
    let next = words.get(index + 1).is_some_and(|next| next.text.starts_with(char::is_lowercase));
    let goes_on = matches!(rest, "," | ".") || rest.is_empty() && next;
    (SQUARED.contains(&unit) && number && goes_on).then(|| format!("{unit}²{rest}"))
}

/// `0. P. Olofsson`: no nought stands among the initials of a name.
fn initial(words: &[Word], index: usize) -> Option<String> {
    let is_initial = |text: &str| {
        let mut signs = text.chars();
        signs.next().is_some_and(char::is_uppercase) && signs.as_str() == "."
    };
    let at = |at: Option<usize>| at.and_then(|at| words.get(at)).map_or("", |word| word.text.as_str());
    let (before, next) = (at(index.checked_sub(1)), at(Some(index + 1)));
    let named = is_initial(next) || is_initial(before) && next.starts_with(char::is_uppercase);
    (words[index].text == "0." && named).then(|| "O.".to_owned())
}

/// `Xx` or `xX` for X. `Ss` may be §§, at a line's beginning and before a number.
fn capital(words: &[Word], index: usize) -> Option<char> {
    let mut letters = words[index].text.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let (first, second) = if second.is_uppercase() { (second, first) } else { (first, second) };
    let doubled = letters.next().is_none() && ALIKE.contains(&first) && first.to_lowercase().eq([second]);
    let numbered =
        || words.get(index + 1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
    (doubled && index > 0 && !(first == 'S' && numbered())).then_some(first)
}

/// `namnQkommun.se`: the Swedish model has no @.
fn address(text: &str) -> Option<String> {
    static FORM: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"^(?P<before>[(<]?)(?P<local>[a-zåäö0-9][a-zåäö0-9._:-]+)(?:(?:\(Q|[Q©®&])(?P<domain>[a-zåäö0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,7})|[ÖGO](?P<known>[a-zåäö0-9-]+(?:\.[a-z0-9-]+)*\.(?:se|nu|com|org|net|eu)))(?P<after>[.,;)>]*)$",
        )
        .expect("the pattern is valid")
    });
    // Most words have no stop inside, and the pattern need not be tried on them.
    let found = text.contains('.').then(|| FORM.captures(text)).flatten()?;
    let domain = found.name("domain").or_else(|| found.name("known"))?.as_str();
    Some(format!("{}{}@{domain}{}", &found["before"], &found["local"], &found["after"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> String {
        let word = |text: &str| Word { text: text.to_owned(), ..Word::default() };
        let words: Vec<Word> = line.split(' ').map(word).collect();
        let text = |at: usize| mended(&words, at).unwrap_or_else(|| words[at].text.clone());
        (0..words.len()).map(text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_sign_of_addresses() {
        assert_eq!(
            read("vera.ekQosby.se, styrelsenÖhjo.se. kansli(Qorust.se"),
            "vera.ek@osby.se, styrelsen@hjo.se. kansli@orust.se"
        );
        for other in ["www.osby.se", "vera@osby.se", "Q3", "SmåOrter.se", "FAQ.se", "bilagaQ.pdf1"] {
            assert_eq!(read(other), other);
        }
    }

    #[test]
    fn noughts_among_initials() {
        assert_eq!(read("hemmansägaren 0. P. Ek och J. 0. Al"), "hemmansägaren O. P. Ek och J. O. Al");
        assert_eq!(read("uppgick till 0. Vera Ek"), "uppgick till 0. Vera Ek");
    }

    #[test]
    fn raised_twos() {
        assert_eq!(read("takyta 34 m? i vinkel och 6 m?."), "takyta 34 m² i vinkel och 6 m².");
        for text in ["hur långt är 34 m? Frågan", "varför m? i", "34 t? i"] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn lone_capitals_read_twice() {
        assert_eq!(read("Vera Ek Ss Xx xX XX"), "Vera Ek S X X XX");
        assert_eq!(read("Ss 12 och Ss 14 Mm"), "Ss 12 och Ss 14 Mm");
    }
}
