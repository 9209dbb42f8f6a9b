# Sourced by ./muster test. A group is a folder below tests/ with a project in it; each runs alone: ./muster test GROUP...
#   ci (default)  every group at CI size        quick  no real clusters, no installs, under 5 minutes
#   soak          long holds and many repeats   list   the groups
slow_groups=" EndToEnd Ranks Engine.Simulation "

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

  local results=$home/artifacts/test-results; mkdir -p "$results"
  local passed=0 failed=0 skipped=0 broken=() group
  for group in "${chosen[@]}"; do
    if [ "$size" = quick ] && [[ $slow_groups == *" $group "* ]]; then continue; fi
    local project; project=$(ls "$home/tests/$group"/*.Tests.csproj 2>/dev/null) || fail "no test group '$group'; ./muster test list names them"
    local name; name=$(basename "$project" .csproj)
    local log=$results/$group.log began=$EPOCHREALTIME status=0
    timeout --kill-after=10 "${MUSTER_TEST_LIMIT:-1200}" dotnet test "$artifacts/bin/$name/release/$name.dll" \
      --logger "console;verbosity=normal" ${MUSTER_TEST_FILTER:+--filter "$MUSTER_TEST_FILTER"} >"$log" 2>&1 || status=$?
    local p f s
    p=$(count Passed "$log"); f=$(count Failed "$log"); s=$(count Skipped "$log")
    [ $status -eq 0 ] || [ "$f" -gt 0 ] || f=1      # died, hung or ran nothing: that is a failure too
    passed=$((passed + p)); failed=$((failed + f)); skipped=$((skipped + s))
    printf '%-22s %5d passed %3d failed %3d skipped  %5.2f min\n' "$group" "$p" "$f" "$s" \
      "$(awk -v a="$began" -v b="$EPOCHREALTIME" 'BEGIN { print (b - a) / 60 }')"
    if [ "$f" -gt 0 ]; then
      broken+=("$group")
      grep -E -A 12 '^\s+(Failed|X) |error TESTERROR|\[FAIL\]' "$log" | head -n "${MUSTER_TEST_LINES:-60}" || tail -n 20 "$log"
      printf '  all of it: %s\n' "$log"
    fi
  done
  [ ${#broken[@]} -eq 0 ] || printf 'failed groups: %s\n' "${broken[*]}"
  [ "$skipped" -eq 0 ] || printf '%d skipped: each names its reason in artifacts/test-results\n' "$skipped"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

count() { awk -v what="$1:" '$1 == what { n += $2 } END { print n + 0 }' "$2"; }
