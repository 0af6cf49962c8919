"""Pages of everyone, and pages of the team."""
