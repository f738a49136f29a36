//! Signs that stand between words: list marks and specks, told from the line's form; and § where its line and run tell it.

use crate::dictionary::Dictionary;
use crate::layout::{LaidLine, LaidPage, Layout, LineRole};
use crate::page::Word;

use super::assemble::{Change, Outcome, Outcomes};
use super::glue;
use super::glyphs;
use super::ordinals;
use super::runs::Runs;
use super::sections;
use super::text::{Grade, RepairKind};
use super::units::Place;

/// The list mark that Swedish protocols print.
const BULLET: &str = "•";
/// Read for a bullet and nothing else at a line's beginning.
const SURE_BULLETS: [&str; 10] = ["¢", "«", "»", "©", "®", "¤", "●", "▪", "■", "·"];
/// Read for a bullet, but printed as a list mark too.
const POSSIBLE_BULLETS: [&str; 6] = ["e", "o", "*", "+", "°", NOUGHT];
/// The one of them that is a number, too: only before a capital, and in a list of its own, it is a mark.
const NOUGHT: &str = "0";
/// The one of these that stands for a list of the second level.
const SECOND_LEVEL: &str = "o";
/// Signs that, standing alone, are specks of the page or pieces of table rules.
const SPECKS: [char; 23] = [
    '.', ',', ';', ':', '_', '~', '|', '=', '\'', '"', '’', '‘', '“', '”', '´', '`', '^', '¬', '¦', '¥', '<',
    '>', '\\',
];
/// Share of specks among the words from which a text that tells nothing else is held to have been read from paper.
const SPECKED: f64 = 0.005;
/// A dash that Swedish protocols hardly print, and the one that they do.
pub(super) const LONG_DASH: &str = "—";
pub(super) const DASH: &str = "–";

/// How sure the rules are, by what they rest on.
pub(super) const BY_SIGN: f64 = 0.99;
pub(super) const BY_LIST: f64 = 0.95;
pub(super) const BY_RUN: f64 = 0.97;

/// Share of å ä ö lost from which a document's weak signs are held to be misread.
const DAMAGED: f64 = 0.3;

/// Whether signs that print has, too, are held to be misread ones: the document lost a share of its å ä ö, or shows signs that print has not.
pub(super) fn are_weak(layout: &Layout, loss: f64) -> bool {
    let mut marks = layout.pages.iter().flat_map(|page| &page.lines).filter_map(mark);
    loss > DAMAGED || marks.any(is_sure_bullet)
}

/// Adds what the sign rules find to the outcomes of words, over which they win. `weak`: as [`are_weak`] says; `from_paper`: whether specks
/// are looked for.
pub(super) fn mend(
    layout: &Layout,
    dictionary: &Dictionary,
    weak: bool,
    from_paper: bool,
    outcomes: &mut Outcomes,
) {
    let runs = Runs::of(layout);
    let ordinals = ordinals::are_there(layout);
    for (page_index, page) in layout.pages.iter().enumerate() {
        let bullets = Bullets::of(page, weak);
        for (line_index, line) in page.lines.iter().enumerate() {
            let mut found = Vec::new();
            if line.role != LineRole::Furniture {
                found.extend(bullets.mend(page, line_index));
            }
            let parted = |word: &Word| {
                glue::parted(&word.text, dictionary, &runs).or_else(|| glue::seen_apart(word, dictionary))
            };
            let words = line.words.iter().enumerate();
            let glued = words.filter_map(|(at, word)| Some((at, parted(word)?)));
            let sections = from_paper.then(|| sections::parted(line, &runs)).flatten();
            let glued = glued.chain(sections);
            found.extend(glued.map(|(word, text)| (word, text, BY_LIST, RepairKind::Split)));
            if from_paper {
                found.extend(strays(line));
            }
            if ordinals {
                found.extend(ordinals::mended(line).map(|text| (0, text, BY_RUN, RepairKind::Confusion)));
            }
            let glyphs =
                (0..line.words.len()).filter_map(|word| Some((word, glyphs::mended(&line.words, word)?)));
            found.extend(glyphs.map(|(word, text)| (word, text, BY_RUN, RepairKind::Sign)));
            let sections = sections::of_line(line, &runs).into_iter();
            found.extend(sections.map(|(word, text, sure)| (word, text, sure, RepairKind::ParagraphSign)));
            for (word, corrected, confidence, kind) in found {
                let outcome = outcome(&corrected, confidence, kind);
                outcomes.insert(Place { page: page_index, line: line_index, word }, outcome);
            }
        }
    }
}

type Mended = (usize, String, f64, RepairKind);

/// The outcome of a word that a rule mends.
pub(super) fn outcome(corrected: &str, confidence: f64, kind: RepairKind) -> Outcome {
    Outcome {
        text: Some(corrected.to_owned()),
        confidence: Some(confidence),
        change: Some(Change {
            corrected: corrected.to_owned(),
            confidence,
            grade: if confidence >= BY_SIGN { Grade::Certain } else { Grade::Likely },
            kind,
            alternatives: Vec::new(),
        }),
        joins_next: false,
    }
}

/// The list marks of a page.
struct Bullets {
    /// Whether weak signs count too.
    weak: bool,
    /// Lines that begin with a mark, a list each: lines between two marks are its wrapped lines.
    lists: Vec<Vec<usize>>,
}

/// Marks from which noughts are a list's.
const SHORTEST_OF_NOUGHTS: usize = 2;
/// Lines without a mark that a list goes over: a mark that comes later begins a new list.
const LONGEST_ENTRY: usize = 6;

impl Bullets {
    fn of(page: &LaidPage, weak: bool) -> Self {
        let mark = |line: &LaidLine| mark(line).map(str::to_owned);
        let marks: Vec<Option<String>> = page.lines.iter().map(mark).collect();
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for (index, _) in marks.iter().enumerate().filter(|(_, mark)| mark.is_some()) {
            match lists.last_mut() {
                Some(list) if list.last().is_some_and(|last| index - last <= LONGEST_ENTRY) => {
                    list.push(index);
                }
                _ => lists.push(vec![index]),
            }
        }
        Self { weak, lists }
    }

    fn mend(&self, page: &LaidPage, line: usize) -> Option<Mended> {
        let sign = mark(&page.lines[line])?;
        if is_sure_bullet(sign) {
            return Some((0, BULLET.to_owned(), BY_SIGN, RepairKind::Bullet));
        }
        let list = self.lists.iter().find(|list| list.contains(&line))?;
        if sign == NOUGHT && list.len() < SHORTEST_OF_NOUGHTS {
            return None;
        }
        let others = || list.iter().filter_map(|&other| mark(&page.lines[other]));
        let second_level = sign == SECOND_LEVEL && others().all(|other| other == SECOND_LEVEL);
        let weak = self.weak || was_put_in(&page.lines[line].words[0]);
        (weak && !second_level).then(|| (0, BULLET.to_owned(), BY_LIST, RepairKind::Bullet))
    }
}

/// Whether a mark was read by the second model alone, which is told by its own reading as its alternative.
fn was_put_in(mark: &Word) -> bool {
    mark.alternatives.iter().any(|reading| reading.text == mark.text)
}

/// Whether a token can only be a misread bullet: one sign that is nothing else, alone or beside others (`«+`).
fn is_sure_bullet(sign: &str) -> bool {
    let single = |c: char| SURE_BULLETS.iter().any(|sure| sure.chars().eq([c]));
    sign.chars().count() <= 3
        && sign.chars().any(single)
        && sign.chars().all(|c| single(c) || matches!(c, '+' | '*' | '°' | '.' | '-'))
}

/// The list mark, or what was read for it, that a line begins with.
fn mark(line: &LaidLine) -> Option<&str> {
    let [first, second, ..] = &line.words[..] else { return None };
    let sign = first.text.as_str();
    let is_mark = sign == BULLET || is_sure_bullet(sign) || POSSIBLE_BULLETS.contains(&sign);
    let before_capital = sign != NOUGHT || second.text.starts_with(char::is_uppercase);
    (is_mark && before_capital && second.text.chars().any(char::is_alphanumeric)).then_some(sign)
}

fn is_speck(text: &str) -> bool {
    /// Three full stops are said.
    const LEFT_OUT: [&str; 2] = ["...", "___"];
    text.chars().count() <= 3 && text.chars().all(|sign| SPECKS.contains(&sign)) && !LEFT_OUT.contains(&text)
}

/// Whether a text was read from paper: what recognised its words says how sure of them it is, or so many specks stand among them.
pub(super) fn is_from_paper(layout: &Layout) -> bool {
    let words = || layout.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
    if words().any(|word| word.confidence.is_some()) {
        return true;
    }
    let specks = words().filter(|word| is_speck(&word.text)).count();
    specks as f64 > SPECKED * words().count().max(1) as f64
}

/// Specks and long dashes of a line. A sign between two numbers may be part of what they say, and stays.
fn strays(line: &LaidLine) -> Vec<Mended> {
    let number = |index: Option<usize>| {
        index.and_then(|index| line.words.get(index)).is_some_and(|word| {
            word.text.ends_with(|c: char| c.is_ascii_digit())
                || word.text.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    // A stroke before a word in small letters may be an I.
    let may_be_letter = |index: usize, text: &str| {
        text == "|" && line.words.get(index + 1).is_some_and(|next| next.text.starts_with(char::is_lowercase))
    };
    // `X = närvarande, - = frånvarande`
    let of_legend = |index: usize, text: &str| {
        let word =
            |index: Option<usize>| index.and_then(|index| line.words.get(index)).map(|word| &word.text[..]);
        let begins = word(index.checked_sub(2)).is_none_or(|before| before.ends_with([',', ';', ':']));
        let sign = word(index.checked_sub(1)).is_some_and(|sign| sign.chars().count() == 1);
        let told = word(Some(index + 1)).is_some_and(|told| told.starts_with(char::is_alphabetic));
        text == "=" && begins && sign && told
    };
    let between_numbers = |index: usize| number(index.checked_sub(1)) && number(Some(index + 1));
    let mend = |(index, text): (usize, &str)| {
        if is_speck(text) && !between_numbers(index) && !may_be_letter(index, text) && !of_legend(index, text)
        {
            Some((index, String::new(), BY_LIST, RepairKind::Sign))
        } else if text == LONG_DASH && index > 0 {
            Some((index, DASH.to_owned(), BY_LIST, RepairKind::Sign))
        } else {
            None
        }
    };
    line.words.iter().map(|word| word.text.as_str()).enumerate().filter_map(mend).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::input;
    use crate::layout;

    pub(crate) fn mended(text: &str, loss: f64) -> String {
        let (layout, _) = layout::arrange(input::text::read(text));
        let mut outcomes = Outcomes::default();
        let dictionary = Dictionary::embedded().expect("the dictionary is built in");
        let weak = are_weak(&layout, loss);
        mend(&layout, &dictionary, weak, weak || is_from_paper(&layout), &mut outcomes);
        crate::repair::assemble::write(&layout, &outcomes).text.into_string()
    }

    #[test]
    fn bullets() {
        assert_eq!(mended("¢ Ett\nmed fortsättning\ne Två\n", 0.0), "• Ett\nmed fortsättning\n• Två\n");
        assert_eq!(mended("o Ett\no Två\n", 1.0), "o Ett\no Två\n");
        assert_eq!(mended("* Ett\n* Två\n", 0.0), "* Ett\n* Två\n");
        assert_eq!(mended("+ Ett\n", 1.0), "• Ett\n");
        assert_eq!(mended("0 Vera berättade\n0 Siv går\n", 1.0), "• Vera berättade\n• Siv går\n");
        assert_eq!(mended("0 Vera\n", 1.0), "0 Vera\n");
        assert_eq!(mended("0 kronor\n0 procent\n", 1.0), "0 kronor\n0 procent\n");
    }

    #[test]
    fn specks_go_where_the_text_was_read_from_paper() {
        assert_eq!(mended("Beslut . ; Enligt | Förslag 3 : 2 —", 1.0), "Beslut   Enligt  Förslag 3 : 2 –\n");
        assert_eq!(mended("Ett ord och ett till : fler ord", 0.0).matches(':').count(), 0);
        assert_eq!(mended("X = närvarande\n- = frånvarande\n", 1.0), "X = närvarande\n- = frånvarande\n");
        assert_eq!(mended("Ordförande = Eva\n", 1.0), "Ordförande  Eva\n");
        let clean = "ord ".repeat(300) + ": slut";
        assert_eq!(mended(&clean, 0.0), clean + "\n");
    }
}
