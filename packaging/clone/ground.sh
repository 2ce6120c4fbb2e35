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

# fetch_promtool DIR: unpacks the program promtool of Debian's package prometheus into DIR. The package itself stays out: it starts a service.
fetch_promtool() {
  command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 || return 1
  mkdir -p "$1"
  (
    cd "$1" || exit 1
    apt-get -qq download prometheus || { as_root apt-get -qq update && apt-get -qq download prometheus; } || exit 1
    dpkg-deb --fsys-tarfile prometheus_*.deb | tar -x ./usr/bin/promtool
    rm -f prometheus_*.deb
    [ -x usr/bin/promtool ]
  ) >/dev/null 2>&1
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

# jdk_package: prints the first JDK package that this Debian offers: the one of the language level, else the newest.
jdk_package() {
  for candidate in openjdk-17-jdk-headless openjdk-25-jdk-headless openjdk-21-jdk-headless; do
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
  need_packages "no JDK of 17 or newer was found" "$(jdk_package || echo openjdk-17-jdk-headless)" ca-certificates unzip
  find_jdk || {
    say "there is still no JDK of 17 or newer; set JAVA_HOME to one"
    exit 1
  }
}

# need_unzip: the Maven wrapper fetches another archive where there is none, and the checksum is that of the zip.
need_unzip() {
  command -v unzip >/dev/null 2>&1 || need_packages "the Maven wrapper unpacks a zip" unzip
}

# stale JAR: whether a source is newer than what was built from it.
stale() {
  [ -r "$1" ] || return 0
  [ -n "$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/*/src/main -newer "$1" -type f -print -quit 2>/dev/null)" ]
}

# maven_words: passes on what Maven says, without the advice that it gives at each failure.
maven_words() {
  sed -u -e 's/ -> \[Help [0-9]*\]$//' -e '/^\[ERROR\] *$/d' -e '/^\[ERROR\] To see the full stack trace/d' \
    -e '/^\[ERROR\] Re-run Maven/d' -e '/^\[ERROR\] For more information about the errors/d' -e '/^\[ERROR\] \[Help [0-9]*\] /d' \
    -e '/^\[ERROR\] After correcting the problems/d' -e '/^\[ERROR\]   mvn <args> -rf/d'
}

# maven_cause LOG: the lines of what maven_words passed on that say what went wrong: failed tests, else the first error, else the last word.
maven_cause() {
  cause=$(sed -n '/^\[ERROR\] \(Failures\|Errors\): *$/,/^\[\(INFO\|ERROR\)\] *\(Tests run:.*\)\{0,1\}$/s/^\[ERROR\]   *//p' "$1" |
    grep -v '^\(Failures:\|Errors:\|Tests run:\|$\)' | head -n 20)
  [ -n "$cause" ] || cause=$(sed -n 's/^\[ERROR\] *//p' "$1" | grep -v '^\(COMPILATION ERROR.*\|\)$' | head -n 1)
  [ -n "$cause" ] || cause=$(grep -v '^ *$' "$1" | tail -n 1)
  printf '%s\n' "$cause"
}

# drop_leftovers: deletes classes that were compiled without Maven's notes. Maven compiles those modules anew, but would keep the
# classes of sources that were moved or deleted since.
drop_leftovers() {
  for pom in "$home"/*/pom.xml; do
    if ! [ -d "${pom%/pom.xml}/target/maven-status" ]; then
      rm -rf "${pom%/pom.xml}/target/classes" "${pom%/pom.xml}/target/test-classes"
    fi
  done
}

# compile MODULE: builds that module and what it needs, without tests and checks; at a failure the last line says why.
compile() {
  need_unzip
  say "building with $JAVA_HOME (the first time Maven fetches what it needs: a few minutes)"
  drop_leftovers
  mkdir -p "$home/$1/target"
  log=$home/$1/target/build.log
  built=0
  (cd "$home" && ./mvnw -q -B -Dmaven.test.skip=true -Dspotless.check.skip -Dforbiddenapis.skip -Derrorprone.skip -pl "$1" -am package) \
    >"$log.whole" 2>&1 || built=1
  # Without its notes Maven compiles everything anew: what nobody has checked yet is checked by the next build that checks.
  rm -rf "$home"/*/target/maven-status
  maven_words <"$log.whole" >"$log"
  rm -f "$log.whole"
  cat "$log" >&2
  [ "$built" = 0 ] || {
    say "the build failed: $(maven_cause "$log")"
    return 1
  }
}

# build: makes the program, once, however many start it at the same time.
build() {
  mkdir -p "$home/nbe-daemon/target"
  (
    if command -v flock >/dev/null 2>&1; then
      flock 9
    fi
    stale "$jar" || exit 0
    compile nbe-daemon 9>&-
  ) 9>"$home/nbe-daemon/target/.building"
}
