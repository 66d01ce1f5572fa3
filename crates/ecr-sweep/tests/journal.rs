//! Any prefix of a journal is the journal of an earlier moment.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use ecr_sweep::{Entry, LastLine, Output, Part, PartState, State};
use proptest::prelude::*;

fn place(items: u64) -> PartState {
    let text = format!(
        r#"{{"version":1,"operation":"DescribeImages","filters":{{}},"pages":1,"items":{items},"place":{{"token":{{"nextToken":"t{items}"}}}}}}"#
    );
    PartState::At(Box::new(text.parse().unwrap()))
}

/// Journals as a sweep writes them: a start, repositories, pages in any interleaving, each with its length of output.
fn journals() -> impl Strategy<Value = Vec<Entry>> {
    let pages = prop::collection::vec((any::<prop::sample::Index>(), 0..400_u64, 0..4_u8), 0..30);
    (1..6_usize, pages).prop_map(|(repositories, pages)| {
        let mut out = 0;
        let start = start(out);
        let names = (0..repositories).map(|number| Entry::Repository(format!("team/app-{number}")));
        let mut entries: Vec<Entry> = std::iter::once(start).chain(names).collect();
        for (number, (part, length, state)) in (1..).zip(pages) {
            out += length;
            let state = match state {
                0 => PartState::Done,
                1 => PartState::Gone,
                _ => place(number),
            };
            let part = part.index(repositories) as u64;
            let images = out / 90;
            entries.push(Entry::Moved {
                part,
                state,
                out,
                images,
                last: last(out),
            });
        }
        entries
    })
}

fn start(out: u64) -> Entry {
    Entry::Start {
        registry_id: None,
        origin: Some("http://127.0.0.1:5000".into()),
        output: Output::File,
        out,
        images: out / 90,
        last: last(out),
    }
}

/// That of lines whose last one ends with this number.
fn last(out: u64) -> LastLine {
    LastLine::of(format!("a line\n{out}\n").as_bytes()).unwrap()
}

fn text(entries: &[Entry]) -> String {
    entries.iter().map(Entry::line).collect()
}

proptest! {
    #[test]
    fn a_torn_journal_is_an_earlier_one(entries in journals(), cut in any::<prop::sample::Index>(), tail in prop::collection::vec(any::<u8>(), 0..40)) {
        let whole = text(&entries).into_bytes();
        let cut = cut.index(whole.len() + 1);
        let lines = whole[..cut].iter().filter(|byte| **byte == b'\n').count();
        let earlier = text(&entries[..lines]);
        let mut torn = whole[..cut].to_vec();
        // What else may lie there, but for a line that happens to fit.
        torn.extend(tail.into_iter().filter(|byte| *byte != b'\n'));
        let (state, good) = State::replay(&torn);
        prop_assert_eq!(good, earlier.len() as u64);
        prop_assert_eq!(state, State::replay(earlier.as_bytes()).0);
    }

    #[test]
    fn a_compact_journal_says_the_same(entries in journals()) {
        let (state, good) = State::replay(text(&entries).as_bytes());
        prop_assert_eq!(good, text(&entries).len() as u64);
        let compact = state.compact();
        let (again, good) = State::replay(compact.as_bytes());
        prop_assert_eq!(good, compact.len() as u64);
        prop_assert_eq!(again, state);
    }

    #[test]
    fn any_bytes_are_read_or_left(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (_, good) = State::replay(&bytes);
        prop_assert!(good <= bytes.len() as u64);
    }

    #[test]
    fn any_text_is_a_part_or_refused(text in ".*") {
        let _ = text.parse::<Part>();
    }
}

#[test]
fn what_is_out_of_order_ends_the_journal() {
    let start = start(7);
    let moved = |out| Entry::Moved {
        part: 0,
        state: PartState::Done,
        out,
        images: 0,
        last: LastLine::default(),
    };
    let repository = Entry::Repository("a".into());
    for (entries, good) in [
        (vec![repository.clone()], 0),
        (vec![start.clone(), start.clone()], 1),
        (vec![start.clone(), moved(9)], 1),
        // The output never becomes shorter.
        (vec![start.clone(), repository.clone(), moved(6)], 2),
        (vec![start.clone(), repository.clone(), moved(7)], 3),
        // Nothing comes behind the end.
        (vec![Entry::Done], 0),
        (vec![start.clone(), Entry::Done, repository.clone()], 2),
        (
            vec![start, repository, moved(7), Entry::Done, Entry::Done],
            4,
        ),
    ] {
        let expected = text(&entries[..good]).len() as u64;
        assert_eq!(
            State::replay(text(&entries).as_bytes()).1,
            expected,
            "{entries:?}"
        );
    }
}

#[test]
fn nothing_counts_behind_a_line_that_is_none() {
    let (start, repository) = (start(0).line(), Entry::Repository("a".into()).line());
    for bad in [
        "\n",
        "{}\n",
        "{\"part\":9,\"state\":\"done\",\"out\":0,\"images\":0,\"last\":\"0-0\"}\n",
    ] {
        let journal = format!("{start}{bad}{repository}");
        let (state, good) = State::replay(journal.as_bytes());
        assert_eq!((state.parts.len(), good), (0, start.len() as u64), "{bad}");
    }
}
