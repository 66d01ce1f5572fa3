"""Signed listings by the blocking and the async client, as the environment says, from a service that checks signatures with botocore.

Usage: signed_calls.py PROGRAM, where PROGRAM is the binary `signed` of ecr-tests.
"""

import datetime
import email.utils
import json
import os
import subprocess
import sys
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from unittest import mock

from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

PAGES = 5
KINDS = ["blocking", "async"]
STAMP = "%Y%m%dT%H%M%SZ"


class Service:
    """A registry of one repository, and a container's source of credentials."""

    def __init__(self, keys, skew=0, expire_after=None):
        self.keys = keys
        self.skew = skew
        # The first keys are refused from this call on.
        self.expire_after = expire_after
        self.calls = []
        self.handed_out = 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def now(self):
        return time.time() + self.skew

    def answer(self, method, path, headers, body):
        if path == "/keys":
            return 200, self.hand_out()
        refusal = self.refusal(method, path, headers, body)
        self.calls.append(refusal or "listed")
        if refusal:
            return 403, {"__type": refusal, "message": f"refused: {refusal}"}
        page = int(json.loads(body).get("nextToken", "0"))
        answer = {"imageIds": [{"imageTag": f"{page}.{item}"} for item in range(3)]}
        if page + 1 < PAGES:
            answer["nextToken"] = str(page + 1)
        return 200, answer

    def hand_out(self):
        key = list(self.keys)[min(self.handed_out, len(self.keys) - 1)]
        self.handed_out += 1
        secret, token = self.keys[key]
        expires = datetime.datetime.fromtimestamp(time.time() + 3600, datetime.timezone.utc)
        return {
            "AccessKeyId": key,
            "SecretAccessKey": secret,
            "Token": token,
            "Expiration": expires.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def refusal(self, method, path, headers, body):
        given = headers["authorization"] or ""
        if not given.startswith("AWS4-HMAC-SHA256 Credential="):
            return "MissingAuthenticationTokenException"
        fields = dict(field.strip().split("=", 1) for field in given.split(" ", 1)[1].split(","))
        key, _, region, service, _ = fields["Credential"].split("/")
        if key not in self.keys:
            return "UnrecognizedClientException"
        secret, token = self.keys[key]
        if key == list(self.keys)[0] and self.expire_after is not None and len(self.calls) >= self.expire_after:
            return "ExpiredTokenException"
        request = AWSRequest(method=method, url=f"http://{headers['host']}{path}", data=body)
        for name in fields["SignedHeaders"].split(";"):
            for value in headers.get_all(name) or []:
                request.headers[name] = value
        when = datetime.datetime.strptime(headers["x-amz-date"], STAMP).replace(tzinfo=datetime.timezone.utc)
        with mock.patch.object(auth, "get_current_datetime", lambda *_, **__: when):
            auth.SigV4Auth(Credentials(key, secret, token), service, region).add_auth(request)
        if request.headers["Authorization"] != given or "host" not in fields["SignedHeaders"]:
            return "InvalidSignatureException"
        if (region, service) != ("eu-west-1", "ecr") or headers["x-amz-security-token"] != token:
            return "InvalidSignatureException"
        if abs(when.timestamp() - self.now()) > 300:
            return "InvalidSignatureException"
        return None


def handler(service):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, answer = service.answer(self.command, self.path, self.headers, body)
            text = json.dumps(answer).encode()
            self.send_response_only(status)
            self.send_header("date", email.utils.formatdate(service.now(), usegmt=True))
            self.send_header("content-type", "application/x-amz-json-1.1")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST

        def log_message(self, *_):
            pass

    return Handler


ALL = [f"{page}.{item}" for page in range(PAGES) for item in range(3)]
PLAIN = {"AKIDPLAIN": ("marked-secret", None)}
TEMPORARY = {"ASIDONE": ("marked-secret", "marked-token/1="), "ASIDTWO": ("marked-secret-2", "marked-token/2=")}


def run(program, kind, variables, files=None, profile=None):
    """What the program prints, line by line, in an environment that has these variables and files and nothing else."""
    with tempfile.TemporaryDirectory() as home:
        for name, text in (files or {}).items():
            path = Path(home, ".aws", name)
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        environment = {"HOME": home, "AWS_EC2_METADATA_DISABLED": "true", **variables}
        command = [program, kind, "team/app", *([profile] if profile else [])]
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    said = ran.stdout + ran.stderr
    assert "marked-" not in said, f"a secret was printed: {said}"
    return ran.stdout.splitlines()


def keys(key, secret, token=None):
    variables = {"AWS_ACCESS_KEY_ID": key, "AWS_SECRET_ACCESS_KEY": secret}
    return {**variables, "AWS_SESSION_TOKEN": token} if token else variables


def at(service):
    return {"AWS_REGION": "eu-west-1", "AWS_ENDPOINT_URL_ECR": service.url}


def expect(found, expected, what):
    assert found == expected, f"{what}: {found}"


def keys_of_the_environment(program, kind):
    service = Service(PLAIN)
    expect(run(program, kind, at(service) | keys("AKIDPLAIN", "marked-secret")), ALL, kind)
    expect(service.calls, ["listed"] * PAGES, kind)
    service = Service(TEMPORARY)
    expect(run(program, kind, at(service) | keys("ASIDONE", *TEMPORARY["ASIDONE"])), ALL, kind)


def keys_of_a_profile(program, kind):
    service = Service(TEMPORARY)
    secret, token = TEMPORARY["ASIDTWO"]
    files = {
        "config": f"[profile dev]\nregion = eu-west-1\nendpoint_url = {service.url}\n",
        "credentials": f"[dev]\naws_access_key_id = ASIDTWO\naws_secret_access_key = {secret}\naws_session_token = {token}\n",
    }
    expect(run(program, kind, {}, files, profile="dev"), ALL, kind)
    expect(run(program, kind, {"AWS_PROFILE": "dev"}, files), ALL, kind)


def a_clock_an_hour_off(program, kind):
    for skew in (3600, -3600):
        service = Service(PLAIN, skew=skew)
        expect(run(program, kind, at(service) | keys("AKIDPLAIN", "marked-secret")), ALL, kind)
        expect(service.calls, ["InvalidSignatureException"] + ["listed"] * PAGES, kind)


def keys_of_a_container_that_expire_in_mid_listing(program, kind):
    service = Service(TEMPORARY, expire_after=2)
    source = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{service.url}/keys"}
    expect(run(program, kind, at(service) | source), ALL, kind)
    expect(service.calls, ["listed"] * 2 + ["ExpiredTokenException"] + ["listed"] * 3, kind)
    expect(service.handed_out, 2, kind)


def keys_that_are_refused(program, kind):
    service = Service(PLAIN)
    said = run(program, kind, at(service) | keys("AKIDPLAIN", "marked-other"))
    expect(len(said), 1, said)
    assert "InvalidSignatureException" in said[0], said
    print(f"the user sees: {said[0]}")


def nothing_to_go_by(program, kind):
    said = run(program, kind, keys("AKIDPLAIN", "marked-secret"))
    assert len(said) == 1 and "no region: set AWS_REGION" in said[0], said
    print(f"the user sees: {said[0]}")


SCENES = [
    keys_of_the_environment,
    keys_of_a_profile,
    a_clock_an_hour_off,
    keys_of_a_container_that_expire_in_mid_listing,
    keys_that_are_refused,
    nothing_to_go_by,
]


def main(program):
    for scene in SCENES:
        for kind in KINDS:
            scene(program, kind)
        print(f"{scene.__name__.replace('_', ' ')}: as expected")


if __name__ == "__main__":
    main(sys.argv[1])
