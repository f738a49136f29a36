//! How lines are compared with the entries of reviewed tables.

pub(super) use super::phrases::rows;
use super::{lex, phrases};

/// A line or table entry for comparing: case, dots, colons and accents do not matter, runs of blanks are one.
pub(super) fn fold(text: &str) -> String {
    phrases::fold(&lex::fold_space(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_letters_and_blanks() {
        assert_eq!(fold("  Särskilt   YTTRANDE: "), "sarskilt yttrande");
    }
}
