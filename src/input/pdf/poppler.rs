//! Poppler's programs: text with boxes, the list of images, pages as images. A PDF is the work of strangers; what reads it runs
//! in processes of its own, with bounds on their time, memory and output.

use crate::ocr::GreyImage;
use std::io::{Read, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tempfile::NamedTempFile;

/// Longest that one call may take; a page is drawn in well under a second.
const TIME: Duration = Duration::from_secs(30);

/// Longest that all calls for a document may take together, and what is added for each of its pages.
const TIME_IN_ALL: Duration = Duration::from_secs(120);
const TIME_A_PAGE: Duration = Duration::from_secs(3);

/// Seconds of computing after which the system ends a program that the clock did not.
const CPU_SECONDS: u32 = 60;

/// Bytes that a program may give: a page of 100 million pixels, with room.
const MAX_OUTPUT: u64 = 160 << 20;

/// Bytes that are kept of what a program says of its troubles.
const MAX_TROUBLES: u64 = 64 << 10;

/// How often a running program is looked at.
const TICK: Duration = Duration::from_millis(5);

/// The package that brings the programs.
const PACKAGE: &str = "install poppler-utils";

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// The program is not there; what to do.
    NotInstalled(String),
    /// It asks for a password.
    Encrypted,
    /// Anything else, for people.
    Other(String),
}

/// A PDF where poppler's programs find it, whatever its name was.
pub(super) struct Pdf {
    file: NamedTempFile,
    /// Memory that a program may ask for, in KiB.
    memory: u64,
    /// What is left of the time for all calls.
    left: Mutex<Duration>,
}

/// Something on a page that is an image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Picture {
    /// Page, counted from 1.
    pub(super) page: u32,
    /// Width and height as it is shown, in inches.
    pub(super) inches: (f64, f64),
    /// Pixels an inch, the lower of both directions.
    pub(super) resolution: f64,
}

impl Pdf {
    /// Puts `bytes` into a file of the system's temporary folder, which goes when this does.
    /// The programs that read it may ask for `memory` KiB.
    pub(super) fn new(bytes: &[u8], memory: u64) -> std::io::Result<Self> {
        let mut file = NamedTempFile::with_prefix("justera-")?;
        file.write_all(bytes)?;
        file.flush()?;
        Ok(Self { file, memory, left: Mutex::new(TIME_IN_ALL) })
    }

    /// The number of pages; each brings its time.
    pub(super) fn pages(&self) -> Result<u32, Failure> {
        let told = self.run("pdfinfo", &[])?;
        let told = String::from_utf8_lossy(&told);
        let count = told.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
        let count: u32 =
            count.filter(|&count| count > 0).ok_or_else(|| Failure::Other("it holds no page".to_owned()))?;
        let mut left = self.left();
        *left = left.saturating_add(TIME_A_PAGE.saturating_mul(count));
        drop(left);
        Ok(count)
    }

    /// The text of some pages with its boxes, as XHTML.
    pub(super) fn text(&self, first: u32, last: u32) -> Result<String, Failure> {
        let (first, last) = (first.to_string(), last.to_string());
        let text = self.run("pdftotext", &["-bbox-layout", "-enc", "UTF-8", "-f", &first, "-l", &last])?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// The images of all pages.
    pub(super) fn pictures(&self) -> Result<Vec<Picture>, Failure> {
        let told = self.run("pdfimages", &["-list"])?;
        Ok(String::from_utf8_lossy(&told).lines().skip(2).filter_map(picture).collect())
    }

    /// A page drawn in grey tones at so many pixels an inch.
    pub(super) fn draw(&self, page: u32, resolution: u32) -> Result<GreyImage, Failure> {
        let (page, dpi) = (page.to_string(), resolution.to_string());
        let drawn = self.run("pdftoppm", &["-gray", "-r", &dpi, "-f", &page, "-l", &page, "-singlefile"])?;
        grey_map(&drawn, resolution).ok_or_else(|| Failure::Other("it could not be drawn".to_owned()))
    }

    /// Runs a program over the file, and gives what it writes. `pdfinfo` and `pdfimages` write to standard output by
    /// themselves; the others are told to with a `-`, or by leaving out the name of the output.
    fn run(&self, program: &str, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        let output: &[&str] = if program == "pdftotext" { &["-"] } else { &[] };
        let time = TIME.min(*self.left());
        if time.is_zero() {
            return Err(Failure::Other(
                "reading the PDF has taken longer than a PDF of its length may".to_owned(),
            ));
        }
        let begin = Instant::now();
        let child = bounded(program, self.memory, arguments, self.file.path(), output)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let child = child.map_err(|error| Failure::Other(format!("{program} does not start ({error})")))?;
        let done = finish(child, program, time);
        let mut left = self.left();
        *left = left.saturating_sub(begin.elapsed());
        done
    }

    fn left(&self) -> MutexGuard<'_, Duration> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A program under bounds of memory and time, which the shell sets for itself and so for what it becomes.
fn bounded(program: &str, memory: u64, arguments: &[&str], file: &Path, output: &[&str]) -> Command {
    let script = format!("ulimit -v {memory}; ulimit -t {CPU_SECONDS}; exec \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, "sh", program]).args(arguments).arg(file).args(output);
    // Messages are searched for words of theirs.
    command.env("LC_ALL", "C.UTF-8");
    command
}

/// What a program gives within `time`.
fn finish(mut child: Child, program: &str, time: Duration) -> Result<Vec<u8>, Failure> {
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let collect = |pipe: Option<Box<dyn Read + Send>>, most: u64| {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // A pipe that breaks has given what there was.
            let _ = pipe.map(|pipe| pipe.take(most).read_to_end(&mut bytes));
            bytes
        })
    };
    let out = collect(out.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>), MAX_OUTPUT);
    let err = collect(err.map(|pipe| Box::new(pipe) as Box<dyn Read + Send>), MAX_TROUBLES);
    let until = Instant::now() + time;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Some(status),
            Ok(None) if Instant::now() < until => std::thread::sleep(TICK),
            _ => {
                // It may have ended by itself just now.
                let _ = child.kill();
                let _ = child.wait();
                break None;
            }
        }
    };
    let out = out.join().unwrap_or_default();
    let troubles = err.join().unwrap_or_default();
    let troubles = String::from_utf8_lossy(&troubles);
    let Some(status) = status else {
        return Err(Failure::Other(format!("{program} took more than {:.1} s", time.as_secs_f64())));
    };
    if status.success() && (out.len() as u64) < MAX_OUTPUT {
        return Ok(out);
    }
    Err(match status.code() {
        Some(127) => Failure::NotInstalled(format!("{PACKAGE}, which brings {program}")),
        _ if troubles.contains("Incorrect password") => Failure::Encrypted,
        _ if status.success() => Failure::Other(format!("{program} gave more than {MAX_OUTPUT} bytes")),
        Some(_) => Failure::Other(trouble(&troubles, program)),
        None => Failure::Other(format!("{program} was ended: the page asks for too much time or memory")),
    })
}

/// The last thing that a program said, without what is of no use to people.
fn trouble(said: &str, program: &str) -> String {
    let last = said.lines().rev().map(str::trim).find(|line| !line.is_empty());
    last.map_or_else(|| format!("{program} failed"), |line| format!("damaged PDF ({line})"))
}

/// A row of `pdfimages -list`; masks and what has no size are left out.
fn picture(row: &str) -> Option<Picture> {
    let cells: Vec<&str> = row.split_whitespace().collect();
    // page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio
    let number = |at: usize| cells.get(at)?.parse::<f64>().ok().filter(|&value| value > 0.0);
    if !matches!(cells.get(2), Some(&("image" | "stencil"))) {
        return None;
    }
    let (width, height, x, y) = (number(3)?, number(4)?, number(12)?, number(13)?);
    Some(Picture {
        page: cells.first()?.parse().ok()?,
        inches: (width / x, height / y),
        resolution: x.min(y),
    })
}

/// A binary PGM: `P5`, width, height, highest tone, tones.
fn grey_map(bytes: &[u8], resolution: u32) -> Option<GreyImage> {
    let mut rest = bytes.strip_prefix(b"P5")?;
    let mut numbers = [0u32; 3];
    for number in &mut numbers {
        rest = rest.trim_ascii_start();
        let end = rest.iter().position(|b| !b.is_ascii_digit())?;
        *number = std::str::from_utf8(&rest[..end]).ok()?.parse().ok()?;
        rest = &rest[end..];
    }
    let [width, height, highest] = numbers;
    let pixels = rest.get(1..)?;
    let is_whole = pixels.len() as u64 == u64::from(width) * u64::from(height);
    (highest == 255 && is_whole && width > 0 && height > 0).then(|| GreyImage {
        width,
        height,
        resolution,
        pixels: pixels.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_its_package() {
        let pdf = Pdf::new(b"%PDF-1.4", 1 << 20).expect("a file");
        let Err(Failure::NotInstalled(remedy)) = pdf.run("no-such-program", &[]) else {
            panic!("it cannot be there")
        };
        assert!(remedy.contains("poppler-utils"), "{remedy}");
    }

    #[test]
    fn what_takes_too_much_memory_is_ended() {
        let child = bounded("tail", 1 << 20, &[], Path::new("/dev/zero"), &[])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("tail starts");
        assert!(matches!(finish(child, "tail", TIME), Err(Failure::Other(_))));
    }

    #[test]
    fn what_takes_too_long_is_ended_and_the_calls_of_a_document_share_their_time() {
        let child = Command::new("sleep").arg("20").stdout(Stdio::piped()).spawn().expect("sleep starts");
        let begin = Instant::now();
        let ended = finish(child, "sleep", Duration::from_millis(50));
        assert!(begin.elapsed() < Duration::from_secs(10));
        assert!(matches!(&ended, Err(Failure::Other(reason)) if reason.contains("0.1 s")), "{ended:?}");
        let seed = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/pdf/text.pdf");
        let pdf = Pdf::new(&std::fs::read(seed).expect("a seed"), 3 << 20).expect("a file");
        assert_eq!(pdf.pages(), Ok(1));
        let left = *pdf.left();
        assert!(left > TIME_IN_ALL && left < TIME_IN_ALL + TIME_A_PAGE, "{left:?}");
        *pdf.left() = Duration::ZERO;
        assert!(matches!(pdf.text(1, 1), Err(Failure::Other(reason)) if reason.contains("longer")));
    }

    #[test]
    fn grey_maps_are_read() {
        let image = grey_map(b"P5\n2 2\n255\n\0\x01\x02\x03", 300).expect("PGM");
        assert_eq!((image.width, image.height, image.pixels.as_slice()), (2, 2, [0, 1, 2, 3].as_slice()));
        assert_eq!(grey_map(b"P5\n2 2\n255\n\0\x01\x02", 300), None);
        assert_eq!(grey_map(b"P6\n2 2\n255\n\0", 300), None);
        assert_eq!(grey_map(b"P5 99999999 99999999 255 ", 300), None);
    }

    #[test]
    fn rows_of_images_are_read() {
        let row =
            "   1     0 image    1500   420  gray    1   1  image  no        11  0   300   300 4652B 5.9%";
        let found = picture(row).expect("an image");
        assert_eq!((found.page, found.inches, found.resolution), (1, (5.0, 1.4), 300.0));
        assert_eq!(picture(&row.replace("image  ", "smask  ")), None);
    }
}
