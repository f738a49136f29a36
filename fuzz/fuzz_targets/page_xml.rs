//! Fuzz target: `justera_fuzz::page_xml`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| justera_fuzz::page_xml(bytes));
