//! `ecr newest`: the newest images of a repository, found over the whole listing.

use clap::{Arg, ArgAction, ArgMatches, Command};
use ecr::describe_images::{DescribeImages, DescribeImagesRequest, DescribeImagesResponse};
use ecr::types::ImageDetail;
use ecr_schema::describe_images::DESCRIBE_IMAGES;
use smithy_pagination::{PageError, Top};
use smithy_wire::{Operation as _, Timestamp};

use crate::cli::{self, Output, Paging, Start};
use crate::console::{self, Console};
use crate::failure::{Exit, Failure};
use crate::listing::fault;
use crate::listing::gather::{self, CallFailure, End, Standing, Taker};
use crate::operations::Images;
use crate::progress::Meter;
use crate::query::Printed;
use crate::service::Service;
use crate::{json, table};

/// The command's name.
pub(crate) const NAME: &str = "newest";

/// The command and its flags.
pub(crate) fn command() -> Command {
    let repository = Arg::new("repository")
        .value_name("REPOSITORY")
        .help("The repository")
        .required(true);
    let count = Arg::new("count")
        .short('n')
        .long("count")
        .value_name("K")
        .help("How many")
        .allow_negative_numbers(true)
        .value_parser(cli::whole(1..=u32::MAX))
        .default_value("10")
        .action(ArgAction::Set);
    let registry = Arg::new("registry-id")
        .long("registry-id")
        .value_name("ID")
        .help("The account whose registry is asked; the caller's own by default")
        .action(ArgAction::Set);
    Command::new(NAME)
        .about("The newest images of a repository, of the whole listing")
        .after_help(ABOUT)
        .args([repository, count, registry])
        .args(cli::registry())
        .args(cli::output())
}

const ABOUT: &str = "\
The service lists images in no order it promises, a page at a time: sorting a page, as
--query 'sort_by(imageDetails, ...)' does with text output, gives the newest of that page.
This reads every page and keeps the K newest. Of two pushed at the same moment the one
listed first comes first; images without a time of push come last.
Where a page fails nothing is printed and nothing is kept: the newest of a part are no answer.

Examples:
  ecr newest team/app --local
  ecr newest team/app -n 3 --local --output json --query 'imageDetails[].imageDigest'";

/// Carries it out.
///
/// # Errors
///
/// Any page failed: what was the newest of a part would be no answer.
pub(crate) fn newest(matches: &ArgMatches) -> Result<Exit, Failure> {
    let printed = Printed::new(Output::of(matches), cli::query(matches))?;
    let console = Console::new(cli::quiet(matches));
    let request = request(matches)?;
    let service = Service::connect(&cli::target(matches))?;
    let meter = Meter::new(cli::progress(matches), cli::quiet(matches));
    let count = matches.get_one::<u32>("count").copied().unwrap_or(10);
    let newest = Newest(Top::new(usize::try_from(count).unwrap_or(usize::MAX)));
    let gathered = gather::all::<Images, _>(&service, request, &EVERY, newest, &meter)?;
    drop(meter);
    match gathered.end {
        End::Done | End::Left => print(gathered.taken, &printed, console),
        End::Failed(failure) | End::Unwritten(failure) => Err(failure),
        End::Asked(ending) => Err(ending.failure(PART)),
    }
}

const PART: &str = "nothing was printed: the listing was not read to its end, and the newest of a part are no answer";

/// Every page has to be read: the largest there are.
const EVERY: Paging = Paging {
    max_items: None,
    page_size: Some(1_000),
    start: Start::Beginning,
    one_page: false,
};

/// What `describe-images` refuses is refused here too.
fn request(matches: &ArgMatches) -> Result<DescribeImagesRequest, Failure> {
    let repository = matches.get_one::<String>("repository");
    let mut repository = repository.cloned().unwrap_or_default();
    if let Some(member) = DESCRIBE_IMAGES.input.member("repositoryName") {
        repository = cli::text(member, "REPOSITORY", &repository)?;
    }
    let mut request = DescribeImagesRequest::new(repository);
    request.registry_id = matches.get_one::<String>("registry-id").cloned();
    Ok(request)
}

/// Keeps the newest of all pages.
struct Newest(Top<Timestamp, ImageDetail>);

impl Taker<Images> for Newest {
    type Taken = DescribeImagesResponse;

    fn page(&mut self, page: DescribeImagesResponse, _: &Standing) -> Result<bool, Failure> {
        for image in page.image_details.into_iter().flatten() {
            self.0.push(image.image_pushed_at, image);
        }
        Ok(true)
    }

    fn failed(&self, error: &PageError<CallFailure<Images>>) -> Failure {
        fault::of_first(error, DescribeImages::NAME)
    }

    fn taken(self) -> DescribeImagesResponse {
        let mut found = DescribeImagesResponse::default();
        found.image_details = Some(self.0.into_vec());
        found
    }
}

fn print(
    found: DescribeImagesResponse,
    printed: &Printed,
    console: Console,
) -> Result<Exit, Failure> {
    let text = match printed.output() {
        Output::Table => {
            let now = jiff::Timestamp::now().as_second();
            table::draw(&table::images(found.image_details(), now), console::look())
        }
        Output::Jsonl => found
            .image_details()
            .iter()
            .map(json::line)
            .collect::<Result<_, _>>()?,
        Output::Json | Output::Text => printed.text(&found, None)?,
    };
    console.result(&text).map(|()| Exit::Success)
}
