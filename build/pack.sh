# Sourced by ./muster pack [FOLDER]: makes muster-VERSION-linux-x64.tar with everything that a site needs.
pack_programs=(src/Driver/Driver.csproj src/Seed/Seed.csproj src/NodeHost/NodeHost.csproj engine/Petabridge.Cmd.Tool/Petabridge.Cmd.Tool.csproj)

pack() {
  local out=${1:-$home/artifacts} version name work project log=$home/artifacts/pack.log
  version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' "$home/Directory.Build.props")
  name=muster-$version-linux-x64
  work=$home/artifacts/pack/$name
  mkdir -p "$out"; out=$(cd "$out" && pwd)
  require_sdk
  build_native
  check_native
  rm -rf "$work"; mkdir -p "$work/bin"
  say "publishing for linux-x64, with the runtime"
  local status=0 compiler=muster-pack-$$
  for project in "${pack_programs[@]}"; do
    # Folders of their own: a restore for a runtime would undo the restore of the checkout. The checkout's build has checked the sources: no analysis here.
    dotnet publish "$home/$project" -c Release -r linux-x64 --self-contained -v q -p:ActorEngine="$engine" -p:ArtifactsPath="$home/artifacts/pack/$engine" \
      -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false -p:UseSharedCompilation=true -p:SharedCompilationId="$compiler" \
      ${MUSTER_BUILD_OPTIONS:-} -o "$work/bin" >"$log" 2>&1 || { status=1; break; }
  done
  end_compiler "$compiler"
  if [ $status -ne 0 ]; then
    grep -E ': error ' "$log" | sort -u | head -n 10 >&2 || tail -n 20 "$log" >&2
    fail "$project could not be published; all of it: $log"
  fi
  # For debuggers only.
  rm -f "$work"/bin/{createdump,libmscordbi.so,libmscordaccore.so,libcoreclrtraceptprovider.so} "$work"/bin/*.pdb
  cp -R "$home/artifacts/native" "$work/bin/native"
  mkdir "$work/workloads" "$work/docs"
  cp -p "$home"/workloads/{Makefile,*.c} "$work/workloads/"
  [ ! -x "$home/workloads/alltoall" ] || cp -p "$home/workloads/alltoall" "$work/workloads/"
  cp -p "$home"/docs/*.md "$work/docs/"
  cp -p "$home"/{LICENSE,README.md,CHANGELOG.md,pbm} "$work/"
  cp -p "$home/build/pack/muster" "$work/muster"
  chmod -R u+w,go-w,a+rX "$work"
  (cd "$work" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c 1-16) >"$work.digest"
  mv "$work.digest" "$work/digest"; chmod 644 "$work/digest"
  tar --sort=name --owner=0 --group=0 --numeric-owner --mtime=@0 -C "$(dirname "$work")" -cf "$out/$name.tar" "$name"
  say "$out/$name.tar, $(du -m "$out/$name.tar" | cut -f 1) MB"
}

# The warden runs on every node as it is, the libraries in programs of any MPI: nothing but the C library may be asked of a node.
check_native() {
  local file needed
  for file in warden rank-wrap; do
    if readelf -d "$home/artifacts/native/$file" | grep -q NEEDED; then fail "the $file is not static: install Debian's libc6-dev"; fi
  done
  for file in "$home"/artifacts/native/*.so; do
    needed=$(readelf -d "$file" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -v -E '^(libc\.so\.6|ld-linux-x86-64\.so\.2|libdl\.so\.2|libpthread\.so\.0)$' || true)
    [ -z "$needed" ] || fail "$(basename "$file") needs more than the C library: $needed"
  done
}
