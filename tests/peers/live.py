"""botocore's client and paginator on the listings that stdin names, one JSON line each.

Every listing runs three times over the socket: its pages, its full result, its items.
What happened goes to stdout as one JSON line, in the form of `tests/vectors/FORMAT.md`.
Nothing here knows how paging works: all that is written was observed on botocore.
"""

import ast
import base64
import copy
import json
import sys
from datetime import datetime

import boto3
import botocore.config
from botocore.exceptions import ClientError, ParamValidationError
from botocore.exceptions import HTTPClientError, PaginationError
from botocore.paginate import TokenDecoder

AMOUNT = "boto_truncate_amount"


class Peer:
    """One client for all listings; each run has a path of its own, by which the service tells them apart."""

    def __init__(self, url):
        self.url = url
        self.path = ""
        self.client = boto3.client(
            "ecr",
            endpoint_url=url,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=botocore.config.Config(
                retries={"total_max_attempts": 1, "mode": "standard"},
                connect_timeout=10,
                read_timeout=20,
            ),
        )
        self.client.meta.events.register("before-send.ecr", self.address)

    def address(self, request, **_):
        request.url = f"{self.url}/{self.path}"

    def listing(self, asked, kind, requests, responses):
        """A fresh page iterator that writes down what it sends and what the client hands it."""
        self.path = f"{asked['run']}-{kind}"
        paginator = self.client.get_paginator(asked["paginator"])
        call = paginator._method

        def recorded(**parameters):
            requests.append(copy.deepcopy(parameters))
            page = call(**parameters)
            page.pop("ResponseMetadata", None)
            responses.append(plain(page))
            return page

        paginator._method = recorded
        more = {"PaginationConfig": asked["config"]} if asked["config"] else {}
        return paginator.paginate(**copy.deepcopy(asked["params"]), **more)

    def config(self, asked):
        paginator = self.client.get_paginator(asked["paginator"])
        return {**paginator._pagination_cfg, "limit_key_type": "integer"}

    def record(self, asked):
        requests, responses, pages = [], [], []
        iterator, error, fault = None, None, None
        try:
            iterator = self.listing(asked, "pages", requests, responses)
            for page in iterator:
                pages.append(plain(page))
        except Exception as raised:
            error, fault = told(raised, asked, requests)
            error["after_pages"] = len(pages)
        full, full_error = self.full_result(asked)
        config = self.config(asked)
        expect = {
            "requests": requests,
            "pages": pages,
            "items": self.items(asked, config, error),
            "full_result": full,
            "non_aggregate_part": plain(iterator.non_aggregate_part) if iterator else {},
            "resume_token": iterator.resume_token if iterator else None,
            "error": error,
            "full_result_error": full_error,
        }
        return {
            "tags": tags(asked, config, responses),
            "paginator": config,
            "responses": responses,
            "expect": expect,
            "fault": fault,
        }

    def full_result(self, asked):
        requests = []
        try:
            return plain(self.listing(asked, "full", requests, []).build_full_result()), None
        except Exception as raised:
            return None, told(raised, asked, requests)[0]

    def items(self, asked, config, error):
        keys = config["result_key"]
        found = [[] for _ in (keys if isinstance(keys, list) else [keys])]
        try:
            iterators = self.listing(asked, "items", [], []).result_key_iters()
        except Exception:
            return found
        for items, of_key in zip(found, iterators):
            try:
                for item in of_key:
                    items.append(plain(item))
            except Exception:
                # The same failure as that of the pages; the items before it count.
                if error is None:
                    raise
        return found


def plain(value):
    """What the client hands out as JSON values: a copy, moments as seconds since 1970."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return round(value.timestamp(), 6)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def told(raised, asked, requests):
    """The error as FORMAT.md has it, and what kind of fault it was if the service or the line failed."""
    message = str(raised)
    error = {"kind": "other", "exception": type(raised).__name__, "message": message}
    same, start = "The same next token was received twice: ", "Bad starting token: "
    if isinstance(raised, ClientError):
        status = raised.response["ResponseMetadata"]["HTTPStatusCode"]
        code = raised.response["Error"]["Code"]
        # Without a code in the answer botocore puts the status there.
        code = None if code == str(status) else code
        return error, {"kind": "service", "code": code, "status": status}
    # A body cut inside a character; cut elsewhere it is not noticed.
    if isinstance(raised, (HTTPClientError, UnicodeDecodeError)):
        return error, {"kind": "transport"}
    if isinstance(raised, ParamValidationError):
        error["parameters"] = True
    elif isinstance(raised, PaginationError) and same in message:
        error.update(kind="same_token", token=ast.literal_eval(message.split(same, 1)[1]))
    elif isinstance(raised, PaginationError) and "PageSize parameter is not supported" in message:
        error["kind"] = "page_size_unsupported"
    elif isinstance(raised, ValueError) and message.startswith(start):
        token, stage = message[len(start) :], "resume" if requests else "start"
        error.update(kind="bad_starting_token", stage=stage, token=token)
    elif message.startswith("invalid literal for int()") and not requests:
        error.update(kind="invalid_int", field="MaxItems" if is_no_integer(asked) else "PageSize")
    return error, None


def is_no_integer(asked):
    try:
        int(asked["config"].get("MaxItems", 0))
    except ValueError:
        return True
    return False


def tags(asked, config, responses):
    """Where a deviation may be looked for; whether it explains anything is judged elsewhere."""
    found = {"live"}
    if isinstance(config["result_key"], list):
        found |= {"multi_result_key", "non_aggregate_overlap"}
    cap = asked["config"].get("MaxItems")
    if cap is not None and str(cap).lstrip().startswith("-"):
        found.add("negative_max_items")
    tokens = [page.get("nextToken") for page in responses]
    tokens = [token for token in tokens if token]
    if len(set(tokens)) < len(tokens):
        found |= {"duplicate_token", "token_cycle"}
    if "StartingToken" in asked["config"]:
        found |= {"starting_token"} | token_tags(asked["config"]["StartingToken"], config)
    return sorted(found)


def token_tags(token, config):
    try:
        members = TokenDecoder().decode(token)
    except (ValueError, TypeError):
        parts = token.split("___")
        return {"odd_truncate_amount"} if len(parts) == 2 and is_negative(parts[1]) else set()
    except Exception:
        return {"crashing_token"}
    found = set()
    if set(members) - {AMOUNT} != {config["input_token"]}:
        found.add("wrong_keys_token")
    amount = members.get(AMOUNT, 0)
    if type(amount) is not int or amount < 0:
        found.add("odd_truncate_amount")
    return found


def is_negative(text):
    try:
        return int(text) < 0
    except ValueError:
        return False


def main():
    peer = Peer(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(peer.record(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
