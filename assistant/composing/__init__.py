"""Evidence → what is said: statements in plain words, each with the stretch of text that it stands on."""
