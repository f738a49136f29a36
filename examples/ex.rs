//! x
fn main() {
    let d = justera::dictionary::Dictionary::embedded().unwrap();
    let r = justera::repair::Repairer::new(&d);
    for l in std::env::args().skip(1) {
        for w in r.explain(&l).words {
            println!("{} : {}", w.original, w.verdict);
            for c in w.candidates.iter().take(5) {
                println!(
                    "     {:<22} ch {:6.2} lm {:6.2} p {:.4} {}",
                    c.text, c.channel_cost, c.language_cost, c.posterior, c.route
                );
            }
        }
    }
}
