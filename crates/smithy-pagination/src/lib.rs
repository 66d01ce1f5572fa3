//! Pagination as boto3 does it, without I/O: resume tokens, item caps, full results, and no lost items.
