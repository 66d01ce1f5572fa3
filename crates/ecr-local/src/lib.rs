//! An embedded Amazon ECR registry on loopback: the real protocol, paging and injected faults.
