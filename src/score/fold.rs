//! The forms in which texts are compared.

use unicode_normalization::UnicodeNormalization;

/// Words of a text in Unicode normal form C; line and page breaks are blanks like others.
pub(super) fn words(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    text.split_whitespace().map(str::to_owned).collect()
}

/// A value of a record with white space, quotes, bullets and end punctuation folded; upper and lower case are kept.
pub(super) fn value(text: &str) -> String {
    let text: String = text.nfc().map(plain).collect();
    let words: Vec<&str> = text.split_whitespace().filter(|word| !is_bullet(word)).collect();
    let text = words.join(" ");
    text.trim_end_matches(['.', ',', ';', ':']).trim_end().to_owned()
}

/// A word without case and diacritics.
pub(super) fn letters(word: &str) -> String {
    word.nfd().filter(char::is_ascii).flat_map(char::to_lowercase).collect()
}

fn plain(c: char) -> char {
    match c {
        '”' | '“' | '„' | '»' | '«' | '‟' => '"',
        '’' | '‘' | '‚' | '´' | '`' => '\'',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        '\u{ad}' => ' ',
        _ => c,
    }
}

fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "·" | "-" | "*" | "o" | "▪" | "■" | "◦" | "‣")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_folded_where_it_does_not_matter() {
        assert_eq!(value("• godkänna ”planen”,\n  samt –"), "godkänna \"planen\", samt");
        assert_eq!(value("Nämnden godkänner."), value("Nämnden\ngodkänner"));
        assert_ne!(value("Nämnden"), value("nämnden"));
    }

    #[test]
    fn letters_have_no_marks() {
        assert_eq!(letters("Återvändsgränd"), "atervandsgrand");
    }

    #[test]
    fn words_are_normalised() {
        assert_eq!(words("a\u{30a}r\u{c} 2\n"), ["år", "2"]);
    }
}
