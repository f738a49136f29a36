//! PNG and JPEG to grey tones.

use super::scan::{Decoded, MAX_SIDE};
use crate::ocr::GreyImage;
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, Limits};
use std::io::Cursor;

/// Bytes that decoding one page may take.
pub(super) const MAX_BYTES: usize = 512 << 20;

/// Length of an A4 page, taken for pages whose file states no believable resolution.
const A4_INCHES: f64 = 11.69;

/// The longest page, A2, that a stated resolution may give: cameras and programs write 72 without meaning it.
const MAX_INCHES: f64 = 24.0;

const MM_PER_INCH: f64 = 25.4;

/// Decodes a PNG of so many pixels at most.
pub(super) fn png(bytes: &[u8], pixels: u64) -> Decoded {
    let decoder = PngDecoder::new(Cursor::new(bytes)).map_err(|error| format!("damaged PNG ({error})"))?;
    decode(decoder, png_resolution(bytes), pixels).map_err(|reason| format!("PNG: {reason}"))
}

/// Decodes a JPEG of so many pixels at most.
pub(super) fn jpeg(bytes: &[u8], pixels: u64) -> Decoded {
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| format!("damaged JPEG ({error})"))?;
    if !jpeg_is_whole(bytes) {
        return Err("the JPEG is cut off: its end mark is missing".to_owned());
    }
    decode(decoder, jfif_resolution(bytes), pixels).map_err(|reason| format!("JPEG: {reason}"))
}

fn decode(mut decoder: impl ImageDecoder, stated: Option<f64>, pixels: u64) -> Decoded {
    let (width, height) = decoder.dimensions();
    check_size(width, height, pixels)?;
    if decoder.total_bytes() > MAX_BYTES as u64 {
        return Err(too_large(width, height, pixels));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_BYTES as u64);
    decoder.set_limits(limits).map_err(|error| error.to_string())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| format!("damaged ({error})"))?;
    Ok(upright(grey(image), orientation, stated))
}

/// Grey tones; what is see-through shows white paper.
fn grey(image: DynamicImage) -> GrayImage {
    if !image.color().has_alpha() {
        return image.into_luma8();
    }
    let image = image.into_luma_alpha8();
    GrayImage::from_fn(image.width(), image.height(), |x, y| {
        let [tone, alpha] = image.get_pixel(x, y).0;
        image::Luma([over_white(tone, alpha)])
    })
}

/// A tone of the given opacity on white paper.
pub(super) fn over_white(tone: u8, alpha: u8) -> u8 {
    255 - ((u32::from(255 - tone) * u32::from(alpha) + 127) / 255) as u8
}

/// The page as it is to be looked at, with its resolution.
pub(super) fn upright(image: GrayImage, orientation: Orientation, stated: Option<f64>) -> GreyImage {
    let mut image = DynamicImage::ImageLuma8(image);
    image.apply_orientation(orientation);
    let (width, height) = (image.width(), image.height());
    GreyImage {
        width,
        height,
        resolution: resolution(stated, width.max(height)),
        pixels: image.into_luma8().into_raw(),
    }
}

/// The stated resolution where the page would have a believable size, else that of an A4 page.
fn resolution(stated: Option<f64>, longest: u32) -> u32 {
    let longest = f64::from(longest);
    let believable = stated.filter(|&dpi| (60.0..=2400.0).contains(&dpi) && longest / dpi <= MAX_INCHES);
    believable.unwrap_or_else(|| (longest / A4_INCHES).clamp(100.0, 600.0)).round() as u32
}

/// Refuses sizes that are not worked on.
pub(super) fn check_size(width: u32, height: u32, pixels: u64) -> Result<(), String> {
    if width == 0 || height == 0 {
        return Err(format!("the image claims {width} × {height} pixels"));
    }
    if u64::from(width) * u64::from(height) > pixels || width.max(height) > MAX_SIDE {
        return Err(too_large(width, height, pixels));
    }
    Ok(())
}

/// What is said of an image that is not worked on.
pub(super) fn too_large(width: u32, height: u32, pixels: u64) -> String {
    format!(
        "the image claims {width} × {height} pixels; at most {pixels}, and {MAX_SIDE} a side, are read (--max-pixels)"
    )
}

/// The `pHYs` chunk, in pixels an inch.
fn png_resolution(bytes: &[u8]) -> Option<f64> {
    let mut at = 8;
    loop {
        let head = bytes.get(at..at + 8)?;
        let length = u32::from_be_bytes(head[..4].try_into().ok()?) as usize;
        match &head[4..] {
            b"pHYs" => {
                let data = bytes.get(at + 8..at + 17)?;
                let per_metre = u32::from_be_bytes(data[..4].try_into().ok()?);
                return (data[8] == 1).then(|| f64::from(per_metre) * MM_PER_INCH / 1000.0);
            }
            b"IDAT" => return None,
            _ => at = at.checked_add(length)?.checked_add(12)?,
        }
    }
}

/// The density of the JFIF header, in pixels an inch.
fn jfif_resolution(bytes: &[u8]) -> Option<f64> {
    let at = bytes.windows(5).take(4096).position(|w| w == b"JFIF\0")?;
    let data = bytes.get(at + 7..at + 10)?;
    let density = f64::from(u16::from_be_bytes([data[1], data[2]]));
    match data[0] {
        1 => Some(density),
        2 => Some(density * MM_PER_INCH / 10.0),
        _ => None,
    }
}

/// Whether an end mark follows the last scan. The decoder fills what is missing with grey and says nothing.
fn jpeg_is_whole(bytes: &[u8]) -> bool {
    let last = |mark: [u8; 2]| bytes.windows(2).rposition(|w| w == mark);
    last([0xFF, 0xD9]) > last([0xFF, 0xDA])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOST: u64 = 100_000_000;
    use image::ImageFormat;

    fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image.write_to(&mut bytes, format).expect("the image is encoded");
        bytes.into_inner()
    }

    fn sample() -> DynamicImage {
        DynamicImage::ImageLuma8(GrayImage::from_fn(40, 60, |x, y| image::Luma([((x * y) % 256) as u8])))
    }

    #[test]
    fn png_and_jpeg_are_read() {
        let image = png(&encoded(&sample(), ImageFormat::Png), MOST).expect("PNG");
        assert_eq!((image.width, image.height, image.pixels[41]), (40, 60, 1));
        let image = jpeg(&encoded(&sample(), ImageFormat::Jpeg), MOST).expect("JPEG");
        assert_eq!((image.width, image.height), (40, 60));
    }

    #[test]
    fn alpha_shows_white_paper_and_16_bits_become_8() {
        let clear = image::RgbaImage::from_pixel(2, 2, image::Rgba([0, 0, 0, 0]));
        let image = png(&encoded(&DynamicImage::ImageRgba8(clear), ImageFormat::Png), MOST).expect("PNG");
        assert_eq!(image.pixels, [255; 4]);
        let deep = image::ImageBuffer::from_pixel(2, 1, image::Luma([0x8000u16]));
        let image = png(&encoded(&DynamicImage::ImageLuma16(deep), ImageFormat::Png), MOST).expect("PNG");
        assert_eq!(image.pixels, [128; 2]);
    }

    #[test]
    fn cut_off_files_are_refused() {
        let bytes = encoded(&sample(), ImageFormat::Png);
        assert!(png(&bytes[..bytes.len() / 2], MOST).expect_err("cut").contains("damaged"));
        let bytes = encoded(&sample(), ImageFormat::Jpeg);
        assert!(jpeg(&bytes[..bytes.len() - 20], MOST).expect_err("cut").contains("cut off"));
    }

    #[test]
    fn the_stated_resolution_is_believed_where_the_page_has_a_believable_size() {
        assert_eq!(resolution(Some(200.0), 2339), 200);
        assert_eq!(resolution(Some(72.0), 3508), 300);
        assert_eq!(resolution(None, 2339), 200);
        assert_eq!(resolution(Some(1.0), 2339), 200);
        assert_eq!(resolution(Some(f64::INFINITY), 2339), 200);
    }

    #[test]
    fn resolutions_are_read_from_the_files() {
        let mut bytes = encoded(&sample(), ImageFormat::Png);
        let chunk =
            [b"\0\0\0\x09pHYs".as_slice(), &7874u32.to_be_bytes(), &7874u32.to_be_bytes(), &[1]].concat();
        bytes.splice(33..33, chunk);
        assert_eq!(png_resolution(&bytes).map(f64::round), Some(200.0));
        assert_eq!(jfif_resolution(b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\x01\x01\x2C\x01\x2C"), Some(300.0));
        assert_eq!(jfif_resolution(b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\x02\0\x64\0\x64"), Some(254.0));
    }

    #[test]
    fn a_picture_that_claims_too_much_is_refused() {
        assert!(check_size(100_000, 100_000, MOST).expect_err("large").contains("100000 × 100000"));
        assert!(check_size(40_000, 10, MOST).is_err());
        assert!(check_size(0, 10, MOST).is_err());
        assert!(check_size(7_016, 9_921, MOST).is_ok());
    }
}
