//! A static library without the standard library that pages a listing: with `std` anywhere below it, it does not link.

#![no_std]

extern crate alloc;

use core::convert::Infallible;
use core::panic::PanicInfo;

use smithy_pagination::{DynamicPaginator, Paginate};
use smithy_wire::Value;

#[global_allocator]
static MEMORY: emballoc::Allocator<65536> = emballoc::Allocator::new();

#[panic_handler]
fn stop(_: &PanicInfo<'_>) -> ! {
    loop {}
}

/// How many items two pages have; 0 if anything failed.
#[unsafe(no_mangle)]
pub extern "C" fn count() -> u64 {
    listing().unwrap_or(0)
}

fn listing() -> Option<u64> {
    let config = r#"{"input_token": "t", "output_token": "t", "result_key": "r"}"#;
    let paginator = DynamicPaginator::from_json("List", &Value::from_json(config).ok()?).ok()?;
    let call = |request: &Value| {
        let page = match request.get("t") {
            None => r#"{"r": [1, 2], "t": "more"}"#,
            Some(_) => r#"{"r": [3, 4]}"#,
        };
        Ok::<_, Infallible>(Value::from_json(page).unwrap_or_default())
    };
    let request = Value::from_json("{}").ok()?;
    let mut items = Paginate::calling(paginator, request, call).items().ok()?;
    items.by_ref().take(3).for_each(drop);
    items.resume_token().ok()??;
    items.checkpoint().to_boto3_token().ok()??;
    items.by_ref().for_each(drop);
    Some(items.progress().items)
}
