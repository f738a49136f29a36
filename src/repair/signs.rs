//! Signs that stand between words: list marks and §, told from the line's form and from the run of § numbers.

use crate::layout::{LaidLine, LaidPage, Layout, LineRole};

use super::assemble::{Change, Outcome, Outcomes};
use super::text::{Grade, RepairKind};

/// The list mark that Swedish protocols print.
const BULLET: &str = "•";
/// Read for a bullet and nothing else at a line's beginning.
const SURE_BULLETS: [&str; 10] = ["¢", "«", "»", "©", "®", "¤", "●", "▪", "■", "·"];
/// Read for a bullet, but printed as a list mark too.
const POSSIBLE_BULLETS: [&str; 5] = ["e", "o", "*", "+", "°"];
/// The one of these that stands for a list of the second level.
const SECOND_LEVEL: &str = "o";
/// Read for § and nothing else before a number.
const SURE_SECTIONS: [char; 1] = ['$'];
/// Read for §, but printed before numbers too: only the run of numbers tells.
const POSSIBLE_SECTIONS: [&str; 5] = ["8", "&", "S", "5", "8§"];

/// How sure the rules are, by what they rest on.
const BY_SIGN: f64 = 0.99;
const BY_LIST: f64 = 0.95;
const BY_RUN: f64 = 0.97;

/// Share of å ä ö lost from which a document's weak signs are held to be misread.
const DAMAGED: f64 = 0.3;

/// Adds what the sign rules find to the outcomes of words, over which they win. `loss`: share of å ä ö that the document lost.
pub(crate) fn mend(layout: &Layout, loss: f64, outcomes: &mut Outcomes) {
    let run = Run::of(layout);
    for (page_index, page) in layout.pages.iter().enumerate() {
        let bullets = Bullets::of(page, loss);
        for (line_index, line) in page.lines.iter().enumerate() {
            if line.role == LineRole::Furniture {
                continue;
            }
            let mut found = Vec::new();
            found.extend(bullets.mend(page, line_index));
            found.extend(sections(line, &run));
            for (word, corrected, confidence, kind) in found {
                let outcome = outcome(&corrected, confidence, kind);
                outcomes.insert((page_index, line_index, word), outcome);
            }
        }
    }
}

type Mended = (usize, String, f64, RepairKind);

fn outcome(corrected: &str, confidence: f64, kind: RepairKind) -> Outcome {
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

/// Lines without a mark that a list goes over: a mark that comes later begins a new list.
const LONGEST_ENTRY: usize = 6;

impl Bullets {
    fn of(page: &LaidPage, loss: f64) -> Self {
        let mark = |line: &LaidLine| mark(line).map(str::to_owned);
        let marks: Vec<Option<String>> = page.lines.iter().map(mark).collect();
        let sure = marks.iter().flatten().any(|mark| SURE_BULLETS.contains(&mark.as_str()));
        let mut lists: Vec<Vec<usize>> = Vec::new();
        for (index, _) in marks.iter().enumerate().filter(|(_, mark)| mark.is_some()) {
            match lists.last_mut() {
                Some(list) if list.last().is_some_and(|last| index - last <= LONGEST_ENTRY) => list.push(index),
                _ => lists.push(vec![index]),
            }
        }
        Self { weak: sure || loss > DAMAGED, lists }
    }

    fn mend(&self, page: &LaidPage, line: usize) -> Option<Mended> {
        let sign = mark(&page.lines[line])?;
        if SURE_BULLETS.contains(&sign) {
            return Some((0, BULLET.to_owned(), BY_SIGN, RepairKind::Bullet));
        }
        let list = self.lists.iter().find(|list| list.contains(&line))?;
        let others = || list.iter().filter_map(|&other| mark(&page.lines[other]));
        let second_level = sign == SECOND_LEVEL && others().all(|other| other == SECOND_LEVEL);
        (self.weak && !second_level).then(|| (0, BULLET.to_owned(), BY_LIST, RepairKind::Bullet))
    }
}

/// The list mark, or what was read for it, that a line begins with.
fn mark(line: &LaidLine) -> Option<&str> {
    let [first, second, ..] = &line.words[..] else { return None };
    let sign = first.text.as_str();
    let is_mark = sign == BULLET || SURE_BULLETS.contains(&sign) || POSSIBLE_BULLETS.contains(&sign);
    (is_mark && second.text.chars().any(char::is_alphanumeric)).then_some(sign)
}

/// The run of § numbers: headings whose numbers go up by one, whatever sign was read before them.
#[derive(Debug, Default)]
struct Run {
    first: u32,
    last: u32,
}

/// Numbers that must follow each other before a doubtful sign is held to be §.
const SHORTEST_RUN: usize = 3;

impl Run {
    fn of(layout: &Layout) -> Self {
        let lines = layout.pages.iter().flat_map(|page| &page.lines);
        let numbers: Vec<u32> = lines.filter_map(heading_number).collect();
        let mut best: (usize, u32) = (0, 0);
        // Length of the run that ends with each number, in one pass.
        let mut ending: rustc_hash::FxHashMap<u32, usize> = rustc_hash::FxHashMap::default();
        for number in numbers {
            let before = number.checked_sub(1).and_then(|one_less| ending.get(&one_less)).copied().unwrap_or(0);
            let length = (before + 1).max(ending.get(&number).copied().unwrap_or(0));
            ending.insert(number, length);
            if length > best.0 {
                best = (length, number);
            }
        }
        let (length, last) = best;
        if length < SHORTEST_RUN { Self::default() } else { Self { first: last + 1 - length as u32, last } }
    }

    fn holds(&self, number: u32) -> bool {
        self.last > 0 && (self.first..=self.last).contains(&number)
    }
}

/// The number of a line that has the form of a § heading, sign misread or not.
fn heading_number(line: &LaidLine) -> Option<u32> {
    let [sign, number, ..] = &line.words[..] else { return None };
    let is_sign = sign.text == "§" || SURE_SECTIONS.iter().any(|sure| sign.text.chars().eq([*sure])) || POSSIBLE_SECTIONS.contains(&sign.text.as_str());
    if is_sign { leading_number(&number.text) } else { None }
}

/// The number that a token is, or with which a range begins.
fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    let ends = rest.is_empty() || rest.starts_with(['-', '–', '.', ',', ')', ':']);
    if ends && digits.len() <= 4 { digits.parse().ok() } else { None }
}

fn sections(line: &LaidLine, run: &Run) -> Vec<Mended> {
    let mut found = Vec::new();
    for (index, word) in line.words.iter().enumerate() {
        let next = line.words.get(index + 1).and_then(|next| leading_number(&next.text));
        if let Some((corrected, confidence)) = section(&word.text, next, index == 0, run) {
            found.push((index, corrected, confidence, RepairKind::ParagraphSign));
        }
    }
    found
}

/// What a token reads with its § put right, and how sure that is.
fn section(text: &str, next: Option<u32>, first: bool, run: &Run) -> Option<(String, f64)> {
    let sign_count = text.chars().take_while(|sign| SURE_SECTIONS.contains(sign)).count();
    if (1..=2).contains(&sign_count) {
        let rest: String = text.chars().skip(sign_count).collect();
        let before_number = rest.is_empty() && next.is_some() || leading_number(&rest).is_some();
        return before_number.then(|| (format!("{}{rest}", "§".repeat(sign_count)), BY_SIGN));
    }
    let number = next.filter(|&number| run.holds(number))?;
    if first && POSSIBLE_SECTIONS.contains(&text) && number > 0 {
        return Some(("§".to_owned(), BY_RUN));
    }
    match text {
        "88" | "SS" | "&&" | "8$" | "$8" | "55" | "8&" if !first => Some(("§§".to_owned(), BY_RUN)),
        "&" if !first => Some(("§".to_owned(), BY_RUN)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input;
    use crate::layout;

    fn mended(text: &str, loss: f64) -> String {
        let (layout, _) = layout::arrange(input::text::read(text));
        let mut outcomes = Outcomes::default();
        mend(&layout, loss, &mut outcomes);
        super::super::assemble::write(&layout, &outcomes).text.into_string()
    }

    #[test]
    fn bullets() {
        assert_eq!(mended("¢ Ett\nmed fortsättning\ne Två\n", 0.0), "• Ett\nmed fortsättning\n• Två\n");
        assert_eq!(mended("o Ett\no Två\n", 1.0), "o Ett\no Två\n");
        assert_eq!(mended("* Ett\n* Två\n", 0.0), "* Ett\n* Två\n");
        assert_eq!(mended("+ Ett\n", 1.0), "• Ett\n");
    }

    #[test]
    fn sections_by_sign_and_by_run() {
        assert_eq!(mended("$ 31 Val\n$$ 31-33\n$31\n", 0.0), "§ 31 Val\n§§ 31-33\n§31\n");
        assert_eq!(mended("8 31 Val\n8 32 Budget\nS 33 Lov\n8 500 Annat\n", 0.0), "§ 31 Val\n§ 32 Budget\n§ 33 Lov\n8 500 Annat\n");
        assert_eq!(mended("8 31 Val\n8 37 Budget\n", 0.0), "8 31 Val\n8 37 Budget\n");
        assert_eq!(mended("kostar $ mycket\n", 0.0), "kostar $ mycket\n");
    }
}
