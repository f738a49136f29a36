//! TIFF to grey tones, page by page.

use super::fax::{self, Fax, Strip};
use super::raster::{self, MAX_BYTES};
use super::scan::Decoded;
use image::GrayImage;
use image::metadata::Orientation;
use std::io::Cursor;
use tiff::ColorType;
use tiff::decoder::ifd::Value;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::Tag;

const CM_PER_INCH: f64 = 2.54;

/// The pages of a TIFF, of so many pixels at most, each decoded when it is asked for. A page that cannot be decoded is given as its reason, and the
/// ones after it still come as far as the file leads to them.
///
/// # Errors
/// The reason, for people, where the file leads to no page at all.
pub(super) fn pages(bytes: &[u8], pixels: u64) -> Result<impl Iterator<Item = Decoded> + Send + '_, String> {
    let mut limits = Limits::default();
    limits.decoding_buffer_size = MAX_BYTES;
    limits.intermediate_buffer_size = MAX_BYTES;
    let mut decoder = Decoder::new(Cursor::new(bytes))
        .map_err(|error| format!("page 1: damaged TIFF ({error})"))?
        .with_limits(limits);
    let mut first = true;
    let mut ended = false;
    Ok(std::iter::from_fn(move || {
        if ended {
            return None;
        }
        if !std::mem::take(&mut first) {
            if !decoder.more_images() {
                return None;
            }
            if let Err(error) = decoder.next_image() {
                ended = true;
                return Some(Err(format!("damaged TIFF ({error})")));
            }
        }
        Some(page(&mut decoder, bytes, pixels))
    }))
}

/// How many pages a TIFF leads to, counted no further than `most`; nothing is decoded.
pub(super) fn count(bytes: &[u8], most: usize) -> usize {
    let Ok(mut decoder) = Decoder::new(Cursor::new(bytes)) else { return 0 };
    let mut pages = 1;
    while pages < most && decoder.more_images() && decoder.next_image().is_ok() {
        pages += 1;
    }
    pages
}

type Source<'a> = Decoder<Cursor<&'a [u8]>>;

fn page(decoder: &mut Source<'_>, bytes: &[u8], pixels: u64) -> Decoded {
    let (width, height) = decoder.dimensions().map_err(damaged)?;
    raster::check_size(width, height, pixels)?;
    let number = |decoder: &mut Source<'_>, tag| decoder.find_tag_unsigned::<u16>(tag).ok().flatten();
    let reversed = number(decoder, Tag::FillOrder) == Some(2);
    let pixels = match (number(decoder, Tag::Compression), reversed) {
        (Some(2), _) => strips(decoder, bytes, Fax::HuffmanRows, (width, height))?,
        (Some(3), _) => {
            let options = number(decoder, Tag::Unknown(T4_OPTIONS)).unwrap_or(0);
            let fax = Fax::Group3 { two_dimensional: options & 1 == 1 };
            strips(decoder, bytes, fax, (width, height))?
        }
        (Some(4), true) => strips(decoder, bytes, Fax::Group4, (width, height))?,
        (_, true) => {
            return Err(
                "this kind of TIFF is not read (its bits stand in reverse order, FillOrder 2)".to_owned()
            );
        }
        _ => {
            let color = decoder.colortype().map_err(damaged)?;
            let samples = decoder.read_image().map_err(damaged)?;
            grey(&samples, color, width, height)?
        }
    };
    let image = GrayImage::from_raw(width, height, pixels)
        .ok_or_else(|| "damaged TIFF (it holds fewer pixels than it claims)".to_owned())?;
    Ok(raster::upright(image, orientation(decoder), resolution(decoder)))
}

/// The tag that says how Group 3 is coded.
const T4_OPTIONS: u16 = 292;

/// The strips of a fax page.
fn strips(
    decoder: &mut Source<'_>,
    bytes: &[u8],
    fax: Fax,
    (width, height): (u32, u32),
) -> Result<Vec<u8>, String> {
    let numbers = |decoder: &mut Source<'_>, tag| decoder.find_tag_unsigned_vec::<u64>(tag).ok().flatten();
    let number = |decoder: &mut Source<'_>, tag| decoder.find_tag_unsigned::<u32>(tag).ok().flatten();
    if number(decoder, Tag::BitsPerSample).unwrap_or(1) != 1 {
        return Err("damaged TIFF (fax of more than one bit a pixel)".to_owned());
    }
    let offsets = numbers(decoder, Tag::StripOffsets)
        .ok_or_else(|| "this kind of TIFF is not read (fax in tiles)".to_owned())?;
    let lengths = numbers(decoder, Tag::StripByteCounts).unwrap_or_default();
    let rows = number(decoder, Tag::RowsPerStrip).filter(|&rows| rows > 0).unwrap_or(height);
    let reversed = number(decoder, Tag::FillOrder) == Some(2);
    let black_is_zero = number(decoder, Tag::PhotometricInterpretation) == Some(1);
    let mut tones = Vec::with_capacity(width as usize * height as usize);
    let mut left = height;
    for (at, &offset) in offsets.iter().enumerate() {
        let rows = rows.min(left);
        if rows == 0 {
            break;
        }
        left -= rows;
        let begin = usize::try_from(offset).ok().filter(|&begin| begin < bytes.len());
        let begin = begin.ok_or_else(|| "damaged TIFF (it is cut off)".to_owned())?;
        let length = lengths.get(at).and_then(|&length| usize::try_from(length).ok());
        let end = length.map_or(bytes.len(), |length| begin.saturating_add(length));
        let data = bytes.get(begin..end).ok_or_else(|| "damaged TIFF (it is cut off)".to_owned())?;
        fax::decode(data, Strip { fax, width, rows, reversed, black_is_zero }, &mut tones)?;
    }
    Ok(tones)
}

fn damaged(error: tiff::TiffError) -> String {
    match error {
        tiff::TiffError::UnsupportedError(what) => format!("this kind of TIFF is not read ({what})"),
        other => format!("damaged TIFF ({other})"),
    }
}

fn orientation(decoder: &mut Source<'_>) -> Orientation {
    let tag = decoder.find_tag_unsigned::<u8>(Tag::Orientation).ok().flatten();
    tag.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
}

fn resolution(decoder: &mut Source<'_>) -> Option<f64> {
    let Value::Rational(parts, whole) = decoder.get_tag(Tag::XResolution).ok()? else { return None };
    let stated = f64::from(parts) / f64::from(whole);
    match decoder.find_tag_unsigned::<u16>(Tag::ResolutionUnit).ok().flatten() {
        None | Some(2) => Some(stated),
        Some(3) => Some(stated * CM_PER_INCH),
        Some(_) => None,
    }
}

/// One tone a pixel. Tones of which white is zero have been turned round by the decoder.
fn grey(samples: &DecodingResult, color: ColorType, width: u32, height: u32) -> Result<Vec<u8>, String> {
    let unread = || format!("this kind of TIFF is not read (pixels of {color:?})");
    let bytes: Vec<u8>;
    let data = match samples {
        DecodingResult::U8(data) => data.as_slice(),
        DecodingResult::U16(data) => {
            bytes = data.iter().map(|&tone| (tone >> 8) as u8).collect();
            &bytes
        }
        _ => return Err(unread()),
    };
    Ok(match color {
        ColorType::Gray(8 | 16) => data.to_vec(),
        ColorType::Gray(bits @ (1 | 2 | 4)) => unpack(data, bits, width, height),
        ColorType::YCbCr(8) => data.chunks_exact(3).map(|p| p[0]).collect(),
        ColorType::RGB(8 | 16) => data.chunks_exact(3).map(luma).collect(),
        ColorType::RGBA(8 | 16) => {
            data.chunks_exact(4).map(|p| raster::over_white(luma(&p[..3]), p[3])).collect()
        }
        ColorType::GrayA(8 | 16) | ColorType::Multiband { bit_depth: 8 | 16, num_samples: 2 } => {
            data.chunks_exact(2).map(|p| raster::over_white(p[0], p[1])).collect()
        }
        ColorType::CMYK(8 | 16) => {
            // Black ink over what the coloured inks leave.
            let left = |p: &[u8]| u32::from(255 - luma(&p[..3])) * u32::from(255 - p[3]) / 255;
            data.chunks_exact(4).map(|p| left(p) as u8).collect()
        }
        _ => return Err(unread()),
    })
}

/// Rows of 1, 2 or 4 bits a pixel, each row begun on a byte, to one byte a pixel.
fn unpack(data: &[u8], bits: u8, width: u32, height: u32) -> Vec<u8> {
    let (bits, width) = (usize::from(bits), width as usize);
    let full = (1u16 << bits) - 1;
    let row_bytes = (width * bits).div_ceil(8);
    let mut out = Vec::with_capacity(width * height as usize);
    for row in data.chunks_exact(row_bytes.max(1)).take(height as usize) {
        out.extend((0..width).map(|x| {
            let shift = 8 - bits - (x * bits) % 8;
            let tone = (u16::from(row[x * bits / 8]) >> shift) & full;
            (tone * 255 / full) as u8
        }));
    }
    out
}

/// The weights of ITU-R BT.709, as the `image` crate has them.
fn luma(rgb: &[u8]) -> u8 {
    let weighted = 2126 * u32::from(rgb[0]) + 7152 * u32::from(rgb[1]) + 722 * u32::from(rgb[2]);
    (weighted / 10_000) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    /// The figure that every file of `fixtures/images/tiff` shows: two black boxes on white.
    fn shows_the_figure(image: &crate::ocr::GreyImage) -> bool {
        let dark = |x: u32, y: u32| image.pixels[(y * image.width + x) as usize] < 100;
        let light = |x: u32, y: u32| image.pixels[(y * image.width + x) as usize] > 160;
        (image.width, image.height) == (48, 16)
            && dark(6, 7)
            && dark(30, 6)
            && light(15, 7)
            && light(30, 13)
            && light(46, 8)
    }

    #[test]
    fn what_libtiff_writes_is_read() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/images/tiff");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
            let path = entry.expect("an entry").path();
            let bytes = std::fs::read(&path).expect("a file");
            for page in pages(&bytes, 100_000_000).expect("pages") {
                let page = page.unwrap_or_else(|reason| panic!("{}: {reason}", path.display()));
                assert!(shows_the_figure(&page), "{}", path.display());
                assert_eq!(page.resolution, 200, "{}", path.display());
                count += 1;
            }
        }
        assert!(count >= 15, "{count} pages");
    }

    #[test]
    fn kinds_that_are_not_read_are_named() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/images/unread");
        let bytes = std::fs::read(folder.join("bits-reversed.tif")).expect("the fixture is there");
        let page = pages(&bytes, 100_000_000).expect("pages").next().expect("a page");
        assert!(page.expect_err("unread").contains("FillOrder 2"));
    }

    #[test]
    fn a_fax_that_is_cut_off_is_told() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/images/tiff");
        let mut bytes = std::fs::read(folder.join("bw-g3.tif")).expect("the fixture is there");
        // The directory stands behind the strip: the strip is made to reach over the end.
        let wrong = (bytes.len() as u32 + 100).to_le_bytes();
        let entry = bytes.windows(2).rposition(|tag| tag == 279u16.to_le_bytes()).expect("StripByteCounts");
        bytes[entry + 2..entry + 4].copy_from_slice(&4u16.to_le_bytes());
        bytes[entry + 8..entry + 12].copy_from_slice(&wrong);
        let page = pages(&bytes, 100_000_000).expect("pages").next().expect("a page");
        assert!(page.expect_err("cut").contains("cut off"));
    }

    #[test]
    fn inks_and_alpha_are_laid_on_white() {
        let one = |samples: Vec<u8>, color| {
            grey(&DecodingResult::U8(samples), color, 1, 1).expect("a kind that is read")
        };
        assert_eq!(one(vec![0, 0, 0, 255], ColorType::CMYK(8)), [0]);
        assert_eq!(one(vec![0, 0, 0, 0], ColorType::CMYK(8)), [255]);
        assert_eq!(one(vec![0, 0, 0, 0], ColorType::RGBA(8)), [255]);
        assert_eq!(one(vec![10, 255], ColorType::Multiband { bit_depth: 8, num_samples: 2 }), [10]);
        assert_eq!(grey(&DecodingResult::U16(vec![0x8000]), ColorType::Gray(16), 1, 1), Ok(vec![128]));
        assert!(grey(&DecodingResult::F32(vec![0.5]), ColorType::Gray(32), 1, 1).is_err());
    }

    #[test]
    fn rows_of_few_bits_are_spread() {
        assert_eq!(unpack(&[0b1010_0000, 0b0100_0000], 1, 3, 2), [255, 0, 255, 0, 255, 0]);
        assert_eq!(unpack(&[0b0011_0110], 2, 3, 1), [0, 255, 85]);
        assert_eq!(unpack(&[0xF0], 4, 2, 1), [255, 0]);
    }
}
