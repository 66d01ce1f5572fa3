"""One listing handed to and fro, step by step: nothing lost, nothing doubled, tokens equal to the byte.

`handover.py STEPS [--full]`, where STEPS is the path of the built `handover`; ECR_BIN as for interop.py.
300 images go between boto3 and the Rust pager, each in one process, a hand-over after every k-th image.
With --full 10,000 images go round between the AWS CLI, boto3 and `ecr`, a process for each step of two of them.
At each hand-over every program takes the same step, and all have to give the same images and the same token.
"""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from interop import AWS, ECR, Registry, client, run

PAGE_SIZE = 100


class Steps:
    """The Rust pager in one process for all steps."""

    def __init__(self, program, url, repository):
        self.process = subprocess.Popen(
            [program, url, repository, str(PAGE_SIZE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, **step):
        print(json.dumps(step), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, "the Rust pager ended; its error is above"
        return json.loads(line)

    def __call__(self, token, count):
        answer = self.ask(token=token, items=count)
        same(answer["left"], answer["capped"], "left at the place, and capped there")
        return answer["items"], answer["left"]

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=10) == 0
        self.process.stdout.close()


class Listing:
    """One repository of a registry, and the programs that list it."""

    def __init__(self, registry):
        self.url = registry.url
        self.boto = client(registry.url)
        self.repository = self.boto.describe_repositories()["repositories"][0]["repositoryName"]
        images = self.boto.get_paginator("describe_images").paginate(repositoryName=self.repository)
        self.whole = digests(images.build_full_result())

    def boto3(self, token, count):
        config = {"PageSize": PAGE_SIZE, "MaxItems": count, "StartingToken": token}
        images = self.boto.get_paginator("describe_images").paginate(
            repositoryName=self.repository, PaginationConfig=config
        )
        return part(images.build_full_result())

    def aws(self, token, count):
        return part(run(AWS, "ecr", *self.arguments(token, count)))

    def ecr(self, token, count):
        return part(run(ECR, *self.arguments(token, count)))

    def arguments(self, token, count):
        more = ["--starting-token", token] if token else []
        return [
            *("describe-images", "--endpoint-url", self.url, "--output", "json"),
            *("--repository-name", self.repository, "--page-size", str(PAGE_SIZE)),
            *("--max-items", str(count), *more),
        ]

    def hand_over(self, count, programs):
        """All programs take each step; the one whose turn it is hands its token on."""
        seen, token, tokens, compared = [], None, [], 0
        with ThreadPoolExecutor(len(programs)) as pool:
            for turn in range(len(self.whole) + 1):
                steps = list(pool.map(lambda program: program(token, count), programs))
                items, token = steps[turn % len(programs)]
                for other in steps:
                    same(other[0], items, f"images of step {turn}")
                    same(other[1], token, f"token after step {turn}")
                compared += len(steps) - 1
                seen += items
                tokens.append(token)
                if token is None:
                    break
        same(len(set(seen)), len(seen), "nothing doubled")
        same(seen, self.whole, "the whole listing")
        print(f"k = {count}: {len(tokens)} steps, {len(seen)} images, {compared} tokens compared", flush=True)
        return tokens


def part(whole):
    return digests(whole), whole.get("NextToken")


def digests(whole):
    return [image["imageDigest"] for image in whole["imageDetails"]]


def same(found, expected, what):
    if found != expected:
        raise SystemExit(f"failed: {what}: {found!r:.300} is not {expected!r:.300}")


def in_process(program):
    print("300 images, boto3 and the Rust pager in turn, each in one process")
    with Registry("--repositories", "1", "--images", "300") as registry:
        listing = Listing(registry)
        same(len(listing.whole), 300, "images")
        pager = Steps(program, listing.url, listing.repository)
        for count in (1, 7):
            tokens = listing.hand_over(count, [listing.boto3, pager])
            # One iteration that nobody interrupts has the same tokens at the same places.
            whole_steps = len(listing.whole) // count
            same(pager.ask(every=count), tokens[:whole_steps], f"tokens at every image {count}")
        pager.close()


def across_processes():
    print("10,000 images, the AWS CLI, boto3 and `ecr` in turn")
    with Registry("--repositories", "1", "--images", "10000") as registry:
        listing = Listing(registry)
        same(len(listing.whole), 10_000, "images")
        for count in (99, 100, 101, 4321):
            listing.hand_over(count, [listing.aws, listing.boto3, listing.ecr])


def main():
    in_process(sys.argv[1])
    if "--full" in sys.argv[2:]:
        across_processes()


if __name__ == "__main__":
    main()
