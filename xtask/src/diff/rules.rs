//! Which changes break a downstream crate, and why.
//!
//! Breaking is what stops a crate from compiling that used the old one as documented, and what makes a saved resume
//! token or a stored value unreadable.
//! What the service will refuse or answer from now on is not: it does so whichever version a user has.

use codegen::{Fact, Item, ItemKind};

use super::compare::{Change, What};

/// Whether a change breaks, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    /// It breaks a downstream crate.
    pub(crate) breaking: bool,
    /// Why, in a sentence without its full stop.
    pub(crate) why: &'static str,
}

const fn breaks(why: &'static str) -> Verdict {
    Verdict {
        breaking: true,
        why,
    }
}

const fn keeps(why: &'static str) -> Verdict {
    Verdict {
        breaking: false,
        why,
    }
}

/// No type differs, and traffic does.
const GOES: &str = "no type differs; calls that it fits go to another address, or are refused";

/// Something new.
pub(super) fn added(item: &Item) -> Verdict {
    match item.kind {
        ItemKind::RequestMember
            if !item
                .fact(Fact::Type)
                .is_some_and(|ty| ty.starts_with("Option<")) =>
        {
            breaks("every call of `new` has to give it, and `Default` is gone where it was there")
        }
        ItemKind::RequestMember => {
            keeps("requests are built with `new` and `with_…`, and stay as they were without it")
        }
        ItemKind::ResponseMember | ItemKind::Member | ItemKind::ErrorMember => {
            keeps("the type is non-exhaustive: nobody outside names all of its fields")
        }
        ItemKind::EnumValue => keeps(
            "the enum is open: a `match` has an arm for the rest; the value came as `Unknown` until now",
        ),
        ItemKind::UnionMember => keeps("the union is open: a `match` has an arm for the rest"),
        ItemKind::OperationError => {
            keeps("the error enum is open: the error came as `Unhandled` until now")
        }
        ItemKind::Paginator => {
            keeps("the operation gains a function; calling it once goes on as before")
        }
        ItemKind::Operation => keeps("a new module"),
        ItemKind::EndpointRules => keeps("endpoints come from the service's own rules from now on"),
        ItemKind::EndpointParameter => {
            keeps("the parameters are non-exhaustive: nobody outside names all of them")
        }
        ItemKind::EndpointRule | ItemKind::EndpointOperation => keeps(GOES),
        _ => keeps("a new type"),
    }
}

/// Something gone.
pub(super) fn removed(item: &Item, to: Option<&str>) -> Verdict {
    if to.is_some() {
        return breaks("the type has another name: code that names it does not compile");
    }
    if matches!(
        item.kind,
        ItemKind::EndpointRule | ItemKind::EndpointOperation
    ) {
        return keeps(GOES);
    }
    breaks(match item.kind {
        ItemKind::RequestMember | ItemKind::EndpointParameter => {
            "code that sets it does not compile"
        }
        ItemKind::ResponseMember | ItemKind::Member | ItemKind::ErrorMember => {
            "code that reads it does not compile"
        }
        ItemKind::EnumValue | ItemKind::UnionMember | ItemKind::OperationError => {
            "code that matches on it does not compile"
        }
        ItemKind::Paginator => "code that lists all pages does not compile",
        ItemKind::Operation => "code that calls it does not compile",
        _ => "code that names it does not compile",
    })
}

/// A fact that is another.
pub(super) fn changed(item: &Item, fact: Fact, old: Option<&str>, new: Option<&str>) -> Verdict {
    match fact {
        Fact::Type => of_type(item.kind, old, new),
        Fact::New => breaks("every call of `new` passes other arguments"),
        Fact::Traits => traits(old, new),
        Fact::Order => order(item.kind, old, new),
        Fact::Wire => wire(item.kind),
        Fact::Required => keeps("fields of what the service sends are optional either way"),
        Fact::Range | Fact::Length | Fact::Pattern | Fact::Inner => {
            keeps("the service checks it, not the type; narrower, it refuses what it took")
        }
        Fact::Timestamp => keeps("the field has the same type; only the wire differs"),
        Fact::Sensitive => keeps("only what `Debug` prints differs"),
        Fact::Deprecated => keeps(
            "a warning comes, goes or reads otherwise; it fails only a build that denies warnings",
        ),
        Fact::BuiltIn => keeps("no type differs; a client that sets it by itself sets another one"),
        Fact::Default => keeps("no type differs; calls that leave it unset go by the new value"),
        Fact::Needed => keeps("no type differs; calls without it are refused, or no longer"),
        Fact::Gives | Fact::Sets => keeps(GOES),
        Fact::Pause => keeps("no type differs; waits ask at other times"),
        Fact::Means => keeps("no type differs; waits end at other answers"),
        _ => pages(fact, old, new),
    }
}

fn of_type(kind: ItemKind, old: Option<&str>, new: Option<&str>) -> Verdict {
    let optional = |ty: Option<&str>| ty.is_some_and(|ty| ty.starts_with("Option<"));
    match (kind, optional(old), optional(new)) {
        (ItemKind::RequestMember, true, false) => {
            breaks("it was optional and has to be given: another field type, another `new`")
        }
        (ItemKind::RequestMember, false, true) => {
            breaks("it had to be given and is optional: another field type, another `new`")
        }
        _ => breaks("code that names or uses the old type does not compile"),
    }
}

/// Traits may come and must not go.
fn traits(old: Option<&str>, new: Option<&str>) -> Verdict {
    let has = |name: &str| new.is_some_and(|new| new.split(" + ").any(|other| other == name));
    let lost = old
        .into_iter()
        .flat_map(|old| old.split(" + "))
        .any(|name| !name.is_empty() && !has(name));
    if lost {
        breaks("code that needs the trait that is gone does not compile")
    } else {
        keeps("a trait more")
    }
}

/// What is in order came or went.
const TOLD: Verdict = keeps("told of themselves");

/// Values may come anywhere; those that stay must stay in order.
fn order(kind: ItemKind, old: Option<&str>, new: Option<&str>) -> Verdict {
    let values = |text: Option<&str>| -> Vec<String> {
        text.into_iter()
            .flat_map(|text| text.split(" < "))
            .map(str::to_owned)
            .collect()
    };
    let (old, new) = (values(old), values(new));
    let both = |own: &[String], other: &[String]| -> Vec<String> {
        own.iter()
            .filter(|value| other.contains(value))
            .cloned()
            .collect()
    };
    if both(&old, &new) == both(&new, &old) {
        TOLD
    } else if kind == ItemKind::EndpointRules {
        keeps("the first rule that fits decides: a call that fits several goes to another address")
    } else {
        breaks(
            "`Ord` follows the model's order: comparisons and sorted collections come out otherwise",
        )
    }
}

fn wire(kind: ItemKind) -> Verdict {
    match kind {
        ItemKind::Service => keeps("calls name the service otherwise; no type differs"),
        ItemKind::EnumValue => {
            breaks("the same variant is another text: stored values read as `Unknown`")
        }
        ItemKind::OperationError => keeps("the same variant is read from another code"),
        ItemKind::Operation => keeps("calls name the operation otherwise; no type differs"),
        _ => breaks(
            "the same field has another name on the wire: stored values lose it, and so do resume tokens",
        ),
    }
}

fn pages(fact: Fact, old: Option<&str>, new: Option<&str>) -> Verdict {
    match fact {
        Fact::ItemType if old.is_none() => keeps("pages can be read item by item from now on"),
        Fact::ItemType => breaks("items have another type"),
        Fact::Results if extends(old, new) => {
            keeps("more lists are read; the item type says it where that differs")
        }
        Fact::Results => {
            breaks("a list of items is gone or lies elsewhere: listings lack its items")
        }
        Fact::Tokens => breaks("saved resume tokens name other members and are refused"),
        Fact::Limit if old.is_some() => {
            breaks("a page size that is set goes to another member, or is refused")
        }
        Fact::Limit => keeps("a page size can be set from now on"),
        Fact::Keeps if extends(old, new) => keeps("the full result has more of the first page"),
        Fact::Keeps => breaks("the full result lacks what it had of the first page"),
        Fact::More => keeps("the end of the listing is found otherwise"),
        Fact::LimitRange | Fact::LimitDefault => keeps("only how many items a page has differs"),
        Fact::Excludes => {
            keeps("the service refuses the combination itself; it is refused earlier or later")
        }
        _ => keeps("only how a repeated item is recognised differs"),
    }
}

/// Everything that was listed still is.
fn extends(old: Option<&str>, new: Option<&str>) -> bool {
    let new: Vec<&str> = new.into_iter().flat_map(|new| new.split(", ")).collect();
    old.into_iter()
        .flat_map(|old| old.split(", "))
        .all(|part| new.contains(&part))
}

/// The type's shape has another name and the type the same.
pub(super) fn shape_renamed(item: &Item) -> Verdict {
    match item.kind {
        ItemKind::Service => keeps("the service's shape has another name; no type differs"),
        _ => keeps("the type keeps its name; only the shape it tells differs"),
    }
}

/// A fact that differs only because something else was told: values of an enum and rules name themselves.
pub(super) fn is_echo(change: &Change) -> bool {
    let What::Changed {
        fact: Fact::Order, ..
    } = change.what
    else {
        return false;
    };
    change.verdict == TOLD
}
