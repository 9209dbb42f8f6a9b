#!/usr/bin/env bash
# Tries a packed release as a site would have it: check.sh TAR, as root. In namespaces of its own (mounts, network with loopback only, processes), without
# dotnet and compilers, read-only, as the user nobody: runs the demo from a copy in the node's memory, then from where it is, and looks that nothing is left.
set -euo pipefail
if [ "${2:-}" != inside ]; then
  exec unshare -m -n -p -i -f --mount-proc "$0" "$(readlink -f "$1")" inside
fi
tar=$1
die() { echo "check.sh: $*" >&2; exit 1; }
mount --make-rprivate /
ip link set lo up
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mount -t tmpfs -o mode=755 tmpfs /mnt
mkdir /mnt/release /mnt/home
tar -C /mnt/release -xf "$tar"
chown 65534:65534 /mnt/home
mount --bind /mnt/release /mnt/release; mount -o remount,ro,bind /mnt/release
for folder in /usr/share/dotnet /usr/lib/dotnet /root /usr/lib/gcc; do [ ! -d "$folder" ] || mount -t tmpfs tmpfs "$folder"; done
for program in dotnet cc gcc make npm; do
  while found=$(command -v "$program") && [ -s "$found" ]; do mount --bind /dev/null "$(readlink -f "$found")"; hash -r; done
done
cd /mnt/home
as_nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH=/usr/bin:/bin HOME=/mnt/home "$@"; }
muster=$(echo /mnt/release/*/muster)
for copy in always never; do
  echo "MUSTER_LOCAL_COPY=$copy"
  as_nobody MUSTER_LOCAL_COPY=$copy "$muster" demo || die "the demo ended with $?"
done
[ "$(stat -c %u:%a /dev/shm/muster-65534)" = 65534:700 ] || die "the copy's folder is not closed"
[ "$(ls -A /dev/shm/muster-65534)" = "$(cat "${muster%/*}/digest")" ] || die "the copy is not named by its content"
for process in /proc/[0-9]*; do
  case $(readlink "$process/exe" || true) in */muster-*) die "a host is left: ${process#/proc/}" ;; esac
done
echo "check.sh: good"
