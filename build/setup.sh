# Sourced by ./muster: everything a checkout needs before it can run. Each step says what it does only when it does something.
engine=${MUSTER_ACTOR_ENGINE:-embedded}
artifacts=$home/artifacts/$engine
stamps=$home/artifacts/stamps/$engine
solution=Actors.sln; [ "$engine" = embedded ] || solution=Actors.akka.slnf
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say()  { printf 'muster: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

product_program() { printf '%s/bin/Driver/release/muster' "$artifacts"; }

# stale STAMP PATH...: true when a file or folder below PATH is newer than STAMP, or STAMP is missing. No MSBuild, no git: ~20 ms.
stale() {
  local stamp=$1; shift
  [ -e "$stamp" ] || return 0
  [ -n "$(find "$@" \( -name obj -o -name bin -o -name artifacts -o -name node_modules \) -prune -o -newer "$stamp" -print -quit 2>/dev/null)" ]
}

# package COMMAND_OR_FILE DEBIAN_PACKAGE WHAT_DOES_NOT_WORK: collects what is missing.
missing_packages=()
need() {
  local probe=$1 package=$2 cost=$3
  if [[ $probe == /* ]]; then [ -e "$probe" ] && return 0; else command -v "$probe" >/dev/null 2>&1 && return 0; fi
  missing_packages+=("$package")
  missing_costs+=("$package: without it $cost")
}
missing_costs=()

install_missing() {
  [ ${#missing_packages[@]} -gt 0 ] || return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && [ "${MUSTER_NO_INSTALL:-}" != 1 ]; then
    say "installing ${missing_packages[*]}"
    local log=$home/artifacts/apt.log
    mkdir -p "$home/artifacts"
    if ! { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing_packages[@]}" >"$log" 2>&1 ||
           { apt-get update >>"$log" 2>&1 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing_packages[@]}" >>"$log" 2>&1; }; }; then
      say "apt-get could not install them; the end of $log:"; tail -n 3 "$log" >&2
      printf 'muster: %s\n' "${missing_costs[@]}" >&2
    fi
  else
    printf 'muster: missing Debian package %s\n' "${missing_costs[@]}" >&2
  fi
  missing_packages=(); missing_costs=()
}

require_sdk() {
  command -v dotnet >/dev/null 2>&1 || fail "the .NET 10 SDK is missing: 'dotnet' is not on PATH. Install dotnet-sdk-10.0, then run this again."
  case "$(dotnet --version 2>/dev/null)" in
    1[0-9].*) ;;
    *) fail "the .NET SDK found is $(dotnet --version 2>/dev/null || echo none); Muster needs 10.0 or later." ;;
  esac
}

# end_compiler NAME: ends the compiler process that a build has started with -p:SharedCompilationId=NAME.
end_compiler() {
  local pid
  for pid in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$pid/cmdline" | grep -q -- "-pipename:$1\b"; then kill "${pid#/proc/}" 2>/dev/null || true; fi
  done
}

# build_dotnet STAMP_NAME TARGET PATH...
build_dotnet() {
  local stamp=$stamps/$1 target=$2; shift 2
  stale "$stamp" "$@" || return 0
  require_sdk
  mkdir -p "$stamps"
  touch "$stamp.began"
  say "building ${target#"$home"/} ($engine engine)"
  local log=$stamps/$(basename "$stamp").log
  # One compiler process for all projects halves the time. It is this build's own, by its pipe's name, and ends with it.
  local status=0 compiler=muster-$$
  dotnet build "$target" -c Release -v q -p:ActorEngine="$engine" -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" \
    ${MUSTER_BUILD_OPTIONS:-} >"$log" 2>&1 || status=$?
  end_compiler "$compiler"
  if [ $status -ne 0 ]; then
    grep -E ': error ' "$log" | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
    fail "the build failed; all of it: $log"
  fi
  mv "$stamp.began" "$stamp"
}

build_native() {
  if stale "$stamps/native" "$home/native"; then
    mkdir -p "$stamps"; touch "$stamps/native.began"
    if command -v make >/dev/null && command -v cc >/dev/null; then
      make -s -C "$home/native" || fail "native/ did not build"
      mv "$stamps/native.began" "$stamps/native"
    else
      fail "no C compiler: the warden that starts ranks cannot be built. Install Debian's gcc, make and libc6-dev."
    fi
  fi
  if stale "$stamps/workloads" "$home/workloads"; then
    if command -v mpicc.mpich >/dev/null; then
      make -s -C "$home/workloads" || fail "workloads/ did not build"
      touch "$stamps/workloads"
    else
      say "no MPICH compiler (mpicc.mpich): the example programs under workloads/ are not built; your own MPI programs run all the same."
    fi
  fi
}

# set_up product|tests
set_up() {
  local inputs=("$home/src" "$home/engine" "$home/build" "$home/Directory.Build.props" "$home/Directory.Build.targets" "$home/Directory.Packages.props")
  if stale "$stamps/packages-$1" "$home/build/setup.sh"; then
    need cc gcc "the warden that starts ranks cannot be built"
    need make make "native/ and workloads/ cannot be built"
    need mpicc.mpich libmpich-dev "workloads/alltoall and the demo cannot be built"
    need mpiexec.hydra mpich "MPICH programs built elsewhere lack their libraries"
    if [ "$1" = tests ]; then
      need mpicc.openmpi libopenmpi-dev "Open MPI ranks are not tested"
      need mpirun.openmpi openmpi-bin "Open MPI ranks are not tested"
      need ip iproute2 "nodes in namespaces of their own are not tested"
      need /usr/sbin/slurmctld slurmctld "starting under Slurm is not tested"
      need /usr/sbin/slurmd slurmd "starting under Slurm is not tested"
      need srun slurm-client "starting under Slurm is not tested"
      need munged munge "starting under Slurm is not tested"
      need /usr/lib/postgresql postgresql "rows in PostgreSQL are not tested"
      need /usr/lib/python3/dist-packages/scipy python3-scipy "telemetry is not tested with real SciPy workers"
      need /usr/lib/python3/dist-packages/torch python3-torch "telemetry is not tested with real PyTorch workers"
      need ps procps "left-over processes are not looked for"
      need /usr/lib/python3/dist-packages/graypy python3-graypy "Python's GELF client is not tested"
      need /usr/sbin/rsyslogd rsyslog "rsyslog's GELF output is not tested"
    fi
    install_missing
    mkdir -p "$stamps"; touch "$stamps/packages-$1"
  fi
  if [ "$1" = product ]; then
    build_dotnet product "$home/build/product.slnf" "${inputs[@]}"
  else
    build_dotnet tests "$home/$solution" "${inputs[@]}" "$home/tests" "$home/samples" "$home/benchmarks" "$home/Actors.sln"
    cp -p "$stamps/tests" "$stamps/product"
  fi
  build_native
}
