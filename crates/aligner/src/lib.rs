//! Links the sentences of a text and its rendering, and says how each was rendered.

mod alignment;

pub use alignment::{Alignment, AlignmentError, Link, Side, SideName, Status, UnknownStatus};
