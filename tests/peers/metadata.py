"""Servers on loopback that hand out credentials: STS, containers, instances, IAM Identity Center.

The keys of an answer are made from the question, so whoever gets the same keys has asked the same.
"""

import hashlib
import json
import re
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROLE = "role-of-the-instance"


def later(seconds=3600):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def made_of(*parts):
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
    return f"ASIA{digest[:16].upper()}", digest[16:40], digest[40:]


def caller(authorization):
    """The key and the region a request is signed with."""
    found = re.search(r"Credential=([^/]+)/\d+/([^/]+)/", authorization or "")
    return found.groups() if found else ("nobody", "nowhere")


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def reply(self, status, body, kind="application/json", **headers):
        data = body.encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_POST(self):
        length = int(self.headers.get("Content-Length", 0))
        asked = dict(urllib.parse.parse_qsl(self.rfile.read(length).decode()))
        if "denied" in asked.get("RoleArn", ""):
            error = "<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error>"
            return self.reply(403, f"<ErrorResponse>{error}</ErrorResponse>", "text/xml")
        action = asked["Action"]
        name = asked.get("RoleSessionName", "")
        if name.split("-")[0] not in ("given", "named"):
            name = ""
        made = made_of(
            action,
            asked["RoleArn"],
            name,
            asked.get("ExternalId"),
            asked.get("DurationSeconds"),
            asked.get("WebIdentityToken"),
            *(caller(self.headers.get("Authorization")) if action == "AssumeRole" else ()),
        )
        keys = zip(("AccessKeyId", "SecretAccessKey", "SessionToken"), made)
        credentials = "".join(f"<{name}>{text}</{name}>" for name, text in keys)
        user = "<Arn>arn:aws:sts::111122223333:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId>"
        self.reply(
            200,
            f'<{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>'
            f"<AssumedRoleUser>{user}</AssumedRoleUser>"
            f"<Credentials>{credentials}<Expiration>{later()}</Expiration></Credentials>"
            f"</{action}Result></{action}Response>",
            "text/xml",
        )

    def do_PUT(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/instance/latest/api/token":
            return self.reply(200, "a-token-of-the-instance", "text/plain")
        self.reply(404, "")

    def do_GET(self):
        path, _, query = self.path.partition("?")
        below = "/latest/meta-data/iam/security-credentials/"
        if path in (f"/instance{below}", f"/first-version{below}"):
            return self.reply(200, ROLE, "text/plain")
        if path in (f"/instance{below}{ROLE}", f"/first-version{below}{ROLE}"):
            return self.reply(200, self.keys("instance", "Code"))
        if path.startswith("/container/good"):
            return self.reply(200, self.keys("container", path, self.headers.get("Authorization")))
        if path == "/container/garbled":
            return self.reply(200, "{not json")
        if path == "/federation/credentials":
            return self.sign_in(dict(urllib.parse.parse_qsl(query)))
        self.reply(404, "{}")

    def keys(self, *parts):
        access, secret, token = made_of(*parts)
        return json.dumps(
            {
                "Code": "Success",
                "Type": "AWS-HMAC",
                "LastUpdated": later(-60),
                "AccessKeyId": access,
                "SecretAccessKey": secret,
                "Token": token,
                "Expiration": later(),
            }
        )

    def sign_in(self, asked):
        token = self.headers.get("x-amz-sso_bearer_token", "")
        if token != "good":
            body = json.dumps({"message": "session token not found or invalid"})
            return self.reply(401, body, x_amzn_errortype="UnauthorizedException")
        access, secret, session = made_of("sso", asked["account_id"], asked["role_name"])
        keys = {
            "accessKeyId": access,
            "secretAccessKey": secret,
            "sessionToken": session,
            "expiration": int((time.time() + 3600) * 1000),
        }
        self.reply(200, json.dumps({"roleCredentials": keys}))


def serve():
    """Starts the servers, which are one, and gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
