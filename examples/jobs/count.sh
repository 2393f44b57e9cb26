#!/bin/sh
# Counts to N, a number a second: job submit examples/jobs/count.sh 5, then job logs -f ID
n=1
while [ "$n" -le "${1:-3}" ]; do
  echo "$n"
  sleep 1
  n=$((n + 1))
done
