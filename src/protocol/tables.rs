//! Reviewed tables of rules: tab-separated, `#` begins a comment line.

/// The rows of a table, their columns trimmed.
pub(super) fn rows(source: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    source
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| line.split('\t').map(str::trim).collect())
}

/// Lower case, letters with dots, rings and accents without them, runs of blanks as one: how table entries and text are compared.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        let c = match c {
            'å' | 'ä' | 'á' | 'à' | 'â' => 'a',
            'ö' | 'ó' | 'ø' => 'o',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'ü' => 'u',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_blank_lines_are_no_rows() {
        let found: Vec<_> = rows("# a\tb\nx\t y \n\n").collect();
        assert_eq!(found, [["x", "y"]]);
    }

    #[test]
    fn folds_case_letters_and_blanks() {
        assert_eq!(fold("  Särskilt   YTTRANDE "), "sarskilt yttrande");
    }
}
