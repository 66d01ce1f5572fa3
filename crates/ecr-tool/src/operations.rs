//! The listings there are: one entry an operation.

use clap::ArgMatches;
use ecr::describe_images::{DescribeImages, DescribeImagesPaginator, DescribeImagesResponse};
use ecr::describe_repositories::{
    DescribeRepositories, DescribeRepositoriesPaginator, DescribeRepositoriesResponse,
};
use ecr::list_images::{ListImages, ListImagesPaginator, ListImagesResponse};
use smithy_wire::schema::Operation;

use crate::cli;
use crate::failure::{Exit, Failure};
use crate::listing::{Listing, Noun, list};
use crate::table::{self, Grid};

/// An operation of the service as a command.
#[derive(Debug)]
pub(crate) struct Listed {
    /// The operation in the model's tables.
    pub(crate) operation: &'static Operation,
    /// One line for the list of commands.
    pub(crate) about: &'static str,
    /// Examples, each a command and what comes of it; `{}` stands for the command.
    pub(crate) examples: &'static str,
    /// Carries it out.
    pub(crate) run: fn(&'static Operation, &ArgMatches) -> Result<Exit, Failure>,
}

/// All listings, as `--help` lists them.
pub(crate) static LISTED: [Listed; 3] = [
    Listed {
        operation: &ecr_schema::describe_images::DESCRIBE_IMAGES,
        about: "Images of a repository: tags, size, age, scan results",
        examples: "
  {} --local --repository-name team/app
  {} --local --repository-name team/app --filter tagStatus=UNTAGGED
  {} --local --repository-name team/app --image-ids imageTag=latest
  {} --local --repository-name team/app --max-items 7 --output json",
        run: list::<Images>,
    },
    Listed {
        operation: &ecr_schema::list_images::LIST_IMAGES,
        about: "Tags and digests of a repository",
        examples: "
  {} --local --repository-name team/app
  {} --local --repository-name team/app --filter tagStatus=TAGGED --output json",
        run: list::<Tags>,
    },
    Listed {
        operation: &ecr_schema::describe_repositories::DESCRIBE_REPOSITORIES,
        about: "Repositories of a registry",
        examples: "
  {} --local
  {} --local --repository-names team/app --output json",
        run: list::<Repositories>,
    },
];

impl Listed {
    /// The command's name.
    pub(crate) fn command(&self) -> String {
        cli::kebab(self.operation.name)
    }
}

/// The images of a repository.
pub(crate) struct Images;

impl Listing for Images {
    type Operation = DescribeImages;
    type Request = ecr::describe_images::DescribeImagesRequest;
    type Response = DescribeImagesResponse;
    type Paginator = DescribeImagesPaginator;

    const PAGINATOR: DescribeImagesPaginator = DescribeImagesPaginator;
    const NOUN: Noun = Noun("image", "images");

    fn grid(response: &DescribeImagesResponse, now: i64) -> Grid {
        table::images(response.image_details(), now)
    }
}

struct Tags;

impl Listing for Tags {
    type Operation = ListImages;
    type Request = ecr::list_images::ListImagesRequest;
    type Response = ListImagesResponse;
    type Paginator = ListImagesPaginator;

    const PAGINATOR: ListImagesPaginator = ListImagesPaginator;
    const NOUN: Noun = Noun("image identifier", "image identifiers");

    fn grid(response: &ListImagesResponse, _now: i64) -> Grid {
        table::image_ids(response.image_ids())
    }
}

struct Repositories;

impl Listing for Repositories {
    type Operation = DescribeRepositories;
    type Request = ecr::describe_repositories::DescribeRepositoriesRequest;
    type Response = DescribeRepositoriesResponse;
    type Paginator = DescribeRepositoriesPaginator;

    const PAGINATOR: DescribeRepositoriesPaginator = DescribeRepositoriesPaginator;
    const NOUN: Noun = Noun("repository", "repositories");

    fn grid(response: &DescribeRepositoriesResponse, now: i64) -> Grid {
        table::repositories(response.repositories(), now)
    }
}
