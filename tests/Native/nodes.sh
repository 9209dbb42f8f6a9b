#!/bin/bash
# nodes.sh DIR N NATIVE [SHARED...]: N "nodes", each a process in namespaces of its own (network, host name, IPC, mounts with its own /dev/shm), joined by a bridge in
# one more. Everything lives until this script's stdin closes and then vanishes; nothing outside the namespaces changes. Writes DIR/in, which runs a
# command as if on a node (DIR/in node0 COMMAND...), for each node a copy of the folder NATIVE whose warden starts inside (DIR/native-0 ...), and prints "ready".
# With folders SHARED every node also has a /tmp of its own, in which only these are seen where they lie below it.
set -euo pipefail
D=$1 N=$2 NATIVE=$3
shift 3
mkdir -p "$D"

cat > "$D/holder" <<'HOLDER'
#!/bin/bash
set -e
mount --make-rprivate /
hostname "$2"
mount --bind "$1/hosts" /etc/hosts
mkdir -p "$1/cgroup-$2"
mount --rbind /sys/fs/cgroup "$1/cgroup-$2"
mount -t sysfs sysfs /sys
mount --rbind "$1/cgroup-$2" /sys/fs/cgroup
mount -t tmpfs tmpfs /dev/shm
if [ $# -gt 2 ]; then
    own=$1/tmp-$2
    mkdir -p "$own"
    mount -t tmpfs tmpfs "$own"
    for shared in "${@:3}"; do
        case $shared in
        /tmp/*) mkdir -p "$own${shared#/tmp}" && mount --rbind "$shared" "$own${shared#/tmp}" ;;
        esac
    done
    chmod 1777 "$own"
    mount --rbind "$own" /tmp
fi
ip link set lo up
: > "$1/ready-$2"
exec cat > /dev/null
HOLDER
cat > "$D/in" <<IN
#!/bin/bash
node=\$1; shift
exec nsenter -t "\$(cat "$D/pid-\$node")" -n -u -m -i --wd="\$PWD" "\$@"
IN
chmod +x "$D/holder" "$D/in"

{
    echo "127.0.0.1 localhost"
    for ((i = 0; i < N; i++)); do echo "10.78.0.$((20 + i)) node$i"; done
} > "$D/hosts"
for h in bridge $(seq -f node%.0f 0 $((N - 1))); do
    unshare -n -u -m -i "$D/holder" "$D" "$h" "$@" <&0 &
    echo $! > "$D/pid-$h"
done
for h in bridge $(seq -f node%.0f 0 $((N - 1))); do
    for ((t = 0; t < 500; t++)); do
        [ -e "$D/ready-$h" ] && break
        sleep 0.01
    done
    [ -e "$D/ready-$h" ] || exit 1
done
"$D/in" bridge ip link add br0 type bridge
"$D/in" bridge ip link set br0 up
for ((i = 0; i < N; i++)); do
    "$D/in" bridge ip link add "v$i" type veth peer name eth0 netns "$(cat "$D/pid-node$i")"
    "$D/in" bridge ip link set "v$i" master br0 up
    "$D/in" "node$i" ip addr add "10.78.0.$((20 + i))/24" dev eth0
    "$D/in" "node$i" ip link set eth0 up
done
for ((i = 0; i < N; i++)); do
    mkdir "$D/native-$i"
    ln -s "$NATIVE"/*.so "$D/native-$i/"
    printf '#!/bin/bash\nexec %q node%d %q "$@"\n' "$D/in" "$i" "$NATIVE/warden" > "$D/native-$i/warden"
    chmod +x "$D/native-$i/warden"
done
echo ready
wait
