"""Credentials and settings of random configurations, found by botocore and by this code: the same keys, or the same kind of error.

Usage: credentials.py PROGRAM, where PROGRAM is the example `resolve_lines` of aws-identity. SEED repeats a run.
What differs on purpose is listed below, each with its reason; the documentation of `Chain` and `Settings` tells users the same.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import botocore.credentials
import botocore.exceptions as wrong
import botocore.session
import botocore.tokens
from botocore.configprovider import ConfiguredEndpointProvider
from botocore.loaders import Loader
from botocore.utils import resolve_imds_endpoint_mode

import metadata
from configurations import Case, generate

SEED = int(os.environ.get("SEED", time.time()))
CASES = int(os.environ.get("CASES", 200))

# Service models are read once.
LOADER = Loader(include_default_search_paths=True)

# botocore is given the configuration as this code reads it: then both have to agree to the letter.
READ_OTHERWISE = {
    "AWS_REGION counts, and before AWS_DEFAULT_REGION: version 2 of the AWS CLI and the other SDKs do so": lambda own: (
        {**own, "AWS_DEFAULT_REGION": own["AWS_REGION"]} if own.get("AWS_REGION") else own
    ),
    "an empty variable is as good as none": lambda own: {name: value for name, value in own.items() if value},
    "an instance without IMDSv2 is not asked": lambda own: {**own, "AWS_EC2_METADATA_V1_DISABLED": "true"},
    "files of older programs are not read": lambda own: {
        name: value for name, value in own.items() if name not in ("BOTO_CONFIG", "AWS_CREDENTIAL_FILE")
    },
}

# Where botocore fails and this code goes on: by its message, and what botocore is given to go on as well.
TOLERATED = {
    "a role is asked for without any region, at the address for all": ("NoRegionError", {"AWS_DEFAULT_REGION": "us-east-1"}),
    "a sign-in that is not needed is not looked at": ("is configured to use the SSO token provider", None),
}

# What is refused here, by its kind and a word of its message.
REFUSED = {
    "a switch that is neither true nor false": ("Configuration", "neither true nor false"),
    "an empty key": ("Configuration", "is empty; put the key"),
    "duration_seconds that is no number": ("Configuration", "`duration_seconds`"),
    "a code for mfa_serial, for which nobody can be asked": ("Unsupported", "`mfa_serial`"),
    "sign-ins of `aws login`": ("Unsupported", "aws login"),
}


def given_to_botocore(variables):
    for read in READ_OTHERWISE.values():
        variables = read(variables)
    return variables


def refused(answer):
    """The difference on purpose that an answer is."""
    for name, (kind, text) in REFUSED.items():
        if answer.get("error") == kind and text in answer["message"]:
            return name
    return None


def botocore_in(case, variables):
    """botocore in an environment of its own, and nothing of this machine's."""
    cache = str(case.folder / ".aws/sso/cache")
    container = botocore.credentials.ContainerProvider
    patches = ExitStack()
    for patch in (
        mock.patch.dict(os.environ, {"PATH": os.environ["PATH"], **variables}, clear=True),
        mock.patch.object(botocore.credentials.BotoProvider, "DEFAULT_CONFIG_FILENAMES", []),
        mock.patch.object(botocore.credentials.SSOProvider, "_SSO_TOKEN_CACHE_DIR", cache),
        mock.patch.object(botocore.tokens.SSOTokenProvider, "_SSO_TOKEN_CACHE_DIR", cache),
        mock.patch.object(container, "__init__", impatient(container.__init__)),
    ):
        patches.enter_context(patch)
    return patches


def impatient(init):
    """A container is asked without waiting between attempts."""

    def wrapped(self, environ=None, fetcher=None):
        init(self, environ, fetcher)
        self._fetcher._sleep = lambda _: None

    return wrapped


def theirs(case, ask):
    variables = given_to_botocore(case.variables)
    answer = caught(case, ask, variables)
    for name, (text, otherwise) in TOLERATED.items():
        if text in answer.get("message", ""):
            return caught(case, ask, {**variables, **otherwise}) if otherwise else {"tolerated": name}
    return answer


def caught(case, ask, variables):
    with botocore_in(case, variables):
        session = botocore.session.Session(profile=case.profile)
        session.register_component("data_loader", LOADER)
        try:
            return ask(session)
        except Exception as error:  # noqa: BLE001: whatever it is, it has a kind
            return {"error": kinds(error), "message": f"{type(error).__name__}: {error}"}


def credentials(session):
    chain = session.get_component("credential_provider")
    chain.get_provider("assume-role")._prompter = lambda _: "123456"
    found = session.get_credentials()
    if found is None:
        return {"error": {"NotFound"}, "message": "None"}
    keys = found.get_frozen_credentials()
    return {"keys": [keys.access_key, keys.secret_key, keys.token or None, keys.account_id or None]}


def settings(session):
    find = session.get_config_variable
    endpoint = ConfiguredEndpointProvider(session.full_config, session.get_scoped_config(), "ecr").provide
    mode = find("retry_mode")
    # What cannot be understood is an error here, needed or not.
    find("metadata_service_timeout")
    resolve_imds_endpoint_mode(session)
    return {
        "region": find("region"),
        "retry_mode": "standard" if mode == "legacy" else mode,
        "attempts": find("max_attempts") or 3,
        "ca_bundle": find("ca_bundle"),
        "fips": bool(find("use_fips_endpoint")),
        "dual_stack": bool(find("use_dualstack_endpoint")),
        "endpoint_url": None if find("ignore_configured_endpoint_urls") else endpoint(),
    }


def kinds(error):
    """The kinds of ours that an error of botocore's may be."""
    if isinstance(error, wrong.CredentialRetrievalError):
        if error.kwargs["provider"] == "custom-process":
            text = str(error)
            return {"Unreadable"} if "Unsupported version" in text or "Missing required" in text else {"Process"}
        if error.kwargs["provider"] == "container-role":
            return {"Unreachable", "Refused", "Unreadable"}
        return {"NotFound"}
    if isinstance(error, wrong.MetadataRetrievalError):
        # An instance without IMDSv2: botocore stops there, while here it is a source that is not there.
        return {"NotFound"}
    if isinstance(error, json.JSONDecodeError):
        return {"Unreadable"}
    if isinstance(error, OSError):
        # The token of a web identity, or the program of `credential_process`.
        return {"Configuration"} if "/token-" in str(error.filename) else {"Process"}
    if isinstance(error, wrong.ClientError):
        return {"Refused"}
    if isinstance(error, (wrong.SSOError, wrong.TokenRetrievalError, RuntimeError)):
        return {"Expired"}
    configuration = (
        wrong.ConfigParseError,
        wrong.ProfileNotFound,
        wrong.InvalidConfigError,
        wrong.PartialCredentialsError,
        wrong.ParamValidationError,
        wrong.InvalidIMDSEndpointModeError,
        ValueError,
    )
    return {"Configuration"} if isinstance(error, configuration) else {f"unknown: {type(error).__name__}"}


def agree(mine, other):
    if "tolerated" in other:
        return True
    if "error" in mine and "error" in other:
        return mine["error"] in other["error"]
    return mine == other


def ours(program, cases):
    lines = "".join(json.dumps({"variables": case.variables, "profile": case.profile}) + "\n" for case in cases)
    own = {"PATH": os.environ["PATH"]}
    run = subprocess.run([program], input=lines, capture_output=True, text=True, check=True, env=own)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(cases), run.stderr
    return answers


# Configurations in which each difference shows.


def by_hand(folders, address):
    keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = secret\n"
    role = "role_arn = arn:aws:iam::123456789012:role/a\nsource_profile = base\n"
    base = f"[profile base]\n{keys}"
    for variables, config in (
        ({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-east-1"}, f"[default]\n{role}{base}"),
        ({"AWS_PROFILE": ""}, f"[default]\n{keys}"),
        ({"AWS_EC2_METADATA_SERVICE_ENDPOINT": f"{address}/first-version"}, None),
        ({"BOTO_CONFIG": "boto"}, None),
        ({"AWS_CREDENTIAL_FILE": "old"}, None),
        ({"AWS_USE_FIPS_ENDPOINT": "1"}, f"[default]\n{keys}"),
        ({}, "[default]\naws_access_key_id =\naws_secret_access_key = secret\n"),
        ({}, f"[default]\nduration_seconds = 1h\n{role}{base}"),
        ({}, f"[default]\nmfa_serial = me\n{role}{base}"),
        ({}, "[default]\nlogin_session = me\n"),
        ({}, f"[default]\n{role}{base}"),
        ({}, f"[default]\nsso_session = none\n{role}{base}"),
        ({"AWS_ENDPOINT_URL": address}, f"[default]\nignore_configured_endpoint_urls = true\n{keys}"),
    ):
        case = Case(random.Random(0), next(folders), address)
        case.variables.update(AWS_EC2_METADATA_SERVICE_ENDPOINT=f"{address}/no-such", AWS_ENDPOINT_URL_STS=address)
        case.variables.update(variables)
        for name, text in (("BOTO_CONFIG", f"[Credentials]\n{keys}"), ("AWS_CREDENTIAL_FILE", "AWSAccessKeyId=A\nAWSSecretKey=B\n")):
            if name in variables:
                case.variables[name] = case.file(variables[name], text)
        case.config = config
        case.write()
        yield case


def fresh_folders(root):
    for number in range(10**6):
        folder = Path(root) / str(number)
        folder.mkdir()
        yield folder


def describe(case, what, mine, other):
    parts = [f"SEED={SEED}: {what} differ", f"variables {json.dumps(case.variables, indent=1)}", f"profile {case.profile!r}"]
    parts += [f"{name}:\n{text}" for name, text in (("config", case.config), ("credentials", case.credentials))]
    return "\n".join([*parts, f"ours {mine}", f"botocore {other}"])


def main():
    program = sys.argv[1]
    print(f"SEED={SEED}")
    rng = random.Random(SEED)
    address = metadata.serve()
    with tempfile.TemporaryDirectory() as root:
        folders = fresh_folders(root)
        cases = [*by_hand(folders, address), *(generate(rng, next(folders), address) for _ in range(CASES))]
        judge(cases, ours(program, cases))


def judge(cases, answers):
    seen, tally, failed = set(), {}, []
    for case, answer in zip(cases, answers):
        for what, ask in (("credentials", credentials), ("settings", settings)):
            mine, other = answer[what], theirs(case, ask)
            difference = refused(mine)
            if difference and not agree(mine, other):
                seen.add(difference)
            elif not agree(mine, other):
                failed.append(describe(case, what, mine, other))
            if what == "credentials":
                outcome = mine.get("error", "keys")
                tally[outcome] = tally.get(outcome, 0) + 1
    for text in failed[: int(os.environ.get("SHOW", 3))]:
        print(text, end="\n\n")
    assert not failed, f"{len(failed)} answers differ"
    assert seen == set(REFUSED), f"never seen to differ: {set(REFUSED) - seen}"
    print(f"{len(cases)} configurations resolved as by botocore: {json.dumps(tally)}")


if __name__ == "__main__":
    main()
