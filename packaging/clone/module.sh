# What the benchmarks and the rigs in acceptance have in common: a JDK, the built program and the built module.
# The caller sets home (the clone) and, where it has to be alone with pcscd, alone (packaging/clone/alone). POSIX shell.
# shellcheck shell=sh disable=SC2154
. "$home/packaging/clone/ground.sh"

# run_module MODULE MAIN ARGUMENT…: builds what is not built yet, and runs that class of the module.
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
