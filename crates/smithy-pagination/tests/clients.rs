//! Any client will do: one that can call an operation, a closure, a driver without an iterator.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::cell::Cell;
use std::fmt;

use smithy_pagination::{DynamicPaginator, PageErrorKind, Paginate, Via};
use smithy_wire::{Call, ErrorMeta, Operation, ServiceError, Value};

struct ListImages;

#[derive(Debug)]
struct ListImagesError(ErrorMeta);

impl fmt::Display for ListImagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("listing images failed")
    }
}

impl std::error::Error for ListImagesError {}

impl ServiceError for ListImagesError {
    fn from_body(meta: ErrorMeta, _: &str) -> Self {
        ListImagesError(meta)
    }

    fn meta(&self) -> &ErrorMeta {
        &self.0
    }
}

impl Operation for ListImages {
    const NAME: &'static str = "ListImages";
    const TARGET: &'static str = "AmazonEC2ContainerRegistry_V20150921.ListImages";
    const SENSITIVE: bool = false;
    type Input = Value;
    type Output = Value;
    type Error = ListImagesError;
}

struct Client {
    calls: Cell<u32>,
}

impl Call<ListImages> for Client {
    type Failure = ListImagesError;

    fn call(&self, input: &Value) -> Result<Value, ListImagesError> {
        self.calls.set(self.calls.get() + 1);
        match input.get("nextToken").and_then(Value::as_str) {
            None => Ok(Value::from_json(r#"{"imageIds": [1, 2], "nextToken": "a"}"#).unwrap()),
            Some(_) => Err(ListImagesError(ErrorMeta::new(503))),
        }
    }
}

#[test]
fn a_client_that_can_call_the_operation_fetches_its_pages() {
    let config =
        r#"{"input_token": "nextToken", "output_token": "nextToken", "result_key": "imageIds"}"#;
    let paginator =
        DynamicPaginator::from_json("ListImages", &Value::from_json(config).unwrap()).unwrap();
    let client = Client {
        calls: Cell::new(0),
    };
    let listing = Paginate::new(
        paginator,
        Value::from_json("{}").unwrap(),
        Via::<_, ListImages>::new(&client),
    );
    let mut items = listing.clone().items().unwrap();
    assert_eq!(items.by_ref().take(2).map(Result::unwrap).count(), 2);
    assert_eq!(client.calls.get(), 1);
    let error = items.next().unwrap().unwrap_err();
    let PageErrorKind::Call(error) = error.into_kind() else {
        unreachable!("the client failed")
    };
    assert_eq!(error.meta().status(), 503);

    let first = listing.max_items(2).full_result().unwrap();
    assert_eq!(first.next_token.unwrap(), "eyJuZXh0VG9rZW4iOiAiYSJ9");
    assert_eq!(client.calls.get(), 3);
}
