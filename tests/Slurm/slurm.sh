#!/usr/bin/env bash
# A real Slurm on this one machine: munged, slurmctld and some slurmd, in a second. Debian: slurm-wlm munge (iproute2 for netns).
#   slurm.sh up DIR [multi|netns] [NODES]   start it; DIR/conf holds slurm.conf, DIR/env what to source before srun, sbatch, squeue
#   slurm.sh in DIR HOST COMMAND...         run a command as if on HOST (ctl, node0, ...); multi: here
#   slurm.sh stop-slurmd DIR NODE           kill -9 the node's slurmd
#   slurm.sh lose DIR NODE                  kill -9 every process of the node's namespace (netns only), and the namespace with them
#   slurm.sh down DIR                       end all of it
# multi: all nodes share this machine's network (127.0.0.1, ports that are free now). netns: every node is a namespace with its own network
# (10.77.0.20 + i), host name, IPC, /dev/shm and /etc/hosts; needs root.
# Settings: SLURM_TEST_CPUS (cores a node claims, default 32), SLURM_TEST_TASK_PLUGIN (default task/none), SLURM_TEST_KILL_WAIT (s, default 8),
# SLURM_TEST_LIMIT (s after which everything ends by itself whatever happens, default 900).
set -euo pipefail
shopt -s inherit_errexit
limit=${SLURM_TEST_LIMIT:-900}

die() { echo "slurm.sh: $*" >&2; exit 1; }

# start LOG COMMAND...: a daemon in a session of its own that ends at the limit; its pid goes to DIR/pids.
start() {
  local log=$1; shift
  setsid timeout -k 5 "$limit" "$@" >"$log" 2>&1 </dev/null &
  last=$!
  echo "$last" >>"$dir/pids"
}

# wait_for SECONDS COMMAND...: until the command succeeds.
wait_for() {
  local until=$((${EPOCHREALTIME/./} + $1 * 1000000)); shift
  until "$@" 2>/dev/null; do
    [ "${EPOCHREALTIME/./}" -lt "$until" ] || return 1
    sleep 0.02
  done
}

# A range of free ports: nobody listens at any of them now.
free_ports() {
  local count=$1 base taken
  taken=$(ss -Hltn | awk '{ n = split($4, a, ":"); print a[n] }')
  for _ in $(seq 50); do
    base=$((20000 + (RANDOM % 1200) * 10))
    seq "$base" $((base + count - 1)) | grep -qxFf <(echo "$taken") || { echo "$base"; return; }
  done
  die "no free ports"
}

write_conf() {
  local ctl base=46818 i
  if [ "$mode" = multi ]; then
    base=$(free_ports $((nodes + 2))); ctl="$(hostname)(127.0.0.1)"
  else
    ctl="ctl(10.77.0.10)"
  fi
  cat >"$dir/conf" <<CONF
ClusterName=test
SlurmctldHost=$ctl
SlurmctldPort=$base
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
CredType=cred/munge
AuthInfo=socket=$dir/munge.socket
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool-%n
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd-%n.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd-%n.log
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=${SLURM_TEST_TASK_PLUGIN:-task/none}
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=${SLURM_TEST_SELECT:-select/linear}
SchedulerType=sched/builtin
ReturnToService=2
TreeWidth=65533
TmpFS=$dir/tmp-%n
KillWait=${SLURM_TEST_KILL_WAIT:-8}
MinJobAge=30
InactiveLimit=0
SlurmctldTimeout=60
SlurmdTimeout=60
$(for i in $(seq 0 $((nodes - 1))); do
    if [ "$mode" = multi ]; then
      echo "NodeName=node$i NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$((base + 1 + i)) CPUs=${SLURM_TEST_CPUS:-32} State=UNKNOWN"
    else
      echo "NodeName=node$i NodeAddr=10.77.0.$((20 + i)) Port=46818 CPUs=${SLURM_TEST_CPUS:-32} State=UNKNOWN"
    fi
  done)
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP OverSubscribe=FORCE:8
CONF
}

# A node of netns mode lives as long as its holder: a sleep in namespaces of its own.
make_namespaces() {
  local host i
  { echo "127.0.0.1 localhost"; echo "10.77.0.10 ctl"; for i in $(seq 0 $((nodes - 1))); do echo "10.77.0.$((20 + i)) node$i"; done; } >"$dir/hosts"
  cat >"$dir/holder" <<'HOLDER'
#!/bin/bash
# holder DIR HOST: sets the namespaces up that it was started in, says so, and holds them.
set -e
mkdir -p "$1/cgroup-$2"; mount --make-rprivate /; hostname "$2"; mount --bind "$1/hosts" /etc/hosts
mount --rbind /sys/fs/cgroup "$1/cgroup-$2"; mount -t sysfs sysfs /sys; mount --rbind "$1/cgroup-$2" /sys/fs/cgroup
mount -t tmpfs tmpfs /dev/shm; ip link set lo up
echo $$ >"$1/holder-$2.new"; mv "$1/holder-$2.new" "$1/holder-$2.pid"
exec sleep "$3"
HOLDER
  chmod +x "$dir/holder"
  for host in ctl $(seq -f node%.0f 0 $((nodes - 1))); do start "$dir/holder-$host.log" unshare -n -u -m -i "$dir/holder" "$dir" "$host" "$limit"; done
  for host in ctl $(seq -f node%.0f 0 $((nodes - 1))); do wait_for 60 test -e "$dir/holder-$host.pid" || die "no namespace for $host: $(cat "$dir/holder-$host.log")"; done
  inside ctl ip link add br0 type bridge; inside ctl ip addr add 10.77.0.10/24 dev br0; inside ctl ip link set br0 up
  for i in $(seq 0 $((nodes - 1))); do
    inside ctl ip link add "v$i" type veth peer name eth0 netns "$(cat "$dir/holder-node$i.pid")"; inside ctl ip link set "v$i" master br0 up
    inside "node$i" ip addr add "10.77.0.$((20 + i))/24" dev eth0; inside "node$i" ip link set eth0 up
  done
}

# inside HOST COMMAND...
inside() {
  local host=$1; shift
  if [ -e "$dir/holder-$host.pid" ]; then nsenter -t "$(cat "$dir/holder-$host.pid")" -n -u -m -i --wd="$PWD" "$@"; else "$@"; fi
}

all_idle() { [ "$(inside ctl sinfo -h -N -o %T | grep -c '^idle$')" = "$nodes" ]; }

up() {
  [ ! -e "$dir/pids" ] || die "$dir is up already"
  mkdir -p "$dir/state"; chmod 755 "$dir"; : >"$dir/pids"
  export SLURM_CONF=$dir/conf
  write_conf
  (umask 077; head -c 128 /dev/urandom >"$dir/munge.key")
  [ "$mode" = multi ] || make_namespaces
  start "$dir/munged.out" munged --foreground --force --socket="$dir/munge.socket" --key-file="$dir/munge.key" --pid-file="$dir/munged.pid" \
    --log-file="$dir/munged.log" --seed-file="$dir/munged.seed" --num-threads=2
  wait_for 60 test -S "$dir/munge.socket" || die "munged: $(cat "$dir/munged.out" "$dir/munged.log")"
  local enter=() i
  [ "$mode" = multi ] || enter=("$0" in "$dir" ctl)
  start "$dir/slurmctld.out" "${enter[@]}" slurmctld -D -f "$dir/conf"
  for i in $(seq 0 $((nodes - 1))); do
    mkdir -p "$dir/spool-node$i" "$dir/tmp-node$i"
    [ "$mode" = multi ] || enter=("$0" in "$dir" "node$i")
    start "$dir/slurmd-node$i.out" "${enter[@]}" slurmd -D -N "node$i" -f "$dir/conf"
    echo "$last" >"$dir/slurmd-node$i.started"
  done
  echo "export SLURM_CONF=$dir/conf" >"$dir/env"
  wait_for 60 all_idle || die "the nodes are not idle: $(inside ctl sinfo -h -N -o '%N %T' | tr '\n' ' '); $(tail -n 3 "$dir"/slurmd-node0.log)"
}

# The process below a start: what timeout runs.
child_of() { cat "/proc/$1/task/$1/children"; }

stop_slurmd() { kill -KILL $(child_of "$(cat "$dir/slurmd-$1.started")"); }

lose() {
  [ -e "$dir/holder-$1.pid" ] || die "only nodes that are namespaces can be lost"
  local namespace process round
  namespace=$(readlink "/proc/$(cat "$dir/holder-$1.pid")/ns/net")
  # Several rounds: a process may be forked while its parent is killed.
  for round in 1 2 3; do
    for process in /proc/[0-9]*; do
      if [ "$(readlink "$process/ns/net" 2>/dev/null)" = "$namespace" ]; then kill -KILL "${process#/proc/}" 2>/dev/null || true; fi
    done
  done
}

lives() { local state; state=$(awk '{ print $3 }' "/proc/$1/stat" 2>/dev/null) && [ -n "$state" ] && [ "$state" != Z ]; }

none_lives() { local pid; for pid in "$@"; do ! lives "$pid" || return 1; done; }

down() {
  [ -e "$dir/pids" ] || return 0
  export SLURM_CONF=$dir/conf
  timeout 5 "$0" in "$dir" ctl scancel -u "$(id -un)" 2>/dev/null || true
  wait_for 8 nobody_queued || true
  local pids pid
  mapfile -t pids < <(tac "$dir/pids")
  for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  wait_for 5 none_lives "${pids[@]}" || for pid in "${pids[@]}"; do kill -KILL $(child_of "$pid" 2>/dev/null) "$pid" 2>/dev/null || true; done
  rm -f "$dir/pids"
}

nobody_queued() { [ -z "$(timeout 2 "$0" in "$dir" ctl squeue -h)" ]; }

verb=${1:?up, in, stop-slurmd, lose or down}; dir=$(readlink -m "${2:?a folder}")
case $verb in
  up)          mode=${3:-multi}; nodes=${4:-4}; trap 'status=$?; [ $status -eq 0 ] || down; exit $status' EXIT; up ;;
  in)          host=$3; shift 3; export SLURM_CONF=$dir/conf
               if [ -e "$dir/holder-$host.pid" ]; then exec nsenter -t "$(cat "$dir/holder-$host.pid")" -n -u -m -i --wd="$PWD" "$@"; else exec "$@"; fi ;;
  stop-slurmd) stop_slurmd "$3" ;;
  lose)        lose "$3" ;;
  down)        down ;;
  *)           die "$verb is not understood" ;;
esac
