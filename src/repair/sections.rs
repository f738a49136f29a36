//! § put right where its run of numbers, its own sign or its place in the line tells it.

use crate::dictionary::token;
use crate::layout::LaidLine;
use crate::page::Word;

use super::marks::{RANGE, is_between};
use super::paragraf::{
    glued, glued_behind, glued_range, how_many, is_body, is_doubled, is_possible, leading_number, sure,
    sure_behind, sure_inside,
};
use super::runs::{Runs, heading_at};
use super::signs::{BY_LIST, BY_RUN, BY_SIGN};

/// What is read for the party (S).
const PARTY_READINGS: [&str; 2] = ["($S)", "($)"];
/// Numbers from which a § glued to one inside a line is told: of smaller ones too many are something else.
const FEWEST_INSIDE: u32 = 100;

/// Digits that the number of a § has: few meetings come to a thousand in their year.
const LONGEST_NUMBER: usize = 3;

/// A token of a line with what stands beside it.
#[derive(Clone, Copy)]
struct Place<'l> {
    last: &'l str,
    text: &'l str,
    next: &'l str,
    after_next: &'l str,
    /// Whether the § of a heading would stand here.
    heading: bool,
    /// Whether it is the line's first token but one.
    second: bool,
    runs: &'l Runs,
}

/// The tokens of a line whose § is put right: which, what they read then, and how sure that is.
pub(super) fn of_line(line: &LaidLine, runs: &Runs) -> Vec<(usize, String, f64)> {
    // Whatever was read for §, a number stands beside it.
    let may_have = |word: &Word| word.text.contains(|c: char| c.is_ascii_digit() || c == '$');
    if !line.words.iter().any(may_have) {
        return Vec::new();
    }
    let heading = heading_at(line);
    let text = |at: Option<usize>| at.and_then(|at| line.words.get(at)).map_or("", |word| &word.text);
    let mend = |index: usize| {
        let place = Place {
            last: text(index.checked_sub(1)),
            text: text(Some(index)),
            next: text(Some(index + 1)),
            after_next: text(Some(index + 2)),
            heading: index == heading,
            second: index == 1,
            runs,
        };
        place.mended().map(|(corrected, confidence)| (index, corrected, confidence))
    };
    (0..line.words.len()).filter_map(mend).collect()
}

/// The heading's `§12` or `12§` of a line, in a document that was read from paper and sets some heading `§ 12`, `12 §`.
pub(super) fn parted(line: &LaidLine, runs: &Runs) -> Option<(usize, String)> {
    let at = heading_at(line);
    let text = line.words.get(at)?.text.as_str();
    if let Some(number) = text.strip_suffix(token::SECTION) {
        let held = leading_number(number).is_some_and(|number| runs.hold_behind(number));
        return (runs.apart_behind && held).then(|| (at, format!("{number} {}", token::SECTION)));
    }
    let number = text.strip_prefix(token::SECTION)?;
    let lost = runs.apart && leading_number(number).is_some_and(|number| runs.hold(number));
    lost.then(|| (at, format!("{} {number}", token::SECTION)))
}

impl Place<'_> {
    fn mended(self) -> Option<(String, f64)> {
        let by_itself = self.by_sign().or_else(|| self.as_party());
        if by_itself.is_some() || self.runs.are_none() {
            return by_itself;
        }
        self.as_heading()
            .or_else(|| self.as_heading_behind())
            .or_else(|| self.as_range())
            .or_else(|| self.as_reference())
    }

    /// A sign that is read for § and nothing else.
    fn by_sign(self) -> Option<(String, f64)> {
        if let Some((body, numbers)) = sure_inside(self.text) {
            let is_held = |number: &&str| leading_number(number).is_some_and(|number| self.runs.hold(number));
            let likely = |number: &&str| number.len() <= LONGEST_NUMBER;
            let known = numbers.iter().copied().find(is_held);
            let number = known.or_else(|| numbers.iter().copied().find(likely)).unwrap_or(numbers[0]);
            return Some((format!("{body} § {number}"), BY_SIGN));
        }
        let open = if self.text.starts_with('(') { "(" } else { "" };
        let text = &self.text[open.len()..];
        let behind_number = self.stands_behind_number();
        let Some((signs, rest)) = sure(text) else {
            let (number, rest) = sure_behind(self.text).filter(|_| !behind_number)?;
            return Some((format!("{number} §{rest}"), BY_SIGN));
        };
        let before_number = if rest.is_empty() { leading_number(self.next) } else { leading_number(rest) };
        if before_number.is_some() {
            let number = if rest.is_empty() { self.next } else { rest };
            let one = self.heading && !number.contains(RANGE) && !is_between(self.after_next);
            let sign = "§".repeat(if one { 1 } else { how_many(signs, number) });
            let whole = if self.heading { self.set(&sign, rest) } else { sign + rest };
            return Some((format!("{open}{whole}"), BY_SIGN));
        }
        let alone = !rest.chars().any(char::is_alphanumeric);
        (behind_number && alone).then(|| ("§".repeat(how_many(signs, self.last)) + rest, BY_SIGN))
    }

    fn stands_behind_number(self) -> bool {
        self.last.ends_with(|c: char| c.is_ascii_digit()) && leading_number(self.last).is_some()
    }

    /// The Swedish model reads a party's S now and then as $ or `$S`.
    fn as_party(self) -> Option<(String, f64)> {
        let party = PARTY_READINGS.iter().find_map(|read| self.text.strip_prefix(read))?;
        Some((format!("(S){party}"), BY_LIST))
    }

    /// The § of a heading, or of a reference that begins a line.
    fn as_heading(self) -> Option<(String, f64)> {
        if !self.heading {
            return None;
        }
        let is_held = |number: u32, weak: bool| {
            self.runs.hold(number) && (!weak || self.text.ends_with('.') || self.runs.hold_weak(number))
        };
        if is_possible(self.text) {
            let held = leading_number(self.next).is_some_and(|number| number > 0 && self.runs.hold(number));
            if held {
                return Some(("§".to_owned(), BY_RUN));
            }
        }
        let glued = glued(self.text).find(|glued| is_held(glued.number, glued.weak) && self.begins_title());
        glued.map(|glued| (self.set("§", glued.rest), BY_RUN))
    }

    /// Whether what follows is no running text: `84 personer` is no § 4.
    fn begins_title(self) -> bool {
        self.text.ends_with('.') || !self.next.starts_with(char::is_lowercase)
    }

    /// The § of a heading that has it behind its number.
    fn as_heading_behind(self) -> Option<(String, f64)> {
        let title = |text: &str| text.starts_with(char::is_uppercase);
        if self.second && is_possible(self.text) && title(self.next) {
            let number = leading_number(self.last)?;
            return self.runs.hold_behind(number).then(|| ("§".to_owned(), BY_RUN));
        }
        let number = glued_behind(self.text).filter(|_| self.heading && title(self.next))?;
        self.runs.hold_behind(number).then(|| (format!("{number} §"), BY_RUN))
    }

    /// The sign and its number as the document's headings have them; ninety-nine times in a hundred with a blank, which the reading lost.
    fn set(self, sign: &str, number: &str) -> String {
        if number.is_empty() || self.runs.close {
            format!("{sign}{number}")
        } else {
            format!("{sign} {number}")
        }
    }

    /// §§ before numbers of the run.
    fn as_range(self) -> Option<(String, f64)> {
        let open = if self.text.starts_with('(') { "(" } else { "" };
        let text = &self.text[open.len()..];
        if is_doubled(text) && (!self.heading || self.next.contains(RANGE)) {
            let held = leading_number(self.next).is_some_and(|number| self.runs.hold(number));
            return held.then(|| (format!("{open}§§"), BY_RUN));
        }
        let held = |&(_, _, first, last): &(usize, &str, u32, u32)| {
            self.runs.hold_nearly(first) && self.runs.hold_nearly(last)
        };
        let (count, range, ..) = glued_range(text).find(held)?;
        Some((format!("{open}{}{range}", "§".repeat(count)), BY_RUN))
    }

    /// A § inside a line with a number of the run: behind a name (`ekonomichef, 8 123`), or where a table or list ends its line with it.
    fn as_reference(self) -> Option<(String, f64)> {
        if self.heading {
            return None;
        }
        if is_possible(self.text) {
            leading_number(self.next).filter(|&number| self.runs.hold(number))?;
            let behind_name = self.last.ends_with([',', ')']) || is_body(self.last);
            let ends = |text: &str| !text.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            let set_off = behind_name && (self.next.ends_with([',', ';', '.']) || ends(self.after_next));
            return (self.text == "&" || set_off).then(|| ("§".to_owned(), BY_RUN));
        }
        let held = |number: u32| number >= FEWEST_INSIDE && self.runs.hold(number);
        let glued = glued(self.text).find(|glued| held(glued.number))?;
        let beside = |text: &str| text.is_empty() || self::glued(text).any(|glued| held(glued.number));
        (self.text.chars().all(|c| c.is_ascii_digit()) && beside(self.next))
            .then(|| (format!("§{}", glued.rest), BY_LIST))
    }
}

#[cfg(test)]
mod tests {
    use crate::repair::signs::tests::mended;

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
        assert_eq!(
            mended("1 $ första stycket\nenligt 15-18 $$.\n", 0.0),
            "1 § första stycket\nenligt 15-18 §§.\n"
        );
    }

    #[test]
    fn sections_of_other_meetings_behind_list_marks() {
        let lists = "$ 34 Val\n8 35 Lov\n8 36 Slut\nParagrafer 8834-36\n+ 8169 A\n« 8170 B\n+ 8171 C\n";
        let right = "§ 34 Val\n§ 35 Lov\n§ 36 Slut\nParagrafer §§34-36\n• § 169 A\n• § 170 B\n• § 171 C\n";
        assert_eq!(mended(lists, 0.0), right);
        assert_eq!(
            mended("8 35 Lov\n8 36 Val\n8 37 Slut\n§833-38, (88 36-37)\n", 0.0),
            "§ 35 Lov\n§ 36 Val\n§ 37 Slut\n§§33-38, (§§ 36-37)\n"
        );
        assert_eq!(mended("51\n52\n54\n58\n55\n56\n57\n58\n", 0.0).lines().last(), Some("§ 8"));
        assert_eq!(mended("tel 8834-36, rad 8834-9036\n", 0.0), "tel 8834-36, rad 8834-9036\n");
    }

    #[test]
    fn sections_behind_the_name_of_the_body() {
        let read = "Ksau 8 180 Val\nKsau 8 181\nKsau 8183 Lov\nKsau $184\n";
        assert_eq!(mended(read, 0.0), "Ksau § 180 Val\nKsau § 181\nKsau § 183 Lov\nKsau § 184\n");
        assert_eq!(mended("Val 841\nLov 845\n", 0.0), "Val 841\nLov 845\n");
    }

    #[test]
    fn sections_glued_to_one_digit_and_behind_their_numbers() {
        assert_eq!(mended("81.\nVal\n82.\nLov\n83.\nSlut\n", 0.0), "§ 1.\nVal\n§ 2.\nLov\n§ 3.\nSlut\n");
        assert_eq!(
            mended("$ 3. Val\n84. Lov\n§ 5. Slut\n85 personer\n", 0.0),
            "§ 3. Val\n§ 4. Lov\n§ 5. Slut\n85 personer\n"
        );
        assert_eq!(mended("82. Val\n83. Lov\n84. Slut\n", 0.0), "82. Val\n83. Lov\n84. Slut\n");
        let behind = "128 Val\n138 Lov\n14 8 Budget\n158 Slut\n128 personer\n";
        assert_eq!(mended(behind, 0.0), "12 § Val\n13 § Lov\n14 § Budget\n15 § Slut\n128 personer\n");
    }

    #[test]
    fn the_blank_is_the_documents_own() {
        let behind = "12 § Val\n13§ Lov\n14 § Budget\n15§ Slut\n";
        assert_eq!(mended(behind, 1.0), "12 § Val\n13 § Lov\n14 § Budget\n15 § Slut\n");
        assert_eq!(mended("§1.\nVal\n§2.\nLov\n83.\nSlut\n", 0.0), "§1.\nVal\n§2.\nLov\n§3.\nSlut\n");
    }

    #[test]
    fn sections_inside_a_token() {
        let text = "KF$898 Ks$8167\nKF$899 Ks$170\n$ 100 Val\n";
        assert_eq!(mended(text, 0.0), "KF § 98 Ks § 167\nKF § 99 Ks § 170\n§ 100 Val\n");
        assert_eq!(mended("kostar US$ mycket\n", 0.0), "kostar US$ mycket\n");
    }

    #[test]
    fn references_inside_a_line() {
        let run = "$ 122 Val\n$ 123 Lov\n$ 124 Budget\n$ 125 Slut\n";
        let with =
            |line: &str| mended(&format!("{run}{line}\n"), 0.0).lines().last().unwrap_or("").to_owned();
        assert_eq!(with("Lena Nykroppa, ekonomichef, 8 123"), "Lena Nykroppa, ekonomichef, § 123");
        assert_eq!(with("Parti Närv. 8124 8125"), "Parti Närv. §124 §125");
        assert_eq!(with("Omfattning 8122-125"), "Omfattning §122-125");
        for stays in ["kostar, 8 123 kronor", "om 8124 kronor", "med 8 123"] {
            assert_eq!(with(stays), stays);
        }
    }
}
