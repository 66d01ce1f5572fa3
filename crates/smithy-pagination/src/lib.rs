//! Pagination as boto3 does it, without I/O: resume tokens, item caps, full results, and no lost items.
//!
//! The same items, the same requests in the same order, and a resume token with the same bytes as boto3 and the AWS CLI:
//! a token made there continues here, and the other way round.
//! Where they lose items, loop for ever or let a token rewrite the request, this crate does not: see [the deviations](#where-it-leaves-boto3s-way).
//!
//! A listing is a [`Paginate`]: a paginator, a request, and a way to call.
//! The paginator says where an operation keeps its tokens and its items; it is generated, or a [`DynamicPaginator`] over JSON.
//! Then take [pages](Paginate::pages), [items](Paginate::items), or [all at once](Paginate::full_result), blocking or as a [stream](Paginate::page_stream).
//!
//! # Example: your own client, by a closure
//!
//! ```
//! use smithy_pagination::{DynamicPaginator, Paginate};
//! use smithy_wire::Value;
//!
//! fn paginator() -> DynamicPaginator {
//!     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//!     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! }
//!
//! /// Two pages of two images.
//! fn call(request: &Value) -> Result<Value, std::io::Error> {
//!     let page = match request.get("nextToken") {
//!         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//!         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//!     };
//!     Ok(Value::from_json(page).unwrap())
//! }
//!
//! fn request() -> Value {
//!     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let items = Paginate::calling(paginator(), request(), |request| call(request)).items()?;
//! let images: Vec<Value> = items.map(|item| item.map(|item| item.value)).collect::<Result<_, _>>()?;
//! assert_eq!(images.len(), 4);
//! # Ok(())
//! # }
//! ```
//!
//! A client that implements [`smithy_wire::Call`] goes in as [`Via`]; the examples below use the same paginator and function.
//!
//! # Example: stop anywhere, resume exactly there
//!
//! As boto3 does it, by a token; it says nothing of its request, and has to be given the same one again.
//! For what is stored there is a [`Checkpoint`], which knows its request and its page size, with an example of its own.
//!
//! ```
//! # use smithy_pagination::{DynamicPaginator, Paginate};
//! # use smithy_wire::Value;
//! #
//! # fn paginator() -> DynamicPaginator {
//! #     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! #     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! # }
//! #
//! # /// Two pages of two images.
//! # fn call(request: &Value) -> Result<Value, std::io::Error> {
//! #     let page = match request.get("nextToken") {
//! #         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//! #         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//! #     };
//! #     Ok(Value::from_json(page).unwrap())
//! # }
//! #
//! # fn request() -> Value {
//! #     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut items = Paginate::calling(paginator(), request(), call).items()?;
//! items.by_ref().take(3).for_each(drop);
//! let token = items.resume_token()?.expect("there is more");
//!
//! // Later, elsewhere, or in boto3: `PaginationConfig={'StartingToken': token}`.
//! let mut rest = Paginate::calling(paginator(), request(), call).starting_token(token).items()?;
//! assert_eq!(rest.next().unwrap()?.value, Value::from("v4"));
//! assert!(rest.next().is_none());
//! assert_eq!(rest.resume_token()?, None);
//! # Ok(())
//! # }
//! ```
//!
//! # Example: a failed page, and whether the listing is whole
//!
//! After an error the iteration is over, so that a loop that logs errors and goes on cannot spin.
//! `retry` takes it up again with exactly the request that failed; or the error's token does, whenever you like.
//!
//! ```
//! # use smithy_pagination::{DynamicPaginator, Paginate};
//! # use smithy_wire::Value;
//! #
//! # fn paginator() -> DynamicPaginator {
//! #     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! #     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! # }
//! #
//! # /// Two pages of two images.
//! # fn call(request: &Value) -> Result<Value, std::io::Error> {
//! #     let page = match request.get("nextToken") {
//! #         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//! #         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//! #     };
//! #     Ok(Value::from_json(page).unwrap())
//! # }
//! #
//! # fn request() -> Value {
//! #     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use smithy_pagination::Outcome;
//!
//! let mut fails = 1;
//! let mut pages = Paginate::calling(paginator(), request(), |request| {
//!     if request.get("nextToken").is_some() && fails > 0 {
//!         fails -= 1;
//!         return Err(std::io::Error::other("the line is down"));
//!     }
//!     call(request)
//! })
//! .pages()?;
//!
//! let mut images = 0;
//! while let Some(page) = pages.next() {
//!     match page {
//!         Ok(page) => images += page.get("imageIds").and_then(Value::as_list).map_or(0, <[_]>::len),
//!         Err(error) => {
//!             assert_eq!((error.operation(), error.page(), error.items()), ("ListImages", 2, 2));
//!             assert_eq!(error.resume_token(), "eyJuZXh0VG9rZW4iOiAib3BhcXVlIn0=");
//!             assert!(pages.retry());
//!         }
//!     }
//! }
//! // A listing that was capped or stopped says so.
//! assert_eq!((images, pages.outcome()), (4, Outcome::Complete));
//! # Ok(())
//! # }
//! ```
//!
//! # Example: a stream, on any runtime or none
//!
//! The closure gives a future for each page. The call on its way lives in the stream: dropping the future of `next_item` loses nothing.
//!
//! ```
//! # use smithy_pagination::{DynamicPaginator, Paginate};
//! # use smithy_wire::Value;
//! #
//! # fn paginator() -> DynamicPaginator {
//! #     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! #     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! # }
//! #
//! # /// Two pages of two images.
//! # fn call(request: &Value) -> Result<Value, std::io::Error> {
//! #     let page = match request.get("nextToken") {
//! #         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//! #         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//! #     };
//! #     Ok(Value::from_json(page).unwrap())
//! # }
//! #
//! # fn request() -> Value {
//! #     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! async fn count() -> Result<u64, Box<dyn std::error::Error>> {
//!     let fetch = |request: Value| async move { call(&request) };
//!     let mut items = Paginate::calling_async(paginator(), request(), fetch).item_stream()?;
//!     while let Some(item) = items.next_item().await {
//!         println!("{:?}", item?.value);
//!     }
//!     Ok(items.progress().items)
//! }
//! # use std::{future::Future, pin::pin, task::{Context, Poll, Waker}};
//! # let ready = pin!(count()).poll(&mut Context::from_waker(Waker::noop()));
//! # assert!(matches!(ready, Poll::Ready(Ok(4))));
//! # Ok(())
//! # }
//! ```
//!
//! # Example: all pages as one response, capped
//!
//! ```
//! # use smithy_pagination::{DynamicPaginator, Paginate};
//! # use smithy_wire::Value;
//! #
//! # fn paginator() -> DynamicPaginator {
//! #     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! #     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! # }
//! #
//! # /// Two pages of two images.
//! # fn call(request: &Value) -> Result<Value, std::io::Error> {
//! #     let page = match request.get("nextToken") {
//! #         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//! #         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//! #     };
//! #     Ok(Value::from_json(page).unwrap())
//! # }
//! #
//! # fn request() -> Value {
//! #     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let result = Paginate::calling(paginator(), request(), call).max_items(3).full_result()?;
//! assert_eq!(result.next_token.as_deref(), Some("eyJuZXh0VG9rZW4iOiAib3BhcXVlIiwgImJvdG9fdHJ1bmNhdGVfYW1vdW50IjogMX0="));
//! assert_eq!(result.response.get("imageIds").and_then(Value::as_list).map(<[_]>::len), Some(3));
//! # Ok(())
//! # }
//! ```
//!
//! # Driving the loop yourself
//!
//! The iterators and streams are thin: the loop is [`Pager`], which does no I/O and can be driven by anything.
//!
//! **Send the request it shows, hand in its response once, and no item is lost and none comes twice, whatever calls fail in between.**
//!
//! 1. Ask for the request of the next page. There is none at the end; the outcome says which end.
//! 2. Send it, by whatever means.
//! 3. Hand in the response; deliver the page that comes back. It is sliced where the listing was resumed inside it, and cut where the cap is reached.
//! 4. A failed call changes nothing. Going on at 1 sends the same request again, or the error's token resumes there another time.
//!
//! ```
//! # use smithy_pagination::{DynamicPaginator, Paginate};
//! # use smithy_wire::Value;
//! #
//! # fn paginator() -> DynamicPaginator {
//! #     let config = r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
//! #     DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap()
//! # }
//! #
//! # /// Two pages of two images.
//! # fn call(request: &Value) -> Result<Value, std::io::Error> {
//! #     let page = match request.get("nextToken") {
//! #         None => r#"{"imageIds": ["v1", "v2"], "nextToken": "opaque"}"#,
//! #         Some(_) => r#"{"imageIds": ["v3", "v4"]}"#,
//! #     };
//! #     Ok(Value::from_json(page).unwrap())
//! # }
//! #
//! # fn request() -> Value {
//! #     Value::from_json(r#"{"repositoryName": "app/web"}"#).unwrap()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use smithy_pagination::{PageConfig, Pager};
//!
//! let mut pager = Pager::new(paginator(), request(), &PageConfig::new().max_items(3))?;
//! let mut calls = 0;
//! while let Some(request) = pager.request()? {                            // 1
//!     calls += 1;
//!     let answer = if calls == 2 { Err("timeout") } else { Ok(call(request)?) }; // 2
//!     match answer {
//!         Ok(response) => println!("{:?}", pager.accept(response)?),      // 3
//!         Err(why) => println!("{}", pager.failed(why)),                  // 4
//!     }
//! }
//! assert_eq!((calls, pager.progress().items), (3, 3));
//! assert!(pager.resume_token().is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # Where it leaves boto3's way
//!
//! | boto3 | here |
//! | --- | --- |
//! | every member of a starting token is sent, so a crafted one can change the request | a token that does not hold exactly the operation's tokens is [refused](ConfigError::TokenMembers) before the first request |
//! | only the same token twice in a row is noticed; A, B, A, B runs for ever | a [typed error](PageErrorKind::Cycle) at the first repeat of any of a run's last 64 tokens, and within three times (tail + cycle) requests for longer cycles, in constant memory |
//! | any starting token empties the result keys but the first on its first page | only one that points inside a page, since then the earlier run delivered them |
//! | a first page without the parent of a result key erases from the full result what later pages brought | what was collected stays |
//! | a second pass over one paginator starts at the last page | a listing is used up; a second one starts at the first page |
//! | a negative or odd amount in a token slices oddly or crashes; a negative cap drops items | [refused](ConfigError::TokenAmount) before the first request |
//! | an error leaves no place to resume from | every error carries one, and the iterators [retry](Pages::retry) |
//! | a service's token that looks like a resume token cannot be given | [`service_token`](Paginate::service_token) |
//! | a response whose body was cut short counts as an empty last page, so the listing ends early and nobody is told | a client hands in whole responses; what it cannot read is an error with a place to go on from |
//! | an amount beyond its page (the token came from larger pages) repeats items later on | a [typed error](PageErrorKind::BeyondPage) with both numbers and the token of the page's start |
//!
//! A boto3 token inside a page says that the other result keys of that page were delivered.
//! Resume such a listing with the page size it was begun with: in a larger page the items of those keys that were not there before are taken for delivered, here as in boto3.
//! A [`Checkpoint`] keeps the page size and every key's own place.
//!
//! # Waiting
//!
//! [`wait`] asks an operation until a resource is in a state, on the same terms: it says what to send and how long to pause. Clients drive it.
//!
//! # What this crate does not do
//!
//! - It sends nothing and needs no async runtime: it opens no socket, spawns no task, sleeps never and reads no clock. So it does not wait between retries either.
//! - It knows no service and no protocol; what it pages are typed structures or JSON values.
//! - It does not evaluate JMESPath: paths are `a.b`, `a[-1].b` and `a || b`, which is what paginator configurations use.
//! - The dynamic paginator does not check a page size against the service's range; generated ones do.
//! - The dynamic paginator has no model: which texts of a token are bytes it is told by `blob_members`, and without it refuses tokens that hold bytes (`boto_encoded_keys`).
//! - A typed map in a token is written in the order of its keys; boto3 and the dynamic paginator keep the service's order, so such tokens may differ in that. All read all.
//!
//! It is `no_std` with `alloc`, and holds no `unsafe` code.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

#[cfg(feature = "std")]
mod ahead;

mod checkpoint;
pub mod codec;
mod config;
mod config_error;
mod cycle;
mod dynamic;
mod error;
mod fetch;
mod filters;
mod full_result;
mod hash;
mod int;
mod items;
mod pager;
mod pages;
mod paginate;
mod paginated;
mod progress;
mod refused;
mod start;
mod stream;
mod token;
mod top;
pub mod typed;
pub mod wait;

#[cfg(feature = "std")]
pub use ahead::Ahead;
pub use checkpoint::{Checkpoint, CheckpointError, Position};
pub use config::PageConfig;
pub use config_error::ConfigError;
pub use dynamic::{DynamicItem, DynamicPaginator};
pub use error::{PageError, PageErrorKind};
pub use fetch::{AsyncFetch, Fetch, Via};
pub use filters::{FilterChange, Filters};
pub use full_result::{FullResult, FullResultError};
pub use items::{ItemsIter, NoToken};
pub use pager::Pager;
pub use pages::Pages;
pub use paginate::Paginate;
pub use paginated::{Aggregate, Items, LimitKind, Paginated};
pub use progress::{Outcome, Progress};
pub use refused::Refused;
pub use stream::{ItemStream, PageStream};
pub use token::Token;
pub use top::Top;
