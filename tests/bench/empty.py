"""The least that the server can be asked for: no framework, two bytes."""


def application(_environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "2")])
    return [b"ok"]
