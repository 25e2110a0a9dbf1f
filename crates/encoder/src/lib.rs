//! The multilingual sentence encoder, with its weights, in pure Rust.

mod embeddings;
mod error;
mod features;
mod format;
mod lanes;
mod layers;
mod matrix;
mod model;
mod network;
mod normalizer;
mod pieces;
mod runs;
mod sum;
mod vector;
mod vocabulary;

pub use error::ModelError;
pub use features::Features;
pub use model::Model;
pub use runs::Runs;
pub use sum::Sum;
pub use vector::Vector;

/// Number of coordinates of a [`Vector`] and of a [`Sum`].
pub const DIMENSIONS: usize = layers::DIMENSIONS;
