//! DescribeRepositoryCreationTemplates, in the order of prefixes. A prefix without a template is passed over.

use super::{Context, Operation, named_or_all};
use crate::json::{self, write_object};
use crate::service_error::ServiceError;

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribeRepositoryCreationTemplates",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing, store) = (context.input, context.listing, &*context.store);
    let page = listing.page(named_or_all(
        &store.templates,
        input,
        "prefixes",
        listing.after(),
    ));
    Ok(json::object(|o| {
        o.text("registryId", &store.account);
        o.list(
            "repositoryCreationTemplates",
            page.items,
            |out, template| {
                write_object(out, |o| template.write(o));
            },
        );
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}
