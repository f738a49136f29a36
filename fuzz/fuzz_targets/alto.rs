//! Fuzz target: `justera_fuzz::alto`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::alto(bytes));
