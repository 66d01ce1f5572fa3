//! `moto URL`: the typed client's side of `tests/peers/moto_peer.py`.
//!
//! Each line of stdin is a call, `{"operation": NAME, "parameters": {…}}`.
//! It is read into the operation's request, signed with the environment's keys, sent by the client, and answered with a line: `{"answer": …}` or `{"error": …}`.
//! `operations` instead of a URL lists the operations there are.

use std::io::{self, BufRead as _, Write as _};
use std::process::ExitCode;

use aws_identity::sign::Scope;
use aws_identity::{Chain, Here, Selection, Signer};
use ecr::client::{CallError, Client, Network};
use ecr::{Call, Operation, ServiceError};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;
type Calling = fn(&Client, Value) -> Result<Value, Failure>;

/// The operations that moto has, each called by its own types.
macro_rules! operations {
    ($($module:ident :: $operation:ident,)*) => {
        const OPERATIONS: &[(&str, Calling)] = &[
            $((ecr::$module::$operation::NAME, call::<ecr::$module::$operation>),)*
        ];
    };
}

operations! {
    batch_check_layer_availability::BatchCheckLayerAvailability,
    batch_delete_image::BatchDeleteImage,
    batch_get_image::BatchGetImage,
    batch_get_repository_scanning_configuration::BatchGetRepositoryScanningConfiguration,
    complete_layer_upload::CompleteLayerUpload,
    create_repository::CreateRepository,
    delete_lifecycle_policy::DeleteLifecyclePolicy,
    delete_registry_policy::DeleteRegistryPolicy,
    delete_repository::DeleteRepository,
    delete_repository_policy::DeleteRepositoryPolicy,
    describe_image_scan_findings::DescribeImageScanFindings,
    describe_images::DescribeImages,
    describe_registry::DescribeRegistry,
    describe_repositories::DescribeRepositories,
    get_authorization_token::GetAuthorizationToken,
    get_lifecycle_policy::GetLifecyclePolicy,
    get_registry_policy::GetRegistryPolicy,
    get_registry_scanning_configuration::GetRegistryScanningConfiguration,
    get_repository_policy::GetRepositoryPolicy,
    initiate_layer_upload::InitiateLayerUpload,
    list_images::ListImages,
    list_tags_for_resource::ListTagsForResource,
    put_image::PutImage,
    put_image_scanning_configuration::PutImageScanningConfiguration,
    put_image_tag_mutability::PutImageTagMutability,
    put_lifecycle_policy::PutLifecyclePolicy,
    put_registry_policy::PutRegistryPolicy,
    put_registry_scanning_configuration::PutRegistryScanningConfiguration,
    put_replication_configuration::PutReplicationConfiguration,
    set_repository_policy::SetRepositoryPolicy,
    start_image_scan::StartImageScan,
    tag_resource::TagResource,
    untag_resource::UntagResource,
    upload_layer_part::UploadLayerPart,
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "error: {why}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    let url = std::env::args().nth(1).ok_or("usage: moto URL")?;
    let mut out = io::stdout().lock();
    if url == "operations" {
        let names = OPERATIONS.iter().map(|(name, _)| *name);
        return Ok(writeln!(out, "{}", json!(names.collect::<Vec<_>>()))?);
    }
    let keys = Chain::new(Here::new(Network::new()), Selection::new());
    let signer = Signer::new(keys, Scope::new("us-east-1", "ecr"));
    let client = Client::local(&url)?.with_signer(signer);
    for line in io::stdin().lock().lines() {
        let asked: Value = serde_json::from_str(&line?)?;
        let parameters = asked.get("parameters").cloned().unwrap_or_default();
        let name = asked.get("operation").and_then(Value::as_str);
        let name = name.ok_or("a call has an `operation`")?;
        let found = OPERATIONS.iter().find(|(known, _)| *known == name);
        let (_, call) = found.ok_or_else(|| format!("there is no operation `{name}`"))?;
        writeln!(out, "{}", call(&client, parameters)?)?;
    }
    Ok(())
}

/// Reads the parameters as the operation's request, sends it, and tells what came of it.
fn call<O>(client: &Client, parameters: Value) -> Result<Value, Failure>
where
    O: Operation<Input: DeserializeOwned, Output: Serialize>,
{
    let request: O::Input = serde_json::from_value(parameters)?;
    match Call::<O>::call(client, &request) {
        Ok(answer) => Ok(json!({"answer": serde_json::to_value(answer)?})),
        Err(CallError::Service(error)) => {
            let meta = error.meta();
            let error =
                json!({"code": meta.code(), "message": meta.message(), "status": meta.status()});
            Ok(json!({"error": error}))
        }
        Err(CallError::Unreadable(error)) => Ok(json!({"unreadable": error.to_string()})),
        Err(error) => Err(error.to_string().into()),
    }
}
