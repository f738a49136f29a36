//! Sentences under the headings of yrkanden and reservations that gave no value: they are said, and not lost silently.

use super::model::{Item, Member};
use super::prose::Paragraph;
use super::sentence;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// What a sentence claims to tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Claim {
    Motion,
    Reservation,
}

impl Claim {
    /// The verbs that make it.
    fn verbs(self) -> &'static [&'static str] {
        match self {
            Self::Motion => &["yrkar", "yrkade", "yrkat", "yrkas", "yrkades", "yrkats"],
            Self::Reservation => &["reserverar", "reserverade", "reserverat"],
        }
    }

    fn tell(self, page: u32, message: String) -> Diagnostic {
        match self {
            Self::Motion => Diagnostic::warning("motion-unread", Some(page), message),
            Self::Reservation => Diagnostic::warning("reservation-unread", Some(page), message),
        }
    }

    /// What of an item comes of such sentences.
    fn spans(self, item: &Item) -> Vec<Span> {
        let of = |by: &[Member]| by.iter().map(|member| member.name.span).collect::<Vec<_>>();
        match self {
            Self::Motion => {
                let spans = |found: &super::model::Proposal| [of(&found.by), vec![found.text.span]].concat();
                item.proposals.iter().flat_map(spans).collect()
            }
            Self::Reservation => item.reservations.iter().flat_map(|found| of(&found.by)).collect(),
        }
    }
}

/// Where values stand, looked up by halving: an item may hold thousands of them.
struct Read {
    /// Where each begins, in order.
    starts: Vec<usize>,
    /// How far those up to it reach.
    ends: Vec<usize>,
}

impl Read {
    fn of(mut spans: Vec<Span>) -> Self {
        spans.sort_unstable();
        let mut reach = 0;
        let mut so_far = |span: &Span| {
            reach = reach.max(span.end);
            reach
        };
        let ends = spans.iter().map(&mut so_far).collect();
        Self { starts: spans.iter().map(|span| span.start).collect(), ends }
    }

    /// Whether one of them has something in common with the span.
    fn reaches(&self, span: Span) -> bool {
        let begun = self.starts.partition_point(|&start| start < span.end);
        begun > 0 && self.ends[begun - 1] > span.start
    }
}

/// A sentence that makes a claim.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    claim: Claim,
    words: String,
    span: Span,
}

/// The sentences of a section that make its claim.
pub(super) fn sentences(claim: Claim, paragraphs: &[Paragraph], title: &str) -> Vec<Sentence> {
    let parts = paragraphs.iter().flat_map(|paragraph| sentence::sentences(&paragraph.content(), title));
    let claims = parts.filter(|part| {
        let mut words = part.as_str().split(|c: char| !c.is_alphabetic());
        words.any(|word| claim.verbs().contains(&word))
    });
    claims
        .map(|part| {
            let span = part.span(0..part.as_str().len());
            Sentence { claim, words: part.as_str().trim().to_owned(), span }
        })
        .collect()
}

/// What is said of the sentences of which nothing came.
pub(super) fn told(sentences: &[Sentence], item: &Item, name: &str, page: u32) -> Vec<Diagnostic> {
    /// Words of a sentence that are quoted.
    const QUOTED: usize = 8;
    let motions = Read::of(Claim::Motion.spans(item));
    let reservations = Read::of(Claim::Reservation.spans(item));
    let is_read = |sentence: &Sentence| match sentence.claim {
        Claim::Motion => motions.reaches(sentence.span),
        Claim::Reservation => reservations.reaches(sentence.span),
    };
    let tell = |sentence: &Sentence| {
        let words: Vec<&str> = sentence.words.split_whitespace().take(QUOTED).collect();
        let message = format!("item {name}: nothing was read of \"{} …\"", words.join(" "));
        sentence.claim.tell(page, message)
    };
    sentences.iter().filter(|sentence| !is_read(sentence)).map(tell).collect()
}

#[cfg(test)]
mod tests {
    use crate::dictionary::Dictionary;
    use crate::protocol::read;
    use crate::protocol::testing::unrepaired;

    fn said(text: &str) -> Vec<String> {
        let text = unrepaired(&format!(
            "Nämnden\n2024-03-04\n\n§ 1 Budget\n\n{text}\n\n§ 2 Slut\nBeslut\nNoteras.\n"
        ));
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let (_, diagnostics) = read(&text, &dictionary);
        let unread = diagnostics.into_iter().filter(|said| said.code.ends_with("-unread"));
        unread.map(|said| format!("{} {}", said.code, said.message)).collect()
    }

    #[test]
    fn a_mover_whose_name_is_torn() {
        let found = said(
            "Yrkanden\nVera Ek (S) yrkar bifall.\nMa rie 8ryn o1f (V yrkar avslag.\n\nBeslut\nBudgeten antas.",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("motion-unread item 1:") && found[0].contains("yrkar avslag"),
            "{found:?}"
        );
    }

    #[test]
    fn a_reservation_of_nobody() {
        let found = said("Beslut\nBudgeten antas.\n\nReservation\n0la 8er9 reserverar sig mot beslutet.");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("reservation-unread"), "{found:?}");
    }

    #[test]
    fn what_is_read_is_not_said() {
        let text = "Yrkanden\nVera Ek (S) yrkar bifall.\n\nBeslut\nBudgeten antas.\n\nReservation\nVera Ek (S) reserverar sig mot beslutet.";
        assert_eq!(said(text), [""; 0]);
    }
}
