//! A random service, what a caller asks of it, and what goes wrong on the way.

use smithy_wire::schema::{Kind as Type, Operation, Structure};
use smithy_wire::{Object, Value};

use super::rng::Rng;
use super::service::{Pages, Service};
use super::{tokens, values};
use crate::conformance::path;
use crate::conformance::start::AMOUNT;

/// The operations that botocore has paginators for; the one with two result keys comes twice as often.
pub const OPERATIONS: &[(&str, &str)] = &[
    ("DescribeImageScanFindings", "describe_image_scan_findings"),
    ("DescribeImageScanFindings", "describe_image_scan_findings"),
    ("DescribeImages", "describe_images"),
    (
        "DescribePullThroughCacheRules",
        "describe_pull_through_cache_rules",
    ),
    (
        "DescribeReplicationBackfillResults",
        "describe_replication_backfill_results",
    ),
    ("DescribeRepositories", "describe_repositories"),
    (
        "DescribeRepositoryCreationTemplates",
        "describe_repository_creation_templates",
    ),
    ("GetLifecyclePolicyPreview", "get_lifecycle_policy_preview"),
    ("ListImages", "list_images"),
    ("ListReplicationBackfills", "list_replication_backfills"),
];

/// What a scenario is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A listing without a cap.
    Whole,
    /// Capped listings, each going on where the one before stopped.
    Chain,
    /// As a chain, but the page size changes on the way.
    PageSize,
    /// Started at the start of a page.
    Boundary,
    /// Started by a token with an amount, fitting, too large, or odd.
    Amount,
    /// Started by a token made to do harm, or by no token at all.
    Crafted,
    /// Tokens come back.
    Cycle,
    /// Odd caps.
    Cap,
    /// A call fails.
    Fault,
}

const KINDS: &[Kind] = &[
    Kind::Whole,
    Kind::Chain,
    Kind::Chain,
    Kind::Chain,
    Kind::Chain,
    Kind::Chain,
    Kind::Chain,
    Kind::PageSize,
    Kind::PageSize,
    Kind::Boundary,
    Kind::Boundary,
    Kind::Amount,
    Kind::Amount,
    Kind::Crafted,
    Kind::Cycle,
    Kind::Cycle,
    Kind::Cap,
    Kind::Fault,
    Kind::Fault,
    Kind::Fault,
    Kind::Fault,
];

/// A call that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which call of a run, counted from 1.
    pub call: usize,
    /// How.
    pub what: What,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Status 503 without a body.
    Unavailable,
    /// `ThrottlingException`.
    Throttled,
    /// The body ends before its end.
    Cut,
    /// The connection is reset.
    Reset,
}

/// One scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its number, which with the seed gives it again.
    pub number: u64,
    /// What it is about.
    pub kind: Kind,
    /// What botocore calls the operation's paginator.
    pub paginator: &'static str,
    /// The service.
    pub service: Service,
    /// The caller's parameters.
    pub params: Value,
    /// The caller's pagination options.
    pub config: Object,
    /// The options of the runs that go on, in turn; the last one's hold for all after it.
    pub later: Vec<Object>,
    /// What goes wrong in the first run.
    pub fault: Option<Fault>,
}

impl Scenario {
    /// The scenario of a seed and a number; absent if the model lacks its operation.
    pub fn new(seed: u64, number: u64) -> Option<Scenario> {
        let mut rng = Rng::new(seed, number);
        let kind = *rng.pick(KINDS)?;
        let (operation, paginator) = *rng.pick(OPERATIONS)?;
        let operation = ecr_schema::SERVICE.operation(operation)?;
        let service = service(&mut rng, operation, kind)?;
        let mut scenario = Scenario {
            number,
            kind,
            paginator,
            params: params(&mut rng, &service, kind)?,
            service,
            config: Object::new(),
            later: Vec::new(),
            fault: None,
        };
        scenario.ask(&mut rng);
        Some(scenario)
    }

    /// Whether the service has one result key.
    pub fn has_one_key(&self) -> bool {
        self.service.keys().len() == 1
    }

    fn ask(&mut self, rng: &mut Rng) {
        if rng.percent(50) || self.kind == Kind::PageSize {
            self.config.insert("PageSize", number_or_text(rng, 1, 7));
        }
        match self.kind {
            Kind::Whole => {}
            Kind::Chain => self.cap(rng, 3),
            Kind::PageSize => self.cap(rng, 5),
            Kind::Boundary => self.start(rng, Kind::Boundary),
            Kind::Amount => self.start(rng, Kind::Amount),
            Kind::Crafted => self.start(rng, Kind::Crafted),
            Kind::Cycle => self.go_round(rng),
            Kind::Cap => {
                let odd = [
                    Value::from(0),
                    Value::from(-2),
                    Value::from("-1"),
                    Value::from("x"),
                    Value::from(" 4 "),
                ];
                self.config
                    .insert("MaxItems", rng.pick(&odd).cloned().unwrap_or_default());
            }
            Kind::Fault => self.fail(rng),
        }
        self.go_on(rng);
    }

    /// A cycle is entered from the start, or inside it; and may end by a cap before it closes.
    fn go_round(&mut self, rng: &mut Rng) {
        if rng.percent(30) {
            self.cap(rng, 30);
        }
        if rng.percent(40) {
            self.start(rng, Kind::Boundary);
        }
    }

    fn cap(&mut self, rng: &mut Rng, most: usize) {
        self.config.insert("MaxItems", number_or_text(rng, 1, most));
    }

    fn fail(&mut self, rng: &mut Rng) {
        let ways = [What::Unavailable, What::Throttled, What::Cut, What::Reset];
        let what = rng.pick(&ways).copied().unwrap_or(What::Reset);
        self.fault = Some(Fault {
            call: rng.between(1, 3),
            what,
        });
        if rng.percent(30) {
            self.cap(rng, 12);
        }
        if rng.percent(30) {
            let kind = if rng.percent(50) {
                Kind::Boundary
            } else {
                Kind::Amount
            };
            self.start(rng, kind);
        }
    }

    /// The options of the later runs: the first two go on as before or otherwise, the last one reads to the end.
    fn go_on(&mut self, rng: &mut Rng) {
        let mut config = self.config.clone();
        config.remove("StartingToken");
        for _ in 0..2 {
            // Items of a second key lie beside those of the first, and a larger page would bring more of them.
            if self.kind == Kind::PageSize && self.has_one_key() {
                config.insert("PageSize", number_or_text(rng, 1, 7));
            }
            if config.contains("MaxItems") && rng.percent(60) {
                config.insert("MaxItems", number_or_text(rng, 1, 2));
            }
            self.later.push(config.clone());
        }
        config.remove("MaxItems");
        self.later.push(config);
        if self.kind == Kind::Fault {
            self.later.rotate_right(1);
        }
    }

    fn start(&mut self, rng: &mut Rng, kind: Kind) {
        let names = self.service.tokens();
        let odd = tokens::odd(rng, 0);
        let name = rng
            .pick(&names)
            .map_or(odd.as_str(), |name| name)
            .to_owned();
        let token = match kind {
            Kind::Boundary => boundary(rng, &name),
            Kind::Amount => amount(rng, &name),
            _ => harmful(rng, &name),
        };
        self.config.insert("StartingToken", token);
    }

    /// The scenario as JSON, for a report.
    pub fn to_value(&self) -> Value {
        let later = self.later.iter().cloned().map(Value::Object);
        let fault = self
            .fault
            .map(|fault| format!("{:?} at call {}", fault.what, fault.call));
        let members = [
            ("number", Value::from(self.number)),
            ("kind", Value::from(format!("{:?}", self.kind))),
            ("params", self.params.clone()),
            ("config", Value::Object(self.config.clone())),
            ("later", Value::List(later.collect())),
            ("fault", Value::from(fault)),
            ("service", self.service.to_value()),
        ];
        Value::Object(members.into_iter().collect())
    }
}

fn number_or_text(rng: &mut Rng, low: usize, high: usize) -> Value {
    let number = rng.between(low, high) as u64;
    if rng.percent(15) {
        return Value::from(number.to_string());
    }
    Value::from(number)
}

/// A place at the start of a page, as a service's own token or as a resume token.
fn boundary(rng: &mut Rng, name: &str) -> String {
    match rng.below(5) {
        0 | 1 => name.to_owned(),
        2 => format!("{name}___0"),
        3 => tokens::crafted([("nextToken", Value::Null)]),
        _ => tokens::crafted([("nextToken", Value::from(name))]),
    }
}

/// A place inside a page, or past its end, or nowhere.
fn amount(rng: &mut Rng, name: &str) -> String {
    let odd = [
        Value::from(-1),
        Value::from("1"),
        Value::from(1.5),
        Value::Null,
        Value::Bool(true),
    ];
    let amount = match rng.below(10) {
        0 => return format!("{name}___{}", rng.below(4)),
        1 => return format!("{name}___-1"),
        2 | 3 => rng.pick(&odd).cloned().unwrap_or_default(),
        _ => Value::from(rng.below(5) as u64),
    };
    let name = if rng.percent(30) {
        Value::Null
    } else {
        Value::from(name)
    };
    // The order of a token's members is kept in the tokens made from it.
    if rng.percent(20) {
        return tokens::crafted([(AMOUNT, amount), ("nextToken", name)]);
    }
    tokens::crafted([("nextToken", name), (AMOUNT, amount)])
}

/// A token that would change the request, that is none, or that the service does not know.
fn harmful(rng: &mut Rng, name: &str) -> String {
    let name = Value::from(name);
    match rng.below(10) {
        0 => tokens::crafted([
            ("nextToken", name),
            ("repositoryName", Value::from("other/app")),
        ]),
        1 => tokens::crafted([
            ("nextToken", name),
            ("registryId", Value::from("999999999999")),
        ]),
        2 => tokens::crafted([("maxResults", Value::from(1))]),
        3 => tokens::crafted([
            ("filter", Value::Null),
            ("nextToken", name),
            (AMOUNT, Value::from(1)),
        ]),
        4 => tokens::crafted([]),
        5 => tokens::crafted([("nosuch", Value::from("x"))]),
        6 => "MTIz".into(),
        7 => "a___b___c___1".into(),
        8 => String::new(),
        _ => tokens::odd(rng, 99),
    }
}

fn params(rng: &mut Rng, service: &Service, kind: Kind) -> Option<Value> {
    let paginated = service.operation.paginated?;
    let mut without = paginated.excludes.to_vec();
    without.extend(paginated.input_tokens);
    without.extend(paginated.limit_key);
    let mut params = values::parameters(rng, service.operation.input, &without);
    if rng.percent(8) {
        params.insert("maxResults", rng.between(1, 7) as u64);
    }
    let names = service.tokens();
    if kind == Kind::Whole && rng.percent(10) {
        params.insert("nextToken", *rng.pick(&names).unwrap_or(&"foreign"));
    }
    Some(Value::Object(params))
}

fn service(rng: &mut Rng, operation: &'static Operation, kind: Kind) -> Option<Service> {
    let is_list = kind == Kind::PageSize || (kind != Kind::Cycle && rng.percent(40));
    let pages = if is_list {
        list(rng, operation)?
    } else {
        graph(rng, operation, kind)?
    };
    Some(Service { operation, pages })
}

fn list(rng: &mut Rng, operation: &Operation) -> Option<Pages> {
    let cap = rng.between(2, 7);
    let count = rng.between(0, 18).min(cap * 5);
    let items = |(number, key): (usize, &&str)| {
        let count = if number == 0 {
            count
        } else {
            rng.below(count + 3)
        };
        fill(rng, operation.output, key, number, 0, count)
    };
    let items = operation
        .paginated?
        .result_keys
        .iter()
        .enumerate()
        .map(items)
        .collect::<Option<_>>()?;
    let frame = frame(rng, operation)?;
    let tokens = distinct(rng, count);
    Some(Pages::List {
        frame,
        items,
        cap,
        tokens,
    })
}

fn graph(rng: &mut Rng, operation: &Operation, kind: Kind) -> Option<Pages> {
    let count = rng.between(if kind == Kind::Cycle { 2 } else { 1 }, 6);
    let names = distinct(rng, count);
    let mut pages = Vec::new();
    for at in 0..count {
        pages.push(page(rng, operation, at)?);
    }
    if rng.percent(20) {
        pages.first_mut().and_then(|first| orphan(first, operation));
    }
    let mut next: Vec<Value> = names
        .iter()
        .skip(1)
        .map(|name| Value::from(name.as_str()))
        .collect();
    next.push(last(rng, &names, kind));
    if kind == Kind::Cycle && rng.percent(20) {
        // To botocore this text is no token, so the listing starts again.
        let at = rng.below(count);
        next.get_mut(at)
            .into_iter()
            .for_each(|next| *next = Value::from("None"));
    }
    for (page, next) in pages.iter_mut().zip(next) {
        if !(next.is_null() && rng.percent(50)) {
            path::set(page, "nextToken", next);
        }
    }
    let tokens = names.into_iter().zip(0..).skip(1).collect();
    Some(Pages::Graph { pages, tokens })
}

/// A first page whose items' parent is absent.
fn orphan(page: &mut Value, operation: &Operation) -> Option<()> {
    let (parent, _) = operation.paginated?.result_keys.first()?.split_once('.')?;
    page.as_object_mut()?.remove(parent).map(drop)
}

/// What stands in the last page: nothing that counts, or in a cycle a token that came before.
fn last(rng: &mut Rng, names: &[String], kind: Kind) -> Value {
    let known: Vec<&String> = names.iter().skip(1).collect();
    match rng.pick(&known) {
        Some(name) if kind == Kind::Cycle => Value::from(name.as_str()),
        _ if rng.percent(20) => Value::from(""),
        _ => Value::Null,
    }
}

/// The names of places, all different; the first is never used, as the first page has none.
fn distinct(rng: &mut Rng, count: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let odd = rng.percent(50);
    while names.len() < count {
        let mut name = if odd && rng.percent(60) {
            tokens::odd(rng, names.len())
        } else {
            tokens::plain(rng)
        };
        if names.contains(&name) || name == "None" {
            name = tokens::plain(rng);
        }
        names.push(name);
    }
    names
}

fn frame(rng: &mut Rng, operation: &Operation) -> Option<Object> {
    let paginated = operation.paginated?;
    let mut without: Vec<&str> = paginated.output_tokens.to_vec();
    without.extend(paginated.result_keys);
    let mut frame = Value::Object(values::structure(rng, operation.output, &without, 0));
    for key in paginated.result_keys {
        path::remove(&mut frame, key);
    }
    frame.as_object().cloned()
}

/// One page, some of its lists empty, null or absent.
fn page(rng: &mut Rng, operation: &Operation, at: usize) -> Option<Value> {
    let mut page = Value::Object(frame(rng, operation)?);
    for (number, key) in operation.paginated?.result_keys.iter().enumerate() {
        let count = if rng.percent(25) {
            0
        } else {
            rng.between(1, 5)
        };
        let items = fill(rng, operation.output, key, number, at, count)?;
        match rng.below(20) {
            0 => path::set(&mut page, key, Value::Null),
            1 => {}
            _ => path::set(&mut page, key, Value::List(items)),
        }
    }
    Some(page)
}

fn fill(
    rng: &mut Rng,
    output: &Structure,
    key: &str,
    number: usize,
    page: usize,
    count: usize,
) -> Option<Vec<Value>> {
    let element = element(output, key)?;
    let name = |at| format!("k{number}p{page}i{at}");
    Some(
        (0..count)
            .map(|at| values::item(rng, element, &name(at)))
            .collect(),
    )
}

/// The type of the items under a result key.
fn element(output: &Structure, key: &str) -> Option<&'static Type> {
    let (name, rest) = key.split_once('.').unwrap_or((key, ""));
    match output.member(name)?.kind {
        Type::Structure(inner) => element(inner, rest),
        Type::List(element) => Some(element),
        _ => None,
    }
}
