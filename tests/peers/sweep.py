"""Sweeps killed at random moments: at the end every image stands in the file exactly once.

`sweep.py [--repositories N] [--images N] [--kills N] [--seed N]`; ECR_BIN as for interop.py. Needs no package.
The registry answers after 5 ms. A kill counts only where the file had grown since the one before, and was unfinished.
Also told: bytes written to the journal, and peak memory for 10 and for all repositories.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import tempfile
import time
import urllib.request

ECR = os.environ["ECR_BIN"]


class Registry:
    def __init__(self, repositories, images):
        self.process = subprocess.Popen(
            [ECR, "local", "--port", "0", "--repositories", str(repositories), "--images", str(images), "--fault", "latency=5ms"],
            stdout=subprocess.PIPE,
            text=True,
        )
        self.url = self.process.stdout.readline().removeprefix("listening on ").strip()

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, operation, **members):
        request = urllib.request.Request(
            self.url,
            json.dumps(members).encode(),
            {
                "content-type": "application/x-amz-json-1.1",
                "x-amz-target": f"AmazonEC2ContainerRegistry_V20150921.{operation}",
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def pages(self, operation, **members):
        token = {}
        for _ in range(100_000):
            page = self.ask(operation, maxResults=1000, **token, **members)
            yield page
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}

    def images(self):
        for page in self.pages("DescribeRepositories"):
            for repository in page["repositories"]:
                name = repository["repositoryName"]
                for images in self.pages("DescribeImages", repositoryName=name):
                    for image in images["imageDetails"]:
                        yield name, image["imageDigest"]


def sweep(url, out, place, *more):
    return subprocess.Popen(
        [ECR, "sweep", "--endpoint-url", url, "--out", out, "--checkpoint", place, "--quiet", *more],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def killed(process, out, place, before, moments):
    """Whether it was killed once the file had grown and before it was finished, when the place goes away."""
    deadline = time.monotonic() + 60
    while size(out) <= before:
        if process.poll() is not None:
            return False
        assert time.monotonic() < deadline, "the file does not grow"
        time.sleep(0.001)
    time.sleep(moments.uniform(0, 0.03))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL and os.path.exists(place)


def peak(url, folder, name):
    """Peak memory in KiB of a sweep from beginning to end."""
    out, place = os.path.join(folder, name), os.path.join(folder, name + ".place")
    process = sweep(url, out, place)
    highest = 0
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status") as status:
                found = [line for line in status if line.startswith("VmHWM")]
            highest = max(highest, *(int(line.split()[1]) for line in found), 0)
        except (FileNotFoundError, ProcessLookupError):
            break
        time.sleep(0.002)
    assert process.wait() == 0, process.stderr.read()
    process.stderr.close()
    return highest


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--repositories", type=int, default=20)
    arguments.add_argument("--images", type=int, default=200)
    arguments.add_argument("--kills", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    asked = arguments.parse_args()
    print(f"sweep.py --repositories {asked.repositories} --images {asked.images} --kills {asked.kills} --seed {asked.seed}")
    moments = random.Random(asked.seed)
    registry = Registry(asked.repositories, asked.images)
    few = Registry(10, asked.images)
    try:
        run(asked, registry, few, moments)
    finally:
        registry.close()
        few.close()


def run(asked, registry, few, moments):
    expected = sorted(registry.images())
    with tempfile.TemporaryDirectory() as folder:
        kills = sweeps = journal = 0
        while kills < asked.kills:
            sweeps += 1
            assert sweeps <= asked.kills + 10, "sweeps end before they can be killed"
            out, place = (os.path.join(folder, f"{sweeps}{end}") for end in ("", ".place"))
            while kills < asked.kills:
                before = size(out)
                process = sweep(registry.url, out, place, "--parallel", "2")
                if killed(process, out, place, before, moments):
                    kills += 1
                    journal = max(journal, size(place))
                    process.stderr.close()
                else:
                    process.stderr.close()
                    break
            if os.path.exists(place):
                last = sweep(registry.url, out, place)
                assert last.wait(timeout=600) == 0, last.stderr.read()
                last.stderr.close()
            with open(out) as lines:
                found = sorted((line["repositoryName"], line["imageDigest"]) for line in map(json.loads, lines))
            assert len(set(found)) == len(found), "an image came twice"
            assert found == expected, f"{len(found)} of {len(expected)} images"
            assert not os.path.exists(place), "the place is gone at the end"
        print(f"{kills} kills over {sweeps} sweeps: {len(expected)} images, each exactly once; the journal had {journal} bytes at most")
        memory = {10: peak(few.url, folder, "few"), asked.repositories: peak(registry.url, folder, "all")}
        print(f"peak memory: {memory[10]} KiB for 10 repositories, {memory[asked.repositories]} KiB for {asked.repositories}")
        if asked.repositories > 10:
            assert memory[asked.repositories] <= 1.2 * memory[10], memory


if __name__ == "__main__":
    main()
