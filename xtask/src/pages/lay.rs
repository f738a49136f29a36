//! Lays blocks of text out as printed lines and pages: wraps by the font's own widths, parts words at line ends.

use super::chance::Chance;
use super::text::Feed;
use crate::fixtures::fonts::Fonts;
use crate::fixtures::source::{PrintedLine, Settings, Source, Style};
use crate::fixtures::typeset::Ruler;
use anyhow::Result;

/// A piece of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    /// Running text, wrapped.
    Paragraph(Style, String),
    /// Lines that stay as they are, columns parted by two and more blanks.
    Lines(Style, Vec<String>),
    /// A list entry: its mark, then wrapped text.
    Entry(&'static str, String),
}

/// How a document's paragraphs are laid.
pub(crate) struct Manner {
    /// Words are parted at line ends.
    pub(crate) hyphens: bool,
    /// Blank lines between paragraphs; indents where false.
    pub(crate) gaps: bool,
}

/// Fills `pages` pages with blocks from `feed`.
pub(crate) fn fill(
    settings: Settings,
    fonts: &Fonts,
    manner: &Manner,
    pages: usize,
    feed: &mut Feed,
    chance: &mut Chance,
) -> Result<Source> {
    let ruler = Ruler::new(&settings, fonts)?;
    let mut source = Source { settings, pages: Vec::new() };
    let mut rest: Vec<PrintedLine> = Vec::new();
    for _ in 0..pages {
        let mut page: Vec<PrintedLine> = Vec::new();
        let mut room = ruler.lines() - chance.unit() * 4.0;
        loop {
            if rest.is_empty() {
                rest = lines(&feed.next(chance), &ruler, manner);
                rest.reverse();
            }
            let Some(line) = rest.pop() else { continue };
            room -= height(&line);
            if room < 0.0 {
                rest.push(line);
                break;
            }
            page.push(line);
        }
        source.pages.push(page);
    }
    Ok(source)
}

/// In line distances, as the typesetter advances.
fn height(line: &PrintedLine) -> f32 {
    match line {
        PrintedLine::Rule => 0.0,
        PrintedLine::Text(Style::Heading, _) => 1.3,
        PrintedLine::Text(..) => 1.0,
    }
}

fn lines(block: &Block, ruler: &Ruler, manner: &Manner) -> Vec<PrintedLine> {
    let blank = || PrintedLine::Text(Style::Plain, String::new());
    let mut made = Vec::new();
    match block {
        Block::Paragraph(style, text) => {
            if manner.gaps {
                made.push(blank());
            }
            let indent = if manner.gaps { "" } else { "   " };
            let wrapped = wrap(text, indent, "", manner.hyphens, |line| ruler.fits(*style, line));
            made.extend(wrapped.into_iter().map(|line| PrintedLine::Text(*style, line)));
        }
        Block::Lines(style, lines) => {
            if manner.gaps {
                made.push(blank());
            }
            let fitting = lines.iter().filter(|line| ruler.fits(*style, line));
            made.extend(fitting.map(|line| PrintedLine::Text(*style, line.clone())));
        }
        Block::Entry(mark, text) => {
            let first = format!(" {mark}   ");
            let wrapped = wrap(text, &first, "     ", manner.hyphens, |line| ruler.fits(Style::Plain, line));
            made.extend(wrapped.into_iter().map(|line| PrintedLine::Text(Style::Plain, line)));
        }
    }
    made
}

/// Breaks `text` into lines that fit; the first begins with `first`, the others with `other`.
fn wrap(text: &str, first: &str, other: &str, hyphens: bool, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut empty = true;
    for word in text.split_whitespace() {
        let gap = if empty { "" } else { " " };
        let longer = format!("{line}{gap}{word}");
        if empty || fits(&longer) {
            (line, empty) = (longer, false);
            continue;
        }
        let cut = |&at: &usize| fits(&format!("{line} {}-", &word[..at]));
        let parted = if hyphens { breaks(word).into_iter().rev().find(cut) } else { None };
        let next = match parted {
            Some(at) => {
                line = format!("{line} {}-", &word[..at]);
                &word[at..]
            }
            None => word,
        };
        lines.push(std::mem::replace(&mut line, format!("{other}{next}")));
    }
    lines.push(line);
    lines
}

/// Where a word may be parted, as byte offsets: one consonant goes to the next line, with the vowel that follows it.
fn breaks(word: &str) -> Vec<usize> {
    const VOWELS: &str = "aeiouyåäö";
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let vowel = |at: usize| VOWELS.contains(letters[at].1);
    if letters.iter().any(|(_, c)| !c.is_lowercase()) {
        return Vec::new();
    }
    (2..letters.len().saturating_sub(3))
        .filter(|&at| !vowel(at) && vowel(at + 1) && (0..at).any(vowel))
        .map(|at| letters[at].0)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_before_one_consonant() {
        let parts = |word: &str| breaks(word).into_iter().map(|at| word[at..].to_owned()).collect::<Vec<_>>();
        assert_eq!(parts("nämnden"), Vec::<String>::new());
        assert_eq!(parts("sammanträde"), ["manträde", "räde"]);
        assert!(parts("Göteborg").is_empty() && parts("1975").is_empty());
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "kommunens revisorer sammanträder i november";
        let fits = |line: &str| line.chars().count() <= 16;
        assert_eq!(wrap(text, "", "", false, fits), ["kommunens", "revisorer", "sammanträder i", "november"]);
        assert_eq!(
            wrap(text, " •   ", "     ", false, |line| line.chars().count() <= 22)[1],
            "     revisorer"
        );
        let parted = wrap(text, "", "", true, fits);
        assert_eq!(parted[0], "kommunens revi-");
        assert_eq!(parted.join("").replace(['-', ' '], ""), text.replace(' ', ""));
    }
}
