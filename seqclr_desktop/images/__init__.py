"""Page pictures: read from files as a person should see them, and cut into lines."""
