//! justera: scanned or OCR'd Swedish meeting protocols to repaired text and JSON.
#![deny(unsafe_code)]

pub mod diagnostic;
pub mod dictionary;
pub mod error;
pub mod geometry;
pub mod input;
pub mod layout;
pub mod ocr;
pub mod page;
pub mod protocol;
pub mod repair;
pub mod span;
