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
/// first reading becomes the alternative. Words that only the second model saw are left out, but for a § before a number.
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
        insert_paragraph_sign(&mut lead, seconds[second], language);
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
        let whole =
            with_sign(sign.text.clone(), std::slice::from_ref(word), &[sign], &word.text, lead_language);
        return vec![number, Word { gap: 1, bbox: sign.bbox, ..whole }];
    }
    let first: String = firsts.iter().map(|word| word.text.as_str()).collect();
    let second: String = seconds.iter().map(|word| word.text.as_str()).collect();
    if let Some(text) = signs::taken_over(&first, &second, by_number) {
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
    if let ([word], [second]) = (words.as_mut_slice(), seconds)
        && word.text != second.text
    {
        word.alternatives.push(reading(second, language));
    }
    words
}

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

fn with_sign(text: String, firsts: &[Word], seconds: &[&Word], first: &str, language: &str) -> Word {
    let boxes = firsts.iter().chain(seconds.iter().copied()).filter_map(|word| word.bbox);
    let lowest = |words: &mut dyn Iterator<Item = f32>| words.reduce(f32::min);
    let replaced = Reading {
        text: first.to_owned(),
        confidence: lowest(&mut firsts.iter().filter_map(|w| w.confidence)).unwrap_or(0.0),
        language: language.to_owned(),
    };
    Word {
        text,
        gap: firsts[0].gap,
        bbox: boxes.reduce(BBox::union),
        confidence: lowest(&mut seconds.iter().filter_map(|w| w.confidence)),
        alternatives: vec![replaced],
    }
}

fn reading(word: &Word, language: &str) -> Reading {
    Reading {
        text: word.text.clone(),
        confidence: word.confidence.unwrap_or(0.0),
        language: language.to_owned(),
    }
}

/// Puts a § that only the second model saw before the number that stands to its right.
fn insert_paragraph_sign(lead: &mut [Line], sign: &Word, language: &str) {
    if !matches!(sign.text.as_str(), "§" | "§§") {
        return;
    }
    let Some((line, at)) = number_right_of(lead, sign) else { return };
    let gap = std::mem::replace(&mut lead[line].words[at].gap, 1);
    let alternatives = vec![reading(sign, language)];
    lead[line].words.insert(at, Word { gap, alternatives, ..sign.clone() });
    lead[line].bbox = lead[line].bbox.zip(sign.bbox).map(|(a, b)| a.union(b));
}

/// The nearest word to the right of `sign` on its row, if it is near and begins with a digit.
fn number_right_of(lead: &[Line], sign: &Word) -> Option<Place> {
    let place = sign.bbox?;
    let near = |word: &Word| {
        let found = word.bbox?;
        let gap = found.x0.checked_sub(place.x1.saturating_sub(place.width() / 2))?;
        (place.vertical_overlap(found) >= SAME_PLACE && gap <= 3 * place.height()).then_some(gap)
    };
    let (_, at, word) = lead
        .iter()
        .enumerate()
        .flat_map(|(l, line)| line.words.iter().enumerate().map(move |(w, word)| ((l, w), word)))
        .filter_map(|(at, word)| near(word).map(|gap| (gap, at, word)))
        .min_by_key(|&(gap, at, _)| (gap, at))?;
    word.text.starts_with(|c: char| c.is_ascii_digit()).then_some(at)
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
    fn words_on_other_rows_are_not_mixed_up() {
        let mut below = word("§", 0, 8);
        below.bbox = Some(BBox::new(0, 60, 8, 80));
        let lines = join_them(vec![word("8", 0, 8), word("21", 14, 40)], vec![below]);
        assert_eq!(texts(&lines), ["8", "21"]);
    }
}
