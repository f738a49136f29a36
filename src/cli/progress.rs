//! What a person, or a program that reads logs, hears of a run.

use super::messages::{self, Bar};
use crate::batch::{Event, Summary, Watch};
use crate::record::{Diagnostic, Entry};
use clap::ValueEnum;
use serde_json::{Value, json};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often a run says how far it is, where no bar can be drawn.
const EVERY: Duration = Duration::from_secs(30);

/// What to do about a record that was changed or taken away.
const CONVERT_AGAIN: &str = "convert it again";

/// What is said, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// Only what failed.
    pub(super) quiet: bool,
    pub(super) format: LogFormat,
    /// Text of the documents, too.
    pub(super) text: bool,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    /// Lines for people; a bar where standard error is a terminal.
    Text,
    /// A JSON object a line.
    Json,
}

/// Follows a run and says how it goes.
pub(super) struct Progress {
    manner: Manner,
    begun: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    bar: Option<Bar>,
    documents: usize,
    done: usize,
    pages: u64,
    failed: usize,
    said: Option<Instant>,
}

impl Progress {
    pub(super) fn new(manner: Manner) -> Self {
        if manner.format == LogFormat::Json {
            messages::speak_json();
        }
        Self { manner, begun: Instant::now(), state: Mutex::default() }
    }

    /// Takes what is drawn from the screen.
    pub(super) fn clear(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bar) = state.bar.take() {
            bar.clear();
        }
    }

    /// Says how the run ended; `failed` is where the failures are listed.
    pub(super) fn end(&self, summary: &Summary, failed: &str) {
        self.clear();
        let Summary { documents, converted, kept, failed: failures, lost, pages } = *summary;
        let seconds = self.begun.elapsed().as_secs_f64();
        match self.manner.format {
            LogFormat::Json if !self.manner.quiet => messages::log(&json!({
                "event": "ended", "documents": documents, "converted": converted, "kept": kept,
                "failed": failures, "lost": lost, "pages": pages, "seconds": rounded(seconds),
            })),
            LogFormat::Text if failures > 0 => {
                messages::note(&format!(
                    "{failures} of {documents} documents failed; they are listed in {failed}"
                ));
            }
            LogFormat::Text if !self.manner.quiet => messages::note(&format!(
                "{documents} documents: {converted} converted, {kept} kept from an earlier run; {pages} pages in {seconds:.1} s"
            )),
            _ => {}
        }
    }

    fn say(&self, state: &mut State, event: Event<'_>) {
        match self.manner.format {
            LogFormat::Json => self.say_json(event),
            LogFormat::Text => self.say_text(state, event),
        }
    }

    fn say_json(&self, event: Event<'_>) {
        let quiet = self.manner.quiet && !matches!(event, Event::Failed(_) | Event::Lost(_));
        if let (false, Some(line)) = (quiet, self.json(event)) {
            messages::log(&line);
        }
    }

    fn json(&self, event: Event<'_>) -> Option<Value> {
        let entry_line = |name: &str, entry: &Entry| {
            json!({
                "event": name, "document": entry.document, "input": entry.input, "pages": entry.pages,
                "words": entry.words, "changes": entry.changes, "doubtful": entry.doubtful,
                "expected_wrong": entry.expected_wrong, "diagnostics": entry.diagnostics, "seconds": entry.seconds,
            })
        };
        Some(match event {
            Event::Begun { documents } => json!({"event": "begun", "documents": documents}),
            Event::Kept(entry) => json!({"event": "kept", "document": entry.document, "input": entry.input}),
            Event::Done { entry, findings } => {
                let mut line = entry_line("done", entry);
                if self.manner.text {
                    line["findings"] = findings.iter().map(|finding| json!(finding)).collect();
                }
                line
            }
            Event::Failed(entry) => {
                let failure = entry.failure.as_ref()?;
                let detail = failure.detail.as_ref().filter(|_| self.manner.text);
                json!({
                    "event": "failed", "document": entry.document, "input": entry.input,
                    "reason": failure.reason, "remedy": failure.remedy, "detail": detail, "seconds": entry.seconds,
                })
            }
            Event::Lost(document) => json!({"event": "lost", "document": document, "remedy": CONVERT_AGAIN}),
            Event::Noticed(what) => json!({"event": "noticed", "message": what}),
        })
    }

    fn say_text(&self, state: &mut State, event: Event<'_>) {
        match event {
            Event::Failed(entry) => {
                let line = self.failure(entry);
                messages::above(state.bar.as_ref(), &line);
            }
            Event::Lost(document) => {
                let what = "its record is not as it was written, and is left out of what was collected";
                messages::above(state.bar.as_ref(), &format!("{document}: {what}; {CONVERT_AGAIN}"));
            }
            Event::Noticed(what) if !self.manner.quiet => messages::above(state.bar.as_ref(), what),
            Event::Done { entry, findings } if self.manner.text && !self.manner.quiet => {
                for finding in findings {
                    messages::above(state.bar.as_ref(), &told(entry, finding));
                }
            }
            _ => {}
        }
        if let Some(bar) = &state.bar {
            bar.show(state.done, &format!("{} pages, {} failed", state.pages, state.failed));
        } else if !self.manner.quiet && state.said.is_some_and(|said| said.elapsed() >= EVERY) {
            state.said = Some(Instant::now());
            messages::note(&state.how_far(self.begun.elapsed()));
        }
    }

    fn failure(&self, entry: &Entry) -> String {
        let Some(failure) = &entry.failure else { return entry.input.clone() };
        let detail = failure.detail.as_ref().filter(|_| self.manner.text);
        let detail = detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        format!("{}{detail}; {}", failure.reason, failure.remedy)
    }
}

impl State {
    fn how_far(&self, time: Duration) -> String {
        let Self { documents, done, pages, failed, .. } = self;
        let rate = *done as f64 / time.as_secs_f64().max(1e-3);
        let left = (documents - done) as f64 / rate.max(1e-9);
        format!(
            "{done} of {documents} documents, {pages} pages, {failed} failed; {rate:.1} documents a second, some {} left",
            duration(left)
        )
    }
}

impl Watch for Progress {
    fn notice(&self, event: Event<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::Begun { documents } => {
                state.documents = documents;
                state.said = Some(Instant::now());
                let wanted = !self.manner.quiet && self.manner.format == LogFormat::Text;
                state.bar = wanted.then(|| Bar::on_terminal(documents)).flatten();
            }
            Event::Kept(_) => state.done += 1,
            Event::Done { entry, .. } => {
                state.done += 1;
                state.pages += u64::from(entry.pages);
            }
            Event::Failed(_) => {
                state.done = (state.done + 1).min(state.documents);
                state.failed += 1;
            }
            _ => {}
        }
        self.say(&mut state, event);
    }
}

fn told(entry: &Entry, finding: &Diagnostic) -> String {
    let page = finding.page.map(|page| format!(" page {page}:")).unwrap_or_default();
    format!("{}:{page} {}: {}", entry.input, finding.code, finding.message)
}

fn rounded(seconds: f64) -> f64 {
    (seconds * 1000.0).round() / 1000.0
}

/// `40 s`, `12 min`, `3.5 h`.
fn duration(seconds: f64) -> String {
    match seconds {
        ..90.0 => format!("{seconds:.0} s"),
        ..5400.0 => format!("{:.0} min", seconds / 60.0),
        _ => format!("{:.1} h", seconds / 3600.0),
    }
}
