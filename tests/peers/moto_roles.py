"""Roles that are taken on at moto's token service: its keys then sign a listing, which moto verifies.

Usage: moto_roles.py, with ECR_BIN naming the `ecr` binary. Needs the packages of requirements.txt.
boto3 goes the same way with the same files, so a case that moto would refuse to everybody fails here too.
"""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import boto3
import botocore.exceptions

from moto_peer import ask, client, moto

ACCOUNT = "123456789012"
REPOSITORIES = ["alpha", "beta/one"]
TOKEN = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJwZWVyIn0."


def allowed(*actions):
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def prepared(url):
    """The keys of a user who may take on roles and nothing else; one role may list, one may go on to it, one may nothing."""
    ask(url, "reset")
    ask(url, "reset-auth", b"11")
    iam, ecr = client("iam", url, "test", "test"), client("ecr", url, "test", "test")
    for name in REPOSITORIES:
        ecr.create_repository(repositoryName=name)
    trust = allowed("sts:AssumeRole", "sts:AssumeRoleWithWebIdentity")
    for role, action in ("reader", "ecr:Describe*"), ("between", "sts:AssumeRole"), ("nobody", "s3:ListBuckets"):
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=trust)
        iam.put_role_policy(RoleName=role, PolicyName="own", PolicyDocument=allowed(action))
    iam.create_user(UserName="peer")
    iam.put_user_policy(UserName="peer", PolicyName="own", PolicyDocument=allowed("sts:AssumeRole"))
    key = iam.create_access_key(UserName="peer")["AccessKey"]
    return key["AccessKeyId"], key["SecretAccessKey"]


def arn(role):
    return f"arn:aws:iam::{ACCOUNT}:role/{role}"


def files(folder, key, secret):
    token = folder / "token"
    token.write_text(TOKEN)
    config = folder / "config"
    config.write_text(
        f"[profile user]\naws_access_key_id = {key}\naws_secret_access_key = {secret}\n"
        f"[profile role]\nrole_arn = {arn('reader')}\nsource_profile = user\nduration_seconds = 900\n"
        f"[profile between]\nrole_arn = {arn('between')}\nsource_profile = user\n"
        f"[profile chained]\nrole_arn = {arn('reader')}\nsource_profile = between\n"
        f"[profile web]\nrole_arn = {arn('reader')}\nweb_identity_token_file = {token}\n"
        f"[profile nobody]\nrole_arn = {arn('nobody')}\nsource_profile = user\n"
        f"[profile wrong]\nrole_arn = {arn('reader')}\nsource_profile = forged\n"
        f"[profile forged]\naws_access_key_id = {key}\naws_secret_access_key = not{secret}\n"
    )
    return config


# The profile, and what the listing with it comes to.
CASES = {
    "role": "listed",
    "chained": "listed",
    "web": "listed",
    "user": "refused",
    "nobody": "refused",
    "wrong": "refused",
}


def ours(profile, url, environment):
    program = [os.environ["ECR_BIN"], "describe-repositories", "--profile", profile, "--region", "us-east-1"]
    program += ["--endpoint-url", url, "--max-attempts", "1", "--output", "json"]
    ran = subprocess.run(program, capture_output=True, text=True, env=environment, timeout=60)
    assert TOKEN not in ran.stderr + ran.stdout, "the token was shown"
    if ran.returncode == 0:
        return "listed", [it["repositoryName"] for it in json.loads(ran.stdout)["repositories"]]
    return "refused", ran.stderr


def boto(profile, url):
    try:
        answer = boto3.Session(profile_name=profile, region_name="us-east-1").client("ecr", endpoint_url=url).describe_repositories()
    except botocore.exceptions.ClientError as error:
        return "refused", str(error)
    return "listed", [it["repositoryName"] for it in answer["repositories"]]


def unsigned_first(profile, url, run):
    """The call with a web identity's token has no signature, and moto, once it looks at them, fails at that."""
    if profile == "web":
        ask(url, "reset-auth", b"1")
    return run()


def main():
    with moto() as url, tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        config = files(folder, *prepared(url))
        environment = {"HOME": str(folder), "AWS_CONFIG_FILE": str(config), "AWS_ENDPOINT_URL_STS": url}
        os.environ.update(environment)
        for profile, expected in CASES.items():
            mine = unsigned_first(profile, url, lambda: ours(profile, url, environment))
            theirs = unsigned_first(profile, url, lambda: boto(profile, url))
            assert mine[0] == theirs[0] == expected, f"{profile}: {mine}, boto3 {theirs}"
            if expected == "listed":
                assert mine[1] == theirs[1] == REPOSITORIES, f"{profile}: {mine}, boto3 {theirs}"
    print(f"moto: {len(CASES)} ways to a listing by roles, each ends as boto3's does")


if __name__ == "__main__":
    main()
