//! What is wrong with the signs of single words of a text that was read from paper: specks that stick to them, read as a quote that nothing opens or
//! closes or as a stop before a word; dashes longer than Swedish prints; first letters read twice.

use crate::layout::{LaidPage, Layout};

use super::assemble::{Change, Outcome, Outcomes};
use super::signs::{BY_LIST, DASH, LONG_DASH, outcome};
use super::text::RepairKind;
use super::units::Place;

/// Quotes: print sets them in pairs.
pub(super) const SINGLE_QUOTES: [char; 5] = ['‘', '’', '\'', '´', '`'];
const DOUBLE_QUOTES: [char; 5] = ['"', '”', '“', '„', '»'];
/// The one that Swedish prints on both sides.
const DOUBLE: char = '”';
/// Signs at the ends of words.
pub(super) const STOPS: [char; 4] = ['.', ',', ';', ':'];
/// Signs that print never sets right before a letter.
const NEVER_BEFORE: [char; 5] = [',', ';', '_', '~', '.'];
/// Letters from which a word behind a full stop is none of an address or a file's name.
const NO_EXTENSION: usize = 5;
/// Endings whose genitive may be written with an apostrophe: `Lars’`.
const HISSING: [char; 6] = ['s', 'x', 'z', 'S', 'X', 'Z'];
/// Letters with which names begin twice: `Aaby`, `Eenberg`, `Lloyd`, `Oostra`.
const DOUBLED_IN_NAMES: [char; 7] = ['a', 'e', 'i', 'l', 'o', 'u', 'f'];
/// Lines that a quotation goes over at most, one in single quotes and another.
const LONGEST_QUOTATION: [usize; 2] = [3, 12];

/// Dashes that a text read from paper has for the one that Swedish prints between numbers and names.
const LONG_DASHES: [&str; 3] = ["—-", "-—", LONG_DASH];

/// Puts the words right, whatever else was found of them.
pub(super) fn trim(layout: &Layout, outcomes: &mut Outcomes) {
    for (page_index, page) in layout.pages.iter().enumerate() {
        let quotes = Quotes::of(page);
        for (line_index, line) in page.lines.iter().enumerate() {
            for (word_index, word) in line.words.iter().enumerate() {
                if !may_have_speck(&word.text) {
                    continue;
                }
                let place = Place { page: page_index, line: line_index, word: word_index };
                let found = outcomes.get(&place);
                let text = found.and_then(|found| found.text.as_deref()).unwrap_or(&word.text);
                let at = (line_index, word_index);
                let bare = trimmed(text, &quotes, at).map(str::to_owned);
                if let Some(bare) = bare
                    .or_else(|| doubled(text, &quotes, at))
                    .or_else(|| dashed(text))
                    .or_else(|| once(text))
                {
                    let bare = outcome(&bare, BY_LIST, RepairKind::Sign);
                    let joined = joined(outcomes.remove(&place), bare);
                    outcomes.insert(place, joined);
                }
            }
        }
    }
}

fn may_have_speck(text: &str) -> bool {
    text.starts_with(|c: char| kind_of(c).is_some() || NEVER_BEFORE.contains(&c))
        || text.ends_with(|c: char| kind_of(c).is_some())
        || text.contains(LONG_DASH)
        || once(text).is_some()
}

/// The word with Swedish dashes between its parts.
fn dashed(text: &str) -> Option<String> {
    let long = LONG_DASHES.iter().find(|dash| text.contains(**dash))?;
    let between = |part: &str| part.chars().any(char::is_alphanumeric);
    text.split(long).all(between).then(|| text.replace(long, DASH))
}

/// The word with its first letter once, where it was read as a capital and as a small one: `Vvägen`, `kKommunen`. With two small letters, or a name
/// that begins so (`Lloyd`), it may be the author's.
fn once(text: &str) -> Option<String> {
    let mut signs = text.chars();
    let (first, second, third) = (signs.next()?, signs.next()?, signs.clone().next()?);
    let same = first != second && first.to_lowercase().eq(second.to_lowercase());
    let consonant = first.is_alphabetic() && !DOUBLED_IN_NAMES.contains(&second.to_ascii_lowercase());
    let capital = if first.is_uppercase() { first } else { second };
    (same && consonant && third.is_lowercase()).then(|| format!("{capital}{}", signs.as_str()))
}

/// What was found of a word, with what becomes of the signs beside its letters.
pub(super) fn joined(found: Option<Outcome>, signs: Outcome) -> Outcome {
    let Some(found) = found else { return signs };
    let change = match (found.text, found.change, &signs.text) {
        (Some(_), Some(change), Some(text)) => Some(Change { corrected: text.clone(), ..change }),
        _ => signs.change,
    };
    Outcome { text: signs.text, change, ..found }
}

/// The word without its speck; `None` where it has none.
fn trimmed<'t>(text: &'t str, quotes: &Quotes, at: At) -> Option<&'t str> {
    let mut signs = text.chars();
    let first = signs.next()?;
    let rest = signs.as_str();
    let next = rest.chars().next()?;
    if let Some(kind) = kind_of(first)
        && next.is_alphanumeric()
        && !quotes.close_behind(kind, at)
    {
        return Some(rest);
    }
    if NEVER_BEFORE.contains(&first) && is_word_behind(first, rest) {
        return Some(rest);
    }
    let bare = text.strip_suffix(|c: char| kind_of(c).is_some())?;
    let kind = kind_of(text.chars().next_back()?)?;
    let last = bare.trim_end_matches(STOPS).chars().next_back()?;
    let stays = !last.is_alphabetic() || kind == Kind::Single && HISSING.contains(&last);
    (!stays && !quotes.open_before(kind, at)).then_some(bare)
}

/// The word with a double quote of which one stroke alone was read, told by the one that it faces.
fn doubled(text: &str, quotes: &Quotes, at: At) -> Option<String> {
    let (core, stops) = text.split_at(text.trim_end_matches(STOPS).len());
    let faces_double = |closes: bool| quotes.facing(at, closes) == Some(Kind::Double);
    if let Some(bare) = core.strip_suffix(SINGLE_QUOTES)
        && !bare.ends_with(HISSING)
        && faces_double(true)
    {
        return Some(format!("{bare}{DOUBLE}{stops}"));
    }
    let bare = text.strip_prefix(SINGLE_QUOTES)?;
    faces_double(false).then(|| format!("{DOUBLE}{bare}"))
}

/// Whether what stands behind a sign is a word of running text.
fn is_word_behind(sign: char, rest: &str) -> bool {
    let letters = rest.chars().take_while(|c| c.is_alphabetic()).count();
    let first_is_capital = rest.starts_with(char::is_uppercase);
    letters > 1 && (sign != '.' || first_is_capital || letters >= NO_EXTENSION) && !rest.contains(['@', '/'])
}

/// Quotes of one kind: the forms of a kind are taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Single,
    Double,
}

/// Which kind a sign is of; `None` where it is no quote.
fn kind_of(sign: char) -> Option<Kind> {
    if SINGLE_QUOTES.contains(&sign) {
        Some(Kind::Single)
    } else {
        DOUBLE_QUOTES.contains(&sign).then_some(Kind::Double)
    }
}

/// Line and word of a page.
type At = (usize, usize);

/// Where quotations may begin and end on a page, a kind each, in order.
#[derive(Default)]
struct Quotes {
    openers: [Vec<At>; 2],
    closers: [Vec<At>; 2],
    /// All of them, whatever their kind, in order, and whether each may close: of a double quote no more than one stroke is read at times.
    all: Vec<(At, bool, Kind)>,
}

impl Quotes {
    fn of(page: &LaidPage) -> Self {
        let mut quotes = Self::default();
        for (line_index, line) in page.lines.iter().enumerate() {
            for (word_index, word) in line.words.iter().enumerate() {
                quotes.add((line_index, word_index), &word.text);
            }
        }
        quotes
    }

    fn add(&mut self, at: At, text: &str) {
        let opener = text.trim_start_matches(['(', '[']).chars().next().and_then(kind_of);
        for kind in [Kind::Single, Kind::Double] {
            if opener == Some(kind) {
                self.openers[kind as usize].push(at);
                self.all.push((at, false, kind));
            }
        }
        for kind in [Kind::Single, Kind::Double] {
            if text.chars().skip(1).any(|sign| kind_of(sign) == Some(kind)) {
                self.closers[kind as usize].push(at);
                self.all.push((at, true, kind));
            }
        }
    }

    /// Whether a word at a place or behind it may close a quotation.
    fn close_behind(&self, kind: Kind, at: At) -> bool {
        let near = |closers: &[At]| {
            let next = closers.get(closers.partition_point(|&closer| closer < at));
            next.is_some_and(|&(line, _)| line < at.0 + LONGEST_QUOTATION[kind as usize])
        };
        near(&self.closers[kind as usize]) || self.facing(at, false).is_some()
    }

    /// Whether a word at a place or before it may open a quotation.
    fn open_before(&self, kind: Kind, at: At) -> bool {
        let openers = &self.openers[kind as usize];
        let last = openers[..openers.partition_point(|&opener| opener <= at)].last();
        last.is_some_and(|(line, _)| at.0 < line + LONGEST_QUOTATION[kind as usize])
            || self.facing(at, true).is_some()
    }

    /// The kind of the quote next to the one at a place, behind an opener and before a closer, where it is of the other sort and near.
    fn facing(&self, at: At, closes: bool) -> Option<Kind> {
        let here = self.all.partition_point(|&(place, closer, _)| (place, closer) < (at, closes));
        let other = if closes { here.checked_sub(1) } else { Some(here + 1) };
        let &((line, _), closer, kind) = self.all.get(other?)?;
        let near = line.abs_diff(at.0) < LONGEST_QUOTATION[Kind::Single as usize];
        (closer != closes && near).then_some(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{input, layout};

    fn read(text: &str) -> String {
        let (layout, _) = layout::arrange(input::text::read(text));
        let mut outcomes = Outcomes::default();
        trim(&layout, &mut outcomes);
        crate::repair::assemble::write(&layout, &outcomes).text.into_string().trim_end().to_owned()
    }

    #[test]
    fn specks_come_off() {
        assert_eq!(read("att ‘av samma skäl"), "att av samma skäl");
        assert_eq!(read("medel från’ fonden"), "medel från fonden");
        assert_eq!(read("Närvarande \"Vera Ek"), "Närvarande Vera Ek");
        assert_eq!(read("yrkar ,att .Nämnden _beslutar"), "yrkar att Nämnden beslutar");
    }

    #[test]
    fn a_double_quote_of_which_one_stroke_was_read() {
        for (text, printed) in [
            (
                "”Ja för återremiss\noch nej för avgörande idag.'",
                "”Ja för återremiss\noch nej för avgörande idag.”",
            ),
            (
                "brottet \"förvanskning av familjeställning' kommer",
                "brottet \"förvanskning av familjeställning” kommer",
            ),
            ("aktioner 'spontana\", men", "aktioner ”spontana\", men"),
        ] {
            assert_eq!(read(text), printed);
        }
    }

    #[test]
    fn long_dashes_and_letters_read_twice() {
        assert_eq!(read("kl. 13:00—-17:25, §§ 21—22"), "kl. 13:00–17:25, §§ 21–22");
        assert_eq!(read("Vvägen och kKommunen"), "Vägen och Kommunen");
        for text in ["Lloyd", "eEkonomi", "KkB", "— Ja"] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn quotations_genitives_and_addresses_stay() {
        for text in [
            "ordet ‘bifall’ står",
            "ordet 'bifall\när skrivet' så",
            "Lars’ motion",
            "filen .docx och .pdf",
            "sidan .vera@osby.se",
            "500’ kr",
            "yrkar \"bifall\ntill\nförslaget\"",
            "”Enligt Lars’ motion” säger",
            "(”bolaget”) och",
            "…att",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
