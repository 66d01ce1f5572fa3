"""Random configurations: environment, both files, and what they lead to."""

import hashlib
import json
import shlex
import string
from pathlib import Path

from metadata import later

PROFILES = ["default", "dev", "ops", "two words", "deploy"]
REGIONS = ["eu-west-1", "us-gov-west-1", "cn-north-1", "us-east-1"]


class Case:
    """One configuration, in a folder of its own."""

    def __init__(self, rng, folder, address):
        self.rng, self.folder, self.address = rng, folder, address
        self.variables = {"HOME": str(folder)}
        self.profile = None
        self.config = self.credentials = None
        (folder / ".aws/sso/cache").mkdir(parents=True)

    def one(self, *choices):
        return self.rng.choice(choices)

    def likely(self, chance):
        return self.rng.random() < chance

    def key(self, prefix="AKIA"):
        return prefix + "".join(self.rng.choices(string.ascii_uppercase + string.digits, k=16))

    def secret(self):
        return "".join(self.rng.choices(string.ascii_letters + string.digits + "+/", k=40))

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return str(path)

    def write(self):
        """Puts the files where the variables say."""
        for name, variable, text in (
            ("config", "AWS_CONFIG_FILE", self.config),
            ("credentials", "AWS_SHARED_CREDENTIALS_FILE", self.credentials),
        ):
            if text is None:
                continue
            path = self.folder / ".aws" / name
            if variable in self.variables:
                path = self.folder / f"my {name}"
            path.write_bytes(text.encode())


def generate(rng, folder, address):
    case = Case(rng, folder, address)
    if case.likely(0.85):
        case.config = file_text(case, config_sections(case))
    if case.likely(0.6):
        case.credentials = file_text(case, credentials_sections(case))
    variables(case)
    case.write()
    return case


# Sections.


def config_sections(case):
    names = case.rng.sample(PROFILES, case.rng.randint(1, len(PROFILES)))
    sections = [(profile_header(case, name), profile(case)) for name in names]
    if case.likely(0.5):
        sections.append(("sso-session corp", [("sso_region", "eu-west-1"), ("sso_start_url", "https://corp.example/start")]))
    if case.likely(0.3):
        url = f"http://127.0.0.1/{case.key()}"
        sections.append(("services mine", [("ecr", [("endpoint_url", url)]), ("s3", [("endpoint_url", "http://s3")])]))
    if case.likely(0.1):
        sections.append(("preview", [("cloudfront", "true")]))
    if case.likely(0.05):
        sections.append(("DEFAULT", [("region", "sa-east-1"), ("role_session_name", "given-to-all")]))
    case.rng.shuffle(sections)
    return sections


def credentials_sections(case):
    names = case.rng.sample(PROFILES, case.rng.randint(1, 3))
    return [(name, keys(case) if case.likely(0.7) else profile(case)) for name in names]


def profile_header(case, name):
    if name == "default":
        return case.one("default", "default", "profile default")
    if " " in name:
        return f'profile {case.one(chr(34), chr(39))}{name}{chr(34)}' if case.likely(0.02) else f'profile "{name}"'
    return case.one(f"profile {name}", f"profile   {name}", f'profile "{name}"', f"profile\t{name}")


def profile(case):
    options = list(case.one(keys, keys, role, role, role, process, web_identity, sso, sso, nothing, login)(case))
    if case.likely(0.1):
        options += case.one(keys, process, role, web_identity)(case)
    if case.likely(0.4):
        options.append(("region", case.rng.choice(REGIONS)))
    if case.likely(0.2):
        options.append(("s3", [("addressing_style", "path"), ("max_queue_size", "10")]))
    options += settings(case)
    case.rng.shuffle(options)
    return list(dict(options).items()) if not case.likely(0.02) else options


def keys(case):
    options = [("aws_access_key_id", case.key()), ("aws_secret_access_key", case.secret())]
    if case.likely(0.08):
        options.pop(case.rng.randrange(2))
    if case.likely(0.03):
        options[0] = ("aws_access_key_id", "")
    if case.likely(0.3):
        options.append((case.one("aws_session_token", "aws_security_token"), case.secret()))
    if case.likely(0.2):
        options.append(("aws_account_id", "123456789012"))
    return options


def role(case):
    arn = f"arn:aws:iam::123456789012:role/{case.one('a', 'b', 'c', 'denied')}"
    options = [("role_arn", arn)]
    if case.likely(0.75):
        options.append(("source_profile", case.one(*PROFILES, *PROFILES, "nowhere")))
    if case.likely(0.3):
        options.append(("credential_source", case.one("Environment", "EcsContainer", "Ec2InstanceMetadata", "environment", "Moon")))
    for name, value in (
        ("role_session_name", "given-by-profile"),
        ("external_id", "external"),
        ("duration_seconds", case.one("900", "3600", "soon")),
        ("mfa_serial", "arn:aws:iam::123456789012:mfa/me"),
    ):
        if case.likely(0.03 if name == "mfa_serial" else 0.2):
            options.append((name, value))
    return options


def process(case):
    printed = {"Version": 1, "AccessKeyId": case.key(), "SecretAccessKey": case.secret()}
    if case.likely(0.5):
        printed["SessionToken"] = case.one(case.secret(), None)
    if case.likely(0.5):
        printed["Expiration"] = case.one(later(), later(), later().replace("Z", "+00:00"), later(-60), None)
    if case.likely(0.2):
        printed["AccountId"] = "210987654321"
    if case.likely(0.1):
        printed["Version"] = case.one(2, "1", None)
    if case.likely(0.1):
        del printed[case.one("Version", "AccessKeyId", "SecretAccessKey")]
    text = json.dumps(printed)[: None if case.likely(0.9) else 20]
    path = case.file(f"printed {case.key()}.json", text)
    program = case.one(
        f"cat {shlex.quote(path)}",
        f"cat {shlex.quote(path)}",
        f'  cat   "{path}"  ',
        "cat " + path.replace(" ", "\\ "),
        f"sh -c 'cat \"{path}\"'",
        f"sh -c 'cat \"{path}\"; exit 3'" if case.likely(0.3) else f"cat '{path}'",
        f"no-such-program '{path}'" if case.likely(0.3) else f"cat '{path}'",
        f"cat '{path}" if case.likely(0.2) else f"cat '{path}'",
    )
    return [("credential_process", program)]


def web_identity(case):
    options = [
        ("web_identity_token_file", case.file(f"token-{case.key()}", f"token-{case.key()}")),
        ("role_arn", f"arn:aws:iam::123456789012:role/{case.one('web', 'web', 'denied')}"),
        ("role_session_name", "named-by-web"),
    ]
    return options[: case.one(1, 2, 2, 3, 3)]


def sso(case):
    options = [("sso_account_id", "123456789012"), ("sso_role_name", case.one("reader", "writer"))]
    if case.likely(0.7):
        options.append(("sso_session", case.one("corp", "corp", "corp", "none")))
        token(case, "corp")
        if case.likely(0.2):
            options.append(("sso_region", case.one("eu-west-1", "us-east-1")))
    else:
        url = "https://old.example/start"
        options += [("sso_start_url", url), ("sso_region", "eu-west-1")]
        token(case, url)
    if case.likely(0.1):
        options.pop(case.rng.randrange(len(options)))
    return options


def token(case, of):
    """The token that the AWS CLI keeps of a sign-in."""
    kept = {"accessToken": case.one("good", "good", "good", "revoked"), "expiresAt": later(3600)}
    if case.likely(0.1):
        kept["expiresAt"] = later(-60)
    name = hashlib.sha1(of.encode()).hexdigest()
    if case.likely(0.9):
        (case.folder / f".aws/sso/cache/{name}.json").write_text(json.dumps(kept))


def nothing(_):
    return []


def login(case):
    return [("login_session", "arn:aws:iam::123456789012:user/me")] if case.likely(0.3) else []


def settings(case):
    options = []
    for chance, name, values in (
        (0.1, "endpoint_url", ["http://127.0.0.1/of-the-profile"]),
        (0.15, "services", ["mine", "mine", "missing"]),
        (0.1, "use_fips_endpoint", ["true", "TRUE", "false", "1"]),
        (0.1, "use_dualstack_endpoint", ["true", "false", "False"]),
        (0.1, "retry_mode", ["standard", "adaptive", "legacy"]),
        (0.1, "max_attempts", ["1", "7"]),
        (0.1, "ca_bundle", ["/nowhere/bundle.pem"]),
        # Not true: then whatever is asked would not be at home.
        (0.05, "ignore_configured_endpoint_urls", ["false"]),
        (0.03, "metadata_service_timeout", ["2", "soon"]),
        (0.03, "ec2_metadata_service_endpoint_mode", ["IPv4", "ipv4", "ipv5"]),
    ):
        if case.likely(chance):
            options.append((name, case.rng.choice(values)))
    return options


# Variables.


def variables(case):
    own = case.variables
    if case.likely(0.3):
        own[case.one("AWS_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE")] = case.one(*PROFILES, "nowhere")
    if case.likely(0.03):
        own["AWS_PROFILE"] = ""
    if case.likely(0.3):
        case.profile = case.one(*PROFILES, *PROFILES, "nowhere")
    if case.likely(0.2):
        own.update(key_variables(case))
    for name in ("config", "credentials"):
        if case.likely(0.2):
            variable = {"config": "AWS_CONFIG_FILE", "credentials": "AWS_SHARED_CREDENTIALS_FILE"}[name]
            own[variable] = case.one(f"~/my {name}", f"$HOME/my {name}", f"${{HOME}}/my {name}", str(case.folder / f"my {name}"))
    if case.likely(0.15):
        own.update(web_identity_variables(case))
    network(case)
    setting_variables(case)


def key_variables(case):
    own = {"AWS_ACCESS_KEY_ID": case.key(), "AWS_SECRET_ACCESS_KEY": case.secret()}
    if case.likely(0.1):
        own.pop(case.one(*own))
    if case.likely(0.4):
        own[case.one("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")] = case.secret()
    if case.likely(0.2):
        own["AWS_ACCOUNT_ID"] = "123456789012"
    if case.likely(0.2):
        own["AWS_CREDENTIAL_EXPIRATION"] = case.one(later(), later(-60), "tomorrow")
    if case.likely(0.05):
        own["AWS_SESSION_TOKEN"] = ""
    return own


def web_identity_variables(case):
    own = {"AWS_WEB_IDENTITY_TOKEN_FILE": case.file("token-of-variables", "token-of-variables")}
    if case.likely(0.8):
        own["AWS_ROLE_ARN"] = "arn:aws:iam::123456789012:role/of-variables"
    if case.likely(0.5):
        own["AWS_ROLE_SESSION_NAME"] = "given-by-variables"
    return own


def network(case):
    """Every service is at home, whatever else the configuration says."""
    own, address = case.variables, case.address
    own["AWS_ENDPOINT_URL_STS"] = own["AWS_ENDPOINT_URL_SSO"] = own["AWS_ENDPOINT_URL_SSO_OIDC"] = address
    own["AWS_MAX_ATTEMPTS"] = "1"
    instance = case.one("instance", "instance", "first-version", "no-such")
    own["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = f"{address}/{instance}"
    if case.likely(0.15):
        own["AWS_EC2_METADATA_DISABLED"] = case.one("true", "True", "false")
    if case.likely(0.2):
        path = case.one("good", "good/more", "garbled", "missing")
        own["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = f"{address}/container/{path}"
        if case.likely(0.3):
            own["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = case.secret()


def setting_variables(case):
    for chance, name, values in (
        (0.2, "AWS_DEFAULT_REGION", REGIONS),
        (0.15, "AWS_REGION", REGIONS),
        (0.02, "AWS_DEFAULT_REGION", [""]),
        (0.1, "AWS_ENDPOINT_URL_ECR", ["http://127.0.0.1/of-ecr"]),
        (0.1, "AWS_ENDPOINT_URL", ["http://127.0.0.1/of-all"]),
        (0.03, "AWS_ENDPOINT_URL", [""]),
        (0.1, "AWS_USE_FIPS_ENDPOINT", ["true", "false", "yes"]),
        (0.1, "AWS_RETRY_MODE", ["adaptive", "standard", "legacy"]),
        (0.05, "AWS_CA_BUNDLE", ["/nowhere/other.pem"]),
    ):
        if case.likely(chance):
            case.variables[name] = case.rng.choice(values)


# The text of a file.


def file_text(case, sections):
    lines = []
    if case.likely(0.2):
        lines.append(case.one("# a comment", "; another", ""))
    for header, options in sections:
        lines.append(f"[{header}]" + (case.one(" # why", "  ", " ;") if case.likely(0.1) else ""))
        indent = case.one("", "", "", "  ")
        for name, value in options:
            lines += option_lines(case, name, value, indent)
            if case.likely(0.1):
                lines.append(case.one("", "# region = nowhere", "   ; an indented comment"))
    if case.likely(0.05):
        lines.insert(case.rng.randrange(len(lines) + 1), case.one("no option at all", "= nameless", "[]", "stray = 1", "   indented = 1"))
    if case.likely(0.03) and sections:
        lines.append(f"[{case.rng.choice(sections)[0]}]")
    return case.one("\n", "\n", "\n", "\r\n").join(lines) + "\n"


def option_lines(case, name, value, indent):
    if case.likely(0.1):
        name = name.upper()
    if isinstance(value, list):
        lines = [f"{indent}{name} ="]
        for inner, text in value:
            lines.append(f"{indent}{case.one('  ', '    ')}{inner} = {text}")
        return lines
    sign = case.one(" = ", " = ", "=", ": ", " :", "\t=\t")
    return [f"{indent}{name}{sign}{value}"]
