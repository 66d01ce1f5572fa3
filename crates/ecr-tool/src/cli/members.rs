//! A flag for each member of an operation's request, and the request the flags make.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value};
use smithy_wire::schema::{Kind, Member, Operation, Structure};

use super::help;
use super::names::kebab;
use crate::failure::{Exit, Failure};
use crate::value;

/// The flags of the request's members, in the model's order.
///
/// Those that page by hand are there and not shown, as in the AWS CLI: whoever names one gets one page.
pub(crate) fn flags(operation: &'static Operation) -> Vec<Arg> {
    let by_hand = by_hand(operation);
    let members = operation.input.members.iter();
    members
        .map(|member| flag(member).hide(by_hand.contains(&member.name)))
        .collect()
}

fn flag(member: &'static Member) -> Arg {
    let many = matches!(member.kind, Kind::List(_));
    let arg = Arg::new(member.name)
        .long(kebab(member.name))
        .value_name(value_name(&member.kind))
        .help(help(member))
        .help_heading("Request")
        .required(member.required)
        .action(ArgAction::Set);
    if many {
        arg.num_args(1..)
    } else {
        arg.allow_hyphen_values(true)
    }
}

/// The members that carry token and page size.
pub(crate) fn by_hand(operation: &Operation) -> Vec<&'static str> {
    let paginated = operation.paginated.iter();
    paginated
        .flat_map(|paginated| {
            paginated
                .input_tokens
                .iter()
                .copied()
                .chain(paginated.limit_key)
        })
        .collect()
}

fn value_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Byte(_) | Kind::Short(_) | Kind::Integer(_) | Kind::Long(_) | Kind::IntEnum(_) => "N",
        Kind::Structure(_) | Kind::Union(_) | Kind::Map(..) => "KEY=VALUE,…",
        Kind::List(element) => value_name(element),
        _ => "TEXT",
    }
}

fn help(member: &Member) -> String {
    let about = help::of_member(member.name);
    match syntax(&member.kind) {
        Some(syntax) if about.is_empty() => syntax,
        Some(syntax) => format!("{about}: {syntax}"),
        None => about.to_owned(),
    }
}

/// How a value of parts is written, such as `tagStatus=TAGGED|UNTAGGED|ANY`.
fn syntax(kind: &Kind) -> Option<String> {
    match kind {
        Kind::List(element) => syntax(element).map(|element| format!("{element} …")),
        Kind::Structure(structure) | Kind::Union(structure) => Some(pairs(structure)),
        Kind::Map(..) => Some("KEY=VALUE,KEY=VALUE".to_owned()),
        _ => None,
    }
}

fn pairs(structure: &Structure) -> String {
    let pair = |member: &Member| match member.kind {
        Kind::Enum(values) => format!("{}={}", member.name, values.join("|")),
        Kind::Structure(_) | Kind::Map(..) => format!("{}={{…}}", member.name),
        Kind::List(_) => format!("{}=[…]", member.name),
        _ => format!("{}={}", member.name, value_name(&member.kind)),
    };
    structure
        .members
        .iter()
        .map(pair)
        .collect::<Vec<_>>()
        .join(",")
}

/// The text of one member that is no flag of its own operation; `name` is what it is called there.
///
/// # Errors
///
/// It is none that the member takes.
pub(crate) fn text(member: &Member, name: &str, text: &str) -> Result<String, Failure> {
    let value = value::of_member(member, &[text.to_owned()])
        .map_err(|problem| Failure::new(Exit::Usage, format!("{name}: {problem}")))?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

/// The request's members as JSON, from the flags that were given.
///
/// # Errors
///
/// A value that does not have its member's type: the flag, the place and the remedy.
pub(crate) fn request(
    operation: &Operation,
    matches: &ArgMatches,
) -> Result<Map<String, Value>, Failure> {
    let mut request = Map::new();
    for member in operation.input.members {
        let Some(words) = matches.get_many::<String>(member.name) else {
            continue;
        };
        let words: Vec<String> = words.cloned().collect();
        let value = value::of_member(member, &words).map_err(|problem| {
            Failure::new(Exit::Usage, format!("--{}: {problem}", kebab(member.name)))
        })?;
        request.insert(member.name.to_owned(), value);
    }
    Ok(request)
}
