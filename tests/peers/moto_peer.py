"""Every operation that moto has for ECR, by the typed client and by boto3: the same calls, the same answers.

Usage: moto_peer.py PROGRAM, where PROGRAM is the binary `moto` of ecr-tests. Needs the packages of requirements.txt.
moto runs on this machine and forgets everything between the two.
It knows one user, and refuses every call that is not signed with that user's keys.
"""

import base64
import hashlib
import inspect
import json
import logging
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from datetime import datetime, timezone

import boto3
import botocore.config
import botocore.exceptions
from botocore import xform_name
from moto.ecr.responses import ECRResponse
from moto.server import ThreadedMotoServer

# It is there and raises NotImplementedError.
UNFINISHED = {"get_download_url_for_layer"}
ALPHA = "arn:aws:ecr:us-east-1:123456789012:repository/alpha"
LAYER = bytes(range(256)) * 300
DIGEST = "sha256:" + hashlib.sha256(LAYER).hexdigest()
NO_DIGEST = "sha256:" + "0" * 64


def scenario(call):
    """The calls, in order; some need what an earlier one answered."""
    repositories(call)
    layers(call)
    images(call)
    policies(call)
    registry(call)
    ends(call)


def repositories(call):
    call("CreateRepository", repositoryName="alpha")
    call("CreateRepository", repositoryName="alpha")
    call(
        "CreateRepository",
        repositoryName="beta/one",
        tags=[{"Key": "k", "Value": "v"}, {"Key": "naïve", "Value": "日本 😀 \"\\\n"}],
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "dev-*"}],
        imageScanningConfiguration={"scanOnPush": True},
        encryptionConfiguration={"encryptionType": "KMS", "kmsKey": "alias/key"},
    )
    call("DescribeRepositories")
    call("DescribeRepositories", repositoryNames=["beta/one"])
    call("DescribeRepositories", repositoryNames=["nope"])
    call("DescribeRepositories", registryId="123456789012", maxResults=1)
    call("ListTagsForResource", resourceArn=ALPHA.replace("alpha", "beta/one"))
    call("TagResource", resourceArn=ALPHA, tags=[{"Key": "a", "Value": "b"}, {"Key": "c", "Value": ""}])
    call("UntagResource", resourceArn=ALPHA, tagKeys=["a"])
    call("ListTagsForResource", resourceArn=ALPHA)
    call("ListTagsForResource", resourceArn=ALPHA.replace("alpha", "nope"))
    call("PutImageTagMutability", repositoryName="alpha", imageTagMutability="IMMUTABLE")
    call("PutImageTagMutability", repositoryName="alpha", imageTagMutability="MUTABLE")
    call("PutImageScanningConfiguration", repositoryName="alpha", imageScanningConfiguration={"scanOnPush": True})
    call("BatchGetRepositoryScanningConfiguration", repositoryNames=["alpha", "beta/one", "nope"])


def layers(call):
    upload = call("InitiateLayerUpload", repositoryName="alpha")["answer"]["uploadId"]
    here = {"repositoryName": "alpha", "uploadId": upload}
    half = len(LAYER) // 2
    call("UploadLayerPart", **here, partFirstByte=0, partLastByte=half - 1, layerPartBlob=LAYER[:half])
    call("UploadLayerPart", **here, partFirstByte=7, partLastByte=8, layerPartBlob=b"\x00\xff")
    call("UploadLayerPart", **here, partFirstByte=half, partLastByte=len(LAYER) - 1, layerPartBlob=LAYER[half:])
    call("CompleteLayerUpload", **here, layerDigests=[DIGEST])
    call("CompleteLayerUpload", **here, layerDigests=[DIGEST])
    call("BatchCheckLayerAvailability", repositoryName="alpha", layerDigests=[DIGEST, NO_DIGEST, "sha256:x"])


def images(call):
    for number, tag in enumerate(["t0", "t1", "t2", None]):
        tag = {"imageTag": tag} if tag else {}
        call("PutImage", repositoryName="alpha", imageManifest=manifest(number), **tag)
    call("PutImage", repositoryName="alpha", imageManifest=manifest(1), imageTag="t1")
    call("ListImages", repositoryName="alpha")
    call("ListImages", repositoryName="beta/one")
    call("ListImages", repositoryName="nope")
    for status in ("TAGGED", "UNTAGGED", "ANY"):
        call("ListImages", repositoryName="alpha", filter={"tagStatus": status})
        call("DescribeImages", repositoryName="alpha", filter={"tagStatus": status})
    call("DescribeImages", repositoryName="alpha")
    call("DescribeImages", repositoryName="alpha", imageIds=[{"imageTag": "t1"}])
    call("DescribeImages", repositoryName="alpha", imageIds=[{"imageTag": "zzz"}])
    call("BatchGetImage", repositoryName="alpha", imageIds=[{"imageTag": "t1"}, {"imageTag": "zzz"}])
    call("StartImageScan", repositoryName="alpha", imageId={"imageTag": "t1"})
    call("StartImageScan", repositoryName="alpha", imageId={"imageTag": "zzz"})
    call("DescribeImageScanFindings", repositoryName="alpha", imageId={"imageTag": "t1"})
    call("DescribeImageScanFindings", repositoryName="alpha", imageId={"imageTag": "t2"})


def policies(call):
    statement = {"Sid": "x", "Effect": "Allow", "Principal": "*", "Action": ["ecr:GetDownloadUrlForLayer"]}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    call("GetRepositoryPolicy", repositoryName="alpha")
    call("SetRepositoryPolicy", repositoryName="alpha", policyText=text)
    call("SetRepositoryPolicy", repositoryName="alpha", policyText="no policy")
    call("GetRepositoryPolicy", repositoryName="alpha")
    call("DeleteRepositoryPolicy", repositoryName="alpha")
    call("DeleteRepositoryPolicy", repositoryName="alpha")
    chosen = {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1}
    rule = {"rulePriority": 1, "description": "ü", "selection": chosen, "action": {"type": "expire"}}
    call("GetLifecyclePolicy", repositoryName="alpha")
    call("PutLifecyclePolicy", repositoryName="alpha", lifecyclePolicyText=json.dumps({"rules": [rule]}))
    call("PutLifecyclePolicy", repositoryName="alpha", lifecyclePolicyText='{"rules": []}' + " " * 100)
    call("GetLifecyclePolicy", repositoryName="alpha")
    call("DeleteLifecyclePolicy", repositoryName="alpha")
    statement["Principal"] = {"AWS": "arn:aws:iam::012345678910:root"}
    statement |= {"Action": ["ecr:ReplicateImage"], "Resource": ALPHA}
    call("GetRegistryPolicy")
    call("PutRegistryPolicy", policyText=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    call("PutRegistryPolicy", policyText="{}")
    call("GetRegistryPolicy")
    call("DeleteRegistryPolicy")


def registry(call):
    call("GetAuthorizationToken")
    call("GetAuthorizationToken", registryIds=["012345678910", "123456789012"])
    copied = {
        "destinations": [{"region": "eu-west-1", "registryId": "012345678910"}],
        "repositoryFilters": [{"filter": "prod", "filterType": "PREFIX_MATCH"}],
    }
    call("PutReplicationConfiguration", replicationConfiguration={"rules": [copied]})
    call("DescribeRegistry")
    call("PutReplicationConfiguration", replicationConfiguration={"rules": []})
    call("DescribeRegistry")
    call("GetRegistryScanningConfiguration")
    scanned = {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}
    call("PutRegistryScanningConfiguration", scanType="ENHANCED", rules=[scanned])
    call("GetRegistryScanningConfiguration")


def ends(call):
    call("BatchDeleteImage", repositoryName="alpha", imageIds=[{"imageTag": "t2"}, {"imageTag": "none"}])
    call("DeleteRepository", repositoryName="alpha")
    call("DeleteRepository", repositoryName="alpha", force=True)
    call("DeleteRepository", repositoryName="alpha")


def manifest(number):
    kind = "application/vnd.docker.distribution.manifest.v2+json"
    config = {"mediaType": "application/vnd.docker.container.image.v1+json", "digest": NO_DIGEST, "size": number}
    layer = {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "digest": DIGEST, "size": 10**number}
    return json.dumps({"schemaVersion": 2, "mediaType": kind, "config": config, "layers": [layer]})


class Typed:
    """The program, a line a call."""

    def __init__(self, program, url, key, secret):
        environment = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}
        self.process = subprocess.Popen(
            [program, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def __call__(self, operation, parameters):
        blobs = {name: as_text(value) for name, value in parameters.items()}
        self.process.stdin.write(json.dumps({"operation": operation, "parameters": blobs}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=10) == 0, "the program failed"


def as_text(value):
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


class Boto:
    def __init__(self, url, key, secret):
        self.client = client("ecr", url, key, secret)

    def __call__(self, operation, parameters):
        try:
            answer = getattr(self.client, xform_name(operation))(**parameters)
        except botocore.exceptions.ClientError as error:
            of, status = error.response["Error"], error.response["ResponseMetadata"]["HTTPStatusCode"]
            return {"error": {"code": of["Code"], "message": of["Message"], "status": status}}
        del answer["ResponseMetadata"]
        return {"answer": answer}

    def end(self):
        self.client.close()


def client(service, url, key, secret):
    config = botocore.config.Config(retries={"total_max_attempts": 1})
    keys = {"aws_access_key_id": key, "aws_secret_access_key": secret}
    return boto3.client(service, endpoint_url=url, region_name="us-east-1", config=config, **keys)


def ask(url, action, body=b""):
    request = urllib.request.Request(f"{url}/moto-api/{action}", body, {"Content-Type": "text/plain"})
    urllib.request.urlopen(request, timeout=10).close()


def started(url):
    """The keys of the one user of a registry that is as if just started."""
    ask(url, "reset")
    # As many calls are taken from whoever it is; from then on signatures are looked at.
    ask(url, "reset-auth", b"3")
    iam = client("iam", url, "test", "test")
    iam.create_user(UserName="peer")
    statement = {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.put_user_policy(UserName="peer", PolicyName="registry", PolicyDocument=policy)
    key = iam.create_access_key(UserName="peer")["AccessKey"]
    ask(url, "seed?a=5")
    return key["AccessKeyId"], key["SecretAccessKey"]


def record(made, url):
    """What one side gets."""
    key, secret = started(url)
    refuses_what_is_not_signed_with(made, url, key)
    side = made(url, key, secret)
    calls = []

    def call(operation, **parameters):
        result = side(operation, parameters)
        calls.append((operation, parameters, result))
        return result

    scenario(call)
    side.end()
    return calls


def refuses_what_is_not_signed_with(made, url, key):
    """moto says so in XML, whatever the protocol."""
    side = made(url, key, "another secret")
    refusal = side("DescribeRepositories", {})
    assert "answer" not in refusal and "403" in str(refusal), refusal
    side.end()


def same(typed, boto, path):
    """The same value; a moment is a text on one side, and the two runs are not at the same one."""
    if isinstance(boto, datetime):
        read = datetime.fromisoformat(typed)
        assert read.tzinfo is not None and abs(read - boto.astimezone(timezone.utc)).total_seconds() < 60, path
    elif isinstance(boto, dict):
        assert isinstance(typed, dict) and typed.keys() == boto.keys(), f"{path}: {typed} is not {boto}"
        for name in boto:
            same(typed[name], boto[name], f"{path}.{name}")
    elif isinstance(boto, list):
        assert isinstance(typed, list) and len(typed) == len(boto), f"{path}: {typed} is not {boto}"
        for index, pair in enumerate(zip(typed, boto)):
            same(*pair, f"{path}[{index}]")
    else:
        assert type(typed) is type(boto) and typed == boto, f"{path}: {typed!r} is not {boto!r}"


def offered():
    """The operations that moto has, by its own class."""
    methods = {name for name, _ in inspect.getmembers(ECRResponse, inspect.isfunction)}
    known = {xform_name(name): name for name in boto3.client("ecr", region_name="us-east-1").meta.service_model.operation_names}
    return {known[name] for name in methods & known.keys() - UNFINISHED}


@contextmanager
def moto():
    """The URL of a moto of its own on this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def main(program):
    ours = set(json.loads(subprocess.run([program, "operations"], capture_output=True, check=True).stdout))
    assert ours == offered(), f"not by both: {ours ^ offered()}"
    with moto() as url:
        typed = record(lambda *there: Typed(program, *there), url)
        boto = record(Boto, url)
    for (operation, parameters, mine), (_, theirs_asked, theirs) in zip(typed, boto, strict=True):
        assert parameters == theirs_asked, operation
        same(mine, theirs, f"{operation} {parameters}")
    called = {operation for operation, _, _ in typed}
    assert called == ours, f"not called: {ours - called}"
    errors = [result["error"]["code"] for _, _, result in typed if "error" in result]
    print(f"moto: {len(typed)} calls of {len(called)} operations, {len(errors)} errors ({len(set(errors))} kinds): same as boto3")


if __name__ == "__main__":
    main(*sys.argv[1:])
