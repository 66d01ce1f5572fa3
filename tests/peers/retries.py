"""Backoff, quota and rate limit of retries, compared with botocore's own classes on random questions.

Usage: retries.py PROGRAM, where PROGRAM is the example `retry_figures` of aws-transport. SEED repeats a run.
"""

import json
import math
import os
import random
import subprocess
import sys
import time
from types import SimpleNamespace

from botocore.retries import adaptive, bucket, quota, standard, throttling

SEED = int(os.environ.get("SEED", time.time()))
CASES = 2000


class Clock:
    def __init__(self, now):
        self.now = now

    def current_time(self):
        return self.now

    def wait(self, amount):
        self.now += amount


class Waiting:
    """Stands in for the condition on which the bucket waits: time passes at once."""

    def __init__(self, clock):
        self.clock = clock

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return False

    def wait(self, amount):
        # Less than that is lost in the sum, and the bucket would ask for ever.
        self.clock.wait(max(amount, 1e-9))

    def notify(self):
        pass


def detector(throttled):
    return SimpleNamespace(
        is_throttling_error_from_context=lambda _: throttled,
        is_throttling_error=lambda **kwargs: kwargs["throttled"],
    )


def backoff_question(rng):
    return {
        "kind": "backoff",
        "attempt": rng.randint(1, 40),
        "throttled": rng.random() < 0.5,
        "random": rng.random(),
        "amz": rng.choice([None, rng.randint(0, 30000)]),
    }


def backoff_answer(question):
    backoff = standard.ExponentialBackoff(
        random=lambda: question["random"],
        throttling_detector=detector(question["throttled"]),
    )
    headers = {}
    if question["amz"] is not None:
        headers["x-amz-retry-after"] = str(question["amz"])
    context = standard.RetryContext(
        attempt_number=question["attempt"],
        http_response=SimpleNamespace(headers=headers, status_code=503),
    )
    return backoff.delay_amount(context)


def quota_question(rng):
    steps = [
        ["take", rng.random() < 0.5] if rng.random() < 0.7 else ["give", False]
        for _ in range(rng.randint(1, 200))
    ]
    return {"kind": "quota", "steps": steps}


def quota_answer(question):
    whole = quota.RetryQuota()
    contexts = []
    left = []
    for what, throttled in question["steps"]:
        checker = standard.RetryQuotaChecker(whole, detector(throttled))
        if what == "take":
            context = standard.RetryContext(attempt_number=1)
            if checker.acquire_retry_quota(context):
                contexts.append(context.request_context)
        else:
            context = contexts.pop() if contexts else {}
            checker.release_retry_quota(context, SimpleNamespace(status_code=200))
        left.append(whole.available_capacity)
    return left


def limiter_question(rng):
    steps = []
    for _ in range(rng.randint(1, 120)):
        steps.append([rng.choice([0.0, rng.random() * 0.1, rng.random() * 3]), "acquire"])
        steps.append([rng.random() * 0.3, "throttled" if rng.random() < 0.2 else "ok"])
    return {"kind": "limiter", "start": rng.random() * 1000, "steps": steps}


def limiter_answer(question):
    clock = Clock(question["start"])
    tokens = bucket.TokenBucket(max_rate=1, clock=clock)
    tokens._new_fill_rate_condition = Waiting(clock)
    limiter = adaptive.ClientRateLimiter(
        rate_adjustor=throttling.CubicCalculator(0, clock.now),
        rate_clocker=adaptive.RateClocker(clock),
        token_bucket=tokens,
        throttling_detector=detector(False),
        clock=clock,
    )
    seen = []
    for later, what in question["steps"]:
        clock.now += later
        if what == "acquire":
            limiter.on_sending_request(request=None)
        else:
            limiter.on_receiving_response(throttled=what == "throttled")
        seen.append([clock.now, tokens.max_rate])
    return seen


KINDS = {
    "backoff": (backoff_question, backoff_answer),
    "quota": (quota_question, quota_answer),
    "limiter": (limiter_question, limiter_answer),
}


def same(one, other):
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    # Waits are rounded up to the nanosecond here, and a rate follows the third power of time.
    return math.isclose(one, other, rel_tol=1e-5, abs_tol=1e-5)


def codes_are_equal():
    """The lists of codes and statuses are part of the program's source; what botocore has must be there."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../crates/aws-transport/src/retry/classify.rs")
    text = open(source, encoding="utf-8").read()
    codes = (
        standard.ThrottledRetryableChecker._THROTTLED_ERROR_CODES
        + standard.TransientRetryableChecker._TRANSIENT_ERROR_CODES
    )
    statuses = " | ".join(map(str, standard.TransientRetryableChecker._TRANSIENT_STATUS_CODES))
    missing = [code for code in codes if f'"{code}"' not in text]
    assert not missing, f"codes missing: {missing}"
    assert statuses in text, f"statuses differ from {statuses}"


def main():
    program = sys.argv[1]
    print(f"SEED={SEED}")
    rng = random.Random(SEED)
    questions = [KINDS[kind][0](rng) for kind in KINDS for _ in range(CASES)]
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    run = subprocess.run([program], input=lines, capture_output=True, text=True, check=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(questions)
    for question, answer in zip(questions, answers):
        expected = KINDS[question["kind"]][1](question)
        assert same(answer, expected), f"{json.dumps(question)}\n  ours {answer}\n  botocore {expected}"
    codes_are_equal()
    print(f"{len(questions)} questions about retries answered as botocore does")


if __name__ == "__main__":
    main()
