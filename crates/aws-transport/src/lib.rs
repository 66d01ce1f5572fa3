//! Clients that move the bytes of AWS calls: blocking HTTP, and replay of recorded responses.
