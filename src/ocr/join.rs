//! Joins a second model's reading of a page to the first one's, word by word, by the boxes.

use super::signs;
use crate::geometry::BBox;
use crate::page::{Line, Reading, Word};

/// Share of the narrower box's width, and of the lower one's height, that boxes of the same word have in common.
const SAME_PLACE: f32 = 0.5;

/// A word's place in a list of lines: line, word.
type Place = (usize, usize);

/// The lines of `lead` with what the model of `language` read in the same places: a differing reading becomes an
/// alternative; § % and @, which not every model can write, are taken over where the rest of the word agrees, and the
/// first reading becomes the alternative. Words that only the second model saw are left out, but for a § before a number and the
/// mark of a list before a line: their own reading is their alternative, which tells them.
pub(super) fn join(mut lead: Vec<Line>, other: &[Line], language: &str, lead_language: &str) -> Vec<Line> {
    let seconds: Vec<&Word> = other.iter().flat_map(|line| &line.words).collect();
    let mut unmatched = vec![true; seconds.len()];
    for line in &mut lead {
        let groups = groups(&line.words, &seconds);
        let mut words = Vec::with_capacity(line.words.len());
        for (index, group) in groups.iter().enumerate() {
            for &second in &group.seconds {
                unmatched[second] = false;
            }
            let by_number = index.checked_sub(1).is_some_and(|i| ends_in_number(&line.words, &groups[i]))
                || groups.get(index + 1).is_some_and(|next| starts_with_number(&line.words, next));
            let firsts = &line.words[group.firsts.clone()];
            let readings: Vec<&Word> = group.seconds.iter().map(|&i| seconds[i]).collect();
            words.extend(joined(firsts, &readings, by_number, language, lead_language));
        }
        line.words = words;
    }
    for second in (0..seconds.len()).filter(|&i| unmatched[i]) {
        insert_sign(&mut lead, seconds[second], language);
    }
    lead
}

/// Words of the first reading that stand side by side, and those of the second in the same place.
struct Group {
    firsts: std::ops::Range<usize>,
    seconds: Vec<usize>,
}

/// Cuts a line into groups that share no word of either reading.
fn groups(words: &[Word], seconds: &[&Word]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let mut here: Vec<usize> = (0..seconds.len()).filter(|&i| same_place(word, seconds[i])).collect();
        here.sort_by_key(|&i| seconds[i].bbox.map(|b| b.x0));
        match groups.last_mut() {
            Some(last) if last.seconds.iter().any(|i| here.contains(i)) => {
                last.firsts.end = index + 1;
                here.retain(|i| !last.seconds.contains(i));
                last.seconds.extend(here);
            }
            _ => groups.push(Group { firsts: index..index + 1, seconds: here }),
        }
    }
    groups
}

fn same_place(a: &Word, b: &Word) -> bool {
    let (Some(a), Some(b)) = (a.bbox, b.bbox) else { return false };
    let common = a.x1.min(b.x1).saturating_sub(a.x0.max(b.x0));
    // Boxes of table rules and pictures reach over many lines.
    let alike_high = a.height().max(b.height()) <= 3 * a.height().min(b.height()).max(4);
    alike_high
        && common as f32 >= SAME_PLACE * a.width().min(b.width()).max(1) as f32
        && a.vertical_overlap(b) >= SAME_PLACE
}

fn starts_with_number(words: &[Word], group: &Group) -> bool {
    words[group.firsts.start].text.starts_with(|c: char| c.is_ascii_digit())
}

fn ends_in_number(words: &[Word], group: &Group) -> bool {
    words[group.firsts.end - 1].text.ends_with(|c: char| c.is_ascii_digit())
}

/// The words of one place.
fn joined(
    firsts: &[Word],
    seconds: &[&Word],
    by_number: bool,
    language: &str,
    lead_language: &str,
) -> Vec<Word> {
    let mut words = firsts.to_vec();
    if seconds.is_empty() {
        return words;
    }
    if let ([word], [number, sign]) = (firsts, seconds)
        && let Some(own) = signs::number_before_sign(&word.text, &[&number.text, &sign.text])
    {
        let number = Word { text: own.to_owned(), bbox: number.bbox, ..word.clone() };
        return vec![number, Word { gap: 1, ..sign_alone(word, sign, lead_language) }];
    }
    let first: String = firsts.iter().map(|word| word.text.as_str()).collect();
    let second: String = seconds.iter().map(|word| word.text.as_str()).collect();
    if let Some(text) = signs::taken_over(&first, &second, by_number) {
        if let ([word], [sign, number]) = (firsts, seconds)
            && let Some(number_text) = text.strip_prefix(&sign.text).filter(|_| sign.text.starts_with('§'))
        {
            let number = Word { text: number_text.to_owned(), gap: 1, bbox: number.bbox, ..word.clone() };
            return vec![sign_alone(word, sign, lead_language), number];
        }
        return cut_as_before(&text, firsts).map_or_else(
            || vec![with_sign(text.clone(), firsts, seconds, &first, lead_language)],
            |(at, sign)| {
                let word = &firsts[at];
                words[at] = with_sign(sign, std::slice::from_ref(word), seconds, &word.text, lead_language);
                words[at].bbox = word.bbox;
                words
            },
        );
    }
    if let [word] = words.as_mut_slice()
        && seconds.len() <= MOST_PARTS
    {
        let text = seconds.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        if text != word.text {
            let confidence = lowest_confidence(seconds.iter().copied());
            word.alternatives.push(Reading { text, confidence, language: language.to_owned() });
        }
    }
    words
}

/// Words that the second model may see in the place of one: more are another cutting of the line.
const MOST_PARTS: usize = 2;

/// Where several words become `text` by a change in the first or last one alone: that one's place and new text.
fn cut_as_before(text: &str, firsts: &[Word]) -> Option<(usize, String)> {
    let last = firsts.len().checked_sub(1).filter(|&last| last > 0)?;
    let joined = |words: &[Word]| words.iter().map(|word| word.text.as_str()).collect::<String>();
    let changed = |at: usize, rest: Option<&str>| {
        rest.filter(|rest| !rest.is_empty()).map(|rest| (at, rest.to_owned()))
    };
    changed(0, text.strip_suffix(&joined(&firsts[1..])))
        .or_else(|| changed(last, text.strip_prefix(&joined(&firsts[..last]))))
}

/// The sign of a word that the second model read as sign and number.
fn sign_alone(word: &Word, sign: &Word, language: &str) -> Word {
    let whole = with_sign(sign.text.clone(), std::slice::from_ref(word), &[sign], &word.text, language);
    Word { bbox: sign.bbox, ..whole }
}

fn with_sign(text: String, firsts: &[Word], seconds: &[&Word], first: &str, language: &str) -> Word {
    let boxes = firsts.iter().chain(seconds.iter().copied()).filter_map(|word| word.bbox);
    let replaced = Reading {
        text: first.to_owned(),
        confidence: lowest_confidence(firsts.iter()),
        language: language.to_owned(),
    };
    Word {
        text,
        gap: firsts[0].gap,
        bbox: boxes.reduce(BBox::union),
        confidence: seconds.iter().filter_map(|word| word.confidence).reduce(f32::min),
        alternatives: vec![replaced],
    }
}

/// How sure the least sure of some words is, 0..=1.
fn lowest_confidence<'w>(words: impl Iterator<Item = &'w Word>) -> f32 {
    words.filter_map(|word| word.confidence).reduce(f32::min).unwrap_or(0.0)
}

fn reading(word: &Word, language: &str) -> Reading {
    Reading {
        text: word.text.clone(),
        confidence: word.confidence.unwrap_or(0.0),
        language: language.to_owned(),
    }
}

/// What the second model reads for the mark of a list, and how sure it must be of one: specks look alike.
const LIST_MARKS: [&str; 14] = ["•", "-", "–", "*", "+", "¢", "«", "»", "©", "®", "·", "▪", "e", "o"];
const SURE_MARK: f32 = 0.5;

/// Puts a § that only the second model saw before the number that stands to its right, and the mark of a list before the line that does.
fn insert_sign(lead: &mut [Line], sign: &Word, language: &str) {
    let is_section = matches!(sign.text.as_str(), "§" | "§§");
    let is_mark =
        || LIST_MARKS.contains(&sign.text.as_str()) && sign.confidence.is_some_and(|sure| sure >= SURE_MARK);
    if !is_section && !is_mark() {
        return;
    }
    let Some((line, at)) = right_of(lead, sign) else { return };
    let first = lead[line].words[at].text.chars().next().unwrap_or_default();
    let fits = if is_section { first.is_ascii_digit() } else { at == 0 && first.is_alphabetic() };
    if fits {
        let gap = std::mem::replace(&mut lead[line].words[at].gap, 1);
        let alternatives = vec![reading(sign, language)];
        lead[line].words.insert(at, Word { gap, alternatives, ..sign.clone() });
        lead[line].bbox = lead[line].bbox.zip(sign.bbox).map(|(a, b)| a.union(b));
    }
}

/// The nearest word to the right of `sign` on its row, if it is near.
fn right_of(lead: &[Line], sign: &Word) -> Option<Place> {
    let place = sign.bbox?;
    let near = |word: &Word| {
        let found = word.bbox?;
        let gap = found.x0.checked_sub(place.x1.saturating_sub(place.width() / 2))?;
        let height = place.height().max(found.height());
        (place.vertical_overlap(found) >= SAME_PLACE && gap <= 3 * height).then_some(gap)
    };
    let (_, at) = lead
        .iter()
        .enumerate()
        .flat_map(|(l, line)| line.words.iter().enumerate().map(move |(w, word)| ((l, w), word)))
        .filter_map(|(at, word)| near(word).map(|gap| (gap, at)))
        .min()?;
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x0: u32, x1: u32) -> Word {
        let bbox = Some(BBox::new(x0, 10, x1, 30));
        Word { text: text.into(), gap: 1, bbox, confidence: Some(0.9), alternatives: Vec::new() }
    }

    fn line(words: Vec<Word>) -> Vec<Line> {
        let bbox = words.iter().filter_map(|w| w.bbox).reduce(BBox::union);
        vec![Line { words, bbox }]
    }

    fn texts(lines: &[Line]) -> Vec<&str> {
        lines.iter().flat_map(|l| &l.words).map(|w| w.text.as_str()).collect()
    }

    fn join_them(lead: Vec<Word>, other: Vec<Word>) -> Vec<Line> {
        join(line(lead), &line(other), "eng", "swe")
    }

    #[test]
    fn a_differing_reading_is_an_alternative_and_an_equal_one_is_not() {
        let lines = join_them(
            vec![word("mötet", 0, 50), word("i", 60, 64)],
            vec![word("métet", 1, 51), word("i", 60, 64)],
        );
        assert_eq!(texts(&lines), ["mötet", "i"]);
        let found = &lines[0].words[0].alternatives;
        assert_eq!((found[0].text.as_str(), found[0].language.as_str()), ("métet", "eng"));
        assert!(lines[0].words[1].alternatives.is_empty());
    }

    #[test]
    fn two_words_in_the_place_of_one_are_one_reading() {
        let lines = join_them(vec![word("Valav", 0, 50)], vec![word("Val", 0, 30), word("av", 34, 50)]);
        assert_eq!(texts(&lines), ["Valav"]);
        assert_eq!(lines[0].words[0].alternatives[0].text, "Val av");
    }

    #[test]
    fn a_sign_is_taken_over_and_the_first_reading_kept() {
        let lines =
            join_them(vec![word("8", 0, 8), word("21.", 14, 40)], vec![word("§", 0, 8), word("21.", 14, 40)]);
        assert_eq!(texts(&lines), ["§", "21."]);
        let found = &lines[0].words[0].alternatives;
        assert_eq!((found[0].text.as_str(), found[0].language.as_str()), ("8", "swe"));
    }

    #[test]
    fn words_that_the_models_cut_differently_are_one_place() {
        let lines = join_them(vec![word("15", 0, 20), word("96", 24, 44)], vec![word("15%", 0, 44)]);
        assert_eq!(texts(&lines), ["15", "%"]);
        assert_eq!(lines[0].words[1].bbox, Some(BBox::new(24, 10, 44, 30)));
        let lines = join_them(vec![word("8", 0, 8), word("12", 14, 40)], vec![word("§12", 0, 40)]);
        assert_eq!(texts(&lines), ["§", "12"]);
        let lines = join_them(vec![word("821", 0, 40)], vec![word("§", 0, 8), word("21", 14, 40)]);
        assert_eq!(texts(&lines), ["§", "21"]);
        let lines = join_them(vec![word("821", 0, 40)], vec![word("§21", 0, 40)]);
        assert_eq!(texts(&lines), ["§21"]);
    }

    #[test]
    fn a_number_glued_to_its_sign_is_parted() {
        let lines = join_them(
            vec![word("78", 0, 30), word("Val", 40, 70)],
            vec![word("7", 0, 10), word("§", 16, 30)],
        );
        assert_eq!(texts(&lines), ["7", "§", "Val"]);
        let boxes: Vec<u32> = lines[0].words.iter().filter_map(|word| Some(word.bbox?.x0)).collect();
        assert_eq!(boxes, [0, 16, 40]);
        assert_eq!(lines[0].words[1].alternatives[0].text, "78");
    }

    #[test]
    fn a_paragraph_sign_that_only_the_second_model_saw_is_put_before_its_number() {
        let lines = join_them(vec![word("21.", 14, 40)], vec![word("§", 0, 8), word("21.", 14, 40)]);
        assert_eq!(texts(&lines), ["§", "21."]);
        let lines = join_them(vec![word("Val", 14, 40)], vec![word("§", 0, 8), word("Val", 14, 40)]);
        assert_eq!(texts(&lines), ["Val"]);
    }

    #[test]
    fn the_mark_of_a_list_that_only_the_second_model_saw_is_put_before_its_line() {
        let words = || vec![word("Karta", 20, 60), word("över", 66, 90)];
        let read = |mark, x0| join_them(words(), [vec![word(mark, x0, x0 + 6)], words()].concat());
        assert_eq!(texts(&read("-", 0)), ["-", "Karta", "över"]);
        assert_eq!(read("¢", 0)[0].words[0].alternatives[0].text, "¢");
        assert_eq!(texts(&read("|", 0)), ["Karta", "över"]);
        assert_eq!(texts(&read("-", 60)), ["Karta", "över"]);
        let mut speck = word("-", 0, 6);
        speck.confidence = Some(0.2);
        assert_eq!(texts(&join_them(words(), [vec![speck], words()].concat())), ["Karta", "över"]);
    }

    #[test]
    fn words_on_other_rows_are_not_mixed_up() {
        let mut below = word("§", 0, 8);
        below.bbox = Some(BBox::new(0, 60, 8, 80));
        let lines = join_them(vec![word("8", 0, 8), word("21", 14, 40)], vec![below]);
        assert_eq!(texts(&lines), ["8", "21"]);
    }
}
