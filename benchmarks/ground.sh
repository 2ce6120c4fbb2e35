# What the benchmarks have in common: a JDK, the built program and the built benchmarks.
# The caller sets home (the clone) and, where it has to be alone with pcscd, alone (packaging/clone/alone). POSIX shell.
# shellcheck shell=sh disable=SC2154
. "$home/packaging/clone/ground.sh"

# run_benchmark MAIN ARGUMENT…: builds what is not built yet, and runs that class.
run_benchmark() {
  need_jdk
  mark=$home/benchmarks/target/.built
  if stale "$mark" || stale "$home/nbe-daemon/target/nbe.jar"; then
    compile benchmarks
    : >"$mark"
  fi
  exec ${alone:+"$alone"} "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xshare:auto -cp "$home/benchmarks/target/classes:$home/benchmarks/target/lib/*" "$@"
}
