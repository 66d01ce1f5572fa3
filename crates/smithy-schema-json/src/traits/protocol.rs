//! Traits of AWS services: `aws.api`, `aws.auth`, `aws.protocols`.

use super::Traits;
use crate::node::Node;

/// `aws.api#service`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsService {
    /// The name SDKs give the service: `ECR`.
    pub sdk_id: String,
    /// The service's part of an ARN: `ecr`.
    pub arn_namespace: Option<String>,
    /// The first label of the service's hosts: `api.ecr`.
    pub endpoint_prefix: Option<String>,
}

/// The protocols of AWS services.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`.
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`.
    AwsJson1_1,
    /// `aws.protocols#restJson1`.
    RestJson1,
    /// `aws.protocols#restXml`.
    RestXml,
    /// `aws.protocols#awsQuery`.
    AwsQuery,
    /// `aws.protocols#ec2Query`.
    Ec2Query,
    /// `smithy.protocols#rpcv2Cbor`.
    RpcV2Cbor,
}

impl Protocol {
    const ALL: [Protocol; 7] = [
        Protocol::AwsJson1_0,
        Protocol::AwsJson1_1,
        Protocol::RestJson1,
        Protocol::RestXml,
        Protocol::AwsQuery,
        Protocol::Ec2Query,
        Protocol::RpcV2Cbor,
    ];

    /// The id of the trait: `aws.protocols#awsJson1_1`.
    pub fn id(self) -> &'static str {
        match self {
            Protocol::AwsJson1_0 => "aws.protocols#awsJson1_0",
            Protocol::AwsJson1_1 => "aws.protocols#awsJson1_1",
            Protocol::RestJson1 => "aws.protocols#restJson1",
            Protocol::RestXml => "aws.protocols#restXml",
            Protocol::AwsQuery => "aws.protocols#awsQuery",
            Protocol::Ec2Query => "aws.protocols#ec2Query",
            Protocol::RpcV2Cbor => "smithy.protocols#rpcv2Cbor",
        }
    }
}

impl Traits {
    /// `aws.api#service`.
    pub fn aws_service(&self) -> Option<AwsService> {
        let value = self.get("aws.api#service")?;
        let text = |name| value.get(name).and_then(Node::as_str).map(str::to_owned);
        Some(AwsService {
            sdk_id: text("sdkId")?,
            arn_namespace: text("arnNamespace"),
            endpoint_prefix: text("endpointPrefix"),
        })
    }

    /// `aws.auth#sigv4`: the name requests are signed for.
    pub fn sigv4(&self) -> Option<&str> {
        self.get("aws.auth#sigv4")?.get("name")?.as_str()
    }

    /// The protocols known here that a service speaks.
    pub fn protocols(&self) -> Vec<Protocol> {
        Protocol::ALL
            .into_iter()
            .filter(|protocol| self.has(protocol.id()))
            .collect()
    }
}
