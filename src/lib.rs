//! justera: scanned or OCR'd Swedish meeting protocols to repaired text and JSON.
#![deny(unsafe_code)]

#[cfg(feature = "cli")]
pub mod batch;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod dictionary;
pub mod error;
pub mod export;
pub mod geometry;
pub mod input;
pub mod layout;
pub mod ocr;
pub mod page;
pub mod pipeline;
pub mod protocol;
pub mod record;
pub mod repair;
pub mod score;
pub mod span;
