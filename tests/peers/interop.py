"""One listing handed between the AWS CLI, boto3 and `ecr`, over a real socket.

Needs the packages of requirements.txt and ECR_BIN, the path of the built `ecr`.
`.ci/run` provides both.
"""

import json
import os
import subprocess
import sys
import unittest
from datetime import datetime

import boto3
import botocore.config
import botocore.exceptions

ECR = os.environ["ECR_BIN"]
AWS = os.path.join(os.path.dirname(sys.executable), "aws")
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "HOME": "/nonexistent",
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_PAGER": "",
}
RESULT_KEYS = {
    "describe-images": "imageDetails",
    "list-images": "imageIds",
    "describe-repositories": "repositories",
}


class Registry:
    """`ecr local` as a process; `with` ends it."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [ECR, "local", "--port", "0", *arguments], stdout=subprocess.PIPE, text=True
        )
        line = self.process.stdout.readline()
        prefix = "listening on "
        assert line.startswith(prefix), line
        self.url = line[len(prefix) :].strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()


def run(program, *arguments):
    done = subprocess.run(
        [program, *arguments], env=ENVIRONMENT, capture_output=True, text=True, timeout=60
    )
    if done.returncode != 0:
        raise AssertionError(f"{program} {arguments}: exit {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def timestamps_to_numbers(value):
    """The one difference allowed: `aws` prints what the service sent, `ecr` RFC 3339."""
    if isinstance(value, dict):
        return {name: as_number(name, timestamps_to_numbers(inner)) for name, inner in value.items()}
    if isinstance(value, list):
        return [timestamps_to_numbers(inner) for inner in value]
    return value


def as_number(name, value):
    if not name.endswith(("At", "Time", "CompletedAt")) or value is None:
        return value
    if isinstance(value, str):
        value = datetime.fromisoformat(value).timestamp()
    return round(float(value), 6)


class Interop(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registry = Registry("--repositories", "3", "--images", "60", "--page-cap", "20")
        cls.url = cls.registry.url
        cls.boto = client(cls.url)
        cls.repository = cls.boto.describe_repositories()["repositories"][0]["repositoryName"]

    @classmethod
    def tearDownClass(cls):
        cls.registry.__exit__()

    def aws(self, operation, *arguments):
        return run(AWS, "ecr", operation, "--endpoint-url", self.url, "--output", "json", *arguments)

    def ecr(self, operation, *arguments):
        return run(ECR, operation, "--endpoint-url", self.url, "--output", "json", *arguments)

    def boto3(self, operation, *arguments):
        """The same flags for boto3's paginator."""
        flags = dict(zip(arguments[::2], arguments[1::2]))
        config = {
            option: flags[flag]
            for option, flag in (
                ("MaxItems", "--max-items"),
                ("PageSize", "--page-size"),
                ("StartingToken", "--starting-token"),
            )
            if flag in flags
        }
        parameters = {}
        if "--repository-name" in flags:
            parameters["repositoryName"] = flags["--repository-name"]
        paginator = self.boto.get_paginator(operation.replace("-", "_"))
        whole = paginator.paginate(**parameters, PaginationConfig=config).build_full_result()
        return json.loads(json.dumps(whole, default=str))

    def parameters(self, operation):
        return [] if operation == "describe-repositories" else ["--repository-name", self.repository]

    def test_json_is_that_of_the_aws_cli(self):
        for operation in RESULT_KEYS:
            for more in ([], ["--max-items", "2"], ["--max-items", "25", "--page-size", "10"]):
                with self.subTest(operation=operation, more=more):
                    arguments = [*self.parameters(operation), *more]
                    theirs = self.aws(operation, *arguments)
                    ours = self.ecr(operation, *arguments)
                    self.assertEqual(timestamps_to_numbers(ours), timestamps_to_numbers(theirs))
                    self.assertEqual(list(ours), list(theirs), "the order of members, NextToken last")

    def test_text_is_that_of_the_aws_cli(self):
        """What comes a page at a time there and whole here: the same where no page has columns of its own."""
        for operation, more in (
            ("list-images", ["--max-items", "15"]),
            ("list-images", ["--query", "imageIds[].[imageTag, imageDigest]"]),
            ("describe-images", ["--query", "imageDetails[].{d: imageDigest, s: imageSizeInBytes}"]),
            ("describe-repositories", ["--query", "repositories[].repositoryName"]),
        ):
            flags = [*self.parameters(operation), "--endpoint-url", self.url, "--output", "text", *more]
            with self.subTest(operation=operation, more=more):
                ours, theirs = (
                    subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=True)
                    for words in ([ECR, operation, *flags], [AWS, "ecr", operation, *flags])
                )
                self.assertEqual(ours.stdout, theirs.stdout)

    def test_a_query_finds_what_the_aws_cli_finds(self):
        for query in (
            "imageDetails[?imageTags].{tags: imageTags, digest: imageDigest}",
            "imageDetails[0].imageTags",
            "sort_by(imageDetails, &imageSizeInBytes)[-1].imageDigest",
            "imageDetails[0].keys(@)",
            "length(imageDetails)",
            "missing",
        ):
            with self.subTest(query=query):
                flags = [*self.parameters("describe-images"), "--query", query]
                ours, theirs = self.ecr("describe-images", *flags), self.aws("describe-images", *flags)
                self.assertEqual(json.dumps(ours), json.dumps(theirs))

    def test_one_page_as_it_came(self):
        arguments = ["--repository-name", self.repository, "--no-paginate"]
        theirs = self.aws("describe-images", *arguments)
        ours = self.ecr("describe-images", *arguments)
        self.assertEqual(timestamps_to_numbers(ours), timestamps_to_numbers(theirs))
        self.assertIn("nextToken", ours)

    def test_members_and_shorthand_are_those_of_the_aws_cli(self):
        whole = self.ecr("list-images", "--repository-name", self.repository)["imageIds"]
        tagged = next(image for image in whole if "imageTag" in image)
        for more in (
            ["--filter", "tagStatus=UNTAGGED"],
            ["--filter", '{"tagStatus": "TAGGED"}'],
            ["--image-ids", f"imageTag={tagged['imageTag']}", f"imageDigest={whole[0]['imageDigest']}"],
            ["--image-ids", json.dumps([{"imageTag": tagged["imageTag"]}])],
        ):
            with self.subTest(more=more):
                arguments = ["--repository-name", self.repository, *more]
                theirs = self.aws("describe-images", *arguments)
                ours = self.ecr("describe-images", *arguments)
                self.assertEqual(timestamps_to_numbers(ours), timestamps_to_numbers(theirs))
                self.assertTrue(ours["imageDetails"])

    def test_a_listing_is_handed_to_and_fro(self):
        orders = [
            (self.aws, self.ecr),
            (self.ecr, self.aws),
            (self.ecr, self.boto3),
            (self.boto3, self.ecr),
            (self.boto3, self.aws, self.ecr),
        ]
        for operation, key in RESULT_KEYS.items():
            count = "1" if operation == "describe-repositories" else "7"
            whole = self.ecr(operation, *self.parameters(operation))[key]
            for programs in orders:
                with self.subTest(operation=operation, programs=[one.__name__ for one in programs]):
                    names = self.hand_over(operation, key, count, programs)
                    self.assertEqual(names, [identity(item) for item in whole])

    def hand_over(self, operation, key, count, programs):
        """Reads `count` items with each program in turn; every program must make the same token."""
        arguments = [*self.parameters(operation), "--max-items", count]
        seen, token = [], None
        for turn in range(200):
            more = [] if token is None else ["--starting-token", token]
            part = programs[turn % len(programs)](operation, *arguments, *more)
            twin = self.ecr(operation, *arguments, *more)
            self.assertEqual(part.get("NextToken"), twin.get("NextToken"), "equal to the byte")
            seen += [identity(item) for item in part[key]]
            token = part.get("NextToken")
            if token is None:
                return seen
        self.fail("the listing did not end")

    def test_errors_arrive_as_botocores_own_classes(self):
        errors = self.boto.exceptions
        with self.assertRaises(errors.RepositoryNotFoundException):
            self.boto.describe_images(repositoryName="no/such")
        with self.assertRaises(errors.ImageNotFoundException):
            self.boto.describe_images(
                repositoryName=self.repository, imageIds=[{"imageTag": "no-such-tag"}]
            )
        with self.assertRaises(errors.InvalidParameterException):
            self.boto.describe_images(repositoryName=self.repository, nextToken="foreign")
        with self.assertRaises(errors.InvalidParameterException):
            self.boto.describe_images(
                repositoryName=self.repository, imageIds=[{"imageTag": "x"}], maxResults=5
            )
        with self.assertRaises(errors.RepositoryAlreadyExistsException):
            self.boto.create_repository(repositoryName=self.repository)
        with self.assertRaises(botocore.exceptions.ClientError):
            self.boto.get_authorization_token()

    def test_a_pushed_image_is_listed(self):
        created = self.boto.create_repository(repositoryName="interop/pushed")["repository"]
        self.assertEqual(created["repositoryName"], "interop/pushed")
        manifest = json.dumps(
            {
                "schemaVersion": 2,
                "mediaType": "application/vnd.oci.image.manifest.v1+json",
                "config": {},
                "layers": [],
            }
        )
        pushed = self.boto.put_image(
            repositoryName="interop/pushed", imageManifest=manifest, imageTag="v1"
        )["image"]
        listed = self.ecr("list-images", "--repository-name", "interop/pushed")["imageIds"]
        self.assertEqual(listed, [pushed["imageId"]])


def client(url):
    return boto3.client(
        "ecr",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=botocore.config.Config(retries={"max_attempts": 1, "mode": "standard"}),
    )


def identity(item):
    return json.dumps(
        {name: item[name] for name in ("imageDigest", "imageTag", "repositoryName") if name in item},
        sort_keys=True,
    )


if __name__ == "__main__":
    unittest.main(verbosity=2)
