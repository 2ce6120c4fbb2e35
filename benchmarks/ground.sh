# What benchmarks/figures and benchmarks/decode have in common: a JDK, the built program and the built benchmarks.
# The caller sets home (the clone). POSIX shell.
# shellcheck shell=sh disable=SC2154
. "$home/packaging/clone/ground.sh"

# run_benchmark MAIN ARGUMENT…: builds what is not built yet, and runs that class.
run_benchmark() {
  need_jdk
  mark=$home/benchmarks/target/.built
  if stale "$mark" || stale "$home/nbe-daemon/target/nbe.jar"; then
    say "building with $JAVA_HOME (the first time Maven fetches what it needs: a few minutes)"
    (cd "$home" && ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip -Dforbiddenapis.skip -pl benchmarks -am package) >&2 || {
      say "the build failed; see above"
      exit 1
    }
    : >"$mark"
  fi
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xshare:auto -cp "$home/benchmarks/target/classes:$home/benchmarks/target/lib/*" "$@"
}
