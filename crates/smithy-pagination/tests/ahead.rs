//! Looking ahead changes nothing but the time: the same requests in the same order, errors in their place, one call ahead at most.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod common;

use std::cell::RefCell;
use std::future::{Future, poll_fn, ready};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use proptest::prelude::*;
use smithy_pagination::{DynamicPaginator, ItemsIter, Outcome, Paginate};
use smithy_wire::Value;

fn paginator() -> DynamicPaginator {
    let config = r#"{"input_token": "next", "output_token": "next", "limit_key": "size",
        "limit_key_type": "integer", "result_key": "items"}"#;
    DynamicPaginator::from_json("ListThings", &Value::from_json(config).unwrap()).unwrap()
}

fn request() -> Value {
    Value::from_json("{}").unwrap()
}

/// Page `at` of pages of these sizes.
fn page(sizes: &[usize], request: &Value) -> Value {
    let at = request
        .get("next")
        .and_then(Value::as_str)
        .map_or(0, |text| text.parse().unwrap());
    let items: Vec<String> = (0..sizes[at])
        .map(|item| format!("\"{at}-{item}\""))
        .collect();
    let next = if at + 1 < sizes.len() {
        format!(r#","next":"{}""#, at + 1)
    } else {
        String::new()
    };
    Value::from_json(&format!(r#"{{"items":[{}]{next}}}"#, items.join(","))).unwrap()
}

/// What a service saw, and where it fails once.
#[derive(Clone)]
struct Service {
    sizes: Vec<usize>,
    fails_at: usize,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Service {
    fn new(sizes: &[usize], fails_at: usize) -> Self {
        Service {
            sizes: sizes.to_vec(),
            fails_at,
            seen: Arc::default(),
        }
    }

    fn answer(&self, request: &Value) -> Result<Value, &'static str> {
        let mut seen = self.seen.lock().unwrap();
        seen.push(request.to_json());
        if seen.len() == self.fails_at + 1 {
            Err("down")
        } else {
            Ok(page(&self.sizes, request))
        }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    fn listing(
        &self,
        cap: Option<u64>,
    ) -> Paginate<DynamicPaginator, impl FnMut(&Value) -> Result<Value, &'static str> + Send + use<>>
    {
        let service = self.clone();
        let listing = Paginate::calling(paginator(), request(), move |request: &Value| {
            service.answer(request)
        });
        match cap {
            None => listing,
            Some(cap) => listing.max_items(cap),
        }
    }
}

/// Items, errors with their tokens, outcome.
type Heard = (Vec<Result<String, String>>, Outcome);

fn hear<P>(mut items: P, retry: fn(&mut P) -> bool, outcome: fn(&P) -> Outcome) -> Heard
where
    P: Iterator<
        Item = Result<smithy_pagination::DynamicItem, smithy_pagination::PageError<&'static str>>,
    >,
{
    let mut heard = Vec::new();
    loop {
        match items.next() {
            Some(Ok(item)) => heard.push(Ok(item.value.to_json())),
            Some(Err(error)) => {
                heard.push(Err(error.to_string()));
                retry(&mut items);
            }
            None => return (heard, outcome(&items)),
        }
    }
}

proptest! {
    #![proptest_config(common::config(file!()))]

    #[test]
    fn blocking_it_is_the_same_listing(sizes in prop::collection::vec(0..4_usize, 1..7), fails_at in 0..9_usize, cap in prop::option::of(0..12_u64)) {
        let (plain, ahead) = (Service::new(&sizes, fails_at), Service::new(&sizes, fails_at));
        let expected = hear(plain.listing(cap).items().unwrap(), ItemsIter::retry, ItemsIter::outcome);
        let found = hear(ahead.listing(cap).look_ahead().unwrap().items().unwrap(), ItemsIter::retry, ItemsIter::outcome);
        prop_assert_eq!(found, expected);
        prop_assert_eq!(ahead.seen(), plain.seen());
    }

    #[test]
    fn as_a_stream_it_is_the_same_listing(sizes in prop::collection::vec(0..4_usize, 1..7), fails_at in 0..9_usize, cap in prop::option::of(0..12_u64), waits in 0..3_usize) {
        let (plain, ahead) = (Service::new(&sizes, fails_at), Service::new(&sizes, fails_at));
        let expected = hear(plain.listing(cap).items().unwrap(), ItemsIter::retry, ItemsIter::outcome);
        let service = ahead.clone();
        let begun = Rc::new(RefCell::new(0));
        let counted = Rc::clone(&begun);
        let listing = Paginate::calling_async(paginator(), request(), move |request: Value| {
            *counted.borrow_mut() += 1;
            after(waits, service.answer(&request))
        });
        let listing = match cap { None => listing, Some(cap) => listing.max_items(cap) };
        let mut items = listing.look_ahead_async().item_stream().unwrap();
        let mut heard = Vec::new();
        let outcome = finish(async {
            loop {
                match items.next_item().await {
                    Some(Ok(item)) => heard.push(Ok(item.value.to_json())),
                    Some(Err(error)) => {
                        heard.push(Err(error.to_string()));
                        items.retry();
                    }
                    None => return items.outcome(),
                }
                let failed = heard.iter().filter(|item| item.is_err()).count() as u64;
                assert!(*begun.borrow() <= items.progress().pages + failed + 1);
            }
        });
        prop_assert_eq!((heard, outcome), expected);
        prop_assert_eq!(ahead.seen(), plain.seen());
    }
}

/// A call that is ready after it was polled this often.
fn after<T: Unpin>(mut waits: usize, answer: T) -> impl Future<Output = T> {
    let mut answer = Some(answer);
    poll_fn(move |cx| {
        if waits == 0 {
            return Poll::Ready(answer.take().unwrap());
        }
        waits -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

fn finish<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..10_000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
    panic!("it never ends");
}

#[test]
fn the_next_call_is_sent_while_a_page_is_worked_on() {
    let (sent, arrivals) = channel();
    let fetch = move |request: &Value| {
        sent.send(request.to_json()).unwrap();
        Ok::<_, String>(page(&[1, 1, 1], request))
    };
    let mut pages = Paginate::calling(paginator(), request(), fetch)
        .look_ahead()
        .unwrap()
        .pages()
        .unwrap();
    pages.next().unwrap().unwrap();
    // The first, and without anybody asking the second; the third only once the second page is delivered.
    assert_eq!(arrivals.recv().unwrap(), "{}");
    assert_eq!(arrivals.recv().unwrap(), r#"{"next":"1"}"#);
    assert_eq!(pages.resume_token().unwrap(), "eyJuZXh0IjogIjEifQ==");
    pages.next().unwrap().unwrap();
    assert_eq!(arrivals.recv().unwrap(), r#"{"next":"2"}"#);
    assert_eq!(pages.progress().pages, 2);
}

#[test]
fn a_stream_begins_the_next_call_with_the_page_and_drops_it_with_itself() {
    struct Dropped(Arc<AtomicUsize>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    type Call = Pin<Box<dyn Future<Output = Result<Value, String>>>>;
    let (begun, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (count, gone) = (Arc::clone(&begun), Arc::clone(&dropped));
    let fetch = move |request: Value| -> Call {
        let guard = Dropped(Arc::clone(&gone));
        match count.fetch_add(1, Ordering::SeqCst) {
            0 => Box::pin(ready(Ok(page(&[1, 1], &request)))),
            _ => Box::pin(async move {
                let _guard = guard;
                std::future::pending().await
            }),
        }
    };
    let mut pages = Paginate::calling_async(paginator(), request(), fetch)
        .look_ahead_async()
        .page_stream()
        .unwrap();
    finish(pages.next_page()).unwrap().unwrap();
    assert_eq!(
        (begun.load(Ordering::SeqCst), dropped.load(Ordering::SeqCst)),
        (2, 1)
    );
    drop(pages);
    assert_eq!(dropped.load(Ordering::SeqCst), 2);
}

#[test]
#[should_panic(expected = "the call's own panic")]
fn a_panic_of_the_call_is_the_callers() {
    let fetch = |_: &Value| -> Result<Value, String> { panic!("the call's own panic") };
    let mut pages = Paginate::calling(paginator(), request(), fetch)
        .look_ahead()
        .unwrap()
        .pages()
        .unwrap();
    pages.next();
}

#[test]
fn after_an_error_nothing_is_sent_before_it_is_asked_for() {
    let service = Service::new(&[1, 1, 1], 1);
    let called = service.clone();
    let listing = Paginate::calling_async(paginator(), request(), move |request: Value| {
        ready(called.answer(&request))
    });
    let mut pages = listing.look_ahead_async().page_stream().unwrap();
    finish(pages.next_page()).unwrap().unwrap();
    finish(pages.next_page()).unwrap().unwrap_err();
    assert_eq!(service.seen().len(), 2);
    assert!(finish(pages.next_page()).is_none());
    assert_eq!(service.seen().len(), 2);
    assert!(pages.retry());
    finish(pages.next_page()).unwrap().unwrap();
    assert_eq!(service.seen()[1], service.seen()[2]);
}
