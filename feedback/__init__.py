"""Citizens' reception, petitions and reflections; the app's models come with them."""
