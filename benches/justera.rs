//! How fast the rooms work: dictionary, repair of clean and damaged text, structure, a whole document.
//!
//! `make bench`. Texts are the fixtures' true text and their recorded OCR; throughput is in words (criterion's elements).

use criterion::{BenchmarkId, Criterion, Throughput};
use justera::repair::RepairedText;
use justera::{Converter, Dictionary, input, layout, protocol};
use std::hint::black_box;
use texts::fixtures;

mod texts;

/// How often the fixtures are put together for the long document.
const REPEATS: usize = 10;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    open(&mut criterion);
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    let converter = Converter::new(&dictionary);
    repair(&mut criterion, &converter);
    structure(&mut criterion, &converter, &dictionary);
    document(&mut criterion, &converter);
    criterion.final_summary();
}

fn open(criterion: &mut Criterion) {
    criterion.bench_function("dictionary/open", |bencher| bencher.iter(Dictionary::embedded));
    let dictionary = Dictionary::embedded().expect("the built-in dictionary opens");
    criterion.bench_function("dictionary/converter", |bencher| bencher.iter(|| Converter::new(&dictionary)));
}

/// All fixtures as one text: true, as the Swedish model read them (light damage), as the English one did (heavy).
fn repair(criterion: &mut Criterion, converter: &Converter<'_>) {
    let mut group = criterion.benchmark_group("repair");
    group.sample_size(10);
    for (damage, ending) in [("clean", "true.txt"), ("light", "swe.txt"), ("heavy", "eng.txt")] {
        let text = fixtures(ending);
        group.throughput(Throughput::Elements(words(&text)));
        group.bench_with_input(BenchmarkId::from_parameter(damage), &text, |bencher, text| {
            bencher.iter(|| converter.repair_text(black_box(text)));
        });
    }
    group.finish();
}

/// `protocol::read` alone, on one document of all fixtures repeated.
fn structure(criterion: &mut Criterion, converter: &Converter<'_>, dictionary: &Dictionary) {
    let text = fixtures("true.txt").repeat(REPEATS);
    let repaired: RepairedText = converter.repairer().repair(&layout::arrange(input::text::read(&text)).0);
    let mut group = criterion.benchmark_group("structure");
    group.sample_size(10);
    group.throughput(Throughput::Elements(words(&text)));
    group.bench_function("long", |bencher| {
        bencher.iter(|| protocol::read(black_box(&repaired), dictionary));
    });
    group.finish();
    sixty_pages(criterion, converter, dictionary);
    hostile(criterion, converter, dictionary);
}

/// The structure of one protocol of sixty pages: the cover of a fixture, and its other pages again and again with §§ that run on.
fn sixty_pages(criterion: &mut Criterion, converter: &Converter<'_>, dictionary: &Dictionary) {
    const PAGES: usize = 60;
    let source = fixtures("ks-are-2023-03-14.true.txt");
    let (cover, rest) = source.split_once('\u{c}').expect("the fixture has pages");
    let pages: Vec<&str> = rest.split('\u{c}').collect();
    let mut text = cover.to_owned();
    let mut number = 38;
    for page in pages.iter().cycle().take(PAGES - 1) {
        text.push('\u{c}');
        for line in page.lines() {
            match line.strip_prefix("§ ").and_then(|rest| rest.get(2..)) {
                Some(rest) => {
                    text.push_str(&format!("§ {number}{rest}"));
                    number += 1;
                }
                None => text.push_str(line),
            }
            text.push('\n');
        }
    }
    let repaired = converter.repairer().repair(&layout::arrange(input::text::read(&text)).0);
    criterion.bench_function("structure/sixty-pages", |bencher| {
        bencher.iter(|| protocol::read(black_box(&repaired), dictionary));
    });
}

/// Texts that no protocol is like, in two sizes: the time must grow as the size does.
fn hostile(criterion: &mut Criterion, converter: &Converter<'_>, dictionary: &Dictionary) {
    let mut group = criterion.benchmark_group("structure/hostile");
    group.sample_size(10);
    for (name, head, part) in [
        ("paragraphs", "", "§ 1\n"),
        ("signs", "", "§ "),
        ("digits", "", "1234567890 "),
        ("brackets", "", "(([{ "),
        ("labels", "", "Beslutande\n"),
        ("heads", "", "Protokoll, fört vid möte den 3 maj 2019\n"),
        ("motions", "§ 1 Budget\n\nYrkanden\n", "Vera Ek (S) yrkar bifall.\n"),
        ("vote-heads", "§ 1 Budget\n\nOmröstning\n", "Ledamot Ja  Nej Avstår\n"),
        ("legends", "", "X = närvarande\n"),
    ] {
        for kilobytes in [128, 512] {
            let text = head.to_owned() + &part.repeat(kilobytes * 1024 / part.len());
            let repaired = converter.repairer().repair(&layout::arrange(input::text::read(&text)).0);
            group.throughput(Throughput::Bytes(text.len() as u64));
            group.bench_function(BenchmarkId::new(name, kilobytes), |bencher| {
                bencher.iter(|| protocol::read(black_box(&repaired), dictionary));
            });
        }
    }
    group.finish();
}

/// A protocol of three pages, read with the English model, to its record.
fn document(criterion: &mut Criterion, converter: &Converter<'_>) {
    let text = fixtures("ks-are-2023-03-14.eng.txt");
    let mut group = criterion.benchmark_group("document");
    group.sample_size(10);
    group.throughput(Throughput::Elements(words(&text)));
    group.bench_function("text", |bencher| bencher.iter(|| converter.convert_text(black_box(&text))));
    group.finish();
}

fn words(text: &str) -> u64 {
    text.split_whitespace().count() as u64
}
