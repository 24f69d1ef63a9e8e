"""What echoes are found with: words, matches, prints, credits."""
