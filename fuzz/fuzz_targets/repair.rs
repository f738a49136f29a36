//! Fuzz target: `justera_fuzz::repair`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::repair(bytes));
