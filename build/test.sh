# Sourced by ./muster test. A group is a folder below tests/ with a project in it; each runs alone: ./muster test GROUP...
#   ci (default)  every group at CI size        quick  no real clusters, no installs, under 5 minutes
#   soak          long holds and many repeats   list   the groups
slow_groups=" EndToEnd Pack Telemetry Recovery Ranks RankFaults Engine.Simulation Engine.Processes Logs Slurm Petabridge Shim Wire "
# Replays of recordings use the recorded ports and keep the recorded pace, mostly idle: they run beside the others, and side by side in networks of their own.
idle_groups=" Wire "
networks=5

groups() { for p in "$home"/tests/*/*.Tests.csproj; do basename "$(dirname "$p")"; done; }

run_tests() {
  local size=ci chosen=()
  case "${1:-}" in
    list) groups; return ;;
    quick|soak|ci) size=$1; shift ;;
  esac
  if [ $# -gt 0 ]; then chosen=("$@"); else mapfile -t chosen < <(groups); fi
  [ "$size" != quick ] || export MUSTER_NO_INSTALL=1
  export MUSTER_TEST_SIZE=$size
  set_up tests

  local results=$home/artifacts/test-results group beside=()
  mkdir -p "$results"; rm -f "$results"/*.count
  for group in "${chosen[@]}"; do
    if [[ $idle_groups == *" $group "* && ${#chosen[@]} -gt 1 && $size != quick ]]; then
      run_group "$group" >"$results/$group.report" & beside+=("$!:$group")
    fi
  done
  for group in "${chosen[@]}"; do
    if [ "$size" = quick ] && [[ $slow_groups == *" $group "* ]]; then continue; fi
    [[ " ${beside[*]#*:} " == *" $group "* ]] || run_group "$group"
  done
  for group in "${beside[@]}"; do
    wait "${group%%:*}" || true
    cat "$results/${group#*:}.report"
  done

  local passed failed skipped broken
  read -r passed failed skipped < <(cat "$results"/*.count | awk '{ p += $2; f += $3; s += $4 } END { print p + 0, f + 0, s + 0 }')
  broken=$(cat "$results"/*.count | awk '$3 > 0 { printf "%s ", $1 }')
  [ -z "$broken" ] || printf 'failed groups: %s\n' "$broken"
  [ "$skipped" -eq 0 ] || printf '%d skipped: each names its reason in artifacts/test-results\n' "$skipped"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# run_group GROUP: prints its line, and the failures; leaves "GROUP passed failed skipped" in a file of its own.
run_group() {
  local group=$1 project name log began=$EPOCHREALTIME status=0 p f s
  project=$(ls "$home/tests/$group"/*.Tests.csproj 2>/dev/null) || fail "no test group '$group'; ./muster test list names them"
  name=$(basename "$project" .csproj); log=$results/$group.log
  export MUSTER_TEST_FIGURES=$results/$group.figures
  rm -rf "$MUSTER_TEST_FIGURES"; mkdir -p "$MUSTER_TEST_FIGURES"
  if [[ $idle_groups == *" $group "* && -z "${MUSTER_TEST_FILTER:-}" ]] && unshare -rn ip link set lo up 2>/dev/null; then
    run_in_networks "$artifacts/bin/$name/release/$name.dll" "$log" || status=$?
  else
    run_assembly "$artifacts/bin/$name/release/$name.dll" ${MUSTER_TEST_FILTER:+--filter "$MUSTER_TEST_FILTER"} >"$log" 2>&1 || status=$?
  fi
  p=$(count Passed "$log"); f=$(count Failed "$log"); s=$(count Skipped "$log")
  [ $status -eq 0 ] || [ "$f" -gt 0 ] || f=1      # died, hung or ran nothing: that is a failure too
  echo "$group $p $f $s" >"$results/$group.count"
  printf '%-22s %5d passed %3d failed %3d skipped  %5.2f min\n' "$group" "$p" "$f" "$s" \
    "$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print (b - a) / 60 }')"
  find "$MUSTER_TEST_FIGURES" -type f -exec cat {} + | awk -F'\t' '{ sum[$1] += $2 } END { for (name in sum) printf "  %s: %g\n", name, sum[name] }' | sort
  if [ "$f" -gt 0 ]; then
    grep -E -A 12 '^\s+(Failed|X) ' "$log" | head -n "${MUSTER_TEST_LINES:-60}" || tail -n 20 "$log"
    printf '  all of it: %s\n' "$log"
  fi
}

run_assembly() { timeout --kill-after=10 "${MUSTER_TEST_LIMIT:-1200}" dotnet test "$@" --logger "console;verbosity=normal"; }

# run_in_networks ASSEMBLY LOG: deals the test classes over networks of their own, whose loopback nobody else uses.
run_in_networks() {
  local assembly=$1 log=$2 classes filters=() lanes=() i status=0
  mapfile -t classes < <(dotnet test "$assembly" --list-tests 2>/dev/null | sed -nE 's/^    ([A-Za-z0-9_.]+)\.[A-Za-z0-9_]+(\(.*)?$/\1/p' | sort -u)
  [ ${#classes[@]} -gt 0 ] || { echo "no tests in $assembly" >"$log"; return 1; }
  for i in "${!classes[@]}"; do filters[i % networks]+="|FullyQualifiedName~${classes[i]}."; done
  export -f run_assembly
  for i in "${!filters[@]}"; do
    unshare -rn bash -c 'ip link set lo up && run_assembly "$@"' lane "$assembly" --filter "${filters[i]#|}" >"$log.$i" 2>&1 & lanes+=($!)
  done
  for i in "${lanes[@]}"; do wait "$i" || status=$?; done
  cat "$log".[0-9]* >"$log"; rm -f "$log".[0-9]*
  return $status
}

count() { awk -v what="$1:" '$1 == what { n += $2 } END { print n + 0 }' "$2"; }
