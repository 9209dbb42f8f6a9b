#!/bin/bash
# network.sh N DIR: N nodes, each with a network of its own, joined by a bridge in one more. Node I has the address 10.79.0.(20+I); DIR/node-I holds
# the pid whose network it is. Reads "cut I" and "join I" from standard input; when that ends, everything vanishes.
set -euo pipefail
N=$1 D=$2
hold() { # NAME: a process that keeps a network as long as this one lives
    unshare -n setpriv --pdeathsig KILL bash -c 'ip link set lo up && : > "$1.up" && exec sleep infinity' hold "$D/$1" </dev/null >/dev/null &
    echo $! > "$D/$1"
    until [ -e "$D/$1.up" ]; do sleep 0.01; done
}
on() { local name=$1; shift; nsenter -t "$(cat "$D/$name")" -n "$@"; }

hold bridge
on bridge ip link add br0 type bridge
on bridge ip link set br0 up
for ((i = 0; i < N; i++)); do
    hold "node-$i"
    on bridge ip link add "v$i" type veth peer name eth0 netns "$(cat "$D/node-$i")"
    on bridge ip link set "v$i" master br0 up
    on "node-$i" ip addr add "10.79.0.$((20 + i))/24" dev eth0
    on "node-$i" ip link set eth0 up
done
echo ready
while read -r what i; do
    case $what in
        # Frames vanish on the way; neither end is told.
        cut) on bridge ip link set "v$i" nomaster ;;
        join) on bridge ip link set "v$i" master br0 ;;
    esac
    echo "$what $i"
done
