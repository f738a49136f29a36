//! Signs that one model cannot write and the other can: § % @, taken over where the rest of the word agrees.

use strsim::normalized_levenshtein;

/// How alike both sides of an @ have to be in the two readings.
const ALIKE: f64 = 0.7;

/// The leading reading `lead` with the sign that `other` shows in it; `None` where `other` shows no such sign, or the two
/// do not agree enough in the rest to be sure. `by_number` tells whether a number stands beside the word: a sign
/// alone is believed only there.
pub(super) fn taken_over(lead: &str, other: &str, by_number: bool) -> Option<String> {
    if lead.contains(['§', '%', '@']) {
        return None;
    }
    paragraph(lead, other, by_number)
        .or_else(|| within(lead, other))
        .or_else(|| percent(lead, other, by_number))
        .or_else(|| at(lead, other))
}

/// `§41` read as `841`, `$41`, `$ 41`; `§§` read as `88`; § alone read as `8`, `&`, `S`.
fn paragraph(lead: &str, other: &str, by_number: bool) -> Option<String> {
    let begin = other.find('§')?;
    let rest = other[begin..].trim_start_matches('§');
    let before = &other[..begin];
    // The first of two signs is misread by either model: `8§`.
    let first_misread = matches!(before, "8" | "$" | "&" | "S");
    let count = other[begin..other.len() - rest.len()].chars().count() + usize::from(first_misread);
    let before = if first_misread { 0 } else { before.chars().count() };
    if before > 1 || count > 2 {
        return None;
    }
    let signs = "§".repeat(count);
    if rest.chars().all(|c| c.is_ascii_punctuation()) {
        // One character more than there are signs: the models read specks as well.
        let short = lead.chars().count() <= count + rest.len() + before + 1;
        return (by_number && short).then(|| format!("{signs}{rest}"));
    }
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    if let Some(misread) = lead.strip_suffix(rest) {
        let length = misread.chars().count();
        return (1..=count + before + 1).contains(&length).then(|| format!("{signs}{rest}"));
    }
    // The numbers differ: only what is never a digit's reading is put right, the number stays as it was read.
    let number = lead.trim_start_matches(['$', '&', 'S', 's', '?']);
    let misread = lead.len() - number.len();
    let is_number = number.starts_with(|c: char| c.is_ascii_digit());
    (is_number && (1..=count).contains(&misread)).then(|| format!("{signs}{number}"))
}

/// Letters of the body's short name that a § may be glued to.
const SHORT_NAME: std::ops::RangeInclusive<usize> = 1..=4;

/// What the leading model reads where one § stands, and of that what is neither digit nor letter.
const MISREAD: [char; 7] = ['8', '5', '$', '&', 'S', 's', '?'];
const NO_LETTER_NOR_DIGIT: [char; 3] = ['$', '&', '?'];

/// A § glued to what stands before it: `Ks§170` read as `Ks8170`, `KF§98` as `KF$898`, `24§` as `24$`.
fn within(lead: &str, other: &str) -> Option<String> {
    let (before, after) = other.split_once('§')?;
    let rest = lead
        .get(..before.len())
        .filter(|own| own.eq_ignore_ascii_case(before))
        .map(|own| &lead[own.len()..])?;
    let own = &lead[..before.len()];
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    if is_number(before) {
        // Of `248` nobody knows what it was.
        let is_sign = rest.chars().all(|c| NO_LETTER_NOR_DIGIT.contains(&c)) && rest.chars().count() == 1;
        return (after.is_empty() && is_sign).then(|| format!("{own}§"));
    }
    if !SHORT_NAME.contains(&before.chars().count()) || !before.chars().all(char::is_alphabetic) {
        return None;
    }
    if is_number(after)
        && let Some(misread) = rest.strip_suffix(after)
    {
        let is_sign = (1..=2).contains(&misread.len()) && misread.chars().all(|c| MISREAD.contains(&c));
        return is_sign.then(|| format!("{own}§{after}"));
    }
    let number = rest.strip_prefix(NO_LETTER_NOR_DIGIT)?;
    (is_number(number) && after.contains(|c: char| c.is_ascii_digit())).then(|| format!("{own}§{number}"))
}

/// The number of a word that is its number and a § which the leading model took for one more digit: `78` where the other reads `7 §`, in
/// two words, as no number is set.
pub(super) fn number_before_sign<'l>(lead: &'l str, others: &[&str]) -> Option<&'l str> {
    let &[number, "§"] = others else { return None };
    let misread = lead.strip_prefix(number)?;
    let is_sign = misread.chars().count() == 1 && misread.chars().all(|c| MISREAD.contains(&c));
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_number && is_sign).then(|| &lead[..number.len()])
}

/// `15%` read as `1596`; % alone read as `96`, `26`, `2/`.
fn percent(lead: &str, other: &str, by_number: bool) -> Option<String> {
    let (number, tail) = other.split_once('%')?;
    if !tail.chars().all(|c| c.is_ascii_punctuation()) || !number.chars().all(is_numeric) {
        return None;
    }
    let lead_core = lead.strip_suffix(tail).unwrap_or(lead);
    let misread = lead_core.strip_prefix(number)?;
    let short = (1..=3).contains(&misread.chars().count());
    let beside = !number.is_empty() || by_number;
    (short && beside).then(|| format!("{number}%{tail}"))
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, ',' | '.' | '-')
}

/// The @ of an address: one character of the leading reading is put right, the rest stays.
fn at(lead: &str, other: &str) -> Option<String> {
    let (user, host) = other.split_once('@')?;
    if user.chars().count() < 2 || !host.contains('.') || host.contains('@') {
        return None;
    }
    let alike = |a: &str, b: &str| normalized_levenshtein(a, b);
    lead.char_indices()
        .filter(|&(_, c)| matches!(c, 'Q' | 'O' | 'Ö' | 'G' | '0' | 'o' | 'ö' | 'a' | '&' | '©' | '®'))
        .map(|(at, c)| (&lead[..at], &lead[at + c.len_utf8()..]))
        .map(|(left, right)| (alike(left, user).min(alike(right, host)), left, right))
        .filter(|&(score, ..)| score >= ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, left, right)| format!("{left}@{right}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(lead: &str, other: &str) -> Option<String> {
        taken_over(lead, other, false)
    }

    #[test]
    fn a_paragraph_sign_before_its_number() {
        assert_eq!(taken("841", "§41").as_deref(), Some("§41"));
        assert_eq!(taken("8841-49", "§§41-49").as_deref(), Some("§§41-49"));
        assert_eq!(taken("$22.", "§22.").as_deref(), Some("§22."));
        assert_eq!(taken_over("88", "8§", true).as_deref(), Some("§§"));
        assert_eq!(taken("8812-14", "$§12-14").as_deref(), Some("§§12-14"));
        assert_eq!(taken("$22.", "'§22.").as_deref(), Some("§22."));
    }

    #[test]
    fn a_paragraph_sign_glued_to_a_short_name_or_a_number() {
        assert_eq!(taken("Ks$170", "Ks§170").as_deref(), Some("Ks§170"));
        assert_eq!(taken("KF$898", "KF§98").as_deref(), Some("KF§98"));
        assert_eq!(taken("Sn896", "Sn§96").as_deref(), Some("Sn§96"));
        assert_eq!(taken("Au$71", "Au§g7i").as_deref(), Some("Au§71"));
        assert_eq!(taken("24$", "24§").as_deref(), Some("24§"));
        for (lead, other) in [
            ("248", "24§"),
            ("Sn896", "Sn§98"),
            ("Sn1296", "Sn§96"),
            ("Avgift896", "Avgift§96"),
            ("år896", "ar§96"),
            ("(S)", "(§)"),
            ("Bo", "B§"),
        ] {
            assert_eq!(taken(lead, other), None, "{lead} {other}");
        }
    }

    #[test]
    fn a_number_and_its_sign_in_two_words() {
        assert_eq!(number_before_sign("78", &["7", "§"]), Some("7"));
        assert_eq!(number_before_sign("24$", &["24", "§"]), Some("24"));
        assert_eq!(number_before_sign("79", &["7", "§"]), None);
        assert_eq!(number_before_sign("78", &["7§"]), None);
        assert_eq!(number_before_sign("8", &["", "§"]), None);
    }

    #[test]
    fn a_number_that_differs_stays_as_it_was_read() {
        assert_eq!(taken("$41", "§47").as_deref(), Some("§41"));
        assert_eq!(taken("841", "§47"), None);
    }

    #[test]
    fn a_paragraph_sign_alone_needs_a_number_beside_it() {
        assert_eq!(taken_over("8", "§", true).as_deref(), Some("§"));
        assert_eq!(taken_over("$$", "§§", true).as_deref(), Some("§§"));
        assert_eq!(taken_over("8", "§", false), None);
        assert_eq!(taken_over("Sätts", "§", true), None);
        assert_eq!(taken_over("(S)", "§)\"'", false), None);
    }

    #[test]
    fn a_percent_sign_after_its_number() {
        assert_eq!(taken("1596", "15%").as_deref(), Some("15%"));
        assert_eq!(taken("2,596,", "2,5%,").as_deref(), Some("2,5%,"));
        assert_eq!(taken_over("96", "%", true).as_deref(), Some("%"));
        assert_eq!(taken_over("96", "%", false), None);
        assert_eq!(taken("1896", "15%"), None);
    }

    #[test]
    fn the_at_sign_of_an_address() {
        let lead = "anna.åbergQnora.example";
        assert_eq!(taken(lead, "anna.aberg@nora.example").as_deref(), Some("anna.åberg@nora.example"));
        assert_eq!(taken("styrelsenÖnora.se", "styreisen@nora.se").as_deref(), Some("styrelsen@nora.se"));
        assert_eq!(taken("möjligheten", "m@jligheten"), None);
    }

    #[test]
    fn readings_without_a_sign_change_nothing() {
        assert_eq!(taken("möte", "mote"), None);
        assert_eq!(taken("§41", "§47"), None);
    }
}
