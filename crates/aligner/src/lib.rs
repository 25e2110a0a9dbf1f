//! Links the sentences of a text and its rendering, and says how each was rendered.
