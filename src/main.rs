//! The `justera` program: parse, run, exit code.

fn main() {}
