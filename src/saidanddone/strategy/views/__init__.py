"""Pages of decisions, the plan and one's own actions."""
