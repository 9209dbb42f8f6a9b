#!/bin/bash
# load.sh BUSY DIR SECONDS: that many busy processes, and one that fills and reads the page cache through files in DIR. Ends with standard input, or in SECONDS.
trap 'kill $(jobs -p)' EXIT
for ((i = 0; i < $1; i++)); do
    (while :; do :; done) &
done
(while :; do
    dd if=/dev/zero of="$2/churn" bs=1M count=512 status=none
    cat "$2/churn" >/dev/null
done) &
echo ready
read -r -t "$3" _
