//! Whether the text layer of a page can be believed. No dictionary is asked: what a layer has lost shows in its letters.

/// What is known of a page before it is decided how to read it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sight {
    /// The words of its text layer.
    pub(super) text: String,
    /// Share of the page that its largest image covers, 0..=1.
    pub(super) covered: f64,
}

/// What is to be said of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Verdict {
    Good,
    /// No word.
    Missing,
    /// A few words on a page that an image covers: a stamp, or a head that a program put over a scan.
    Thin,
    /// Characters without meaning.
    Garbage,
    /// Long text without å, ä and ö over an image of the page: it was read by a program that does not know them.
    LettersLost,
    /// Long text without å, ä and ö, and no image to read it from again.
    LettersLostForGood,
}

/// Share of a page that an image must cover to be the page.
const PAGE_IMAGE: f64 = 0.6;

/// Words below which a layer over an image of the page is thin.
const FEW_WORDS: usize = 25;

/// Letters from which their shares say something.
const ENOUGH: usize = 200;

/// Share of characters without meaning that a layer may have.
const MAX_ODD: f64 = 0.08;

/// The letters that Swedish is mostly written with, and their share of its letters below which it is none: about 0.85 in prose, a
/// little less in lists of names, half in text whose letters were exchanged.
const COMMON: &str = "eantrsildomgkvåäö";
const MIN_COMMON: f64 = 0.62;

/// Share of the words that are one letter where a layer has blanks between letters.
const MAX_SINGLE: f64 = 0.55;

/// Share of the letters that are å, ä or ö below which they are lost: about 0.045 in Swedish.
const MIN_RINGS: f64 = 0.002;

/// Letters from which their absence says something.
const ENOUGH_FOR_RINGS: usize = 400;

/// Judges the layer of each page. Pages with too little text to lack å, ä and ö by themselves are judged by the whole document.
pub(super) fn judge(pages: &[Sight]) -> Vec<Verdict> {
    let counts: Vec<Letters> = pages.iter().map(|page| Letters::of(&page.text)).collect();
    let all = counts.iter().fold(Letters::default(), |sum, page| Letters {
        all: sum.all + page.all,
        rings: sum.rings + page.rings,
        ..sum
    });
    pages.iter().zip(&counts).map(|(page, counts)| judge_page(page, *counts, all)).collect()
}

fn judge_page(page: &Sight, letters: Letters, document: Letters) -> Verdict {
    let words = page.text.split_whitespace();
    let count = words.clone().count();
    let is_scan = page.covered >= PAGE_IMAGE;
    if count == 0 {
        return Verdict::Missing;
    }
    let single = words.filter(|word| word.chars().count() == 1 && !word.starts_with(is_list_sign)).count();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let characters = page.text.chars().filter(|c| !c.is_whitespace()).count();
    let odd = page.text.chars().filter(|&c| is_odd(c)).count() + 2 * page.text.matches('Ã').count();
    let spelled = count >= 20 && share(single, count) > MAX_SINGLE;
    let unlike = letters.all >= ENOUGH && share(letters.common, letters.all) < MIN_COMMON;
    if share(odd, characters) > MAX_ODD || spelled || unlike {
        return Verdict::Garbage;
    }
    if is_scan && count < FEW_WORDS {
        return Verdict::Thin;
    }
    let judged = if letters.all >= ENOUGH_FOR_RINGS { letters } else { document };
    if judged.all >= ENOUGH_FOR_RINGS && share(judged.rings, judged.all) < MIN_RINGS {
        return if is_scan { Verdict::LettersLost } else { Verdict::LettersLostForGood };
    }
    Verdict::Good
}

#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    all: usize,
    common: usize,
    rings: usize,
}

impl Letters {
    fn of(text: &str) -> Self {
        let mut letters = Self::default();
        for c in text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
            letters.all += 1;
            letters.common += usize::from(COMMON.contains(c));
            letters.rings += usize::from("åäö".contains(c));
        }
        letters
    }
}

fn is_list_sign(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '-' | '–' | '•' | '§' | '*' | '/')
}

/// Characters that stand for glyphs without a meaning: of the private use area, controls, the mark of what could not be decoded.
fn is_odd(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}') || (c.is_control() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Nämnden beslutar att godkänna förvaltningens förslag till yttrande över motionen om öppettider \
                        på biblioteken och att överlämna ärendet till kommunfullmäktige för beslut den 4 mars. ";

    fn verdict(text: &str, covered: f64) -> Verdict {
        judge(&[Sight { text: text.to_owned(), covered }])[0]
    }

    #[test]
    fn good_layers_are_believed_over_scans_and_without() {
        assert_eq!(verdict(&TEXT.repeat(3), 0.0), Verdict::Good);
        assert_eq!(verdict(&TEXT.repeat(3), 1.0), Verdict::Good);
        assert_eq!(verdict("Bilaga 3", 0.0), Verdict::Good);
    }

    #[test]
    fn layers_that_are_missing_or_a_stamp_are_told() {
        assert_eq!(verdict(" \n", 0.0), Verdict::Missing);
        assert_eq!(verdict("Signerat digitalt 2024-03-04", 0.98), Verdict::Thin);
    }

    #[test]
    fn garbage_is_told() {
        let private: String = TEXT.chars().map(|c| if c.is_alphabetic() { '\u{f041}' } else { c }).collect();
        assert_eq!(verdict(&private, 0.0), Verdict::Garbage);
        let shifted: String = TEXT
            .repeat(3)
            .bytes()
            .map(|b| if b.is_ascii_lowercase() { (b + 3) as char } else { ' ' })
            .collect();
        assert_eq!(verdict(&shifted, 0.0), Verdict::Garbage);
        let spelled: String = TEXT.chars().flat_map(|c| [c, ' ']).collect();
        assert_eq!(verdict(&spelled, 0.0), Verdict::Garbage);
        let twice: String = TEXT.repeat(2).bytes().map(|b| b as char).collect();
        assert_eq!(verdict(&twice, 0.0), Verdict::Garbage);
    }

    #[test]
    fn text_without_rings_is_read_again_where_there_is_an_image() {
        let bare = TEXT.repeat(4).replace(['å', 'ä'], "a").replace('ö', "o");
        assert_eq!(verdict(&bare, 1.0), Verdict::LettersLost);
        assert_eq!(verdict(&bare, 0.1), Verdict::LettersLostForGood);
        let short = Sight { text: bare.chars().take(250).collect(), covered: 1.0 };
        assert_eq!(judge(std::slice::from_ref(&short)), [Verdict::Good]);
        assert_eq!(judge(&[short.clone(), short.clone(), short]), [Verdict::LettersLost; 3]);
    }
}
