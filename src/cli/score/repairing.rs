//! Repairs texts for scoring, with what repair says of its confidences, and tells kinds of words.

use crate::diagnostic::Diagnostic;
use crate::dictionary::{CaseClass, Dictionary, Entry, token};
use crate::page::Document;
use crate::pipeline::{Converter, Origin};
use crate::record::Record;
use crate::repair::{Grade, RepairedText};
use crate::score::calibration::{Claim, Said};
use crate::score::kinds::WordKind;

/// A dictionary and what repairs with it.
pub(super) struct Workshop<'d> {
    dictionary: &'d Dictionary,
    converter: Converter<'d>,
}

impl<'d> Workshop<'d> {
    pub(super) fn new(dictionary: &'d Dictionary) -> Self {
        Self { dictionary, converter: Converter::new(dictionary) }
    }

    /// The repaired text and the confidences of its words and corrections.
    pub(super) fn repaired(&self, ocr: Document) -> (String, Vec<Claim>) {
        let repaired = self.converter.repair(ocr);
        let claims = claims(&repaired);
        (repaired.text.into_string(), claims)
    }

    /// The record of a document.
    pub(super) fn record(&self, document: Document, origin: Origin, findings: Vec<Diagnostic>) -> Record {
        self.converter.convert(document, origin, findings)
    }

    /// What kind of word `word` is, by the dictionary.
    pub(super) fn kind(&self, word: &str) -> WordKind {
        let lower = token::lower(word);
        let is_upper = word.starts_with(char::is_uppercase);
        match self.dictionary.entry(&lower) {
            Some(entry) if is_upper && is_name(entry) => WordKind::Name,
            Some(_) => WordKind::Known,
            None if self.is_compound(&lower) => WordKind::Compound,
            None => WordKind::Unknown,
        }
    }

    /// Whether an unknown word is made of a first and a last part that are known.
    fn is_compound(&self, lower: &str) -> bool {
        let part = |text: &str| self.dictionary.lexicon().get(text);
        lower.char_indices().any(|(at, _)| {
            let (first, last) = lower.split_at(at);
            let first = first.trim_end_matches('-');
            part(first).is_some_and(|entry| entry.first_part().is_some())
                && part(last).is_some_and(|entry| entry.last_part().is_some())
        })
    }
}

/// Bearers from which a word that is a name and an ordinary word too (Berg, Stig) counts as a name.
const KNOWN_BEARERS: u32 = 100;

fn is_name(entry: Entry) -> bool {
    let borne = entry.given_name_bearers().max(entry.surname_bearers()) >= KNOWN_BEARERS;
    entry.case() == CaseClass::Title || borne && entry.case() != CaseClass::Lower
}

/// What repair says of the words that it changed, of those that it would not change, and of those that it left.
fn claims(repaired: &RepairedText) -> Vec<Claim> {
    let text = &repaired.text;
    let bytes = |span| {
        let start = text.slice(span).as_ptr() as usize - text.as_str().as_ptr() as usize;
        start..start + text.slice(span).len()
    };
    let mut claims: Vec<Claim> = repaired
        .corrections
        .iter()
        .map(|correction| Claim {
            bytes: bytes(correction.span),
            said: match correction.grade {
                Grade::Certain => Said::Certain,
                Grade::Likely => Said::Likely,
                Grade::Doubtful => Said::Doubtful,
            },
            confidence: f64::from(correction.confidence),
            reading: correction.corrected.clone(),
        })
        .collect();
    let mut made =
        repaired.corrections.iter().filter(|correction| correction.grade != Grade::Doubtful).peekable();
    let mut left = Vec::new();
    for token in repaired.lines.iter().flat_map(|line| &line.tokens) {
        while made.next_if(|correction| correction.span.end <= token.span.start).is_some() {}
        if !made.peek().is_some_and(|correction| correction.span.overlaps(token.span)) {
            left.push(Claim {
                bytes: bytes(token.span),
                said: Said::Left,
                confidence: f64::from(token.confidence),
                reading: text.slice(token.span).to_owned(),
            });
        }
    }
    claims.append(&mut left);
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::text;

    #[test]
    fn every_word_is_claimed_once_or_more() {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let workshop = Workshop::new(&dictionary);
        let ocr = "Namnden beslutar att godkanna forslaget. Per Jonsson informerar om laget.";
        let (got, claims) = workshop.repaired(text::read(ocr));
        assert!(got.starts_with("Nämnden beslutar"), "{got}");
        for (at, word) in
            got.split_whitespace().map(|word| (word.as_ptr() as usize - got.as_ptr() as usize, word))
        {
            let here: Vec<&Claim> =
                claims.iter().filter(|claim| claim.bytes.start <= at && at < claim.bytes.end).collect();
            assert!(here.iter().any(|claim| claim.said != Said::Doubtful), "{word}: {here:?}");
        }
        let first = claims.iter().find(|claim| claim.bytes.start == 0).expect("the first word is claimed");
        assert_eq!((first.reading.as_str(), first.said == Said::Left), ("Nämnden", false));
    }

    #[test]
    fn kinds_are_told_by_the_dictionary() {
        let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
        let workshop = Workshop::new(&dictionary);
        assert_eq!(workshop.kind("beslutar"), WordKind::Known);
        assert_eq!(workshop.kind("Jönsson"), WordKind::Name);
        assert_eq!(workshop.kind("xqzt"), WordKind::Unknown);
    }
}
