//! The labels of cover and posting: which field each announces, found whole, split over lines, or with a letter wrong.

use super::cells::Cell;
use super::lex::{Kind, Token, tokens};
use super::near::Near;
use super::phrases::{fold, rows};
use super::role::is_honorific;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// Plats och tid.
    PlaceTime,
    /// Plats.
    Place,
    /// Tid.
    Time,
    /// Sammanträdesdatum.
    Date,
    /// Paragrafer.
    Paragraphs,
    /// One of the attendance lists.
    List(List),
    /// Ordförande, as a line of its own.
    Chair,
    /// Vice ordförande, as a line of its own.
    ViceChair,
    /// Andre vice ordförande, as a line of its own.
    SecondViceChair,
    /// Sekreterare.
    Secretary,
    /// Utses att justera.
    Adjusters,
    /// Justeringens plats och tid.
    ApprovalPlaceTime,
    /// Justeringens plats.
    ApprovalPlace,
    /// Justeringens tid.
    ApprovalTime,
    /// Justeringsdatum.
    ApprovalDate,
    /// Underskrifter.
    Signatures,
    /// Anslag/Bevis: the heading.
    Notice,
    /// Organ.
    NoticeBody,
    /// Datum för anslags uppsättande.
    NoticePosted,
    /// Datum för anslags nedtagande.
    NoticeRemoved,
    /// Sista dag för överklagande.
    NoticeDeadline,
    /// Förvaringsplats för protokollet.
    NoticeStorage,
    /// A contents list.
    Contents,
    /// Printed with the form, of no field.
    Ignored,
}

/// A list of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum List {
    /// Närvarande.
    Present,
    /// Beslutande.
    Members,
    /// Styrelsemedlemmar: members of a body that does not divide those present.
    Board,
    /// Tjänstgörande ersättare.
    ServingSubstitutes,
    /// Ersättare, Närvarande ersättare.
    Substitutes,
    /// Ej tjänstgörande ersättare.
    NonServing,
    /// Anmält förhinder.
    Excused,
    /// Frånvarande.
    Absent,
    /// Tjänstepersoner.
    Officials,
    /// Övriga deltagare.
    Others,
    /// Inbjudna.
    Guests,
    /// Adjungerade.
    CoOpted,
    /// Fackliga representanter.
    Union,
    /// Revisorer.
    Auditors,
    /// Insynsplatser.
    Observers,
}

impl Label {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "place_time" => Self::PlaceTime,
            "place" => Self::Place,
            "time" => Self::Time,
            "date" => Self::Date,
            "paragraphs" => Self::Paragraphs,
            "chair" => Self::Chair,
            "vice_chair" => Self::ViceChair,
            "second_vice_chair" => Self::SecondViceChair,
            "secretary" => Self::Secretary,
            "adjusters" => Self::Adjusters,
            "approval_place_time" => Self::ApprovalPlaceTime,
            "approval_place" => Self::ApprovalPlace,
            "approval_time" => Self::ApprovalTime,
            "approval_date" => Self::ApprovalDate,
            "signatures" => Self::Signatures,
            "notice" => Self::Notice,
            "notice_body" => Self::NoticeBody,
            "notice_posted" => Self::NoticePosted,
            "notice_removed" => Self::NoticeRemoved,
            "notice_deadline" => Self::NoticeDeadline,
            "notice_storage" => Self::NoticeStorage,
            "contents" => Self::Contents,
            "ignored" => Self::Ignored,
            list => Self::List(List::named(list)?),
        })
    }
}

impl List {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "present" => Self::Present,
            "members" => Self::Members,
            "board" => Self::Board,
            "serving_substitutes" => Self::ServingSubstitutes,
            "substitutes" => Self::Substitutes,
            "non_serving" => Self::NonServing,
            "excused" => Self::Excused,
            "absent" => Self::Absent,
            "officials" => Self::Officials,
            "others" => Self::Others,
            "guests" => Self::Guests,
            "coopted" => Self::CoOpted,
            "union" => Self::Union,
            "auditors" => Self::Auditors,
            "observers" => Self::Observers,
            _ => return None,
        })
    }
}

/// A label in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// What it announces.
    pub(crate) label: Label,
    /// Bytes of the cell that it takes, with a colon after it.
    pub(crate) bytes: usize,
    /// Words of it that stand at the beginning of the following lines; 0 where it is whole.
    pub(crate) carried: usize,
    /// Words of the whole label.
    pub(crate) words: usize,
    /// Whether a colon or the end of the cell follows, so that it can be nothing but a label.
    pub(crate) closed: bool,
}

#[derive(Debug)]
struct Table {
    by_first: FxHashMap<String, Vec<(Vec<String>, Label)>>,
    /// Whole labels with their folded text, for those in which a letter is wrong.
    whole: Vec<(Near, usize, Label)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { by_first: FxHashMap::default(), whole: Vec::new() };
    for row in rows(include_str!("../../dictionaries/sources/labels.tsv")) {
        let [field, text] = row[..] else { continue };
        let Some(label) = Label::named(field) else { continue };
        let words: Vec<String> = words_of(&tokens(text, 0)).map(|(_, token)| fold(token.text)).collect();
        table.whole.push((Near::new(words.join(" ")), words.len(), label));
        table.by_first.entry(words[0].clone()).or_default().push((words, label));
    }
    for labels in table.by_first.values_mut() {
        labels.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    table
});

/// Words of a label at most.
const LONGEST: usize = 12;

/// The label at the beginning of `cell`. `below` gives the first words of the cells that stand under it on the next lines,
/// for labels that are split.
pub(crate) fn find(cell: &Cell<'_>, below: impl Fn() -> Vec<String>) -> Option<Match> {
    let line = head_of(cell.text);
    let tokens = tokens(line, 0);
    let words: Vec<(usize, &Token<'_>)> = words_of(&tokens).take(LONGEST).collect();
    // A cell that begins with another sign than a word has no label.
    if tokens.first()?.kind != Kind::Word {
        return None;
    }
    let first = fold(words.first()?.1.text);
    let labels = TABLE.by_first.get(&first);
    let whole = labels.and_then(|labels| labels.iter().find_map(|label| whole_match(&tokens, &words, label)));
    if let Some(parted) = parted_match(&words, &below) {
        return Some(parted);
    }
    let split = labels.and_then(|labels| split_match(&tokens, &words, labels, &below));
    // `Anslaget: 23 juni` over `Nedtas: 15 juli`: a label with colon and value goes on in no other line.
    let valued = |whole: &Match| line[..whole.bytes].ends_with(':') && !line[whole.bytes..].trim().is_empty();
    match (whole, split) {
        (Some(whole), Some(split)) if split.words > whole.words && !valued(&whole) => Some(split),
        (Some(whole), _) => Some(whole),
        (None, Some(split)) => Some(split),
        (None, None) => damaged_match(&tokens, &words).or_else(|| formed_match(&tokens, &words)),
    }
}

/// As much of a cell as can hold a label and what tells that it is one.
fn head_of(text: &str) -> &str {
    const MOST: usize = 160;
    text.char_indices().nth(MOST).map_or(text, |(byte, _)| &text[..byte])
}

fn words_of<'a, 't>(tokens: &'a [Token<'t>]) -> impl Iterator<Item = (usize, &'a Token<'t>)> {
    tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word)
}

fn common(label: &[String], words: &[(usize, &Token<'_>)]) -> usize {
    label.iter().zip(words).take_while(|(label, (_, token))| **label == fold(token.text)).count()
}

fn whole_match(
    tokens: &[Token<'_>],
    words: &[(usize, &Token<'_>)],
    label: &(Vec<String>, Label),
) -> Option<Match> {
    let count = label.0.len();
    if common(&label.0, words) < count {
        return None;
    }
    ended(tokens, words[count - 1].0, count > 1, label.1).map(|(bytes, closed)| Match {
        label: label.1,
        bytes,
        carried: 0,
        words: count,
        closed,
    })
}

/// A label of one word that the line's end parts: `Sammanträdes-`, and under it `datum`.
fn parted_match(words: &[(usize, &Token<'_>)], below: &impl Fn() -> Vec<String>) -> Option<Match> {
    let (_, first) = words.first()?;
    let start = fold(first.text.strip_suffix('-')?);
    let whole = start + below().first()?;
    // The heads of columns of people are read elsewhere.
    let (_, label) = TABLE
        .by_first
        .get(&whole)?
        .iter()
        .find(|(label, meaning)| label.len() == 1 && !matches!(meaning, Label::List(_)))?;
    let bytes = first.byte + first.text.len();
    Some(Match { label: *label, bytes, carried: 1, words: 1, closed: true })
}

fn split_match(
    tokens: &[Token<'_>],
    words: &[(usize, &Token<'_>)],
    labels: &[(Vec<String>, Label)],
    below: &impl Fn() -> Vec<String>,
) -> Option<Match> {
    let candidates: Vec<(usize, &(Vec<String>, Label))> = labels
        .iter()
        .map(|label| (common(&label.0, words), label))
        .filter(|(taken, label)| *taken > 0 && *taken < label.0.len())
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let below = below();
    candidates.into_iter().find_map(|(taken, (label, meaning))| {
        let rest = &label[taken..];
        let (bytes, closed) = ended(tokens, words[taken - 1].0, false, *meaning)?;
        (below.len() >= rest.len() && below[..rest.len()] == *rest).then_some(Match {
            label: *meaning,
            bytes,
            carried: rest.len(),
            words: label.len(),
            closed,
        })
    })
}

/// A cell that is a label but for a letter or two.
fn damaged_match(tokens: &[Token<'_>], words: &[(usize, &Token<'_>)]) -> Option<Match> {
    let end = tokens.iter().position(|token| token.kind == Kind::Stop).unwrap_or(tokens.len());
    let colon = end < tokens.len();
    if colon && tokens[end].text != ":" || tokens[..end].iter().any(|token| token.kind != Kind::Word) {
        return None;
    }
    let inside = words.iter().take_while(|(at, _)| *at < end).count();
    let text = words[..inside].iter().map(|(_, token)| fold(token.text)).collect::<Vec<_>>().join(" ");
    let text = Near::new(text);
    let allowed = match text.length() {
        0..=8 => return None,
        9..=14 => 1,
        15..=60 => 2,
        _ => return None,
    };
    let ends = |whole: &Near| {
        whole.text.chars().next() == text.text.chars().next()
            || whole.text.chars().next_back() == text.text.chars().next_back()
    };
    let (_, count, label) =
        TABLE.whole.iter().find(|(whole, ..)| whole.is_within(&text, allowed) && ends(whole))?;
    let last = &tokens[if colon { end } else { end - 1 }];
    Some(Match { label: *label, bytes: last.byte + last.text.len(), carried: 0, words: *count, closed: true })
}

/// A cell that is a label by the words that it is made of.
fn formed_match(tokens: &[Token<'_>], words: &[(usize, &Token<'_>)]) -> Option<Match> {
    let end = tokens.iter().position(|token| token.kind != Kind::Word).unwrap_or(tokens.len());
    let colon = tokens.get(end);
    if colon.is_some_and(|colon| colon.text != ":") || words.len() == LONGEST {
        return None;
    }
    let folded: Vec<String> =
        words.iter().take_while(|(at, _)| *at < end).map(|(_, token)| fold(token.text)).collect();
    let label =
        super::label_forms::field(&folded).or_else(|| super::list_words::list(&folded).map(Label::List))?;
    let last = colon.unwrap_or(&tokens[end - 1]);
    Some(Match { label, bytes: last.byte + last.text.len(), carried: 0, words: folded.len(), closed: true })
}

/// Whether a label whose last word is token `last` ends there, and the bytes up to its value.
fn ended(tokens: &[Token<'_>], last: usize, long: bool, label: Label) -> Option<(usize, bool)> {
    // `Tjänstepersoner m.fl.`
    let last = last + and_others(&tokens[last + 1..]);
    // `Deltagare (19 st):`
    let last = if matches!(label, Label::List(_)) { last + counted(&tokens[last + 1..]) } else { last };
    let token = &tokens[last];
    let end = token.byte + token.text.len();
    let Some(next) = tokens.get(last + 1) else { return Some((end, true)) };
    if next.kind == Kind::Stop && next.text == ":" {
        return Some((next.byte + 1, true));
    }
    let value_begins = match next.kind {
        Kind::Word => {
            let first = next.text.chars().next();
            let clear = first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '§');
            // `Närvarande voro herrar Ek och Al`
            let people = matches!(label, Label::List(_)) && is_honorific(next);
            clear || people || long && !next.is_and() && !matches!(label, Label::List(_))
        }
        Kind::Open => false,
        // `Närvarande aktieägare, antal aktier och röster` over a list.
        Kind::Comma if matches!(label, Label::List(_)) && long => {
            let rest = &tokens[last + 2..];
            let all = !rest.is_empty()
                && rest
                    .iter()
                    .all(|token| token.kind == Kind::Word && token.text.starts_with(char::is_lowercase));
            return all.then(|| (tokens.last().map_or(end, |token| token.byte + token.text.len()), true));
        }
        Kind::Comma => false,
        Kind::Stop | Kind::Mark => true,
        Kind::Close => false,
    };
    value_begins.then_some((end, false))
}

/// Tokens of `(19 st)` at the beginning.
fn counted(tokens: &[Token<'_>]) -> usize {
    const LONGEST: usize = 4;
    let figures = |token: &Token<'_>| token.text.bytes().all(|byte| byte.is_ascii_digit());
    match tokens {
        [open, count, ..] if open.kind == Kind::Open && figures(count) => tokens
            .iter()
            .take(LONGEST)
            .position(|token| token.kind == Kind::Close)
            .map_or(0, |close| close + 1),
        _ => 0,
    }
}

/// Tokens of `m.fl.`, `m fl`, `med flera` at the beginning.
fn and_others(tokens: &[Token<'_>]) -> usize {
    const LONGEST: usize = 4;
    let mut said = String::new();
    for (at, token) in tokens.iter().enumerate().take(LONGEST) {
        said.push_str(&fold(token.text));
        if matches!(said.as_str(), "mfl" | "medflera" | "mm") {
            return at + 1 + usize::from(tokens.get(at + 1).is_some_and(|stop| stop.text == "."));
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Label, &str, usize)> {
        read_over(text, &[])
    }

    fn read_over<'t>(text: &'t str, below: &[&str]) -> Option<(Label, &'t str, usize)> {
        let cell = Cell { text, start: 0, column: 0, line: 0 };
        let found = find(&cell, || below.iter().map(|word| fold(word)).collect())?;
        Some((found.label, cell.after_byte(found.bytes).text, found.carried))
    }

    #[test]
    fn every_row_of_the_table_is_found() {
        for row in rows(include_str!("../../dictionaries/sources/labels.tsv")) {
            assert_eq!(read(row[1]).map(|found| found.0), Label::named(row[0]), "{row:?}");
        }
    }

    #[test]
    fn value_after_a_single_blank() {
        assert_eq!(read("Plats och tid Rådhuset"), Some((Label::PlaceTime, "Rådhuset", 0)));
        assert_eq!(read("Beslutande Vera Ek (S)"), Some((Label::List(List::Members), "Vera Ek (S)", 0)));
        assert_eq!(read("Närvarande: alla"), Some((Label::List(List::Present), "alla", 0)));
        assert_eq!(read("Tjänstepersoner m.fl. Vera Ek"), Some((Label::List(List::Officials), "Vera Ek", 0)));
        assert_eq!(read("Närvarande är alla"), None);
        assert_eq!(read("Deltagare (19 st):"), Some((Label::List(List::Present), "", 0)));
        assert_eq!(read("Plats för lek"), None);
    }

    #[test]
    fn labels_split_over_lines() {
        let list = Label::List(List::NonServing);
        assert_eq!(read_over("Ej tjänstgörande", &["ersättare", "Adam"]), Some((list, "", 1)));
        assert_eq!(
            read_over("Justeringens plats och Kansliet", &["tid"]),
            Some((Label::ApprovalPlaceTime, "Kansliet", 1))
        );
        assert_eq!(read_over("Ej tjänstgörande Adam Ek", &["Bo"]), Some((list, "Adam Ek", 0)));
    }

    #[test]
    fn a_label_that_the_end_of_the_line_parts() {
        assert_eq!(read_over("Sammanträdes-", &["datum", "2019-04-25"]), Some((Label::Date, "", 1)));
        assert_eq!(read_over("När-", &["varande"]), None);
    }

    #[test]
    fn labels_with_letters_wrong() {
        assert_eq!(read("Anmalt férhinder:").map(|found| found.0), Some(Label::List(List::Excused)));
        assert_eq!(read("Beslutanda").map(|found| found.0), Some(Label::List(List::Members)));
        assert_eq!(read("Beslutet").map(|found| found.0), None);
    }
}
