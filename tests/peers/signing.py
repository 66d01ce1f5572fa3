"""Signatures, compared with botocore's own signers on random requests.

Usage: signing.py PROGRAM, where PROGRAM is the example `sign_lines` of aws-identity. SEED repeats a run.

Queries are written as AWS clients write them. A query that is escaped otherwise is left as it is by botocore and brought
to that form here, so there is nothing to compare; botocore also turns what it signs in the query into that form.
"""

import datetime
import json
import os
import random
import subprocess
import sys
import time
from unittest import mock
from urllib.parse import quote

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SEED = int(os.environ.get("SEED", time.time()))
CASES = 1000

LETTERS = "abcXYZ019-._~ /+=&%:;,@!$'()*\"#?[]{}|\\^`<>\tüሴ🦀"
PATH = "abXY09-._~!$&'()*+,;=:@%"
METHODS = ["GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"]
REGIONS = ["us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1", "ap-southeast-4"]
SERVICES = ["ecr", "sts", "sso", "execute-api", "lambda", "service"]
NAMES = ["Content-Type", "x-amz-target", "X-Custom", "x-a", "x-b", "Accept", "range"]
# Those that are changed on the way are not signed.
UNSIGNED = ["User-Agent", "X-Amzn-Trace-Id", "connection", "expect", "te", "traceparent", "baggage"]


def words(rng, letters, most):
    return "".join(rng.choice(letters) for _ in range(rng.randint(0, most)))


def segment(rng):
    kind = rng.random()
    if kind < 0.2:
        return rng.choice(["", ".", "..", "..."])
    if kind < 0.6:
        return quote(words(rng, LETTERS, 12), safe="")
    # What is no escape is no URL either.
    return words(rng, PATH, 12).replace("%", "%25")


def host(rng):
    scheme = rng.choice(["http", "https"])
    name = rng.choice(["example.com", "api.ecr.eu-west-1.amazonaws.com", "127.0.0.1", "[::1]"])
    return f"{scheme}://{name}{rng.choice(['', '', ':80', ':443', ':8443'])}"


def query(rng):
    pairs = {words(rng, LETTERS, 6) or "k": words(rng, LETTERS, 10) for _ in range(rng.choice([0, 0, 1, 2, 5]))}
    return "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in pairs.items())


def url(rng):
    path = "".join(f"/{segment(rng)}" for _ in range(rng.randint(0, 5)))
    asked = query(rng)
    return host(rng) + (path or "/") + (f"?{asked}" if asked else "")


def header(rng):
    value = words(rng, LETTERS, 20)
    if rng.random() < 0.3:
        value = f"  {value} \t  {value}  "
    # A client drops space around a value before anybody signs it.
    return [rng.choice(NAMES + UNSIGNED), value.strip(" \t")]


def question(rng, expires, token):
    body = words(rng, LETTERS, 200) if rng.random() < 0.6 and not expires else ""
    return {
        "method": rng.choice(METHODS),
        "url": url(rng),
        "headers": [header(rng) for _ in range(rng.randint(0, 6))],
        "body": body,
        "key": "AKID" + words(rng, "ABCXYZ0123456789", 16),
        "secret": words(rng, LETTERS, 80),
        "token": words(rng, "abcXYZ019/+=", 300) + "=" if token else None,
        "region": rng.choice(REGIONS),
        "service": rng.choice(SERVICES),
        "at": rng.randint(0, 4_000_000_000),
        "expires": rng.randint(1, 604_800) if expires else None,
    }


def botocore_answer(asked):
    request = AWSRequest(method=asked["method"], url=asked["url"], data=asked["body"].encode())
    for name, value in asked["headers"]:
        request.headers[name] = value
    credentials = Credentials(asked["key"], asked["secret"], asked["token"])
    scope = (credentials, asked["service"], asked["region"])
    signer = auth.SigV4Auth(*scope)
    if asked["expires"] is not None:
        signer = auth.SigV4QueryAuth(*scope, expires=asked["expires"])
    now = datetime.datetime.fromtimestamp(asked["at"], datetime.timezone.utc)
    with mock.patch.object(auth, "get_current_datetime", lambda *_, **__: now):
        signer.add_auth(request)
    if asked["expires"] is not None:
        return request.url
    names = ["x-amz-date", "x-amz-security-token", "authorization"]
    return [[name, request.headers[name]] for name in names if name in request.headers]


def main(program):
    print(f"SEED={SEED}")
    rng = random.Random(SEED)
    kinds = [(expires, token) for expires in (False, True) for token in (False, True)]
    asked = [question(rng, *kind) for kind in kinds for _ in range(CASES)]
    text = "".join(json.dumps(one) + "\n" for one in asked)
    ran = subprocess.run([program], input=text, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(answers) == len(asked), f"{len(answers)} answers to {len(asked)} questions"
    for one, ours in zip(asked, answers):
        theirs = botocore_answer(one)
        assert ours == theirs, f"{json.dumps(one)}\nours     {ours}\nbotocore {theirs}"
    print(f"{CASES} signatures each in header and query, with and without session token: all as botocore's")


if __name__ == "__main__":
    main(sys.argv[1])
