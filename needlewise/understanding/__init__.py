"""Understanding a message: spelling, entities, questions, follow-ups, red flags."""
