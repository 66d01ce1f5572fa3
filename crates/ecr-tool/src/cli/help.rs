//! Help texts: what to type, and what comes of it.

use crate::operations::Listed;

/// Below the list of commands.
pub(crate) const TOP: &str = "\
Examples:
  ecr describe-images --region eu-west-1 --repository-name team/app
      the images of your own repository there
  ecr describe-images --local --repository-name team/app
      the images of a sample repository, as a table
  ecr list-images --local --repository-name team/app --filter tagStatus=TAGGED
      tags and digests of the tagged ones
  ecr newest team/app -n 5 --local
      the newest images of the whole listing, whatever order the service gives it in
  ecr list-images --local --repository-name team/app --output jsonl --checkpoint place
      a line a tag, and a file that holds the place until the last is out
  ecr sweep --out images.jsonl --checkpoint place
      every image of every repository, each exactly once, whatever is killed when
  ecr local --port 8080
      a registry for programs under test; ask it with --endpoint-url http://127.0.0.1:8080

Commands and flags are those of `aws ecr`, and so is the JSON.
Credentials and settings are found as by aws: flags, AWS_ variables, ~/.aws, the machine.
The program of a credential_process is waited for without a limit, as by aws: it may ask a person.
A call is tried three times; with --local, or without credentials at an http:// endpoint
of this machine, once, unless --max-attempts or AWS_MAX_ATTEMPTS says more.
Exit codes: 0 done, 252 wrong command line, 253 configuration or credentials,
254 the service answered with an error, 255 anything else,
130 and 143 stopped by SIGINT (Ctrl-C) and SIGTERM: what there is by then is printed.";

/// Below the flags of a listing.
pub(crate) fn of_listing(listed: &Listed) -> String {
    let command = format!("ecr {}", listed.command());
    let examples = listed.examples.trim_matches('\n').replace("{}", &command);
    format!("Examples:\n{examples}\n\n{VALUES}\n\n{PLACE}")
}

const VALUES: &str = "\
Values: plain text, shorthand (key=value,key=value), JSON, or file://PATH.
In shorthand a value with a comma or a bracket stands in quotes;
[a,b] is a list, {k=v} a structure. Where values are listed as A|B, others are sent as well,
as by aws: a service may know more of them than this program.";

const PLACE: &str = "\
A listing that is capped, fails or is interrupted prints what it has
and the --starting-token that continues it; --query is asked of that part, and the exit code
is that of the failure.

With --output jsonl and --checkpoint the same command, run again, goes on where it stopped:
  ecr list-images --local --repository-name team/app --output jsonl --checkpoint place >> tags.jsonl
The place moves when a page's lines were written to standard output. Killed in between, that
page's lines come again, so that each comes at least once. At the end the place is deleted:
the same command then begins anew. Lines that a pipe took and its reader
left are gone; where that matters, write to a file.
A place belongs to its request and its endpoint; others are refused.";

/// What a member of a request says, for those that occur; the empty text for others.
pub(crate) fn of_member(name: &str) -> &'static str {
    match name {
        "registryId" => "The account whose registry is asked; the caller's own by default",
        "repositoryName" => "The repository",
        "repositoryNames" => "Only these repositories",
        "imageIds" => "Only these images, by tag or digest",
        "filter" => "Only images in these states",
        "nextToken" => "The service's own token: one page from there",
        "maxResults" => "The size of the one page",
        _ => "",
    }
}
