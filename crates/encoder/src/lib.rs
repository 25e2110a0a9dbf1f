//! The multilingual sentence encoder, with its weights, in pure Rust.
