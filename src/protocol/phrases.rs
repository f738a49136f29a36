//! Phrases from reviewed tables, found in tokens whatever their case, dots and accents.

use super::lex::{Kind, Token, tokens};
use rustc_hash::FxHashMap;

/// A table from phrases to what they mean.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// By folded first word: the folded words after it, longest first.
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// Builds the table; the first of two equal phrases counts.
    pub(crate) fn new<'a>(entries: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for (phrase, meaning) in entries {
            let mut words: Vec<String> = folded_words(&tokens(phrase, 0)).collect();
            if words.is_empty() {
                continue;
            }
            let first = words.remove(0);
            by_first.entry(first).or_default().push((words, meaning));
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        Self { by_first }
    }

    /// The longest phrase that begins with token `at`, and the number of tokens it takes.
    pub(crate) fn at(&self, tokens: &[Token<'_>], at: usize) -> Option<(usize, T)> {
        let first = tokens.get(at)?;
        if first.kind != Kind::Word {
            return None;
        }
        let phrases = self.by_first.get(&fold(first.text))?;
        phrases.iter().find_map(|(words, meaning)| Some((match_rest(words, tokens, at + 1)? - at, *meaning)))
    }
}

/// The token after the phrase whose further words are `words`.
fn match_rest(words: &[String], tokens: &[Token<'_>], mut at: usize) -> Option<usize> {
    for word in words {
        while tokens.get(at).is_some_and(|token| token.kind == Kind::Stop) {
            at += 1;
        }
        let token = tokens.get(at)?;
        if !matches!(token.kind, Kind::Word) || fold(token.text) != *word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn folded_words<'a>(tokens: &'a [Token<'_>]) -> impl Iterator<Item = String> + 'a {
    tokens.iter().filter(|token| token.kind == Kind::Word).map(|token| fold(token.text))
}

/// `word` in lower case, without dots, colons and accents.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '.' | ':' | '\'' | '’' => {}
            'å' | 'ä' | 'Å' | 'Ä' => out.push('a'),
            'ö' | 'Ö' => out.push('o'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => c.to_lowercase().for_each(|c| out.push(bare(c))),
        }
    }
    out
}

/// A small letter without its accent.
fn bare(c: char) -> char {
    match c {
        'à' | 'á' | 'â' => 'a',
        'ó' | 'ò' | 'ø' | 'ô' => 'o',
        'é' | 'è' | 'ë' | 'ê' => 'e',
        'ü' => 'u',
        '‑' => '-',
        c => c,
    }
}

/// The rows of a reviewed table: fields parted by tabs, comment lines left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_phrase() {
        let table = Phrases::new([("vice ordförande", 1), ("1:e vice ordf", 2), ("1:e vice ordf suppl", 3)]);
        let text = tokens("1:e vice ordf., Vice Ordforande", 0);
        assert_eq!(table.at(&text, 0), Some((3, 2)));
        assert_eq!(table.at(&text, 4), Some((2, 1)));
        assert_eq!(table.at(&text, 1), None);
    }
}
