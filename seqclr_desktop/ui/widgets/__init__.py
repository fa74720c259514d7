"""Small reusable pieces that know nothing of collections or jobs."""
