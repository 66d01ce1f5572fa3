//! What a protocol is: the one part of a restJson1 service that `--types-only` leaves out, here by hand for one operation.
//!
//! A facade says which types are an operation's; a runtime crate makes a request of its input, and its output or error of
//! an answer. All else was generated.

use library_paginator::list_books::ListBooksPaginator;
use library_request::list_books::ListBooksRequest;
use library_response::list_books::{ListBooksError, ListBooksResponse};
use smithy_pagination::{Paginate, Via};
use smithy_wire::{Call, ErrorMeta, Operation, ServiceError, json};

/// What the facade has of each operation.
struct ListBooks;

impl Operation for ListBooks {
    const NAME: &'static str = "ListBooks";
    const TARGET: &'static str = "";
    const SENSITIVE: bool = false;
    type Input = ListBooksRequest;
    type Output = ListBooksResponse;
    type Error = ListBooksError;
}

/// What goes over the wire.
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

/// The protocol's half that writes: members go where the traits of HTTP say.
fn request(input: &ListBooksRequest) -> (String, Vec<(&'static str, String)>) {
    let query = [
        input.token.as_ref().map(|token| format!("token={token}")),
        input.size.map(|size| format!("size={size}")),
    ];
    let query: Vec<String> = query.into_iter().flatten().collect();
    let uri = format!("/shelves/{}/books?{}", input.shelf, query.join("&"));
    let reader = input.reader.iter().map(|reader| ("x-reader", reader.clone()));
    (uri, reader.collect())
}

/// Its half that reads: the body by the emitted codec, the rest out of the headers.
fn response(answer: &Answer) -> Result<ListBooksResponse, ListBooksError> {
    let header = |wanted: &str| {
        let found = answer.headers.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.clone())
    };
    if answer.status >= 400 {
        let meta = ErrorMeta::new(answer.status);
        let meta = header("x-amzn-errortype").into_iter().fold(meta, ErrorMeta::with_code);
        return Err(ListBooksError::from_body(meta, &answer.body));
    }
    let mut output: ListBooksResponse = json::from_str(&answer.body).expect("a page");
    output.total = header("x-total").and_then(|total| total.parse().ok());
    Ok(output)
}

/// Five books, as many a page as are asked for.
struct Server;

impl Call<ListBooks> for Server {
    type Failure = ListBooksError;

    fn call(&self, input: &ListBooksRequest) -> Result<ListBooksResponse, ListBooksError> {
        let (uri, headers) = request(input);
        assert_eq!(headers, [("x-reader", "me".to_owned())]);
        response(&serve(&uri))
    }
}

fn serve(uri: &str) -> Answer {
    let (path, query) = uri.split_once('?').expect("a query");
    if path != "/shelves/a/books" {
        return Answer {
            status: 404,
            headers: vec![("x-amzn-errortype", "NoSuchShelf".to_owned())],
            body: r#"{"message":"no such shelf"}"#.to_owned(),
        };
    }
    let number = |name: &str| {
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name));
        value.and_then(|value| value.parse::<usize>().ok())
    };
    let (from, size) = (number("token=").unwrap_or(0), number("size=").unwrap_or(5));
    let to = (from + size).min(5);
    let books: Vec<String> = (from..to).map(|n| format!(r#"{{"title":"{n}","bought":{n}}}"#)).collect();
    let token = if to < 5 { format!(r#","token":"{to}""#) } else { String::new() };
    Answer {
        status: 200,
        headers: vec![("x-total", "5".to_owned())],
        body: format!(r#"{{"books":[{}]{token}}}"#, books.join(",")),
    }
}

fn listing(shelf: &str) -> Paginate<ListBooksPaginator, Via<&'static Server, ListBooks>> {
    let request = ListBooksRequest::new(shelf).with_reader("me");
    Paginate::new(ListBooksPaginator, request, Via::new(&Server))
}

#[test]
fn a_listing_is_paged_and_resumed() {
    let mut books = listing("a").page_size(2).max_items(3).items().unwrap();
    let first: Vec<String> = books.by_ref().map(|book| book.unwrap().title.unwrap()).collect();
    assert_eq!(first, ["0", "1", "2"]);
    let token = books.resume_token().unwrap().expect("there is more");
    let rest = listing("a").page_size(2).starting_token(token).items().unwrap();
    let rest: Vec<String> = rest.map(|book| book.unwrap().title.unwrap()).collect();
    assert_eq!(rest, ["3", "4"]);
}

#[test]
fn what_a_header_holds_and_what_an_error_says_are_there() {
    let mut pages = listing("a").pages().unwrap();
    assert_eq!(pages.next().unwrap().unwrap().total, Some(5));
    let failure = listing("b").items().unwrap().next().unwrap().unwrap_err();
    assert!(format!("{failure:?}").contains("no such shelf"), "{failure:?}");
}
