"""DynamoDB's Query, whose token is a map with bytes in it: botocore, the typed client and the dynamic paginator hand a listing to each other.

`dynamodb.py PROGRAM`: the program is `query.rs`, built on crates made of the fixture `items`.
All talk to a service on this machine that refuses any start key it did not give out.
Every stop, in mid-page too, with keys of text, number and bytes: the same items, the same token to the byte, and each goes on from the other's.
"""

import base64
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import botocore.config

COUNT, SIZE = 23, 5

# A partition's key and a sort key; where the names stand the other way round, so do they in the token.
TABLES = {
    "text": lambda number: {"pk": {"S": "a/\u00e9\u20ac"}, "sk": {"S": f"{number:03} \"\u2713\""}},
    "number": lambda number: {"pk": {"N": "7"}, "sk": {"N": str(number)}},
    "bytes": lambda number: {"pk": {"B": raw(b"\xff\x00")}, "sk": {"B": raw(bytes([number, 250, 251]))}},
    "mixed": lambda number: {"index": {"B": raw(b"")}, "pk": {"S": "p"}, "sk": {"N": str(number)}, "z": {"B": raw(b"z" * number)}},
    "turned": lambda number: {"sk": {"B": raw(bytes([number]))}, "pk": {"S": "p"}},
}


def raw(data):
    return base64.b64encode(data).decode()


class Service(BaseHTTPRequestHandler):
    """Query, as far as paging goes."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.headers["X-Amz-Target"] == "DynamoDB_20120810.Query", self.headers["X-Amz-Target"]
        items = [TABLES[asked["TableName"]](number) for number in range(COUNT)]
        start = asked.get("ExclusiveStartKey")
        if start is not None and start not in items:
            return self.answer(400, {"__type": "ValidationException", "message": "The provided starting key is invalid"})
        first = 0 if start is None else items.index(start) + 1
        page = items[first : first + asked.get("Limit", SIZE)]
        body = {"Items": page, "Count": len(page), "ScannedCount": len(page)}
        if first + len(page) < COUNT:
            body["LastEvaluatedKey"] = page[-1]
        self.answer(200, body)

    def answer(self, status, body):
        body = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Botocore:
    def __init__(self, url):
        config = botocore.config.Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=10, read_timeout=20)
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
        client = boto3.client("dynamodb", endpoint_url=url, region_name="us-east-1", config=config, **keys)
        self.paginator = client.get_paginator("query")

    def list(self, table, token=None, most=None):
        config = {"PageSize": SIZE, "MaxItems": most, "StartingToken": token}
        result = self.paginator.paginate(TableName=table, PaginationConfig=config).build_full_result()
        return [wire(item) for item in result["Items"]], result.get("NextToken")


class Ours:
    """Typed, which writes a map in the order of its keys, or dynamic, which keeps the service's."""

    def __init__(self, program, url, kind):
        self.sorts = kind == "typed"
        self.process = subprocess.Popen([program, url, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def list(self, table, token=None, most=None):
        asked = {"table": table, "token": token, "max": most, "size": SIZE}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or sys.exit("the program ended"))
        return answer["items"], answer["token"]

    def end(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=20) == 0


def wire(item):
    """An item as it stands in JSON; botocore makes bytes of base64."""
    plain = lambda value: raw(value) if isinstance(value, bytes) else value
    return {name: {kind: plain(value) for kind, value in of.items()} for name, of in item.items()}


def compare(table, theirs, ours):
    """How many hand-overs there were."""
    items = [TABLES[table](number) for number in range(COUNT)]
    hand_overs = 0
    for peer in (theirs, ours):
        assert peer.list(table) == (items, None), f"{table}: a whole listing"
    for most in range(1, COUNT):
        (their_items, their_token), (our_items, our_token) = theirs.list(table, most=most), ours.list(table, most=most)
        assert their_items == our_items == items[:most], f"{table}, {most} items: {their_items} {our_items}"
        if ours.sorts and table == "turned":
            assert decoded(their_token) == decoded(our_token), f"{table}, {most} items"
        else:
            assert their_token == our_token, f"{table}, {most} items: {decoded(their_token)} {decoded(our_token)}"
        for peer, token in ((theirs, our_token), (ours, their_token)):
            assert peer.list(table, token=token) == (items[most:], None), f"{table}, behind {most} items"
            hand_overs += 1
    return hand_overs


def decoded(token):
    return json.loads(base64.b64decode(token))


def alternating(table, peers):
    """A listing of which each has two items in turn."""
    items, token = [], None
    for turn in range(COUNT):
        found, token = peers[turn % 2].list(table, token=token, most=2)
        items += found
        if token is None:
            break
    assert items == [TABLES[table](number) for number in range(COUNT)], f"{table}: in turns"


def main():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}"
    theirs = Botocore(url)
    hand_overs = 0
    for kind in ("typed", "dynamic"):
        ours = Ours(sys.argv[1], url, kind)
        for table in TABLES:
            hand_overs += compare(table, theirs, ours)
            alternating(table, (theirs, ours))
        ours.end()
    server.shutdown()
    print(f"dynamodb: {len(TABLES)} tables, twice, {hand_overs} listings handed over in mid-way")


if __name__ == "__main__":
    main()
