//! Splits Russian and English running text into sentences.
