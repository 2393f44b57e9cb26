#!/bin/sh
# Fails: job submit examples/jobs/fails.sh, then job result ID ends with exit code 3.
echo "this goes to standard output"
echo "this says what went wrong" >&2
exit 3
