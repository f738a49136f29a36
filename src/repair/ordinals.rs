//! Old numbering, `1:o` and `2:o`, whose o was read as a nought: told by the numbers counting up.

use crate::layout::{LaidLine, Layout};

/// Numbers that must follow each other at the beginnings of lines.
const SHORTEST: u32 = 3;

/// Whether lines of a document are numbered `1:o`, `2:o`, `3:o`, whatever was read for the o.
pub(super) fn are_there(layout: &Layout) -> bool {
    let numbers = layout.pages.iter().flat_map(|page| &page.lines).filter_map(first).filter_map(number);
    let (mut last, mut length) = (0, 0);
    for number in numbers {
        length = if number == last + 1 { length + 1 } else { u32::from(number == 1) };
        last = number;
        if length == SHORTEST {
            return true;
        }
    }
    false
}

/// The number that a line begins with as it should read.
pub(super) fn mended(line: &LaidLine) -> Option<String> {
    let text = first(line)?;
    number(text)?;
    text.strip_suffix('0').map(|stem| format!("{stem}o"))
}

fn first(line: &LaidLine) -> Option<&str> {
    line.words.first().map(|word| word.text.as_str())
}

/// The number of `1:o`, or of `1:0`.
fn number(text: &str) -> Option<u32> {
    let digits = text.strip_suffix(":0").or_else(|| text.strip_suffix(":o"))?;
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

#[cfg(test)]
mod tests {
    use crate::repair::signs::tests::mended;

    #[test]
    fn noughts_of_a_run_are_letters() {
        assert_eq!(mended("1:0 Val\n2:o Lov\n3:0 Slut\n", 0.0), "1:o Val\n2:o Lov\n3:o Slut\n");
        assert_eq!(mended("2:0 vanns matchen\n4:0 nästa\n", 0.0), "2:0 vanns matchen\n4:0 nästa\n");
    }
}
