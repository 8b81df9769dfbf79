#!/bin/sh
# Loads the demo ward named by its argument: the one place that knows how.
set -eu
python manage.py seed_demo --ward "$1"
python manage.py demo_accounts
