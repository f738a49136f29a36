//! Fuzz target: `justera_fuzz::pdf_layer`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::pdf_layer(bytes));
