"""What the server answers: routes, the API, the password and its guard."""
