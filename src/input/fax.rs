//! CCITT fax pages that the `tiff` crate does not read: Group 3, and Group 4 with the bits of its bytes reversed.

use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};

/// The compressions of fax in TIFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fax {
    /// Group 3 without marks between rows, each row begun on a byte (`Compression` 2).
    HuffmanRows,
    /// Group 3 (`Compression` 3), its rows coded by the ones above where `T4Options` says so.
    Group3 {
        /// Rows may be coded by the ones above.
        two_dimensional: bool,
    },
    /// Group 4 (`Compression` 4).
    Group4,
}

/// How a strip is coded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strip {
    pub(super) fax: Fax,
    pub(super) width: u32,
    pub(super) rows: u32,
    /// `FillOrder` 2: the first pixel stands in the lowest bit.
    pub(super) reversed: bool,
    /// `PhotometricInterpretation` 1, which few programs write for fax: what is coded as white is black.
    pub(super) black_is_zero: bool,
}

/// Appends the rows of a strip to `tones`, a byte a pixel. Rows that are missing or damaged beyond reading are white, as fax
/// machines have them.
///
/// # Errors
/// The reason, for people, where no row could be read.
pub(super) fn decode(data: &[u8], strip: Strip, tones: &mut Vec<u8>) -> Result<(), String> {
    let turned: Vec<u8>;
    let data = if strip.reversed {
        turned = data.iter().map(|byte| byte.reverse_bits()).collect();
        &turned
    } else {
        data
    };
    let (encoding, aligned) = match strip.fax {
        Fax::HuffmanRows => (EncodingMode::Group3_1D, true),
        Fax::Group3 { two_dimensional: false } => (EncodingMode::Group3_1D, false),
        Fax::Group3 { two_dimensional: true } => (EncodingMode::Group3_2D, false),
        Fax::Group4 => (EncodingMode::Group4, false),
    };
    let settings = DecodeSettings {
        columns: strip.width,
        rows: strip.rows,
        end_of_block: true,
        end_of_line: matches!(strip.fax, Fax::Group3 { .. }),
        rows_are_byte_aligned: aligned,
        encoding,
        strict: false,
    };
    let (paper, ink) = if strip.black_is_zero { (0, 255) } else { (255, 0) };
    let mut rows = Rows { tones, width: strip.width as usize, left: strip.rows as usize, paper, ink };
    let done = hayro_ccitt::decode(data, &mut rows, &mut DecoderContext::new(settings));
    let left = rows.left;
    if left == strip.rows as usize
        && let Err(error) = done
    {
        return Err(format!("damaged TIFF (fax: {error:?})"));
    }
    tones.resize(tones.len() + left * strip.width as usize, paper);
    Ok(())
}

struct Rows<'t> {
    tones: &'t mut Vec<u8>,
    width: usize,
    left: usize,
    paper: u8,
    ink: u8,
}

impl Decoder for Rows<'_> {
    fn push_row(&mut self, changes: &[u32]) {
        let Some(left) = self.left.checked_sub(1) else { return };
        self.left = left;
        let begin = self.tones.len();
        self.tones.resize(begin + self.width, self.paper);
        let row = &mut self.tones[begin..];
        for run in changes.chunks(2) {
            let place = |at: u32| (at as usize).min(self.width);
            let (from, to) = (place(run[0]), run.get(1).map_or(self.width, |&at| place(at)));
            row[from..to.max(from)].fill(self.ink);
        }
    }
}
