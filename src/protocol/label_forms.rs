//! Labels of posting and adjustment that no table holds as a whole, told by what they are made of: `Datum då protokollet
//! anslås på kommunens anslagstavla`.

use super::label::Label;
use super::phrases::{fold, rows};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A label by the stems that it must hold: one of each group.
struct Form {
    label: Label,
    groups: Vec<Vec<String>>,
}

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let stems = |group: &str| group.split(' ').map(fold).collect();
    let form = |row: Vec<&'static str>| {
        let label = Label::named(row[0]).expect("label-forms.tsv names fields that labels have");
        Form { label, groups: row[1..].iter().map(|group| stems(group)).collect() }
    };
    rows(include_str!("../../dictionaries/sources/label-forms.tsv")).map(form).collect()
});

static LINKS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    rows(include_str!("../../dictionaries/sources/label-links.tsv")).map(|row| fold(row[0])).collect()
});

/// The field that a label of these folded words announces; two words at least, all of them known.
pub(super) fn field(words: &[String]) -> Option<Label> {
    const MOST: usize = 10;
    if !(2..=MOST).contains(&words.len()) {
        return None;
    }
    let is_stem = |word: &String| {
        FORMS.iter().flat_map(|form| form.groups.iter().flatten()).any(|stem| begins_with(word, stem))
    };
    if !words.iter().all(|word| LINKS.contains(word) || is_stem(word)) {
        return None;
    }
    let fits = |form: &&Form| {
        let holds = |stem: &String| words.iter().any(|word| begins_with(word, stem));
        form.groups.iter().all(|group| group.iter().any(holds))
    };
    // The form that asks for most.
    FORMS.iter().filter(fits).max_by_key(|form| form.groups.len()).map(|form| form.label)
}

/// Whether a word has a stem; a short one must be the whole word.
fn begins_with(word: &str, stem: &str) -> bool {
    const SHORT: usize = 5;
    if stem.len() < SHORT { word == stem } else { word.starts_with(stem) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Label> {
        let words: Vec<String> = text.split(' ').map(fold).collect();
        field(&words)
    }

    #[test]
    fn labels_by_their_words() {
        for (text, label) in [
            ("Datum då protokollet anslås på kommunens anslagstavla", Label::NoticePosted),
            ("Protokollet är publicerat", Label::NoticePosted),
            ("Anslaget tas ned från anslagstavlan", Label::NoticeRemoved),
            ("Datum för avpublicering", Label::NoticeRemoved),
            ("Tiden för överklagande går ut den", Label::NoticeDeadline),
            ("Protokollet förvaras och arkiveras av", Label::NoticeStorage),
            ("Plats och datum för protokollets justering", Label::ApprovalPlaceTime),
            ("Utsedd att jämte ordföranden justera dagens protokoll", Label::Adjusters),
        ] {
            assert_eq!(read(text), Some(label), "{text}");
        }
    }

    #[test]
    fn other_words_are_no_label() {
        for text in ["Protokollet läses upp", "Justering Kansliet", "Anslag", "Beslut om plats och tid"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
