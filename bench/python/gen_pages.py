#!/usr/bin/env python3
"""Writes synthetic DescribeImages response bodies, one a line: gen_pages.py FOLDER writes FOLDER/pages-<images per page>.jsonl.

Deterministic (seeded; only integer randomness is used), so every peer reads identical bytes; the
SHA-256 of each file is printed. All files cut the same 20,000-image stream, so page sizes compare.
Every page but a file's last carries a 400-character nextToken that ends in the next page's 8-digit index.
"""
import hashlib, json, pathlib, random, sys

PAGES = {1: 2000, 10: 2000, 100: 200, 1000: 20}
DATA = pathlib.Path(sys.argv[1])
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
DOCKER = ("application/vnd.docker.container.image.v1+json", "application/vnd.docker.distribution.manifest.v2+json")
OCI = ("application/vnd.oci.image.config.v1+json", "application/vnd.oci.image.manifest.v1+json")
SEVERITIES = ["INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL", "UNDEFINED"]
STATUSES = ["COMPLETE"] * 14 + ["ACTIVE"] * 3 + ["FAILED", "UNSUPPORTED_IMAGE", "PENDING"]


class Raw(str):
    """A number kept exactly as spelled."""


def timestamp(rng, base=1_701_234_567):
    """Epoch seconds the ways the service spells them: mostly like Java's Double.toString."""
    seconds = str(base + rng.randrange(60_000_000))
    millis = f"{rng.randrange(1, 1000):03}".rstrip("0")
    style = rng.randrange(10)
    if style < 6:
        return Raw(f"{seconds[0]}.{seconds[1:].rstrip('0') or '0'}E9")
    if style < 7:
        return Raw(f"{seconds[0]}.{seconds[1:]}{millis}E9")
    if style < 9:
        return Raw(f"{seconds}.{millis}")
    return Raw(seconds)


def digest(rng):
    return f"sha256:{rng.getrandbits(256):064x}"


def image(rng, n):
    config, manifest = DOCKER if rng.randrange(3) else OCI
    out = {
        "artifactMediaType": config,
        "imageDigest": digest(rng),
        "imageManifestMediaType": manifest,
        "imagePushedAt": timestamp(rng),
    }
    status = rng.choice(STATUSES)
    if rng.randrange(10):
        if status in ("COMPLETE", "ACTIVE"):
            picked = [s for s in SEVERITIES if rng.randrange(10) < 7]
            out["imageScanFindingsSummary"] = {
                "findingSeverityCounts": {s: rng.randrange(1, 10 ** rng.randrange(1, 4)) for s in picked},
                "imageScanCompletedAt": timestamp(rng),
                "vulnerabilitySourceUpdatedAt": timestamp(rng),
            }
        description = {
            "COMPLETE": "The scan was completed successfully.",
            "ACTIVE": "Continuous scan is selected for image.",
            "PENDING": "Image scan is pending.",
        }.get(status, 'UnsupportedImageError: The operating system "scratch" is not supported.')
        out["imageScanStatus"] = {"description": description, "status": status}
    out["imageSizeInBytes"] = rng.randrange(2_000_000, 900_000_000)
    out["imageStatus"] = "ACTIVE"
    tags = [f"v{rng.randrange(9)}.{n // 40}.{n % 40}", f"main-{rng.getrandbits(160):040x}", "latest"][: rng.randrange(4)]
    if tags:
        out["imageTags"] = tags
    if rng.randrange(10) < 7:
        out["lastRecordedPullTime"] = timestamp(rng)
    out["registryId"] = "123456789012"
    out["repositoryName"] = "platform/checkout-service"
    if rng.randrange(20) == 0:
        out["subjectManifestDigest"] = digest(rng)
    return encode(out)


def encode(value):
    if isinstance(value, Raw):
        return value
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{encode(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(encode, value)) + "]"
    return json.dumps(value)


def main():
    rng = random.Random(20150921)
    images = [image(rng, n) for n in range(20_000)]
    prefix = "".join(rng.choice(ALPHABET) for _ in range(392))
    DATA.mkdir(parents=True, exist_ok=True)
    for size, pages in PAGES.items():
        lines = []
        for page in range(pages):
            token = f',"nextToken":"{prefix}{page + 1:08}"' if page + 1 < pages else ""
            lines.append('{"imageDetails":[' + ",".join(images[page * size : (page + 1) * size]) + "]" + token + "}\n")
        raw = "".join(lines).encode()
        path = DATA / f"pages-{size}.jsonl"
        path.write_bytes(raw)
        print(hashlib.sha256(raw).hexdigest(), path.name, f"{pages} pages, {len(raw) / pages / size:.1f} bytes/image")


if __name__ == "__main__":
    main()
