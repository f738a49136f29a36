//! Which paragraphs of the corpora are set: those that training sees, or those that are kept apart.

use super::chance::Chance;
use super::lay::Block;
use super::protocol::{Maker, Names};
use crate::corpus;
use crate::fixtures::source::Style;
use anyhow::{Result, ensure};
use std::path::Path;

/// What kind of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Running prose: interpellations, laws, committee texts, one document in four of old statutes.
    Prose,
    /// Council minutes, with lines of a protocol's shape between them.
    Minutes,
    /// One of both, document by document.
    Mixed,
}

/// The paragraphs of one side.
pub(crate) struct Texts {
    modern: Vec<String>,
    old: Vec<String>,
    minutes: Vec<String>,
}

const MODERN: &str = "text/administrative-swedish.txt.zst";
const OLD: &str = "text/statutes-before-1970.txt.zst";
const MINUTES: &str = "text/council-minutes-2023-2025.txt.zst";
const MINUTES_APART: &str = "text/council-minutes-2026.held-out.txt.zst";

impl Texts {
    /// Reads the paragraphs kept apart, or those of the training.
    ///
    /// # Errors
    /// If a corpus cannot be read.
    pub(crate) fn read(corpora: &Path, apart: bool) -> Result<Self> {
        let read = |file: &str, wanted: &dyn Fn(&str) -> bool| {
            let mut kept = Vec::new();
            let done = corpus::lines(&corpora.join(file), |line| {
                let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                if wanted(&line) && can_be_set(&line) {
                    kept.push(line);
                }
            });
            done.map(|()| kept).map_err(anyhow::Error::msg)
        };
        let prose = |line: &str| corpus::is_kept_apart(line) == apart && is_prose(line);
        // The minutes of 2026 are in no training, so all of them are apart.
        let minutes = if apart { MINUTES_APART } else { MINUTES };
        let texts = Self {
            modern: read(MODERN, &prose)?,
            old: read(OLD, &prose)?,
            minutes: read(minutes, &|line: &str| apart || !corpus::is_kept_apart(line))?,
        };
        for (kind, paragraphs) in [("prose", &texts.modern), ("old", &texts.old), ("minutes", &texts.minutes)]
        {
            ensure!(!paragraphs.is_empty(), "no {kind} paragraphs in {}", corpora.display());
        }
        Ok(texts)
    }
}

/// Words of a line that is no entry of a vote list.
const LINE: usize = 6;

/// A document's text, block by block without end.
pub(crate) struct Feed<'t> {
    paragraphs: &'t [String],
    at: usize,
    maker: Option<Maker<'t>>,
}

impl<'t> Feed<'t> {
    /// The text of document `number` of `all`: paragraphs that follow each other, so that a document speaks of one thing;
    /// each document starts in its own part of the corpus.
    pub(crate) fn new(
        texts: &'t Texts,
        names: &'t Names,
        kind: Kind,
        (number, all): (usize, usize),
        chance: &mut Chance,
    ) -> Self {
        let minutes = match kind {
            Kind::Prose => false,
            Kind::Minutes => true,
            Kind::Mixed => number % 2 == 1,
        };
        let paragraphs = match (minutes, chance.hit(0.25)) {
            (true, _) => &texts.minutes,
            (false, true) => &texts.old,
            (false, false) => &texts.modern,
        };
        let stride = paragraphs.len() / all.max(1);
        let at = number * stride + chance.below(stride / 2);
        let maker = minutes.then(|| Maker::new(names, chance));
        Self { paragraphs, at, maker }
    }

    /// The next block.
    pub(crate) fn next(&mut self, chance: &mut Chance) -> Block {
        if let Some(maker) = &mut self.maker
            && chance.hit(0.35)
        {
            return maker.block(chance);
        }
        loop {
            let text = &self.paragraphs[self.at % self.paragraphs.len()];
            self.at += 1;
            // Vote lists, line upon line of one word, would fill whole pages.
            if text.split(' ').count() >= LINE || chance.hit(0.04) {
                return Block::Paragraph(style(chance), text.clone());
            }
        }
    }
}

fn style(chance: &mut Chance) -> Style {
    match chance.below(20) {
        0 => Style::Italic,
        1 => Style::Bold,
        _ => Style::Plain,
    }
}

/// Several sentences of written Swedish. Short words tell transcribed debates, long ones tables.
fn is_prose(paragraph: &str) -> bool {
    let words = paragraph.split(' ').count();
    let letters = paragraph.chars().filter(|c| c.is_alphabetic()).count();
    (25..=160).contains(&words)
        && (52..=75).contains(&(letters * 10 / words))
        && paragraph.ends_with(['.', '?', '!'])
        && paragraph.trim_end_matches(['.', '?', '!']).contains(". ")
}

/// Whether every font has its characters.
fn can_be_set(paragraph: &str) -> bool {
    const SIGNS: &str = ".,;:!?()/-–§%&+@\"'”’°=";
    let known =
        |c: char| c == ' ' || c.is_ascii_alphanumeric() || "åäöÅÄÖéÉüÜ".contains(c) || SIGNS.contains(c);
    !paragraph.is_empty() && paragraph.chars().all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_written_and_of_several_sentences() {
        let one = "Kommunen får lämna bidrag till sådana åtgärder som länsstyrelsen bedömer vara lämpliga för trafiken. ";
        assert!(is_prose(one.repeat(4).trim()));
        assert!(!is_prose(one.trim()));
        assert!(!is_prose("Ja, nu är det så att vi har en del att ta tag i. ".repeat(4).trim()));
        assert!(can_be_set("Över 20 % – ”så”") && !can_be_set("α-partiklar") && !can_be_set(""));
    }
}
