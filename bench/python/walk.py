"""Every image with boto3, signed as the environment says. Prints IMAGES SIZE PEAK, the last in kibibytes."""

import boto3
from botocore.config import Config

client = boto3.client("ecr", config=Config(retries={"total_max_attempts": 1}))
images = size = 0
for page in client.get_paginator("describe_images").paginate(repositoryName="platform/checkout-service"):
    for image in page["imageDetails"]:
        images += 1
        size += image["imageSizeInBytes"]
with open("/proc/self/status") as status:
    peak = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
print(images, size, peak)
