//! The stored form of a checkpoint, version 1: a JSON object.
//!
//! Hashes are texts of sixteen hexadecimal digits, since not every JSON reader keeps 64 bits.

use alloc::borrow::{Cow, ToOwned};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;

use smithy_wire::{Object, Value};

use super::{Checkpoint, CheckpointError};
use crate::filters::Filters;
use crate::start::{Last, LeadsBack, Place, Taken};
use crate::token::Token;

const KNOWN: &[u64] = &[1];

pub(super) fn write(checkpoint: &Checkpoint) -> Value {
    let mut form = Object::new();
    form.insert("version", 1_u64);
    form.insert("operation", checkpoint.operation.as_str());
    let filters = checkpoint.filters.iter();
    let filters: Object = filters.map(|(name, hash)| (name, hex(hash))).collect();
    form.insert("filters", Value::Object(filters));
    if let Some(size) = &checkpoint.page_size {
        form.insert("pageSize", size.clone());
    }
    form.insert("pages", checkpoint.pages);
    form.insert("items", checkpoint.items);
    match &checkpoint.place {
        None => form.insert("finished", true),
        Some(place) => form.insert("place", write_place(place)),
    };
    Value::Object(form)
}

fn write_place(place: &Place) -> Value {
    let mut form = Object::new();
    form.insert("token", write_token(&place.token));
    if let Some(amount) = place.amount {
        form.insert("amount", amount);
    }
    if !place.taken.is_none() {
        form.insert("taken", place.taken.primary);
        form.insert("takenOthers", place.taken.others);
    }
    for (name, hash) in [
        ("last", place.last.primary),
        ("lastOther", place.last.other),
    ] {
        if let Some(hash) = hash {
            form.insert(name, hex(hash));
        }
    }
    if let Some(back) = &place.leads_back {
        form.insert("leadsBackTo", write_token(&back.token));
        form.insert("leadsBackBy", back.length);
    }
    Value::Object(form)
}

fn write_token(token: &Token) -> Value {
    let members = token.iter().map(|(name, value)| (name, value.clone()));
    Value::Object(members.collect())
}

pub(super) fn read(form: &Value) -> Result<Checkpoint, CheckpointError> {
    check_version(form)?;
    let place = match form.get("place") {
        Some(place) => Some(read_place(place)?),
        None if form.get("finished") == Some(&Value::Bool(true)) => None,
        None => return Err(member("place", "an object, unless finished is true")),
    };
    Ok(Checkpoint {
        operation: text(form, "operation")?.to_owned(),
        filters: read_filters(form)?,
        page_size: read_page_size(form)?,
        place,
        pages: count(form, "pages")?,
        items: count(form, "items")?,
    })
}

fn check_version(form: &Value) -> Result<(), CheckpointError> {
    let version = form
        .get("version")
        .ok_or_else(|| member("version", "a number"))?;
    match version.as_u64() {
        Some(number) if KNOWN.contains(&number) => Ok(()),
        _ => Err(CheckpointError::Version {
            found: version.to_json(),
            known: KNOWN,
        }),
    }
}

fn read_filters(form: &Value) -> Result<Filters, CheckpointError> {
    let wrong = || {
        member(
            "filters",
            "an object of hashes, sixteen hexadecimal digits each",
        )
    };
    let members = form
        .get("filters")
        .and_then(Value::as_object)
        .ok_or_else(wrong)?;
    let hash = |(name, value): (&str, &Value)| Some((name.to_owned(), read_hex(value)?));
    let hashes: Option<BTreeMap<String, u64>> = members.iter().map(hash).collect();
    Ok(Filters::from_hashes(hashes.ok_or_else(wrong)?))
}

fn read_page_size(form: &Value) -> Result<Option<Value>, CheckpointError> {
    match form.get("pageSize") {
        None | Some(Value::Null) => Ok(None),
        Some(size @ (Value::Number(_) | Value::String(_))) => Ok(Some(size.clone())),
        Some(_) => Err(member("pageSize", "a number")),
    }
}

fn read_place(place: &Value) -> Result<Place, CheckpointError> {
    let token = read_token(place.get("token"));
    Ok(Place {
        token: token
            .ok_or_else(|| member("place", "an object with the member token, an object"))?,
        amount: optional_count(place, "amount")?,
        taken: Taken {
            primary: optional_count(place, "taken")?.unwrap_or(0),
            others: optional_count(place, "takenOthers")?.unwrap_or(0),
        },
        last: read_last(place)?,
        leads_back: read_leads_back(place)?,
    })
}

fn read_token(form: Option<&Value>) -> Option<Token> {
    let members = form?.as_object()?.iter();
    let members = members.map(|(name, value)| (Cow::Owned(name.to_owned()), value.clone()));
    Some(members.collect())
}

fn read_leads_back(place: &Value) -> Result<Option<Box<LeadsBack>>, CheckpointError> {
    let Some(token) = place.get("leadsBackTo") else {
        return Ok(None);
    };
    let token = read_token(Some(token)).ok_or_else(|| member("leadsBackTo", "an object"))?;
    let length = count(place, "leadsBackBy")?;
    Ok(Some(Box::new(LeadsBack { token, length })))
}

fn read_last(place: &Value) -> Result<Last, CheckpointError> {
    let hash = |name| {
        let found = place
            .get(name)
            .map(|value| read_hex(value).ok_or_else(|| member(name, "sixteen hexadecimal digits")));
        found.transpose()
    };
    Ok(Last {
        primary: hash("last")?,
        other: hash("lastOther")?,
    })
}

fn text<'v>(form: &'v Value, name: &'static str) -> Result<&'v str, CheckpointError> {
    let text = form.get(name).and_then(Value::as_str);
    text.ok_or_else(|| member(name, "a text"))
}

fn count(form: &Value, name: &'static str) -> Result<u64, CheckpointError> {
    let count = form.get(name).and_then(Value::as_u64);
    count.ok_or_else(|| member(name, "an integer from 0 up"))
}

fn optional_count(form: &Value, name: &'static str) -> Result<Option<u64>, CheckpointError> {
    form.get(name).map(|_| count(form, name)).transpose()
}

fn hex(hash: u64) -> String {
    format!("{hash:016x}")
}

fn read_hex(value: &Value) -> Option<u64> {
    let text = value.as_str()?;
    let is_hex = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u64::from_str_radix(text, 16).ok()).flatten()
}

fn member(member: &'static str, expected: &'static str) -> CheckpointError {
    CheckpointError::Member { member, expected }
}
