//! Signs that stand between words: list marks and §, told from the line's form and from the run of § numbers.

use crate::dictionary::token;
use crate::layout::{LaidLine, LaidPage, Layout, LineRole};

use super::assemble::{Change, Outcome, Outcomes};
use super::marks::RANGE;
use super::text::{Grade, RepairKind};
use super::units::Place;

/// The list mark that Swedish protocols print.
const BULLET: &str = "•";
/// Read for a bullet and nothing else at a line's beginning.
const SURE_BULLETS: [&str; 10] = ["¢", "«", "»", "©", "®", "¤", "●", "▪", "■", "·"];
/// Read for a bullet, but printed as a list mark too.
const POSSIBLE_BULLETS: [&str; 5] = ["e", "o", "*", "+", "°"];
/// The one of these that stands for a list of the second level.
const SECOND_LEVEL: &str = "o";
/// Read for § and nothing else before a number.
const SURE_SECTIONS: [char; 2] = ['$', '£'];
/// Read for a part of § beside one of these: `&$61`.
const HALF_SECTIONS: [char; 2] = ['&', '§'];
/// Signs that one § was read as, at most.
const MOST_SIGNS: usize = 2;
/// Read for §, but printed before numbers too: only the run of numbers tells.
const POSSIBLE_SECTIONS: [&str; 5] = ["8", "&", "S", "5", "8§"];

/// Signs that, standing alone, are specks of the page or pieces of table rules.
const SPECKS: [char; 20] =
    ['.', ',', ';', ':', '_', '~', '|', '=', '\'', '"', '’', '‘', '“', '”', '´', '`', '^', '¬', '¦', '¥'];
/// Share of specks among the words from which a text is held to have been read from paper.
const SPECKED: f64 = 0.005;
/// A dash that Swedish protocols hardly print, and the one that they do.
const LONG_DASH: &str = "—";
const DASH: &str = "–";

/// How sure the rules are, by what they rest on.
const BY_SIGN: f64 = 0.99;
const BY_LIST: f64 = 0.95;
const BY_RUN: f64 = 0.97;

/// Share of å ä ö lost from which a document's weak signs are held to be misread.
const DAMAGED: f64 = 0.3;

/// Adds what the sign rules find to the outcomes of words, over which they win. `loss`: share of å ä ö that the document lost.
pub(crate) fn mend(layout: &Layout, loss: f64, outcomes: &mut Outcomes) {
    let run = Run::of(layout);
    let mut marks = layout.pages.iter().flat_map(|page| &page.lines).filter_map(mark);
    let weak = loss > DAMAGED || marks.any(is_sure_bullet);
    let read_from_paper = weak || speck_share(layout) > SPECKED;
    for (page_index, page) in layout.pages.iter().enumerate() {
        let bullets = Bullets::of(page, weak);
        for (line_index, line) in page.lines.iter().enumerate() {
            if line.role == LineRole::Furniture {
                continue;
            }
            let mut found = Vec::new();
            found.extend(bullets.mend(page, line_index));
            found.extend(sections(line, &run));
            if read_from_paper {
                found.extend(strays(line));
            }
            for (word, corrected, confidence, kind) in found {
                let outcome = outcome(&corrected, confidence, kind);
                outcomes.insert(Place { page: page_index, line: line_index, word }, outcome);
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
        let others = || list.iter().filter_map(|&other| mark(&page.lines[other]));
        let second_level = sign == SECOND_LEVEL && others().all(|other| other == SECOND_LEVEL);
        (self.weak && !second_level).then(|| (0, BULLET.to_owned(), BY_LIST, RepairKind::Bullet))
    }
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
    (is_mark && second.text.chars().any(char::is_alphanumeric)).then_some(sign)
}

/// The run of § numbers: headings whose numbers go up by one, whatever sign was read before them.
#[derive(Debug, Default)]
struct Run {
    first: u32,
    last: u32,
}

/// Numbers that must follow each other before a doubtful sign is held to be §, and one more for each that is missing between them.
const SHORTEST_RUN: usize = 3;
/// Numbers that may be missing between two that follow each other: their headings were read as something else.
const MOST_MISSING: u32 = 2;

impl Run {
    fn of(layout: &Layout) -> Self {
        let lines = layout.pages.iter().flat_map(|page| &page.lines);
        let numbers: Vec<u32> = lines.filter_map(heading_number).collect();
        // Of the run that ends with each number: how many are in it, and the first.
        let mut ending: rustc_hash::FxHashMap<u32, (usize, u32)> = rustc_hash::FxHashMap::default();
        let mut best = (0, Self::default());
        for number in numbers {
            let before = (1..=MOST_MISSING + 1)
                .filter_map(|step| ending.get(&number.checked_sub(step)?))
                .max_by_key(|(length, _)| *length);
            let (length, first) = before.map_or((1, number), |&(length, first)| (length + 1, first));
            let run = ending.entry(number).or_insert((length, first));
            if length > run.0 {
                *run = (length, first);
            }
            if run.0 > best.0 {
                best = (run.0, Self { first: run.1, last: number });
            }
        }
        let (length, run) = best;
        let missing = ((run.last - run.first + 1) as usize).saturating_sub(length);
        if length < SHORTEST_RUN + missing { Self::default() } else { run }
    }

    fn holds(&self, number: u32) -> bool {
        self.last > 0 && (self.first..=self.last).contains(&number)
    }
}

/// The number of a line that has the form of a § heading, sign misread or not.
fn heading_number(line: &LaidLine) -> Option<u32> {
    let at = heading_at(line);
    let sign = line.words.get(at)?.text.as_str();
    if let Some((_, number)) = glued(sign) {
        return Some(number);
    }
    if let Some((number, _)) = sign_behind(sign) {
        return leading_number(number);
    }
    let (signs, rest) = sure_sign(sign).unwrap_or(("", sign));
    match line.words.get(at + 1) {
        _ if !signs.is_empty() && !rest.is_empty() => leading_number(rest),
        Some(number) if !signs.is_empty() || sign == "§" || POSSIBLE_SECTIONS.contains(&sign) => {
            leading_number(&number.text)
        }
        _ => None,
    }
}

/// Longest short name of a body before the § of its headings: `Ksau § 181`.
const LONGEST_BODY: usize = 5;

/// Where in a line the § of a heading would stand: at its beginning, or behind the short name of the body.
fn heading_at(line: &LaidLine) -> usize {
    let is_body = |text: &str| {
        (2..=LONGEST_BODY).contains(&text.chars().count())
            && text.starts_with(char::is_uppercase)
            && text.chars().all(char::is_alphabetic)
    };
    usize::from(line.words.len() > 1 && is_body(&line.words[0].text))
}

/// Signs that a token begins with where they were surely read for § or §§, and the rest of it.
fn sure_sign(text: &str) -> Option<(&str, &str)> {
    let is_sure = |sign: char| SURE_SECTIONS.contains(&sign);
    let rest = text.trim_start_matches(|sign| is_sure(sign) || HALF_SECTIONS.contains(&sign));
    let signs = &text[..text.len() - rest.len()];
    let few = (1..=MOST_SIGNS).contains(&signs.chars().count());
    (few && signs.chars().any(is_sure)).then_some((signs, rest))
}

/// How many § signs were before a number: two alike stand for two, two that differ for one that was cut, but for a range.
fn how_many(signs: &str, number: &str) -> usize {
    let alike = signs.chars().all(|sign| signs.starts_with(sign));
    if signs.chars().count() == 2 && (alike || number.contains(RANGE)) { 2 } else { 1 }
}

/// The number before a § that was surely misread, and what stands behind it: `25$` is 25 §.
fn sign_behind(text: &str) -> Option<(&str, &str)> {
    let at = text.find(SURE_SECTIONS)?;
    let (number, rest) = text.split_at(at);
    let rest = &rest[rest.chars().next()?.len_utf8()..];
    let is_number = !number.is_empty() && number.len() <= 3 && number.chars().all(|c| c.is_ascii_digit());
    (is_number && rest.chars().all(token::is_punctuation)).then_some((number, rest))
}

/// A number with a doubtful § glued to it: `5332` may be § 332.
fn glued(text: &str) -> Option<(&str, u32)> {
    let (sign, rest) = POSSIBLE_SECTIONS.iter().find_map(|sign| Some((*sign, text.strip_prefix(sign)?)))?;
    let number = rest.chars().next().filter(char::is_ascii_digit).and_then(|_| leading_number(rest))?;
    let is_digit = sign.chars().all(|c| c.is_ascii_digit());
    (number >= 10 || !is_digit && number > 0).then_some((rest, number))
}

/// The number that a token is, or with which a range begins.
fn leading_number(text: &str) -> Option<u32> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    let rest = &text[digits.len()..];
    let ends = rest.is_empty() || rest.starts_with(['-', '–', '—', '.', ',', ')', ':']);
    if ends && digits.len() <= 4 { digits.parse().ok() } else { None }
}

fn is_speck(text: &str) -> bool {
    text.chars().count() <= 2 && text.chars().all(|sign| SPECKS.contains(&sign))
}

fn speck_share(layout: &Layout) -> f64 {
    let words = || layout.pages.iter().flat_map(|page| &page.lines).flat_map(|line| &line.words);
    words().filter(|word| is_speck(&word.text)).count() as f64 / words().count().max(1) as f64
}

/// What is read for the party (S).
const PARTY_READINGS: [&str; 2] = ["($S)", "($)"];

/// The sign and its number as headings set them, ninety-nine times in a hundred: with a blank, which the reading lost.
fn spaced(sign: &str, number: &str) -> String {
    if number.is_empty() { sign.to_owned() } else { format!("{sign} {number}") }
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
    let between_numbers = |index: usize| number(index.checked_sub(1)) && number(Some(index + 1));
    let mend = |(index, text): (usize, &str)| {
        if is_speck(text) && !between_numbers(index) && !may_be_letter(index, text) {
            Some((index, String::new(), BY_LIST, RepairKind::Sign))
        } else if text == LONG_DASH && index > 0 {
            Some((index, DASH.to_owned(), BY_LIST, RepairKind::Sign))
        } else {
            None
        }
    };
    line.words.iter().map(|word| word.text.as_str()).enumerate().filter_map(mend).collect()
}

fn sections(line: &LaidLine, run: &Run) -> Vec<Mended> {
    let mut found = Vec::new();
    let heading = heading_at(line);
    for (index, word) in line.words.iter().enumerate() {
        let next = line.words.get(index + 1).map_or("", |next| &next.text);
        if let Some((corrected, confidence)) = section(&word.text, next, index == heading, run) {
            found.push((index, corrected, confidence, RepairKind::ParagraphSign));
        }
    }
    found
}

/// What a token reads with its § put right, and how sure that is.
fn section(text: &str, next: &str, first: bool, run: &Run) -> Option<(String, f64)> {
    let next_number = leading_number(next);
    if let Some((signs, rest)) = sure_sign(text) {
        let before_number = rest.is_empty() && next_number.is_some() || leading_number(rest).is_some();
        let sign = "§".repeat(how_many(signs, if rest.is_empty() { next } else { rest }));
        return before_number.then(|| (if first { spaced(&sign, rest) } else { sign + rest }, BY_SIGN));
    }
    if let Some((number, rest)) = sign_behind(text) {
        return Some((format!("{number} §{rest}"), BY_SIGN));
    }
    // The Swedish model reads a party's S now and then as $ or `$S`.
    if let Some(party) = PARTY_READINGS.iter().find_map(|read| text.strip_prefix(read)) {
        return Some((format!("(S){party}"), BY_LIST));
    }
    if let Some((rest, number)) = glued(text).filter(|_| first)
        && run.holds(number)
    {
        return Some((spaced("§", rest), BY_RUN));
    }
    let number = next_number.filter(|&number| run.holds(number))?;
    if first && POSSIBLE_SECTIONS.contains(&text) && number > 0 {
        return Some(("§".to_owned(), BY_RUN));
    }
    match text {
        "88" | "SS" | "&&" | "8$" | "$8" | "55" | "8&" if !first || next.contains(RANGE) => {
            Some(("§§".to_owned(), BY_RUN))
        }
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
    fn specks_go_where_the_text_was_read_from_paper() {
        assert_eq!(mended("Beslut . ; Enligt | Förslag 3 : 2 —", 1.0), "Beslut   Enligt  Förslag 3 : 2 –\n");
        assert_eq!(mended("Ett ord och ett till : fler ord", 0.0).matches(':').count(), 0);
        let clean = "ord ".repeat(300) + ": slut";
        assert_eq!(mended(&clean, 0.0), clean + "\n");
    }

    #[test]
    fn sections_by_sign_and_by_run() {
        assert_eq!(mended("$ 31 Val\n$$ 31-33\n$31\n", 0.0), "§ 31 Val\n§§ 31-33\n§ 31\n");
        assert_eq!(
            mended("8 31 Val\n8 32 Budget\nS 33 Lov\n8 500 Annat\n", 0.0),
            "§ 31 Val\n§ 32 Budget\n§ 33 Lov\n8 500 Annat\n"
        );
        assert_eq!(
            mended("& 331 Val\n5332 Budget\n8 333 Lov\n", 0.0),
            "§ 331 Val\n§ 332 Budget\n§ 333 Lov\n"
        );
        assert_eq!(mended("8 31 Val\n8 37 Budget\n", 0.0), "8 31 Val\n8 37 Budget\n");
        assert_eq!(mended("S3. Val\nS4. Lov\nS5. Slut\n", 0.0), "§ 3. Val\n§ 4. Lov\n§ 5. Slut\n");
        assert_eq!(mended("kostar $ mycket\n", 0.0), "kostar $ mycket\n");
    }

    #[test]
    fn sections_of_several_signs_and_behind_their_number() {
        assert_eq!(mended("&$61 Val\n£62 Lov\n", 0.0), "§ 61 Val\n§ 62 Lov\n");
        assert_eq!(mended("Kommunlagen (2017:725) &$ 3-5\n", 0.0), "Kommunlagen (2017:725) §§ 3-5\n");
        assert_eq!(mended("25$ Budget\nenligt 9$, första\n", 0.0), "25 § Budget\nenligt 9 §, första\n");
    }

    #[test]
    fn sections_behind_the_name_of_the_body() {
        let read = "Ksau 8 180 Val\nKsau 8 181\nKsau 8183 Lov\nKsau $184\n";
        assert_eq!(mended(read, 0.0), "Ksau § 180 Val\nKsau § 181\nKsau § 183 Lov\nKsau § 184\n");
        assert_eq!(mended("Val 841\nLov 845\n", 0.0), "Val 841\nLov 845\n");
    }

    #[test]
    fn a_run_goes_over_missing_numbers_where_the_others_are_many() {
        let found = |text: &str| Run::of(&layout::arrange(input::text::read(text)).0);
        let run = found("8 31 A\n8 32 B\n8 34 C\n8 35 D\n");
        assert!(run.holds(33) && run.holds(35) && !run.holds(36));
        assert!(!found("8 31 A\n8 33 B\n8 35 C\n").holds(33));
    }
}
