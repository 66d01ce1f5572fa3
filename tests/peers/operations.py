"""The eleven paginated operations, and every error of the model, as botocore meets them over a real socket.

Needs the packages of requirements.txt and ECR_BIN, the path of the built `ecr`.
`.ci/run` provides both.
What an operation pages, which members a response may have and which errors it knows is read from botocore's own files.
"""

import json
import math
import re
import unittest
from datetime import datetime

import boto3
import botocore.config
import botocore.session
import jmespath
from botocore import xform_name

from interop import Registry

LOADER = botocore.session.get_session().get_component("data_loader")
PAGINATORS = LOADER.load_service_model("ecr", "paginators-1")["pagination"]
SHAPES = LOADER.load_service_model("ecr", "service-2")["shapes"]
# These two are paged too; botocore has no paginator for them.
BY_HAND = {
    "ListImageReferrers": ["referrers"],
    "ListPullTimeUpdateExclusions": ["pullTimeUpdateExclusions"],
}


def client(url):
    """A client that checks every response against the model, and never sends a request twice."""
    made = boto3.client(
        "ecr",
        endpoint_url=url,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=botocore.config.Config(retries={"total_max_attempts": 1, "mode": "standard"}),
    )
    sent = []
    made.meta.events.register("before-parse.ecr", lambda response_dict, **_: sent.append(response_dict["body"]))
    made.meta.events.register("after-call.ecr", lambda **event: check_response(json.loads(sent.pop()), **event))
    return made


def check_response(body, parsed, model, http_response, **_):
    if http_response.status_code != 200:
        return
    conforms(body, model.output_shape, model.name)
    parsed = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
    same(parsed, body, model.name)


def conforms(value, shape, path):
    """Members are the model's, required ones are there, and every value is within its limits."""
    kind, limits = shape.type_name, shape.metadata
    if kind == "structure":
        require(isinstance(value, dict), path, value)
        require(set(value) <= set(shape.members), path, f"unknown {set(value) - set(shape.members)}")
        require(set(shape.required_members) <= set(value), path, f"missing in {value}")
        for name, inner in value.items():
            conforms(inner, shape.members[name], f"{path}.{name}")
    elif kind == "list":
        require(isinstance(value, list), path, value)
        # No length: a list of 1 to 100 in requests is the same shape where a page has up to 1000.
        for inner in value:
            conforms(inner, shape.member, f"{path}[]")
    elif kind == "map":
        require(isinstance(value, dict), path, value)
        for name, inner in value.items():
            conforms(name, shape.key, f"{path} key")
            conforms(inner, shape.value, f"{path}.{name}")
    elif kind == "string":
        require(isinstance(value, str), path, value)
        require(not shape.enum or value in shape.enum, path, value)
        require(limits.get("min", 0) <= len(value) <= limits.get("max", math.inf), path, value)
        require("pattern" not in limits or re.search(limits["pattern"], value), path, value)
    elif kind in ("integer", "long"):
        require(isinstance(value, int) and not isinstance(value, bool), path, value)
        require(limits.get("min", -math.inf) <= value <= limits.get("max", math.inf), path, value)
    elif kind == "boolean":
        require(isinstance(value, bool), path, value)
    else:
        require(kind in ("timestamp", "double", "float") and isinstance(value, (int, float)), path, value)


def same(parsed, body, path):
    """botocore's parser took in every member, and none else."""
    if isinstance(body, dict):
        require(isinstance(parsed, dict) and list(parsed) == list(body), path, f"{parsed} for {body}")
        for name in body:
            same(parsed[name], body[name], f"{path}.{name}")
    elif isinstance(body, list):
        require(isinstance(parsed, list) and len(parsed) == len(body), path, f"{parsed} for {body}")
        for one, other in zip(parsed, body):
            same(one, other, f"{path}[]")
    elif isinstance(parsed, datetime):
        require(abs(parsed.timestamp() - body) < 0.001, path, f"{parsed} for {body}")
    else:
        require(parsed == body, path, f"{parsed} for {body}")


def require(holds, path, what):
    if not holds:
        raise AssertionError(f"{path}: {what}")


class Listing:
    """One of the eleven with an input that lists much."""

    def __init__(self, boto, operation, parameters):
        model = boto.meta.service_model.operation_model(operation)
        keys = PAGINATORS[operation]["result_key"] if operation in PAGINATORS else BY_HAND[operation]
        self.boto = boto
        self.operation = operation
        self.parameters = parameters
        self.keys = keys if isinstance(keys, list) else [keys]
        self.non_aggregate = PAGINATORS.get(operation, {}).get("non_aggregate_keys", [])
        self.most = model.input_shape.members["maxResults"].metadata["max"]
        self.call = getattr(boto, xform_name(operation))

    def by_hand(self, **more):
        """Pages by following nextToken, without any paginator."""
        pages, token = [], {}
        for _ in range(2_000):
            page = self.call(**self.parameters, **more, **token)
            pages.append(page)
            if "nextToken" not in page:
                return pages
            token = {"nextToken": page["nextToken"]}
        raise AssertionError(f"{self.operation} does not end")

    def paginate(self, **config):
        paginator = self.boto.get_paginator(xform_name(self.operation))
        return paginator.paginate(**self.parameters, PaginationConfig=config)

    def items(self, pages):
        """Over all result keys, as strings: what botocore parsed is not hashable."""
        found = []
        for key in self.keys:
            for page in pages:
                found += jmespath.search(key, page) or []
        return [json.dumps(item, default=str) for item in found]


def listings(boto):
    """All eleven. The inputs are found by listing."""
    repository = boto.describe_repositories()["repositories"][0]["repositoryName"]
    here = {"repositoryName": repository}
    filters = {"filter": {"imageStatus": "ANY"}}
    pages = Listing(boto, "DescribeImages", {**here, **filters}).by_hand()
    images = [image for page in pages for image in page["imageDetails"]]
    subjects = [image["subjectManifestDigest"] for image in images if "subjectManifestDigest" in image]
    subject = max(subjects, key=subjects.count)
    pages = Listing(boto, "ListReplicationBackfills", {}).by_hand()
    ended = [one for page in pages for one in page["backfills"] if one["status"] == "COMPLETE"]
    longest = max(ended, key=lambda one: one["progress"]["totalReplicationCount"])
    inputs = {
        "DescribeImages": {**here, **filters},
        "ListImages": here,
        "DescribeRepositories": {},
        "DescribePullThroughCacheRules": {},
        "DescribeRepositoryCreationTemplates": {},
        "GetLifecyclePolicyPreview": here,
        "DescribeImageScanFindings": {**here, "imageId": scanned(boto, here, images, "findings")},
        "DescribeReplicationBackfillResults": {"replicationBackfillId": longest["replicationBackfillId"]},
        "ListReplicationBackfills": {},
        "ListImageReferrers": {
            **here,
            "subjectId": {"imageDigest": subject},
            "filter": {"artifactStatus": "ANY"},
        },
        "ListPullTimeUpdateExclusions": {},
    }
    return [Listing(boto, operation, parameters) for operation, parameters in inputs.items()]


def scanned(boto, here, images, *wanted):
    """The image with the most findings of these kinds and of no other."""
    best, most = None, -1
    for image in images:
        identity = {"imageDigest": image["imageDigest"]}
        try:
            page = boto.describe_image_scan_findings(**here, imageId=identity, maxResults=1000)
        except boto.exceptions.ScanNotFoundException:
            continue
        found = page.get("imageScanFindings", {})
        kinds = [kind for kind in ("findings", "enhancedFindings") if found.get(kind)]
        count = sum(len(found[kind]) for kind in kinds)
        if kinds == list(wanted) and count > most:
            best, most = identity, count
    if best is None:
        raise AssertionError(f"no image has {wanted}")
    return best


class Listings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registry = Registry("--repositories", "12", "--images", "150")
        cls.addClassCleanup(cls.registry.__exit__)
        cls.boto = client(cls.registry.url)
        cls.listings = listings(cls.boto)
        cls.wholes = {one.operation: one.items(one.by_hand(maxResults=one.most)) for one in cls.listings}

    def each(self, check, paged_by_botocore=False):
        for listing in self.listings:
            if not paged_by_botocore or listing.operation in PAGINATORS:
                with self.subTest(operation=listing.operation):
                    check(listing, self.wholes[listing.operation])

    def test_these_are_the_operations_that_are_paged(self):
        self.assertEqual(
            sorted(one.operation for one in self.listings), sorted([*PAGINATORS, *BY_HAND])
        )
        for operation in BY_HAND:
            self.assertFalse(self.boto.can_paginate(xform_name(operation)), operation)

    def test_nothing_is_doubled_and_there_is_enough_to_page(self):
        def check(listing, whole):
            self.assertEqual(len(whole), len(set(whole)))
            self.assertGreaterEqual(len(whole), 10)

        self.each(check)

    def test_pages_by_hand_are_the_whole_at_any_size(self):
        def check(listing, whole):
            for size in (1, 3, 10, 49):
                pages = listing.by_hand(maxResults=size)
                self.assertEqual(listing.items(pages), whole, size)
                self.assertEqual(len(pages), math.ceil(len(whole) / size))
                self.assertTrue(all(len(listing.items([page])) <= size for page in pages))
            self.assertEqual(listing.items(listing.by_hand()), whole, "of the default size")

        self.each(check)

    def test_botocores_paginators_give_the_whole_at_any_size(self):
        def check(listing, whole):
            for size in (1, 3, 10, 49, listing.most):
                pages = list(listing.paginate(PageSize=size))
                self.assertEqual(listing.items(pages), whole, size)
            self.assertEqual(listing.items(list(listing.paginate())), whole)
            self.assertEqual(listing.items([listing.paginate(PageSize=7).build_full_result()]), whole)

        self.each(check, paged_by_botocore=True)

    def test_chunks_are_resumed_to_the_whole(self):
        def check(listing, whole):
            for size, count in ((5, 3), (5, 5), (5, 12), (49, 7), (1, 2)):
                self.assertEqual(self.resumed(listing, size, count), whole, f"{count} by {size}")

        self.each(check, paged_by_botocore=True)

    def resumed(self, listing, size, count):
        seen, token = [], {}
        for _ in range(1_000):
            config = {"PageSize": size, "MaxItems": count, **token}
            part = listing.paginate(**config).build_full_result()
            items = listing.items([part])
            seen += items
            if "NextToken" not in part:
                return seen
            self.assertEqual(len(items), count)
            token = {"StartingToken": part["NextToken"]}
        self.fail("the listing did not end")

    def test_the_full_result_has_what_belongs_to_the_whole(self):
        checked = []

        def check(listing, _):
            full = listing.paginate(PageSize=4).build_full_result()
            first = listing.call(**listing.parameters, maxResults=4)
            for key in listing.non_aggregate:
                self.assertIsNotNone(full.get(key), key)
                if not any(path.startswith(f"{key}.") for path in listing.keys):
                    self.assertEqual(full[key], first[key], key)
                checked.append(key)

        self.each(check, paged_by_botocore=True)
        self.assertGreaterEqual(len(checked), 10)

    def test_every_member_of_an_item_occurs(self):
        def check(listing, whole):
            shape = self.boto.meta.service_model.operation_model(listing.operation).output_shape
            for name in listing.keys[0].split("."):
                shape = shape.members[name]
            if shape.member.type_name == "structure":
                names = {name for item in whole for name in json.loads(item)}
                self.assertEqual(names, set(shape.member.members))

        self.each(check)

    def test_findings_of_both_kinds_are_one_listing(self):
        here = {"repositoryName": self.listings[1].parameters["repositoryName"]}
        images = self.boto.describe_images(**here, maxResults=1000)["imageDetails"]
        image = scanned(self.boto, here, images, "findings", "enhancedFindings")
        listing = Listing(self.boto, "DescribeImageScanFindings", {**here, "imageId": image})
        whole = listing.items(listing.by_hand(maxResults=1000))
        for size in (1, 4, 1000):
            self.assertEqual(listing.items(list(listing.paginate(PageSize=size))), whole, size)

    def test_a_cap_of_the_registry_holds_for_all(self):
        with Registry("--repositories", "12", "--images", "150", "--page-cap", "7") as capped:
            for listing in listings(client(capped.url)):
                with self.subTest(operation=listing.operation):
                    pages = listing.by_hand(maxResults=listing.most)
                    whole = listing.items(pages)
                    self.assertEqual(len(whole), len(set(whole)))
                    sizes = [len(listing.items([page])) for page in pages]
                    self.assertEqual(set(sizes[:-1]), {7})
                    if listing.operation in PAGINATORS:
                        self.assertEqual(listing.items(list(listing.paginate())), whole)
                        self.assertEqual(self.resumed(listing, listing.most, 10), whole)

    def test_filters_part_a_listing(self):
        def whole(operation, **parameters):
            listing = Listing(self.boto, operation, parameters)
            return listing.items(listing.by_hand(maxResults=3))

        inputs = {one.operation: one.parameters for one in self.listings}
        preview, results = "GetLifecyclePolicyPreview", "DescribeReplicationBackfillResults"
        for operation, parts in (
            (preview, [{"filter": {"tagStatus": status}} for status in ("TAGGED", "UNTAGGED")]),
            (results, [{"resultStatusFilter": status} for status in ("COMPLETE", "FAILED")]),
            (
                "ListImageReferrers",
                [{"filter": {"artifactStatus": status}} for status in ("ACTIVE", "ARCHIVED", "ACTIVATING")],
            ),
        ):
            with self.subTest(operation=operation):
                found = [item for part in parts for item in whole(operation, **{**inputs[operation], **part})]
                self.assertEqual(sorted(found), sorted(self.wholes[operation]))
        prefixes = ["docker-hub", "quay", "payments/k8s"]
        rules = whole("DescribePullThroughCacheRules", ecrRepositoryPrefixes=prefixes)
        self.assertEqual(sorted(json.loads(rule)["ecrRepositoryPrefix"] for rule in rules), sorted(prefixes))
        templates = whole("DescribeRepositoryCreationTemplates", prefixes=["ROOT", "no-such", "search"])
        self.assertEqual([json.loads(template)["prefix"] for template in templates], ["ROOT", "search"])


class Errors(unittest.TestCase):
    def test_every_error_arrives_as_botocores_own_class_from_every_operation_that_lists_it(self):
        boto = client("http://127.0.0.1:1")
        service = boto.meta.service_model
        operations = [service.operation_model(name) for name in service.operation_names]
        pairs = [(operation, error.name) for operation in operations for error in operation.error_shapes]
        self.assertEqual({error for _, error in pairs}, {error.name for error in service.error_shapes})
        faults = [f"--fault=error={error}@call:{number}" for number, (_, error) in enumerate(pairs, 1)]
        with Registry(*faults) as registry:
            boto = client(registry.url)
            for operation, error in pairs:
                with self.subTest(operation=operation.name, error=error):
                    self.meet(boto, operation, error)

    def meet(self, boto, operation, error):
        call = getattr(boto, xform_name(operation.name))
        with self.assertRaises(getattr(boto.exceptions, error)) as raised:
            call(**smallest(operation.input_shape))
        response = raised.exception.response
        self.assertEqual(raised.exception.operation_name, operation.name)
        self.assertEqual(response["Error"]["Code"], error)
        self.assertEqual(response["Error"]["Message"], f"A fault asked for, of class {error}")
        status = response["ResponseMetadata"]["HTTPStatusCode"]
        wanted = 5 if SHAPES[error].get("fault") else 4
        self.assertEqual(status // 100, wanted, status)
        self.assertRegex(response["ResponseMetadata"]["RequestId"], "^[0-9a-f-]{36}$")

    def test_errors_that_no_fault_makes(self):
        with Registry("--repositories", "12", "--images", "60") as registry:
            boto = client(registry.url)
            for operation, parameters, error, text in genuine(boto):
                with self.subTest(operation=operation, error=error, parameters=parameters):
                    with self.assertRaises(getattr(boto.exceptions, error)) as raised:
                        getattr(boto, xform_name(operation))(**parameters)
                    response = raised.exception.response
                    self.assertEqual(response["Error"]["Code"], error)
                    self.assertIn(text, response["Error"]["Message"])
                    self.assertEqual(response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_a_failing_service_is_a_server_exception(self):
        with Registry("--fault", "status=500") as registry:
            boto = client(registry.url)
            with self.assertRaises(boto.exceptions.ServerException) as raised:
                boto.describe_pull_through_cache_rules()
            self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], 500)


def smallest(shape):
    """An input that botocore lets pass: required members, as small as may be."""
    if shape is None:
        return {}
    kind, least = shape.type_name, shape.metadata.get("min", 0)
    if kind == "structure":
        return {name: smallest(shape.members[name]) for name in shape.required_members}
    if kind == "list":
        return [smallest(shape.member)] * least
    if kind == "string":
        return shape.enum[0] if shape.enum else "x" * max(least, 1)
    return {"map": {}, "blob": b"x", "boolean": False}.get(kind, max(least, 1))


def genuine(boto):
    """Calls that the registry itself refuses, with the class and a part of the message."""
    for listing in listings(boto):
        operation, parameters = listing.operation, listing.parameters
        invalid = "InvalidParameterException"
        yield operation, {**parameters, "nextToken": "foreign"}, invalid, "nextToken"
        yield operation, {**parameters, "maxResults": listing.most + 1}, invalid, "maxResults"
        if "repositoryName" in parameters:
            elsewhere = {**parameters, "repositoryName": "no/such"}
            yield operation, elsewhere, "RepositoryNotFoundException", "no/such"
            yield operation, {**parameters, "repositoryName": "UPPER"}, invalid, "repositoryName"
        if "registryId" in boto.meta.service_model.operation_model(operation).input_shape.members:
            error = "RepositoryNotFoundException" if "repositoryName" in parameters else invalid
            yield operation, {**parameters, "registryId": "999999999999"}, error, "999999999999"
    yield from looked_up_in_vain(boto)
    yield from written_in_vain(boto)


def looked_up_in_vain(boto):
    here = {"repositoryName": boto.describe_repositories()["repositories"][0]["repositoryName"]}
    tag = {"imageTag": "no-such-tag"}
    yield "DescribeImages", {**here, "imageIds": [tag]}, "ImageNotFoundException", "no-such-tag"
    yield "DescribeImageScanFindings", {**here, "imageId": tag}, "ImageNotFoundException", "no-such-tag"
    names = {"repositoryNames": ["no/such"]}
    yield "DescribeRepositories", names, "RepositoryNotFoundException", "no/such"
    prefixes = {"ecrRepositoryPrefixes": ["no-such"]}
    yield "DescribePullThroughCacheRules", prefixes, "PullThroughCacheRuleNotFoundException", "no-such"
    nowhere = {"replicationBackfillId": "00000000-0000-0000-0000-000000000000"}
    error = "ReplicationBackfillNotFoundException"
    yield "DescribeReplicationBackfillResults", nowhere, error, "00000000-0000"
    for operation, names in (
        ("DescribeImages", {**here, "imageIds": [tag]}),
        ("GetLifecyclePolicyPreview", {**here, "imageIds": [tag]}),
        ("DescribeRepositories", {"repositoryNames": ["no/such"]}),
    ):
        yield operation, {**names, "maxResults": 5}, "InvalidParameterException", "together with"
    boto.create_repository(repositoryName="peers/new")
    new = {"repositoryName": "peers/new"}
    yield "GetLifecyclePolicyPreview", new, "LifecyclePolicyPreviewNotFoundException", "peers/new"
    image = boto.put_image(**new, imageManifest=manifest(1))["image"]["imageId"]
    yield "DescribeImageScanFindings", {**new, "imageId": image}, "ScanNotFoundException", "peers/new"


def written_in_vain(boto):
    fixed = {"repositoryName": "peers/fixed"}
    boto.create_repository(**fixed, imageTagMutability="IMMUTABLE")
    yield "CreateRepository", fixed, "RepositoryAlreadyExistsException", "peers/fixed"
    other = {"repositoryName": "peers/other"}
    reserved = [{"Key": "aws:x", "Value": ""}]
    yield "CreateRepository", {**other, "tags": reserved}, "InvalidTagParameterException", "aws:"
    many = [{"Key": f"k{number}", "Value": ""} for number in range(51)]
    yield "CreateRepository", {**other, "tags": many}, "TooManyTagsException", "50"
    boto.put_image(**fixed, imageManifest=manifest(1), imageTag="v1")
    again = {**fixed, "imageManifest": manifest(1), "imageTag": "v1"}
    yield "PutImage", again, "ImageAlreadyExistsException", "v1"
    moved = {**fixed, "imageManifest": manifest(2), "imageTag": "v1"}
    yield "PutImage", moved, "ImageTagAlreadyExistsException", "v1"
    claimed = {**fixed, "imageManifest": manifest(3), "imageDigest": "sha256:" + "0" * 64}
    yield "PutImage", claimed, "ImageDigestDoesNotMatchException", "sha256:"
    index = {
        "schemaVersion": 2,
        "mediaType": "application/vnd.oci.image.index.v1+json",
        "manifests": [{"digest": "sha256:" + "0" * 64}],
    }
    lacking = {**fixed, "imageManifest": json.dumps(index)}
    yield "PutImage", lacking, "ReferencedImagesNotFoundException", "sha256:000"
    yield "PutImage", {**fixed, "imageManifest": "{}"}, "InvalidParameterException", "imageManifest"


def manifest(number):
    return json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {"size": number},
            "layers": [],
        }
    )


if __name__ == "__main__":
    unittest.main(verbosity=2)
