"""Answers in the shapes of OpenAI's chat completions: what was asked, how the answer is worded, and the chunks of a stream."""
