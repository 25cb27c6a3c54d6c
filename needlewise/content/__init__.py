"""What the assistant knows: articles, questions, vocabulary, disagreements, clinic settings."""
