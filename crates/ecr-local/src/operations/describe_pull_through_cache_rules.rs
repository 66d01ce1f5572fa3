//! DescribePullThroughCacheRules, in the order of prefixes.

use super::{Context, Operation, named_or_all};
use crate::json::{self, write_object};
use crate::service_error::ServiceError;

pub(crate) const OPERATION: Operation = Operation {
    name: "DescribePullThroughCacheRules",
    run,
};

fn run(context: &mut Context<'_>) -> Result<String, ServiceError> {
    let (input, listing, store) = (context.input, context.listing, &*context.store);
    input.check_count("ecrRepositoryPrefixes", 1, 100)?;
    store.check_registry(input)?;
    let rules = &store.cache_rules;
    if let Some(unknown) = input
        .texts("ecrRepositoryPrefixes")
        .find(|prefix| !rules.contains_key(*prefix))
    {
        return Err(not_found(unknown, &store.account));
    }
    let page = listing.page(named_or_all(
        rules,
        input,
        "ecrRepositoryPrefixes",
        listing.after(),
    ));
    Ok(json::object(|o| {
        o.list("pullThroughCacheRules", page.items, |out, rule| {
            write_object(out, |o| rule.write(o, &store.account));
        });
        o.maybe_text("nextToken", page.next_token.as_deref());
    }))
}

fn not_found(prefix: &str, registry: &str) -> ServiceError {
    let message = format!("Registry {registry} has no pull through cache rule for '{prefix}'");
    ServiceError::new("PullThroughCacheRuleNotFoundException", message)
}
