//! Lists the images of a repository through reqwest: `own-client http://127.0.0.1:5000 team/app`.

use aws_transport::{Bytes, Client, Http, Retries, Within, http};
use ecr::list_images::{ListImagesRequest, paginate};

/// The client that the program already has.
struct Reqwest(reqwest::blocking::Client);

impl Http for Reqwest {
    type Error = reqwest::Error;

    fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Bytes>, reqwest::Error> {
        let within = request.extensions().get::<Within>().copied();
        let mut request = reqwest::blocking::Request::try_from(request)?;
        *request.timeout_mut() = within.map(|Within(time)| time);
        let mut answer = self.0.execute(request)?;
        let mut response = http::Response::new(Bytes::new());
        *response.status_mut() = answer.status();
        *response.headers_mut() = std::mem::take(answer.headers_mut());
        *response.body_mut() = answer.bytes()?;
        Ok(response)
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, url, repository] = arguments.as_slice() else {
        return Err("usage: own-client URL REPOSITORY".into());
    };
    // A redirect is an answer here: a signed request is not sent to another host.
    let http = reqwest::blocking::Client::builder().redirect(reqwest::redirect::Policy::none());
    let client = Client::new(Reqwest(http.build()?), url)?.with_retries(Retries::standard());
    for image in paginate(&client, ListImagesRequest::new(repository)).items()? {
        println!("{}", image?.image_tag.unwrap_or_default());
    }
    Ok(())
}
