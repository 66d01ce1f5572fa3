"""ECR's two waiters by botocore, the blocking and the async client: the same requests and the same end, whatever the service answers.

Usage: waits.py PROGRAM, where PROGRAM is the binary `waits` of ecr-tests. SEED repeats a run.
"""

import json
import os
import random
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import botocore.session
from botocore.config import Config
from botocore.exceptions import WaiterError

SEED = int(os.environ.get("SEED", time.time()))
CASES = 400

IMAGE = {"imageTag": "v1"}
WAITERS = {
    "ImageScanComplete": (
        "image_scan_complete",
        {"repositoryName": "team/app", "imageId": IMAGE},
        lambda status: {"imageScanStatus": {"status": status}},
        [{}, {"imageScanStatus": {}}, {"imageScanStatus": None}, {"status": "COMPLETE"}],
    ),
    "LifecyclePolicyPreviewComplete": (
        "lifecycle_policy_preview_complete",
        {"repositoryName": "team/app"},
        lambda status: {"status": status},
        [{}, {"status": None}, {"imageScanStatus": {"status": "COMPLETE"}}],
    ),
}
NOT_YET = ["IN_PROGRESS", "EXPIRED", "PENDING", "complete", "OF A LATER MODEL", ""]
ERRORS = ["ScanNotFoundException", "RepositoryNotFoundException", "LifecyclePolicyPreviewNotFoundException", "Other"]


class Service:
    """Gives the answers of a case one after the other, the last one again and again."""

    def __init__(self):
        self.answers = []
        self.requests = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, target, body):
        self.requests.append((target, json.loads(body)))
        return self.answers[min(len(self.requests), len(self.answers)) - 1]

    def begin(self, answers):
        self.answers = answers
        self.requests = []


def handler(service):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Small answers are not held back.
        disable_nagle_algorithm = True

        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            status, answer = service.answer(self.headers["x-amz-target"], body)
            text = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/x-amz-json-1.1")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_):
            pass

    return Handler


def answers(rng, status, odd):
    def one(last):
        kind = rng.random()
        if kind < 0.1 or (last and kind < 0.2):
            return 400, {"__type": rng.choice(ERRORS), "message": "no"}
        if kind < 0.3:
            return 200, rng.choice(odd)
        if last:
            return 200, status(rng.choice(["COMPLETE", "FAILED"]))
        return 200, status(rng.choice(NOT_YET))

    count = rng.randint(0, 8)
    return [one(False) for _ in range(count)] + [one(True)]


def botocores(client, name, arguments, attempts):
    try:
        client.get_waiter(name).wait(**arguments, WaiterConfig={"Delay": 0, "MaxAttempts": attempts})
        return "reached"
    except WaiterError as error:
        reason = error.kwargs["reason"]
        if "Max attempts exceeded" in reason:
            return "too long"
        if "terminal failure state" in reason:
            return "failed"
        return f"error {error.last_response['Error']['Code']}"


def main(program):
    rng = random.Random(SEED)
    service = Service()
    client = botocore.session.get_session().create_client(
        "ecr",
        region_name="us-east-1",
        endpoint_url=service.url,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )
    ours = subprocess.Popen([program, service.url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    ends = {}
    for case in range(CASES):
        waiter = rng.choice(list(WAITERS))
        name, arguments, status, odd = WAITERS[waiter]
        given = answers(rng, status, odd)
        attempts = rng.randint(1, 10)
        service.begin(given)
        expected = botocores(client, name, arguments, attempts), service.requests
        for kind in ["blocking", "async"]:
            service.begin(given)
            ours.stdin.write(f"{kind} {waiter} {attempts}\n")
            ours.stdin.flush()
            found = ours.stdout.readline().strip(), service.requests
            assert found == expected, f"SEED={SEED} case {case} {kind} {given}:\n{found}\nbotocore:\n{expected}"
        ends[expected[0]] = ends.get(expected[0], 0) + 1
    ours.stdin.close()
    ours.wait()
    assert {"reached", "failed", "too long"} <= ends.keys(), ends
    print(f"waits: {CASES} cases of botocore's, {sum(ends.values())} the same: {ends}")


if __name__ == "__main__":
    main(sys.argv[1])
