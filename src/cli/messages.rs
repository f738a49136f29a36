//! What the program says to people, and how it writes data: the only file that prints.

use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether everything on standard error is for programs.
static AS_JSON: AtomicBool = AtomicBool::new(false);

/// From now on all that is said is a line of JSON.
pub(super) fn speak_json() {
    AS_JSON.store(true, Ordering::Relaxed);
}

fn say(event: &str, text: &str) {
    if AS_JSON.load(Ordering::Relaxed) {
        log(&json!({"event": event, "message": text}));
    } else {
        eprintln!("justera: {text}");
    }
}

/// Says on standard error what went wrong.
pub(super) fn error(error: &Error) {
    say("error", &error.to_string());
}

/// Says on standard error what was found in a document.
pub(super) fn finding(path: &Path, finding: &Diagnostic) {
    say("finding", &format!("{}: {}", path.display(), finding.message));
}

/// Says on standard error how a run ended.
pub(super) fn note(text: &str) {
    say("noticed", text);
}

/// Says on standard error what happened, for programs: a line of JSON.
pub(super) fn log(event: &Value) {
    eprintln!("{event}");
}

/// Says on standard error what happened, above the bar where there is one.
pub(super) fn above(bar: Option<&Bar>, text: &str) {
    match bar {
        Some(bar) => bar.0.println(format!("justera: {text}")),
        None => note(text),
    }
}

/// How far a run is, drawn on standard error.
pub(super) struct Bar(ProgressBar);

impl Bar {
    /// A bar for so many documents, where standard error is a terminal.
    pub(super) fn on_terminal(documents: usize) -> Option<Self> {
        if !io::stderr().is_terminal() {
            return None;
        }
        let style = "{bar:24} {human_pos} of {human_len} documents, {msg}; {per_sec:.1}, {eta} left";
        let bar = ProgressBar::new(documents as u64)
            .with_style(ProgressStyle::with_template(style).expect("the template is one"));
        bar.enable_steady_tick(Duration::from_millis(500));
        Some(Self(bar))
    }

    /// Shows how far the run is.
    pub(super) fn show(&self, done: usize, message: &str) {
        self.0.set_position(done as u64);
        self.0.set_message(message.to_owned());
    }

    /// Takes it from the screen.
    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

/// From now on a fault inside the program is told by its place in the source alone: its message may hold text of a document.
pub(super) fn hush_faults() {
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        say("fault", &format!("a fault inside the program{}", place.unwrap_or_default()));
    }));
}

/// Writes data to standard output. A reader that has seen enough (`| head`) is no error.
pub(super) fn data(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(Error::Io {
            path: PathBuf::from("standard output"),
            source,
            remedy: "make room, or write elsewhere",
        }),
        _ => Ok(()),
    }
}
