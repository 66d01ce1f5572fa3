//! Checkpoints: stop anywhere, store, go on exactly there; and refuse where that cannot be.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::cell::Cell;

use proptest::prelude::*;
use smithy_pagination::{
    Checkpoint, CheckpointError, ConfigError, DynamicItem, DynamicPaginator, FilterChange,
    ItemsIter, Outcome, PageErrorKind, Paginate, Position,
};
use smithy_wire::Value;

/// Items of two result keys a page.
type Page = (Vec<u32>, Vec<u32>);

fn paginator() -> DynamicPaginator {
    let config = r#"{"input_token": "next", "output_token": "next", "limit_key": "size",
        "limit_key_type": "integer", "result_key": ["a", "inner.b"]}"#;
    DynamicPaginator::from_json("ListThings", &Value::from_json(config).unwrap()).unwrap()
}

fn request() -> Value {
    Value::from_json(r#"{"name": "app/web", "filter": {"tag": "v1"}}"#).unwrap()
}

/// Pages numbered from 0; items numbered through, each with a text that identifies it and a figure that does not.
fn answer(pages: &[Page], request: &Value) -> Value {
    let at = request
        .get("next")
        .and_then(Value::as_str)
        .map_or(0, |text| text.parse().unwrap());
    let (a, b) = &pages[at];
    let list = |items: &[u32]| {
        let items = items
            .iter()
            .map(|id| format!(r#"{{"id":"{id}","seen":{id}}}"#));
        items.collect::<Vec<_>>().join(",")
    };
    let next = match at + 1 {
        next if next < pages.len() => format!(r#","next":"{next}""#),
        _ => String::new(),
    };
    let page = format!(
        r#"{{"a":[{}],"inner":{{"b":[{}]}}{next}}}"#,
        list(a),
        list(b)
    );
    Value::from_json(&page).unwrap()
}

fn id(item: &DynamicItem) -> u32 {
    item.value
        .get("id")
        .and_then(Value::as_str)
        .unwrap()
        .parse()
        .unwrap()
}

fn listing(
    pages: &[Page],
) -> Paginate<DynamicPaginator, impl FnMut(&Value) -> Result<Value, String> + Clone> {
    Paginate::calling(paginator(), request(), move |request| {
        Ok(answer(pages, request))
    })
}

fn pages() -> impl Strategy<Value = Vec<Page>> {
    let sizes = prop::collection::vec((0..4_usize, prop_oneof![Just(0_usize), 0..4_usize]), 1..6);
    sizes.prop_map(|sizes| {
        let mut ids = 0..;
        let mut some = |count| ids.by_ref().take(count).collect::<Vec<u32>>();
        sizes.into_iter().map(|(a, b)| (some(a), some(b))).collect()
    })
}

/// One more page, numbered on.
fn with_page(mut pages: Vec<Page>, (a, b): (usize, usize)) -> Vec<Page> {
    let mut ids = count(&pages)..;
    let mut some = |count| ids.by_ref().take(count).collect::<Vec<u32>>();
    pages.push((some(a), some(b)));
    pages
}

/// Every place between two items of one page: the page, and how many of its items come before.
fn inner_places(pages: &[Page]) -> Vec<(usize, usize)> {
    let places = pages.iter().enumerate();
    places
        .flat_map(|(page, (a, b))| (1..a.len() + b.len()).map(move |at| (page, at)))
        .collect()
}

fn count(pages: &[Page]) -> u32 {
    pages.iter().map(|(a, b)| (a.len() + b.len()) as u32).sum()
}

fn stored(checkpoint: &Checkpoint) -> Checkpoint {
    let text = checkpoint.to_string();
    assert!(!text.contains('\n') && !text.contains("app/web"), "{text}");
    let read: Checkpoint = text.parse().unwrap();
    assert_eq!(&read, checkpoint);
    read
}

proptest! {
    #![proptest_config(common::config(file!()))]

    /// Stopped after any number of items, again and again, in page order over both keys.
    #[test]
    fn stopping_anywhere_loses_and_repeats_nothing(pages in pages(), steps in prop::collection::vec(0..5_usize, 0..12)) {
        let mut seen = Vec::new();
        let mut steps = steps.into_iter();
        let mut checkpoint: Option<Checkpoint> = None;
        loop {
            let mut run = listing(&pages);
            if let Some(checkpoint) = checkpoint {
                run = run.checkpoint(checkpoint);
            }
            let mut items = run.items().unwrap();
            let step = steps.next().unwrap_or(usize::MAX);
            seen.extend(items.by_ref().take(step).map(|item| id(&item.unwrap())));
            let now = stored(&items.checkpoint());
            prop_assert_eq!(now.items(), seen.len() as u64);
            if let Ok(token) = items.resume_token() {
                prop_assert_eq!(now.to_boto3_token().unwrap(), token);
            }
            let is_over = now.position() == Position::Finished;
            prop_assert_eq!(items.outcome() == Outcome::Complete, is_over);
            checkpoint = Some(now);
            if is_over {
                break;
            }
        }
        prop_assert_eq!(seen, (0..count(&pages)).collect::<Vec<_>>());
        // A page that several runs took parts of counts once.
        prop_assert_eq!(checkpoint.unwrap().pages(), pages.len() as u64);
    }

    /// A cap delivers the other key's items with the page it cuts, so the order is another, but each comes once.
    #[test]
    fn capped_runs_add_up(pages in pages(), caps in prop::collection::vec((1..5_u64, 0..6_usize), 1..12)) {
        let mut seen = Vec::new();
        let mut checkpoint: Option<Checkpoint> = None;
        for (cap, step) in caps.iter().cycle().take(200) {
            let mut run = listing(&pages).max_items(*cap);
            if let Some(checkpoint) = checkpoint {
                run = run.checkpoint(checkpoint);
            }
            let mut items = run.items().unwrap();
            seen.extend(items.by_ref().take(*step).map(|item| id(&item.unwrap())));
            checkpoint = Some(stored(&items.checkpoint()));
            if items.outcome() == Outcome::Complete {
                break;
            }
        }
        if checkpoint.unwrap().position() == Position::Finished {
            seen.sort_unstable();
            prop_assert_eq!(seen, (0..count(&pages)).collect::<Vec<_>>());
        } else {
            let all = seen.len();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(seen.len(), all);
        }
    }

    /// After a failed call the checkpoint is that of the failed page.
    #[test]
    fn an_error_loses_nothing(pages in pages(), fails in 0..6_usize) {
        let calls = Cell::new(0);
        let call = |request: &Value| {
            calls.set(calls.get() + 1);
            if calls.get() == fails + 1 { Err("down") } else { Ok(answer(&pages, request)) }
        };
        let mut items = Paginate::calling(paginator(), request(), call).items().unwrap();
        let mut seen: Vec<u32> = items.by_ref().map_while(Result::ok).map(|item| id(&item)).collect();
        let rest = listing(&pages).checkpoint(stored(&items.checkpoint())).items().unwrap();
        seen.extend(rest.map(|item| id(&item.unwrap())));
        prop_assert_eq!(seen, (0..count(&pages)).collect::<Vec<_>>());
    }

    /// If an item before the place vanished or came in on the page, the resume says so instead of skipping.
    #[test]
    fn a_changed_page_is_noticed(pages in pages(), two in (2..4_usize, 0..4_usize), pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), adds in any::<bool>()) {
        let pages = with_page(pages, two);
        let inner = inner_places(&pages);
        let (page, delivered) = inner[pick.index(inner.len())];
        let before: usize = pages[..page].iter().map(|(a, b)| a.len() + b.len()).sum();
        let checkpoint = after(&pages, before + delivered);
        // Within what was delivered, so that what follows moves.
        let mut changed = pages.clone();
        let (a, b) = &mut changed[page];
        let at = at.index(delivered);
        let (list, at) = if at < a.len() { (a, at) } else { let at = at - a.len(); (b, at) };
        if adds { list.insert(at, 1_000) } else { let _gone = list.remove(at); }
        let mut rest = listing(&changed).checkpoint(checkpoint).items().unwrap();
        let error = rest.next().unwrap().unwrap_err();
        prop_assert!(matches!(error.kind(), PageErrorKind::ListingChanged { .. }), "{}", error);
        // The error's token repeats the page and loses nothing.
        let again = listing(&changed).starting_token(error.resume_token()).items().unwrap();
        prop_assert_eq!(again.count() as u32, count(&changed[page..]));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".*") {
        let _ = text.parse::<Checkpoint>();
    }

    /// What was stored and then spoilt is refused, or still is a place: never a panic, never another request.
    #[test]
    fn a_spoilt_checkpoint_is_refused_or_resumes(pages in pages(), stop in 0..9_usize, at in any::<prop::sample::Index>(), byte in 32..127_u8) {
        let mut items = listing(&pages).items().unwrap();
        items.by_ref().take(stop).for_each(drop);
        let mut text = items.checkpoint().to_string().into_bytes();
        let at = at.index(text.len());
        text[at] = byte;
        let Ok(checkpoint) = String::from_utf8(text).unwrap().parse::<Checkpoint>() else { return Ok(()) };
        let call = |request: &Value| {
            let request = request.as_object().unwrap();
            let known = ["name", "filter", "next", "size"];
            assert!(request.iter().all(|(name, _)| known.contains(&name)));
            Err::<Value, _>("enough")
        };
        if let Ok(rest) = Paginate::calling(paginator(), request(), call).checkpoint(checkpoint).items() {
            // An iterator that never ends fails as well.
            prop_assert!(rest.take(2).count() <= 1);
        }
    }
}

fn three_pages() -> Vec<Page> {
    vec![
        (vec![0, 1, 2], vec![3, 4]),
        (vec![5], vec![]),
        (vec![], vec![6]),
    ]
}

fn after(pages: &[Page], items: usize) -> Checkpoint {
    let mut run: ItemsIter<_, _> = listing(pages).items().unwrap();
    run.by_ref().take(items).for_each(drop);
    run.checkpoint()
}

#[test]
fn the_stored_form() {
    let checkpoint = after(&three_pages(), 2);
    let expected = concat!(
        r#"{"version":1,"operation":"ListThings","filters":{"filter":"24bf82642fede0c7","name":"80fd1202803c49d4"},"#,
        r#""pages":1,"items":2,"place":{"token":{"next":null},"taken":2,"takenOthers":0,"last":"03d8129dbc50a832"}}"#
    );
    assert_eq!(checkpoint.to_string(), expected);
}

#[test]
fn not_started_inside_and_finished_are_told_apart() {
    let pages = three_pages();
    let positions = [0, 1, 5, 7, 9].map(|items| after(&pages, items).position());
    // After the last item the listing may still have pages; here it has none.
    use Position::{Finished, Inside, NotStarted};
    assert_eq!(positions, [NotStarted, Inside, Inside, Finished, Finished]);
}

#[test]
fn a_finished_one_sends_nothing() {
    let finished = after(&three_pages(), 9);
    let call = |_: &Value| -> Result<Value, String> { panic!("a request was sent") };
    let mut items = Paginate::calling(paginator(), request(), call)
        .checkpoint(finished)
        .items()
        .unwrap();
    assert!(items.next().is_none());
    assert_eq!(items.outcome(), Outcome::Complete);
    assert_eq!(items.checkpoint().items(), 7);
}

fn resumed(request: &str, checkpoint: Checkpoint) -> Result<(), ConfigError> {
    let request = Value::from_json(request).unwrap();
    let call = |_: &Value| Err::<Value, _>("not reached");
    Paginate::calling(paginator(), request, call)
        .checkpoint(checkpoint)
        .pages()
        .map(drop)
}

#[test]
fn another_request_is_refused_and_the_member_named() {
    let refused = |request| match resumed(request, after(&three_pages(), 1)).unwrap_err() {
        ConfigError::CheckpointRequest(change) => change,
        other => panic!("{other}"),
    };
    let name = |name: &str| name.to_owned();
    assert_eq!(
        refused(r#"{"name": "app/api", "filter": {"tag": "v1"}}"#),
        FilterChange::Changed(name("name"))
    );
    assert_eq!(
        refused(r#"{"name": "app/web"}"#),
        FilterChange::Missing(name("filter"))
    );
    assert_eq!(
        refused(r#"{"name": "app/web", "filter": {"tag": "v1"}, "more": true}"#),
        FilterChange::Added(name("more"))
    );
    // The order of members and the service's own token are no part of the request.
    resumed(
        r#"{"next": "7", "filter": {"tag": "v1"}, "name": "app/web"}"#,
        after(&three_pages(), 1),
    )
    .unwrap();
}

#[test]
fn another_operation_is_refused() {
    let text = after(&three_pages(), 1)
        .to_string()
        .replace("ListThings", "ListOthers");
    let error = resumed(
        r#"{"name": "app/web", "filter": {"tag": "v1"}}"#,
        text.parse().unwrap(),
    )
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "the checkpoint is one of ListOthers, not of ListThings; resume that operation with it"
    );
}

#[test]
fn the_page_size_comes_back() {
    let pages = three_pages();
    let sizes = Cell::new(None);
    let call = |request: &Value| {
        sizes.set(request.get("size").and_then(Value::as_u64));
        Ok::<_, String>(answer(&pages, request))
    };
    let start = || Paginate::calling(paginator(), request(), call);
    let mut items = start().page_size(3).items().unwrap();
    items.next();
    let checkpoint = stored(&items.checkpoint());
    assert_eq!(checkpoint.page_size(), Some(3));
    start()
        .checkpoint(checkpoint.clone())
        .items()
        .unwrap()
        .next();
    assert_eq!(sizes.get(), Some(3));
    // Inside a page another size would make it another page.
    let error = start()
        .checkpoint(checkpoint)
        .page_size(4)
        .items()
        .unwrap_err();
    assert!(
        matches!(error, ConfigError::CheckpointPageSize { .. }),
        "{error}"
    );
    // At a page's start it is free.
    let boundary = after(&pages, 5);
    start()
        .checkpoint(boundary)
        .page_size(4)
        .items()
        .unwrap()
        .next();
    assert_eq!(sizes.get(), Some(4));
}

#[test]
fn a_page_size_of_the_services_own_is_named_so() {
    let error = resumed_with(4, after(&three_pages(), 1)).unwrap_err();
    let text = error.to_string();
    assert_eq!(
        text,
        "the checkpoint is inside a page of the service's own size, not of 4; leave the page size out"
    );
}

fn resumed_with(size: u64, checkpoint: Checkpoint) -> Result<(), ConfigError> {
    let call = |_: &Value| Err::<Value, _>("not reached");
    let listing = Paginate::calling(paginator(), request(), call);
    listing
        .page_size(size)
        .checkpoint(checkpoint)
        .pages()
        .map(drop)
}

#[test]
fn two_places_to_start_from_are_refused() {
    let pages = three_pages();
    let checkpoint = || after(&pages, 1);
    let start = || listing(&pages);
    let both = [
        (
            start().starting_token("a").service_token("b").pages().err(),
            ["starting_token", "service_token"],
        ),
        (
            start()
                .checkpoint(checkpoint())
                .starting_token("a")
                .pages()
                .err(),
            ["starting_token", "checkpoint"],
        ),
        (
            start()
                .service_token("b")
                .checkpoint(checkpoint())
                .pages()
                .err(),
            ["service_token", "checkpoint"],
        ),
    ];
    for (error, names) in both {
        let text = error.unwrap().to_string();
        assert!(names.iter().all(|name| text.contains(name)), "{text}");
    }
    // The same one again replaces the first, as every setter does.
    let mut items = start()
        .starting_token("1")
        .starting_token("2")
        .items()
        .unwrap();
    assert_eq!(id(&items.next().unwrap().unwrap()), 6);
}

#[test]
fn what_is_no_checkpoint_says_why() {
    let parse = |text: &str| text.parse::<Checkpoint>().unwrap_err();
    assert!(matches!(parse("{"), CheckpointError::Json(_)));
    assert_eq!(
        parse(r#"{"version": 2}"#).to_string(),
        "the checkpoint is of version 2; known is 1; resume it with the release that wrote it"
    );
    assert_eq!(
        parse("[]").to_string(),
        "the checkpoint's version has to be a number"
    );
    let cut = after(&three_pages(), 1)
        .to_string()
        .replace("\"pages\":1,", "");
    assert_eq!(
        parse(&cut).to_string(),
        "the checkpoint's pages has to be an integer from 0 up"
    );
}

#[test]
fn a_crafted_one_sets_no_other_member() {
    let text = after(&three_pages(), 1)
        .to_string()
        .replace(r#"{"next":null}"#, r#"{"name":"app/api"}"#);
    let error = resumed(
        r#"{"name": "app/web", "filter": {"tag": "v1"}}"#,
        text.parse().unwrap(),
    )
    .unwrap_err();
    assert!(matches!(error, ConfigError::TokenMembers { .. }), "{error}");
}

#[test]
fn one_made_of_boto3s_token() {
    let pages = three_pages();
    let token = listing(&pages)
        .max_items(2)
        .full_result()
        .unwrap()
        .next_token
        .unwrap();
    let checkpoint = listing(&pages)
        .starting_token(&token)
        .items()
        .unwrap()
        .checkpoint();
    assert_eq!(checkpoint.to_boto3_token().unwrap(), Some(token));
    let rest = listing(&pages)
        .checkpoint(stored(&checkpoint))
        .items()
        .unwrap();
    assert_eq!(
        rest.map(|item| id(&item.unwrap())).collect::<Vec<_>>(),
        [2, 5, 6]
    );
}

#[cfg(feature = "serde")]
#[test]
fn serde_writes_and_reads_the_same_form() {
    let checkpoint = after(&three_pages(), 2);
    let text = serde_json::to_string(&checkpoint).unwrap();
    assert_eq!(text, checkpoint.to_string());
    assert_eq!(
        serde_json::from_str::<Checkpoint>(&text).unwrap(),
        checkpoint
    );
    let error = serde_json::from_str::<Checkpoint>(r#"{"version": 7}"#).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("the checkpoint is of version 7"),
        "{error}"
    );
}

/// Found by `capped_runs_add_up`: of a page that was cut, the other key's items are delivered before its own are.
#[test]
fn a_place_among_the_other_items_of_a_cut_page() {
    let pages = vec![(vec![0, 1, 2, 3], vec![4, 5])];
    let mut items = listing(&pages).max_items(2).items().unwrap();
    let seen: Vec<u32> = items
        .by_ref()
        .take(3)
        .map(|item| id(&item.unwrap()))
        .collect();
    assert_eq!(seen, [0, 1, 4]);
    let rest = listing(&pages)
        .checkpoint(stored(&items.checkpoint()))
        .items()
        .unwrap();
    assert_eq!(
        rest.map(|item| id(&item.unwrap())).collect::<Vec<_>>(),
        [2, 3, 5]
    );
}

/// Found by `a_changed_page_is_noticed`: the last item is still in its place, and one of the first key moved.
#[test]
fn a_change_before_the_last_items_own_key() {
    let checkpoint = after(&[(vec![0], vec![1, 2, 3])], 2);
    let changed = [(vec![9, 0], vec![1, 2, 3])];
    let mut rest = listing(&changed).checkpoint(checkpoint).items().unwrap();
    let error = rest.next().unwrap().unwrap_err();
    assert!(
        matches!(error.kind(), PageErrorKind::ListingChanged { .. }),
        "{error}"
    );
}
