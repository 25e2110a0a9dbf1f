//! Alignments to files and back, and how well they agree with gold.
