# What ./nbe and ./test stand on: a JDK, Debian packages, the built program. Sourced by both; POSIX shell.
# The caller sets home (the clone) and, for build, jar.
# shellcheck shell=sh disable=SC2154

say() { printf '%s\n' "nbe: $*" >&2; }

# as_root COMMAND…: runs it as root, if that is possible without a question.
as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    sudo -n "$@"
  else
    return 1
  fi
}

# try_packages PACKAGE…: installs Debian packages, if that is possible without a question.
try_packages() {
  command -v apt-get >/dev/null 2>&1 && { as_root apt-get -qq update && as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get -qq install -y --no-install-recommends "$@"; } >/dev/null
}

# need_packages WHY PACKAGE…: installs Debian packages, or prints the one line to type and ends.
need_packages() {
  why=$1
  shift
  line="sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "$why; this system has no apt-get. Please install the equivalent of: $*"
    exit 1
  fi
  say "$why; installing: $*"
  if ! try_packages "$@"; then
    say "that did not work here (no root, or no network). Please type:"
    printf '  %s\n' "$line" >&2
    exit 1
  fi
}

# jdk_at DIR: whether DIR is a JDK of 17 or newer.
jdk_at() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$feature" ] && [ "$feature" -ge 17 ]
}

# find_jdk: sets JAVA_HOME to a JDK of 17 or newer: the one it names, the one on the PATH, then those of Debian.
find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && jdk_at "$JAVA_HOME"; then
    return 0
  fi
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for dir in "$on_path" /usr/lib/jvm/default-java /usr/lib/jvm/*; do
    if [ -n "$dir" ] && jdk_at "$dir"; then
      JAVA_HOME=$dir
      export JAVA_HOME
      return 0
    fi
  done
  return 1
}

# jdk_package: prints the first JDK package of 17 or newer that this Debian offers.
jdk_package() {
  for candidate in openjdk-17-jdk-headless openjdk-21-jdk-headless openjdk-25-jdk-headless; do
    if [ -n "$(apt-cache --quiet=0 show "$candidate" 2>/dev/null)" ]; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

need_jdk() {
  find_jdk && return 0
  # A fresh machine has no package lists yet; what cannot be fetched shows when the package is installed.
  jdk_package >/dev/null || as_root apt-get -qq update >&2 || true
  need_packages "no JDK of 17 or newer was found" "$(jdk_package || echo openjdk-17-jdk-headless)" ca-certificates
  find_jdk || {
    say "there is still no JDK of 17 or newer; set JAVA_HOME to one"
    exit 1
  }
}

# stale JAR: whether a source is newer than what was built from it.
stale() {
  [ -r "$1" ] || return 0
  [ -n "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -newer "$1" -type f -print -quit 2>/dev/null)" ]
}

# build: makes the program, once, however many start it at the same time.
build() {
  mkdir -p "$home/nbe-daemon/target"
  (
    if command -v flock >/dev/null 2>&1; then
      flock 9
    fi
    stale "$jar" || exit 0
    say "building with $JAVA_HOME (the first time Maven fetches what it needs: a few minutes)"
    (cd "$home" && ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip -Dforbiddenapis.skip -pl nbe-daemon -am package 9>&-) >&2
  ) 9>"$home/nbe-daemon/target/.building"
}
