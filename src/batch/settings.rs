//! What makes other outputs when it changes, in words that stand in the manifest.

use super::run::Options;
use crate::input::TextLayer;
use crate::pipeline::Several;
use crate::record::SCHEMA_VERSION;

/// The identity of a run's settings. The dictionary's, the engine's and the hand corrections' stand beside it.
pub(super) fn identity(options: &Options) -> String {
    let reading = &options.reading;
    let format = reading.format.map_or("auto", |format| format.name());
    let layer = match reading.text_layer {
        TextLayer::Auto => "auto",
        TextLayer::Use => "use",
        TextLayer::Ignore => "ignore",
    };
    let pixels = reading.limits.pixels();
    let program = env!("CARGO_PKG_VERSION");
    let engine = if options.engine.is_empty() { String::new() } else { format!("; {}", options.engine) };
    let several = match options.several {
        Several::Apart => "apart",
        Several::Together => "together",
    };
    let also: String = options.also.iter().map(|format| format!("; also {}", format.name())).collect();
    format!(
        "justera {program}; record {SCHEMA_VERSION}; format {format}; text-layer {layer}; max-pixels {pixels}; several {several}{engine}{also}"
    )
}
