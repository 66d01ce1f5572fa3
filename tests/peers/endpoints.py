"""Endpoints of random parameters, resolved by botocore's rule engine and by the code made from the same rules.

`endpoints.py PROGRAM [MODEL…]`, where PROGRAM is the example `endpoints` of codegen; without a model it takes ECR's,
and holds it against the rule set that botocore ships for ECR. SEED repeats a run, CASES (2000) says how many a model.

botocore's answers are written into a copy of the model as its `endpointTests`; the generator makes tests of them, and
cargo runs them. So what is compared is all of an endpoint: URL, headers, ways of signing, other properties, or the reason.
"""

import collections
import json
import os
import pathlib
import random
import re
import string
import subprocess
import sys
import tempfile
import time

from botocore.endpoint_provider import EndpointProvider, TreeRule
from botocore.exceptions import EndpointResolutionError
from botocore.loaders import Loader

ROOT = pathlib.Path(__file__).resolve().parents[2]
ECR = ROOT / "models/ecr/2015-09-21/ecr.json"
SEED = int(os.environ.get("SEED", time.time()))
CASES = int(os.environ.get("CASES", 2000))
RULES, TESTS = "smithy.rules#endpointRuleSet", "smithy.rules#endpointTests"

REGIONS = ["us-north-77", "cn-x_1-9", "us-iso-a-1", "eu-isoe-b-22", "eusc-de-x-1", "mars-1", "US-EAST-1", "", "-a", "a-", "a.b", "us-east-1.x", "x" * 64]
URLS = [
    "https://example.com", "http://127.0.0.1:4566", "https://10.0.0.1/a", "https://[::1]:8443/b/", "http://e.com:80/a/b",
    "https://e.com/", "ftp://e.com", "e.com", "https://e.com?q=1", "https://e.com:x", "HTTPS://E.com",
]
TEXTS = ["", "a", "abc", "a.b.c", "A.b", "192.168.1.1", "a b/c", "arn:aws:s3:::b", "arn:aws:s3:us-west-2:123456789012:accesspoint:x", "--x-s3", "x" * 63]


class Trees:
    """Notices when a tree whose conditions hold has no rule that applies: the answer is none then, and botocore goes on."""

    def __init__(self):
        self.left = False
        evaluate = TreeRule.evaluate

        def watched(rule, names, library):
            if not rule.evaluate_conditions(dict(names), library):
                return None
            found = evaluate(rule, names, library)
            self.left = self.left or found is None
            return found

        TreeRule.evaluate = watched


TREES = Trees()


class Parameters:
    """Draws parameter sets: the model's own cases, with values exchanged, bent or left out."""

    def __init__(self, rules, cases, partitions, rng):
        self.rng, self.types = rng, {name: spec["type"].lower() for name, spec in rules["parameters"].items()}
        self.cases = [case.get("params", {}) for case in cases] or [{}]
        self.pool = collections.defaultdict(list)
        for case in self.cases:
            for name, value in case.items():
                self.pool[name].append(value)
        regions = [region for partition in partitions["partitions"] for region in partition["regions"]]
        for name, kind in self.types.items():
            special = {"Region": regions + REGIONS, "Endpoint": URLS}.get(name, TEXTS)
            self.pool[name] += {"string": special, "boolean": [True, False], "stringarray": [[], ["a", "b"]]}[kind]

    def draw(self):
        chosen = dict(self.rng.choice(self.cases))
        for name in self.rng.sample(list(self.types), self.rng.randint(0, min(4, len(self.types)))):
            what = self.rng.random()
            if what < 0.25:
                chosen.pop(name, None)
            elif what < 0.4 and isinstance(chosen.get(name), str):
                chosen[name] = self.bent(chosen[name])
            else:
                chosen[name] = self.rng.choice(self.pool[name])
        return {name: value for name, value in chosen.items() if name in self.types}

    def bent(self, text):
        """The text with a character more, less or exchanged."""
        at = self.rng.randint(0, len(text))
        sign = self.rng.choice(string.ascii_lowercase + "-.:/0A_")
        return text[:at] + self.rng.choice(["", sign]) + text[at + self.rng.randint(0, 1) :]


def answer(provider, chosen):
    """What botocore says, as an `expect`; or in a word why it says nothing that can be compared."""
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in chosen.items()}
    TREES.left = False
    try:
        found = provider.resolve_endpoint(**given)
    except EndpointResolutionError as error:
        message = str(error)
        if TREES.left:
            return "no rule of a tree applies, and botocore goes on behind it"
        if message.startswith("No endpoint found"):
            return "no rule applies"
        if message.startswith(("Both values", "Both arguments", "Input must be", "Cannot find value")):
            return "a value is unset where the rules need one"
        return {"error": message}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        return f"botocore raises {type(error).__name__}"
    if TREES.left:
        return "no rule of a tree applies, and botocore goes on behind it"
    return {"endpoint": {"url": found.url, "properties": found.properties, "headers": found.headers}}


def explained(chosen, parses):
    """Why the two differ on purpose, where they do: only rules that take URLs apart can."""
    if not parses:
        return None
    url = chosen.get("Endpoint", "")
    path = re.sub("^[^/]*//[^/]*", "", url)
    if re.search("[#@ ]", url) or url.endswith(":") or re.match("(?i)https?:(?!//[^/:])", url):
        return "a URL with a fragment, a user, a blank or no host: refused here"
    if re.search(r"//|/\.|[^A-Za-z0-9/._~-]", path):
        return "a path that botocore encodes and flattens, against the language's definition"
    if re.match("(?i)https?:", url) and not url.startswith(("http:", "https:")):
        return "capitals in the scheme"
    return None


def compare(program, model, rules, partitions, rng, folder):
    service = next(shape for shape in model["shapes"].values() if shape["type"] == "service")
    traits = service["traits"]
    provider = EndpointProvider(rules, partitions)
    drawn = Parameters(traits[RULES], traits.get(TESTS, {}).get("testCases", []), partitions, rng)
    parses = '"parseURL"' in json.dumps(rules)
    cases, left_out, kinds = [], collections.Counter(), collections.Counter()
    while len(cases) < CASES and left_out.total() < 20 * CASES:
        chosen = drawn.draw()
        expect = explained(chosen, parses) or answer(provider, chosen)
        if isinstance(expect, str):
            left_out[expect] += 1
            continue
        kinds["endpoints" if "endpoint" in expect else "refusals"] += 1
        title = f"case {len(cases)} {json.dumps(chosen)}"
        cases.append({"documentation": title, "params": chosen, "expect": expect})
    traits[TESTS] = {"version": "1.0", "testCases": cases}
    (folder / "model.json").write_text(json.dumps(model))
    subprocess.run([program, folder / "model.json", folder / "crate"], check=True)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(folder / "target")}
    command = ["cargo", "test", "--offline", "--lib", "--quiet", "--manifest-path", folder / "crate/Cargo.toml"]
    run = subprocess.run(command, capture_output=True, text=True, env=environment)
    return run, len(cases), kinds, left_out


def main():
    program, *models = sys.argv[1:]
    program = os.path.abspath(program)
    loader = Loader()
    partitions = loader.load_data("partitions")
    print(f"SEED={SEED}")
    failed = False
    for path in models or [ECR]:
        model = json.loads(pathlib.Path(path).read_text())
        service = next(shape for shape in model["shapes"].values() if shape["type"] == "service")
        rules = service["traits"][RULES] if models else loader.load_service_model("ecr", "endpoint-rule-set-1")
        with tempfile.TemporaryDirectory() as folder:
            rng = random.Random(SEED)
            run, count, kinds, left_out = compare(program, model, rules, partitions, rng, pathlib.Path(folder))
        result = re.search("test result: (.*); 0 ignored", run.stdout)
        print(f"{pathlib.Path(path).name}: {count} sets, {dict(kinds)}: {result.group(1) if result else 'no result'}")
        for reason, times in left_out.most_common():
            print(f"  left out {times}: {reason}")
        if run.returncode != 0:
            failed = True
            print(run.stdout[-6000:], run.stderr[-2000:])
    sys.exit(failed)


main()
