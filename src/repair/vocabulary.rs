//! Words that an archive's own documents teach: what stands in texts that are clean.
//!
//! Only texts that repair has hardly anything against are taken, and in them only the words that it has nothing against: a list learnt from
//! misread pages would make their errors words.

use std::collections::BTreeMap;

use crate::dictionary::{Dictionary, UserWords, is_fit, token};
use crate::layout::LineRole;

use super::text::{Correction, Grade, RepairedLine, RepairedText};

/// Share of the words that repair would change from which a text is no clean one: of clean text it changes one word in some
/// twenty thousand, of text read by OCR one in a hundred or more.
const MOST_CHANGED: f64 = 0.002;
/// Changes that any text may have.
const FEW_CHANGES: usize = 2;
/// Words below which a text says too little of itself.
const LEAST_WORDS: usize = 30;
/// Letters of the shortest word that is learnt: of shorter ones most are abbreviations.
const SHORTEST: usize = 3;

/// Words gathered from clean texts.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// By their lower-case forms.
    forms: BTreeMap<String, Forms>,
    /// Words that repair would change or doubts, with what it would make of them.
    suspects: BTreeMap<(String, String), u32>,
    /// Running words of the texts.
    words: u64,
    texts: u32,
}

/// How often a word is written in which way.
#[derive(Debug, Clone, Default)]
struct Forms {
    /// Where a capital may be that of a line or a sentence.
    begins: u32,
    /// In running text, by the way it is written.
    within: BTreeMap<String, u32>,
}

/// A list of words, and what was not put on it.
#[derive(Debug, Clone, Default)]
pub struct Learnt {
    /// Words that the dictionary does not hold, or holds as rarer ones.
    pub words: UserWords,
    /// Words left out, with their counts and what repair would make of them: `Fralsningsarmén`, 3, `Frälsningsarmén`.
    pub suspects: Vec<(String, u32, String)>,
}

impl Vocabulary {
    /// Takes the words of a repaired text.
    ///
    /// # Errors
    /// If the text is too short, or is none that stands as it was written: says why it is left out.
    pub fn add(&mut self, text: &RepairedText) -> Result<(), String> {
        let words = text.lines.iter().map(|line| line.tokens.len()).sum::<usize>();
        if words < LEAST_WORDS {
            return Err(format!("it holds {words} words, too few to tell how it was made"));
        }
        let changed = text.corrections.iter().filter(|change| change.grade != Grade::Doubtful).count();
        if changed > FEW_CHANGES && changed as f64 > MOST_CHANGED * words as f64 {
            return Err(format!(
                "repair would change {changed} of its {words} words: it seems to be read by OCR"
            ));
        }
        let body = |line: &&RepairedLine| line.role == LineRole::Body;
        for line in text.lines.iter().filter(body) {
            self.add_line(text, line);
        }
        self.words += words as u64;
        self.texts += 1;
        Ok(())
    }

    fn add_line(&mut self, text: &RepairedText, line: &RepairedLine) {
        let tokens = || line.tokens.iter().map(|token| text.text.slice(token.span));
        let is_title = |token: &str| token::strip(token).core.starts_with(char::is_uppercase);
        let mut before: Option<&str> = None;
        let last = line.tokens.len().saturating_sub(1);
        for (index, (token, word)) in line.tokens.iter().zip(tokens()).enumerate() {
            let stripped = token::strip(word);
            let follows = before.is_some_and(|before| !token::ends_sentence(token::strip(before).after));
            let named = tokens().nth(index + 1).is_some_and(is_title);
            before = Some(word);
            let cut = index == last && (line.joins_next || stripped.after.starts_with('-'));
            let open = index == 0 && stripped.before.contains('-');
            if let Some(change) = text.correction_at(token.span) {
                self.suspect(change);
            } else if !cut && !open && is_learnable(stripped.core) {
                self.count(stripped.core, follows || named);
            }
        }
    }

    fn suspect(&mut self, change: &Correction) {
        let [read, other] = [&change.original, &change.corrected].map(|word| token::strip(word).core);
        if is_learnable(read) && is_learnable(other) {
            *self.suspects.entry((read.to_owned(), other.to_owned())).or_default() += 1;
        }
    }

    fn count(&mut self, word: &str, within: bool) {
        let forms = self.forms.entry(token::lower(word)).or_default();
        if within || word.starts_with(char::is_lowercase) {
            *forms.within.entry(word.to_owned()).or_default() += 1;
        } else {
            forms.begins += 1;
        }
    }

    /// Texts and running words that were taken.
    #[must_use]
    pub fn sizes(&self) -> (u32, u64) {
        (self.texts, self.words)
    }

    /// The words that stand at least `least` times and are more than `dictionary` knows.
    #[must_use]
    pub fn learnt(&self, dictionary: &Dictionary, least: u32) -> Learnt {
        let mut learnt = Learnt::default();
        for (lower, forms) in &self.forms {
            let within: u32 = forms.within.values().sum();
            let count = within + forms.begins;
            if count < least || !dictionary.is_rarer(lower, count) {
                continue;
            }
            let Some((likest, _)) = forms.within.iter().max_by_key(|(_, count)| **count) else {
                learnt.words.add(lower, count);
                continue;
            };
            learnt.words.add(likest, forms.begins);
            forms.within.iter().for_each(|(form, count)| learnt.words.add(form, *count));
        }
        let often = self.suspects.iter().filter(|(_, count)| **count >= least);
        learnt.suspects = often.map(|((read, other), count)| (read.clone(), *count, other.clone())).collect();
        learnt
    }
}

fn is_learnable(word: &str) -> bool {
    word.chars().count() >= SHORTEST && is_fit(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;
    use crate::repair::Repairer;

    const CLEAN: &str = "Sammanträde på Vråksjömåla gård den 4 mars. Ordföranden hälsar alla välkomna till mötet och \
        förklarar det öppnat. Nämnden besöker Vråksjömåla i maj.\nVråksjömålas ägare, Eva Ekdal, deltar i mötet med Fralsningsarmén. Uppsynegången \
        vid gården görs av Eva Ekdal. Nämnden beslutar att besöka Vråksjömåla och uppsynegången två gånger om året med Fralsningsarmén.\n";

    fn repaired(text: &str, dictionary: &Dictionary) -> RepairedText {
        let (layout, _) = layout::arrange(crate::input::text::read(text));
        Repairer::new(dictionary).repair(&layout)
    }

    #[test]
    fn clean_texts_teach_what_is_not_known() {
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let mut vocabulary = Vocabulary::default();
        vocabulary.add(&repaired(CLEAN, &dictionary)).expect("a clean text");
        let learnt = vocabulary.learnt(&dictionary, 2);
        let words: Vec<_> = learnt.words.iter().collect();
        assert!(words.contains(&("Vråksjömåla", 3)), "{words:?}");
        assert!(
            words.iter().any(|(word, _)| *word == "uppsynegången"),
            "a capital that begins a sentence: {words:?}"
        );
        assert!(
            words.iter().all(|(word, _)| !["mötet", "beslutar", "Fralsningsarmén"].contains(word)),
            "{words:?}"
        );
        assert_eq!(learnt.suspects, [("Fralsningsarmén".to_owned(), 2, "Frälsningsarmén".to_owned())]);
    }

    #[test]
    fn what_ocr_read_teaches_nothing() {
        let dictionary = Dictionary::embedded().expect("the embedded dictionary is whole");
        let read = CLEAN.replace(['ä', 'å'], "a").replace('ö', "o");
        let why = Vocabulary::default().add(&repaired(&read, &dictionary)).expect_err("lost letters");
        assert!(why.contains("seems to be read by OCR"), "{why}");
        assert!(Vocabulary::default().add(&repaired("Mötet öppnas.", &dictionary)).is_err());
    }
}
