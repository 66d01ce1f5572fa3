//! Listings recorded from botocore 1.44.5, one a line in `recorded.jsonl`: the same requests, pages and tokens here.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

use std::cell::RefCell;

use smithy_pagination::{DynamicPaginator, PageConfig, Paginate};
use smithy_wire::Value;

/// A service that gives recorded answers and remembers the requests.
struct Service {
    responses: Vec<Value>,
    requests: RefCell<Vec<Value>>,
}

impl Service {
    fn answer(&self, request: &Value) -> Result<Value, String> {
        let call = self.requests.borrow().len();
        self.requests.borrow_mut().push(request.clone());
        self.responses
            .get(call)
            .cloned()
            .ok_or_else(|| "asked too often".into())
    }
}

fn list<'s>(
    service: &'s Service,
    paginator: &DynamicPaginator,
    params: &Value,
) -> Paginate<DynamicPaginator, impl FnMut(&Value) -> Result<Value, String> + use<'s>> {
    Paginate::calling(paginator.clone(), params.clone(), |request| {
        service.answer(request)
    })
}

fn check(row: &Value) {
    let id = row.get("id").unwrap().as_str().unwrap();
    let paginator = DynamicPaginator::from_json(id, row.get("paginator").unwrap()).unwrap();
    let config = PageConfig::from_json(row.get("config").unwrap()).unwrap();
    let expect = |name: &str| row.at(&format!("expect.{name}")).unwrap();
    let responses = row.get("responses").unwrap().as_list().unwrap().to_vec();
    let service = || Service {
        responses: responses.clone(),
        requests: RefCell::default(),
    };
    let params = row.get("params").unwrap();
    let start = |service| list(service, &paginator, params).config(config.clone());

    let (plain, whole) = (service(), service());
    let mut pages = start(&plain).pages().unwrap();
    let got: Vec<Value> = pages.by_ref().map(Result::unwrap).collect();
    assert_eq!(
        plain.requests.borrow()[..],
        *expect("requests").as_list().unwrap(),
        "{id}"
    );
    assert_eq!(got[..], *expect("pages").as_list().unwrap(), "{id}");
    assert_eq!(
        pages.resume_token().as_deref(),
        expect("resume_token").as_str(),
        "{id}"
    );
    assert_eq!(
        paginator.non_aggregate_part(&got[0]),
        *expect("non_aggregate_part"),
        "{id}"
    );

    let result = start(&whole).full_result().unwrap();
    assert_eq!(result.into_value(), *expect("full_result"), "{id}");
}

#[test]
fn as_botocore_recorded() {
    let rows: Vec<Value> = include_str!("recorded.jsonl")
        .lines()
        .map(|line| Value::from_json(line).unwrap())
        .collect();
    assert_eq!(rows.len(), 14);
    rows.iter().for_each(check);
}
