//! What may cross threads does.
#![allow(clippy::unwrap_used, reason = "tests")]

use smithy_pagination::{
    ConfigError, DynamicPaginator, ItemStream, ItemsIter, PageConfig, PageError, PageStream, Pager,
    Pages, Paginate, Token,
};
use smithy_wire::Value;

type Answer = Result<Value, std::io::Error>;
type Blocking = fn(&Value) -> Answer;
type Async = fn(Value) -> std::future::Ready<Answer>;

fn crosses<T: Send + Sync + Unpin + 'static>() {}

#[test]
fn everything_is_send_and_sync_where_its_parts_are() {
    crosses::<Pager<DynamicPaginator>>();
    crosses::<Paginate<DynamicPaginator, Blocking>>();
    crosses::<Pages<DynamicPaginator, Blocking>>();
    crosses::<ItemsIter<DynamicPaginator, Blocking>>();
    crosses::<PageStream<DynamicPaginator, Async>>();
    crosses::<ItemStream<DynamicPaginator, Async>>();
    crosses::<(PageConfig, Token, ConfigError)>();
    crosses::<PageError<std::io::Error>>();
}

#[test]
fn an_error_is_small() {
    assert!(size_of::<PageError<Box<str>>>() <= 72);
}
