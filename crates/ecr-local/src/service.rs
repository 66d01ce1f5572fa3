//! A call from its bytes to the bytes of the answer. No socket is opened here.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use smithy_wire::schema::{self, Kind};

use crate::fault::{Ending, Fault, Injector, PageOf, Paging};
use crate::input::Input;
use crate::operations::{self, Context, Operation};
use crate::paging::{Listing, Request as PageRequest};
use crate::request_log::{Request, RequestLog};
use crate::rng::Rng;
use crate::seed;
use crate::service_error::ServiceError;
use crate::store::Store;
use crate::token::Sealer;
use crate::validate;

/// How many items a page has where neither request nor model says.
const DEFAULT_PAGE: usize = 100;

/// The service behind a server: settings and state.
#[derive(Debug)]
pub(crate) struct Service {
    seed: u64,
    page_cap: usize,
    sealer: Sealer,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    store: Store,
    injector: Injector,
    log: RequestLog,
    calls: u64,
}

/// What goes back, and how.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    pub(crate) request_id: String,
    pub(crate) latency: Duration,
    pub(crate) ending: Ending,
}

impl Service {
    pub(crate) fn new(seed: u64, page_cap: usize, store: Store, faults: Vec<Fault>) -> Self {
        let sealer = Sealer::new(seed, &store.account);
        let state = State {
            store,
            injector: Injector::new(faults),
            log: RequestLog::default(),
            calls: 0,
        };
        Self {
            seed,
            page_cap,
            sealer,
            state: Mutex::new(state),
        }
    }

    /// Answers a call. `target` is the header that names the operation.
    pub(crate) fn answer(&self, target: Option<&str>, body: &[u8]) -> Answer {
        let mut state = self.lock();
        let request_id = self.begin(&mut state);
        let input = parse_body(body);
        let logged = input.clone().map_or(Value::Null, Value::Object);
        let answer = self.answer_parsed(&mut state, request_id, target, input);
        let request = Request {
            call: state.calls,
            operation: operation_named(target).to_owned(),
            body: logged,
            status: (answer.ending != Ending::Reset).then_some(answer.status),
            request_id: answer.request_id.clone(),
        };
        state.log.push(request, body.len());
        answer
    }

    /// Faults come first: a service that is down checks no input.
    fn answer_parsed(
        &self,
        state: &mut State,
        request_id: String,
        target: Option<&str>,
        input: Result<Map<String, Value>, ServiceError>,
    ) -> Answer {
        let call = input.and_then(|input| self.prepare(target, input));
        let page = call.as_ref().ok().and_then(Call::page_of);
        let effects = state.injector.decide(state.calls, page);
        let outcome = match effects.error {
            Some(error) => Err(error),
            None => call.and_then(|call| call.run(&mut state.store, effects.paging)),
        };
        let (status, body) = match outcome {
            Ok(body) => (200, body),
            Err(error) => (error.status(), error.body()),
        };
        Answer {
            status,
            body,
            request_id,
            latency: effects.latency,
            ending: effects.ending,
        }
    }

    /// Answers a call whose body never arrived whole.
    pub(crate) fn refuse(&self, error: &ServiceError) -> Answer {
        let request_id = self.begin(&mut self.lock());
        let (latency, ending) = (Duration::ZERO, Ending::Whole);
        Answer {
            status: error.status(),
            body: error.body(),
            request_id,
            latency,
            ending,
        }
    }

    /// Counts a call, and gives it its number among requests: the same in every run.
    fn begin(&self, state: &mut State) -> String {
        state.calls += 1;
        seed::uuid(&mut Rng::new(self.seed, &format!("call {}", state.calls)))
    }

    fn prepare(
        &self,
        target: Option<&str>,
        input: Map<String, Value>,
    ) -> Result<Call, ServiceError> {
        let (model, operation) = find_operation(target)?;
        let request = page_request(model, &input, self.page_cap);
        let listing = Listing::open(&self.sealer, &request);
        Ok(Call {
            model,
            operation,
            input,
            listing,
        })
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.lock().log.requests()
    }

    pub(crate) fn clear_requests(&self) {
        self.lock().log.clear();
    }

    pub(crate) fn repository_names(&self) -> Vec<String> {
        self.lock().store.repositories.keys().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call whose operation is known.
struct Call {
    model: &'static schema::Operation,
    operation: &'static Operation,
    input: Map<String, Value>,
    listing: Result<Listing, ServiceError>,
}

impl Call {
    /// Which page of which listing it asks for, if its token is good.
    fn page_of(&self) -> Option<PageOf> {
        let paged = self.model.paginated.is_some();
        self.listing
            .as_ref()
            .ok()
            .filter(|_| paged)
            .map(Listing::page_of)
    }

    fn run(self, store: &mut Store, faults: Paging) -> Result<String, ServiceError> {
        validate::check(self.model, &self.input)?;
        check_contradictions(self.model, Input::new(&self.input))?;
        let listing = self.listing?.with_faults(faults);
        (self.operation.run)(&mut Context {
            store,
            input: Input::new(&self.input),
            listing: &listing,
        })
    }
}

/// What names the things to describe does not go with what turns pages.
fn check_contradictions(model: &schema::Operation, input: Input<'_>) -> Result<(), ServiceError> {
    let Some(paginated) = model.paginated else {
        return Ok(());
    };
    let turning = paginated.input_tokens.iter().chain(&paginated.limit_key);
    let Some(turning) = turning.copied().find(|name| input.has(name)) else {
        return Ok(());
    };
    match paginated.excludes.iter().find(|name| input.has(name)) {
        Some(named) => Err(ServiceError::invalid_parameter(format!(
            "'{turning}' cannot be used together with '{named}'"
        ))),
        None => Ok(()),
    }
}

fn page_request<'a>(
    model: &'static schema::Operation,
    input: &'a Map<String, Value>,
    cap: usize,
) -> PageRequest<'a> {
    let paginated = model.paginated;
    let size_member = paginated.and_then(|paginated| paginated.limit_key);
    let asked = size_member
        .and_then(|name| Input::new(input).integer(name))
        .and_then(|size| usize::try_from(size).ok());
    let default = paginated
        .and_then(|paginated| paginated.default_limit)
        .map_or_else(|| default_size(model, size_member), |size| size as usize);
    PageRequest {
        operation: model.name,
        input,
        token_member: paginated
            .and_then(|paginated| paginated.input_tokens.first().copied())
            .unwrap_or_default(),
        size_member,
        size: asked.unwrap_or(default).min(cap),
    }
}

/// No page is larger by default than a request may ask for.
fn default_size(model: &schema::Operation, size_member: Option<&str>) -> usize {
    let member = size_member.and_then(|name| model.input.member(name));
    let most = member.and_then(|member| match member.kind {
        Kind::Integer(range) => range.max,
        _ => None,
    });
    let most = most.and_then(|most| usize::try_from(most).ok());
    most.map_or(DEFAULT_PAGE, |most| most.min(DEFAULT_PAGE))
}

fn parse_body(body: &[u8]) -> Result<Map<String, Value>, ServiceError> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(input)) => Ok(input),
        Ok(_) => Err(ServiceError::serialization(
            "The body must be a JSON object",
        )),
        Err(error) => Err(ServiceError::serialization(format!(
            "The body is no JSON: line {}, column {}",
            error.line(),
            error.column()
        ))),
    }
}

/// The part of a target that names the operation, or the whole where it is another service's.
fn operation_named(target: Option<&str>) -> &str {
    let target = target.unwrap_or_default();
    let own = target
        .strip_prefix(ecr_schema::SERVICE.target_prefix)
        .and_then(|rest| rest.strip_prefix('.'));
    own.unwrap_or(target)
}

fn find_operation(
    target: Option<&str>,
) -> Result<(&'static schema::Operation, &'static Operation), ServiceError> {
    let Some(target) = target else {
        return Err(ServiceError::unknown_operation(
            "The header x-amz-target, which names the operation, is missing",
        ));
    };
    let name = operation_named(Some(target));
    let own = name.len() < target.len();
    let model = ecr_schema::SERVICE.operation(name).filter(|_| own);
    let model = model.ok_or_else(|| {
        ServiceError::unknown_operation(format!("The service has no operation '{target}'"))
    })?;
    let operation = operations::ALL
        .iter()
        .find(|operation| operation.name == name);
    let unknown = || {
        ServiceError::unknown_operation(format!(
            "This embedded registry does not have the operation '{name}'"
        ))
    };
    Ok((model, operation.ok_or_else(unknown)?))
}
