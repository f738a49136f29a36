//! `justera explain`: why a line reads as it does after repair.

use std::fmt::Write as _;

use super::words::WordsArguments;
use super::{Status, messages};
use crate::error::Result;
use crate::repair::WordExplanation;
use clap::Args;

/// Show for each word of a line its candidates, their costs, and the verdict.
///
/// Costs are in nats (natural logarithms of probabilities, negated): the channel's with case and unknown letters, and the language's for the word by
/// itself. The probability is the posterior, all contexts summed. The route names the confusions on the way, printed sign first: `ö<é`. A line alone says
/// little about its channel: in a whole document the page's own losses decide.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The line, in quotes; several are read as lines of one text.
    #[arg(required = true)]
    line: Vec<String>,
    /// Candidates to show for each word.
    #[arg(long, default_value_t = 5, value_name = "N")]
    candidates: usize,
    #[command(flatten)]
    words: WordsArguments,
}

pub(super) fn run(arguments: &Arguments) -> Result<Status> {
    let explanation = arguments.words.converter()?.repairer().explain(&arguments.line.join("\n"));
    let mut out = String::new();
    for word in &explanation.words {
        show(word, arguments.candidates, &mut out);
    }
    messages::data(&out)?;
    Ok(Status::Done)
}

fn show(word: &WordExplanation, most: usize, out: &mut String) {
    const WRITES: &str = "a string takes what is written to it";
    writeln!(out, "{}: {}", word.original, word.verdict).expect(WRITES);
    for candidate in word.candidates.iter().take(most) {
        let (channel, language) = (candidate.channel_cost, candidate.language_cost);
        let line = format!(
            "  {:<24} channel {channel:6.2}  word {language:6.2}  probability {:.4}  {}",
            candidate.text, candidate.posterior, candidate.route
        );
        writeln!(out, "{}", line.trim_end()).expect(WRITES);
    }
}
