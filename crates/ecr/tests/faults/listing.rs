//! A listing of five pages from a server that fails where a test wants it to, read by either client.

use std::error::Error;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use ecr::client::{
    Anonymous, AsyncSign, AsyncWorld, Hyper, Limits, Moment, Network, Retries, Sign, Sleep, Ureq,
    World,
};
use ecr::list_images::{self, ListImages, ListImagesPaginator, ListImagesRequest};
use ecr::types::ImageIdentifier;
use ecr::{AsyncClient, Client};

use crate::server::{Answer, Server, whole};

pub(crate) const PAGES: usize = 5;
pub(crate) const PER_PAGE: usize = 3;

/// A server whose request number `n` is answered as `fault(n)` says, and with the next page where it says nothing.
pub(crate) fn server(fault: impl Fn(usize) -> Option<Answer> + Send + Sync + 'static) -> Server {
    let delivered = AtomicUsize::new(0);
    Server::start(move |n| match fault(n) {
        Some(answer) => answer,
        None => Answer::Open(whole(200, &page(delivered.fetch_add(1, Ordering::SeqCst)))),
    })
}

/// The JSON of one page, counted from 0.
fn page(number: usize) -> String {
    let items: Vec<String> = (number * PER_PAGE..(number + 1) * PER_PAGE)
        .map(|item| format!(r#"{{"imageTag":"i{item}"}}"#))
        .collect();
    let token = match number + 1 {
        PAGES => String::new(),
        next => format!(r#","nextToken":"t{next}""#),
    };
    format!(r#"{{"imageIds":[{}]{token}}}"#, items.join(","))
}

/// All items of the listing.
pub(crate) fn all() -> Vec<String> {
    (0..PAGES * PER_PAGE)
        .map(|item| format!("i{item}"))
        .collect()
}

/// Time that passes only where somebody sleeps.
#[derive(Clone, Default)]
pub(crate) struct Clock(Arc<Mutex<Duration>>);

impl Clock {
    pub(crate) fn slept(&self) -> Duration {
        *self.0.lock().expect("no panic")
    }

    fn moment(&self) -> Moment {
        let elapsed = self.slept();
        let wall = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + elapsed;
        Moment { wall, elapsed }
    }

    fn pass(&self, time: Duration) {
        *self.0.lock().expect("no panic") += time;
    }
}

impl World for Clock {
    fn now(&self) -> Moment {
        self.moment()
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn sleep(&self, time: Duration) {
        self.pass(time);
    }
}

impl AsyncWorld for Clock {
    fn now(&self) -> Moment {
        self.moment()
    }

    fn random(&self) -> f64 {
        1.0
    }

    fn sleep(&self, time: Duration) -> Sleep {
        self.pass(time);
        Box::pin(std::future::ready(()))
    }
}

/// How a listing is read.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) url: String,
    pub(crate) retries: Retries,
    pub(crate) network: Network,
    pub(crate) clock: Clock,
    pub(crate) signer: Arc<dyn Both>,
    pub(crate) token: Option<String>,
}

/// A signer of either kind.
pub(crate) trait Both: Sign + AsyncSign {}

impl<S: Sign + AsyncSign> Both for S {}

impl Plan {
    pub(crate) fn new(url: &str) -> Self {
        let limits = Limits::default()
            .with_response(Duration::from_secs(10))
            .with_body(Duration::from_secs(10));
        Self {
            url: url.to_owned(),
            retries: Retries::none(),
            network: Network::new().with_limits(limits),
            clock: Clock::default(),
            signer: Arc::new(Anonymous),
            token: None,
        }
    }

    pub(crate) fn with_retries(self, retries: Retries) -> Self {
        Self { retries, ..self }
    }

    pub(crate) fn resumed(self, token: Option<String>) -> Self {
        Self { token, ..self }
    }
}

/// What a user has after reading a listing to its end or to a failure.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) items: Vec<String>,
    /// The whole chain of the error, as a program prints it.
    pub(crate) seen: Option<String>,
    pub(crate) resume_token: Option<String>,
}

impl Read {
    fn take<E: Error + 'static>(
        &mut self,
        item: Result<ImageIdentifier, ecr::pagination::PageError<E>>,
    ) {
        match item {
            Ok(item) => self.items.extend(item.image_tag),
            Err(error) => {
                self.resume_token = Some(error.resume_token().to_owned());
                let shown = chain(&error);
                println!("the user sees: {shown}");
                self.seen = Some(shown);
            }
        }
    }
}

fn chain(error: &(dyn Error + 'static)) -> String {
    let mut shown = error.to_string();
    let mut next = error.source();
    while let Some(error) = next {
        shown += &format!(": {error}");
        next = error.source();
    }
    shown
}

pub(crate) type Runner = fn(Plan) -> Read;

pub(crate) const CLIENTS: [(&str, Runner); 2] = [("blocking", blocking), ("async", asynchronous)];

pub(crate) fn blocking(plan: Plan) -> Read {
    let client = Client::with(Ureq::with(plan.network))
        .with_endpoint(&plan.url)
        .expect("an endpoint")
        .with_retries(plan.retries)
        .with_signer(Arc::clone(&plan.signer) as Arc<dyn Sign>)
        .with_world(plan.clock);
    let mut listing = list_images::paginate(&client, ListImagesRequest::new("app"));
    if let Some(token) = plan.token {
        listing = listing.starting_token(token);
    }
    let mut read = Read::default();
    for item in listing.items().expect("a usable token") {
        read.take(item);
    }
    read
}

pub(crate) fn asynchronous(plan: Plan) -> Read {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let client = AsyncClient::with(Hyper::with(plan.network), plan.clock)
            .with_endpoint(&plan.url)
            .expect("an endpoint")
            .with_retries(plan.retries)
            .with_signer(Arc::clone(&plan.signer) as Arc<dyn AsyncSign>);
        let request = ListImagesRequest::new("app");
        let mut listing = client.paginate(ListImages, ListImagesPaginator, request);
        if let Some(token) = plan.token {
            listing = listing.starting_token(token);
        }
        let mut items = listing.item_stream().expect("a usable token");
        let mut read = Read::default();
        while let Some(item) = items.next_item().await {
            read.take(item);
        }
        read
    })
}

/// The fault at the third page once: without retries the user sees `seen`, has two pages, and goes on without loss.
pub(crate) fn stops_and_goes_on(
    fault: impl Fn() -> Answer + Copy + Send + Sync + 'static,
    seen: [&str; 2],
) {
    for ((name, run), seen) in CLIENTS.into_iter().zip(seen) {
        let server = server(move |n| (n == 2).then(fault));
        let first = run(Plan::new(&server.url));
        let shown = first.seen.unwrap_or_default();
        assert!(shown.contains(seen), "{name}: {shown}\nexpected: {seen}");
        assert_eq!(first.items, all()[..2 * PER_PAGE], "{name}");
        let second = run(Plan::new(&server.url).resumed(first.resume_token));
        assert_eq!(second.seen, None, "{name}");
        assert_eq!([first.items, second.items].concat(), all(), "{name}");
    }
}

/// The same fault with retries: the user sees nothing of it.
pub(crate) fn is_not_seen(fault: impl Fn() -> Answer + Copy + Send + Sync + 'static) {
    for (name, run) in CLIENTS {
        let server = server(move |n| (n == 2).then(fault));
        let plan = Plan::new(&server.url).with_retries(Retries::standard());
        let clock = plan.clock.clone();
        let whole = run(plan);
        assert_eq!(whole.seen, None, "{name}");
        assert_eq!(whole.items, all(), "{name}");
        assert!(
            clock.slept() > Duration::ZERO,
            "{name} waited before it tried again"
        );
    }
}
