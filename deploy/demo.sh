#!/bin/sh
# Loads the demo ward named by its argument: the one place that knows how.
set -eu
python manage.py demo_accounts --ward "$1"
