//! No room, or no right to write: the run stops at once with status 2, and goes on when there is room again.

use crate::shelf::{contents, convert, fill, same, scratch, told};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A file system of its own, taken away at the end.
struct Mounted(PathBuf);

impl Mounted {
    /// `None` where mounting is not allowed.
    fn small(path: &Path, size: &str) -> Option<Self> {
        fs::create_dir_all(path).expect("a directory can be made");
        let mounted = Self(path.to_owned());
        let options = format!("size={size}");
        let done =
            Command::new("mount").args(["-t", "tmpfs", "-o", &options, "justera-test"]).arg(path).output();
        done.is_ok_and(|done| done.status.success()).then_some(mounted)
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let done = Command::new("mount").args(["-o", &options]).arg(&self.0).status();
        assert!(done.expect("mount is there").success(), "{options}");
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Where it was never mounted there is nothing to take away.
        let _ = Command::new("umount").arg("--quiet").arg(&self.0).output();
    }
}

#[test]
fn a_full_disk_stops_the_run_and_room_lets_it_go_on() {
    let here = scratch();
    fill(&here.path().join("in"), 30);
    let out = here.path().join("out");
    let Some(disk) = Mounted::small(&out, "300k") else {
        eprintln!("skipped: mounting a small disk is not allowed here");
        return;
    };
    let run = convert(here.path(), "out", &["--jobs", "2"]).output().expect("it runs");
    let (status, said) = told(&run);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("No space left") && said.contains("room"), "{said}");
    let done = fs::read_to_string(out.join("manifest.jsonl")).expect("what was done stands");
    assert!((1..30).contains(&done.lines().count()), "{} lines", done.lines().count());

    disk.remount("size=64m");
    let run = convert(here.path(), "out", &[]).output().expect("it runs");
    let (status, said) = told(&run);
    assert!(status == Some(0) && !said.contains("30 converted") && said.contains("kept"), "{said}");
    let whole = convert(here.path(), "whole", &[]).output().expect("it runs");
    assert_eq!(told(&whole).0, Some(0));
    same(&contents(&here.path().join("whole")), &contents(&out));
}

#[test]
fn a_read_only_place_is_refused() {
    let here = scratch();
    fill(&here.path().join("in"), 3);
    let out = here.path().join("out");
    let Some(disk) = Mounted::small(&out, "1m") else {
        eprintln!("skipped: mounting a disk is not allowed here");
        return;
    };
    disk.remount("ro");
    let (status, said) = told(&convert(here.path(), "out", &[]).output().expect("it runs"));
    assert!(status == Some(2) && said.contains("out") && said.contains("Read-only"), "{said}");
}

#[test]
fn what_is_collected_is_refused_before_any_work_where_it_cannot_be_written() {
    let here = scratch();
    fill(&here.path().join("in"), 3);
    for more in [["--jsonl", "none/all.jsonl"], ["--sqlite", "none/all.db"], ["--jsonl", "in/1950/000.txt"]] {
        let (status, said) = told(&convert(here.path(), "out", &more).output().expect("it runs"));
        assert!(status == Some(2) && said.contains(more[1]), "{said}");
        assert!(!here.path().join("out/manifest.jsonl").exists());
    }
}
