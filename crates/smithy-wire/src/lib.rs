//! What generated Smithy types stand on: a JSON reader and writer, timestamps, blobs, open enums, operations.
