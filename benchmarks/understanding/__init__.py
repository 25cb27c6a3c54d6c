"""Understanding, side by side with what else there is: `make bench-understanding`."""
