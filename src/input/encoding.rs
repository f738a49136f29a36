//! Bytes to characters: which character set a text is written in, and what was lost on the way.

use crate::diagnostic::Diagnostic;
use encoding_rs::{Encoding, MACINTOSH, UTF_8, WINDOWS_1252};

/// Share of control characters above which bytes are no text.
const MAX_CONTROL_SHARE: f64 = 0.02;

/// How many times more letters another character set must explain than Windows-1252 to be taken.
const PLAINLY: usize = 4;

/// A character set of one byte a character, with the bytes that å ä ö Å Ä Ö é have in it.
#[derive(Clone, Copy)]
struct ByteSet {
    name: &'static str,
    letters: [u8; 7],
    decode: fn(&[u8]) -> String,
}

const WINDOWS: ByteSet = ByteSet {
    name: "Windows-1252 (Latin-1)",
    letters: [0xE5, 0xE4, 0xF6, 0xC5, 0xC4, 0xD6, 0xE9],
    decode: |bytes| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
};

/// The sets of MS-DOS and of the old Macintosh. Code pages 437 and 850 agree in the Swedish letters.
const OTHERS: [ByteSet; 2] = [
    ByteSet {
        name: "MS-DOS code page 850",
        letters: [0x86, 0x84, 0x94, 0x8F, 0x8E, 0x99, 0x82],
        decode: decode_dos,
    },
    ByteSet {
        name: "Mac OS Roman",
        letters: [0x8C, 0x8A, 0x9A, 0x81, 0x80, 0x85, 0x8E],
        decode: |bytes| MACINTOSH.decode_without_bom_handling(bytes).0.into_owned(),
    },
];

/// Decodes a text file: UTF-8, UTF-16 with a byte order mark, or a set of one byte a character, told by its Swedish
/// letters. What is not UTF-8 is named in a diagnostic.
///
/// # Errors
/// The reason, for people, where the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), String> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        let (text, _, lossy) = encoding.decode(bytes);
        let mut found = lossy_note(lossy, encoding.name());
        if encoding != UTF_8 {
            found.push(encoding_note(encoding.name()));
        }
        return Ok((text.into_owned(), found));
    }
    refuse_binary(bytes)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), Vec::new()));
    }
    if let Some(text) = damaged_utf8(bytes) {
        return Ok((text, lossy_note(true, "UTF-8")));
    }
    let set = byte_set(bytes);
    Ok(((set.decode)(bytes), vec![encoding_note(set.name)]))
}

fn encoding_note(name: &str) -> Diagnostic {
    Diagnostic::info("text-encoding", None, format!("The text was read as {name}, it is not UTF-8."))
}

fn lossy_note(lossy: bool, name: &str) -> Vec<Diagnostic> {
    let message = format!("Some bytes are not valid {name}; each is shown as U+FFFD.");
    if lossy { vec![Diagnostic::warning("text-damaged", None, message)] } else { Vec::new() }
}

fn refuse_binary(bytes: &[u8]) -> Result<(), String> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(format!("it is no text: byte {at} is NUL"));
    }
    // 0x15 is § on MS-DOS, 0x1A its end of file, 0x1B starts printer codes.
    let control = |b: &&u8| matches!(b, 0x01..=0x08 | 0x0B | 0x0E..=0x14 | 0x16..=0x19 | 0x1C..=0x1F | 0x7F);
    let count = bytes.iter().filter(control).count();
    if count as f64 > bytes.len() as f64 * MAX_CONTROL_SHARE {
        return Err(format!("it is no text: {count} of its {} bytes are control characters", bytes.len()));
    }
    Ok(())
}

/// UTF-8 with a few bad bytes: read as anything else, every å ä ö would become two wrong letters.
fn damaged_utf8(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let bad = text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER).count();
    let good = text.chars().filter(|&c| !c.is_ascii() && c != char::REPLACEMENT_CHARACTER).count();
    (good > PLAINLY * bad).then(|| text.into_owned())
}

/// The set whose Swedish letters the bytes hold; Windows-1252 unless another one is plainly right.
fn byte_set(bytes: &[u8]) -> ByteSet {
    let windows = letters_in_words(bytes, &WINDOWS);
    OTHERS
        .into_iter()
        .map(|set| (letters_in_words(bytes, &set), set))
        .filter(|&(count, _)| count > PLAINLY * windows)
        .max_by_key(|&(count, _)| count)
        .map_or(WINDOWS, |(_, set)| set)
}

/// Bytes that are Swedish letters of `set` and stand between letters: a quote or dash of another set seldom does.
fn letters_in_words(bytes: &[u8], set: &ByteSet) -> usize {
    let letter = |b: u8| b.is_ascii_alphabetic() || set.letters.contains(&b);
    bytes.windows(3).filter(|w| set.letters.contains(&w[1]) && letter(w[0]) && letter(w[2])).count()
}

/// Code page 850, with § and ¶ where the screens and printers of the time had them.
fn decode_dos(bytes: &[u8]) -> String {
    let bytes = bytes.strip_suffix(b"\x1a").unwrap_or(bytes);
    let text = oem_cp::decode_string_complete_table(bytes, &oem_cp::code_table::DECODING_TABLE_CP850);
    text.replace('\u{15}', "§").replace('\u{14}', "¶")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Närvarande: Åsa Öberg, på § 5 – möte";

    fn decoded(bytes: &[u8]) -> (String, Vec<&'static str>) {
        let (text, found) = decode(bytes).expect("it is text");
        (text, found.into_iter().map(|d| d.code).collect())
    }

    #[test]
    fn utf8_and_utf16_are_read_as_they_are() {
        assert_eq!(decoded(TEXT.as_bytes()), (TEXT.to_owned(), vec![]));
        let marked: Vec<u8> = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
        assert_eq!(decoded(&marked), (TEXT.to_owned(), vec![]));
        let little: Vec<u8> =
            std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&little), (TEXT.to_owned(), vec!["text-encoding"]));
        let big: Vec<u8> =
            std::iter::once(0xFEFF).chain(TEXT.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&big), (TEXT.to_owned(), vec!["text-encoding"]));
    }

    #[test]
    fn windows_1252_is_recognised() {
        let bytes = b"N\xE4rvarande: \xC5sa \x96 \x84p\xE5 m\xF6te\x94 \xA7 5";
        assert_eq!(decoded(bytes), ("Närvarande: Åsa – „på möte” § 5".to_owned(), vec!["text-encoding"]));
    }

    #[test]
    fn quotes_alone_do_not_make_it_dos() {
        let bytes = b"\x84Ord\x94 och \x84ord\x94 i rad";
        assert_eq!(decoded(bytes).0, "„Ord” och „ord” i rad");
    }

    #[test]
    fn dos_is_recognised() {
        let bytes = b"N\x84rvarande ledam\x94ter: \x8Fsa \x99berg, m\x94tet \x15 5, \xF5 6\x1A";
        let (text, codes) = decoded(bytes);
        assert_eq!(text, "Närvarande ledamöter: Åsa Öberg, mötet § 5, § 6");
        assert_eq!(codes, ["text-encoding"]);
    }

    #[test]
    fn mac_roman_is_recognised() {
        assert_eq!(decoded(b"N\x8Arvarande ledam\x9Ater, \xA4 5").0, "Närvarande ledamöter, § 5");
    }

    #[test]
    fn utf8_with_a_bad_byte_stays_utf8() {
        let bytes = ["Närvarande på mötet, ärendet återremitterades ".as_bytes(), b"\xFF"].concat();
        let (text, codes) = decoded(&bytes);
        assert!(text.starts_with("Närvarande på mötet"));
        assert_eq!(codes, ["text-damaged"]);
    }

    #[test]
    fn binary_is_refused_with_the_place() {
        assert!(decode(b"ab\0cd").expect_err("NUL").contains("byte 2 is NUL"));
        assert!(decode(&[1, 2, 3, 0x80, b'a']).expect_err("control").contains("3 of its 5 bytes"));
    }
}
