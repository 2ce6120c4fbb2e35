# For the scripts in benchmarks and acceptance: finds a JDK, builds the program and the module. Sourced; POSIX shell.
# The caller sets home (the clone) and, to run in namespaces of its own, alone (packaging/clone/alone).
# shellcheck shell=sh disable=SC2154
. "$home/packaging/clone/ground.sh"

# run_module MODULE MAIN ARGUMENT…: builds the module if a source is newer, and runs that class of it.
run_module() {
  need_jdk
  module=$1
  shift
  mark=$home/$module/target/.built
  if stale "$mark" || stale "$home/nbe-daemon/target/nbe.jar"; then
    compile "$module"
    : >"$mark"
  fi
  exec ${alone:+"$alone"} "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xshare:auto -cp "$home/$module/target/classes:$home/$module/target/lib/*" "$@"
}
