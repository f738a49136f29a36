//! What is said about a person's presence: whom one stands in for, when one came and left, whether one came at all.

use crate::protocol::lex::Token;
use crate::protocol::phrases::{Phrases, rows};
use std::sync::LazyLock;

static SUBSTITUTION: LazyLock<Phrases<()>> = LazyLock::new(|| {
    Phrases::new(rows(include_str!("../../../dictionaries/sources/substitution.tsv")).map(|row| (row[0], ())))
});

static PRESENCE: LazyLock<Vec<(Said, Phrases<()>)>> = LazyLock::new(|| {
    let table = include_str!("../../../dictionaries/sources/presence.tsv");
    Said::ALL
        .into_iter()
        .map(|said| {
            let of = rows(table).filter(|row| row[0] == said.name()).filter_map(|row| row.get(1).copied());
            (said, Phrases::new(of.map(|phrase| (phrase, ()))))
        })
        .collect()
});

/// What a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Came at the time that follows.
    Arrived,
    /// Left at the time that follows.
    Left,
    /// Anmält förhinder.
    Excused,
    /// Frånvarande.
    Absent,
    /// Did not take part in the § that follow.
    Except,
    /// Serves as a substitute.
    Serving,
    /// A substitute who does not serve.
    NotServing,
    /// The seat has no holder.
    Vacant,
    /// The substitute who serves in the member's place follows.
    ReplacedBy,
    /// Those who follow were there too, and are of no body.
    Besides,
    /// Was there for the § that follow, or for a part of them.
    Within,
}

impl Said {
    const ALL: [Self; 11] = [
        Self::Arrived,
        Self::Left,
        Self::Excused,
        Self::Absent,
        Self::Except,
        Self::Serving,
        Self::NotServing,
        Self::Vacant,
        Self::ReplacedBy,
        Self::Besides,
        Self::Within,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Arrived => "arrived",
            Self::Left => "left",
            Self::Excused => "excused",
            Self::Absent => "absent",
            Self::Except => "except",
            Self::Serving => "serving",
            Self::NotServing => "not_serving",
            Self::Vacant => "vacant",
            Self::ReplacedBy => "replaced_by",
            Self::Besides => "besides",
            Self::Within => "within",
        }
    }
}

/// The token after a phrase at `at` that says `said`.
pub(super) fn said_at(tokens: &[Token<'_>], at: usize, said: Said) -> Option<usize> {
    let (_, phrases) = PRESENCE.iter().find(|(kind, _)| *kind == said)?;
    phrases.at(tokens, at).map(|(taken, ())| at + taken)
}

/// The token after a phrase at `at` that stands before the member whom a substitute replaces.
pub(super) fn replaces_at(tokens: &[Token<'_>], at: usize) -> Option<usize> {
    SUBSTITUTION.at(tokens, at).map(|(taken, ())| at + taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::lex::tokens;

    #[test]
    fn phrases_with_and_without_dots() {
        assert_eq!(replaces_at(&tokens("tjg. ers. för Vera", 0), 0), Some(3));
        assert!(said_at(&tokens("t.o.m. kl 16", 0), 0, Said::Left).is_some());
        assert_eq!(said_at(&tokens("t o m kl 16", 0), 0, Said::Left), Some(3));
        assert_eq!(said_at(&tokens("Ej § 3", 0), 0, Said::Except), Some(1));
    }

    #[test]
    fn every_row_of_the_table_has_a_kind() {
        for row in rows(include_str!("../../../dictionaries/sources/presence.tsv")) {
            assert!(Said::ALL.iter().any(|said| said.name() == row[0]) && row.len() == 2, "{row:?}");
        }
    }
}
