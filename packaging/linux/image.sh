# The image: program, runtime, native libraries and class-data archive in one directory. Sourced by ../build; POSIX shell.
# The caller sets home, packaging, target, linux_jdk, linux_runtime, SOURCE_DATE_EPOCH.
# shellcheck shell=sh disable=SC2154

oldest_glibc=2.31
image=$target/image

# newest_glibc FILE…: the newest version of glibc that one of these files asks for.
newest_glibc() {
  grep -aoh 'GLIBC_2\.[0-9.]*' "$@" | sed 's/^GLIBC_//; s/\.$//' | sort -uV | tail -n 1
}

# package_java DIR: whether that Java runs on every system we package for; says why not.
package_java() {
  feature=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  if [ "${feature:-0}" -lt 25 ]; then
    refusal="$1 is Java ${feature:-of no version}, not 25 or newer"
    return 1
  fi
  glibc=$(newest_glibc "$1"/bin/java "$1"/lib/*.so "$1"/lib/server/*.so)
  if [ "$(printf '%s\n' "$glibc" "$oldest_glibc" | sort -V | tail -n 1)" != "$oldest_glibc" ]; then
    refusal="$1 wants glibc $glibc, and Debian 11 has $oldest_glibc"
    return 1
  fi
}

# package_jdk DIR: whether a runtime can be linked from DIR that does.
package_jdk() {
  if ! [ -x "$1/bin/jlink" ]; then
    refusal="$1 has no bin/jlink: it is no JDK"
    return 1
  fi
  package_java "$1"
}

need_package_jdk() {
  refusal=''
  for dir in ${linux_jdk:-"${JAVA_HOME:-}" /usr/lib/jvm/temurin-*}; do
    if [ -n "$dir" ] && package_jdk "$dir"; then
      JAVA_HOME=$dir
      export JAVA_HOME
      return 0
    fi
  done
  say "no JDK to package${refusal:+: $refusal}"
  say "Please unpack a JDK of 25 or newer that is built for an old glibc, such as Eclipse Temurin"
  say "(https://adoptium.net/temurin/releases/?version=25&os=linux&package=jdk), and name it: -Dlinux.jdk=DIR"
  exit 1
}

# image_natives JAVA: the processor that this program is for, and which folders of the jar have the native libraries for it.
image_natives() {
  case $(od -An -tx1 -j18 -N1 "$1" | tr -d ' ') in # e_machine of the ELF header
    3e) architecture=amd64 natives='Linux/x86_64/ com/sun/jna/linux-x86-64/' ;;
    b7) architecture=arm64 natives='Linux/armv8_64/ com/sun/jna/linux-aarch64/' ;;
    *)
      say "$1 is for a processor that nothing is packaged for"
      exit 1
      ;;
  esac
}

build_program() {
  say "building the program with $JAVA_HOME"
  (cd "$home" && ./mvnw -q -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip -pl nbe-daemon -am package) >&2
}

# modules: the list, after a look at whether our own classes ask for others.
modules() {
  listed=$(sed '/^#/d' "$packaging/common/modules" | sort)
  asked=$("$JAVA_HOME/bin/jdeps" --ignore-missing-deps --multi-release base --list-deps \
    "$home"/nbe-base/target/classes "$home"/tap-detector/target/classes "$home"/ble-bgapi/target/classes "$home"/nfc-pcsc/target/classes \
    "$home"/simulator/target/classes "$home"/reference-agent/target/classes "$home"/nbe-daemon/target/classes | sed 's|/.*||; s/ //g' | grep -E '^(java|jdk)\.' | sort -u)
  for module in $asked; do
    if ! printf '%s\n' "$listed" | grep -qxF "$module"; then
      say "our classes ask for the module $module, which packaging/common/modules has not"
      exit 1
    fi
  done
  printf '%s\n' "$listed" | paste -sd, -
}

# link_runtime: from the JDK, of the modules that are needed.
link_runtime() {
  image_natives "$JAVA_HOME/bin/java"
  wanted=$(modules)
  say "linking a runtime of $wanted"
  "$JAVA_HOME/bin/jlink" --add-modules "$wanted" --output "$image/runtime" --strip-debug --no-header-files --no-man-pages \
    --compress zip-0
  # Nobody compiles against the image, keeps keys with it or lists its classes.
  rm -rf "$image/runtime/lib/jrt-fs.jar" "$image/runtime/lib/classlist" "$image/runtime/bin/keytool" "$image/runtime/lib/jexec"
  jar=$home/nbe-daemon/target/nbe.jar
}

# take_runtime: one that somebody else linked, with more modules than are needed; of its native libraries those that ours use.
take_runtime() {
  from=$linux_runtime
  case $from in
    *.zip | *.whl)
      command -v unzip >/dev/null 2>&1 || need_packages "no unzip" unzip
      rm -rf "$target/runtime"
      unzip -q "$from" -d "$target/runtime"
      from=$target/runtime
      ;;
  esac
  java=$(find "$from" -path '*/bin/java' -type f | head -n 1)
  from=${java%/bin/java}
  refusal="no bin/java in $linux_runtime"
  if [ -z "$java" ] || ! package_java "$from"; then
    say "$refusal"
    exit 1
  fi
  image_natives "$java"
  say "taking the runtime of $linux_runtime, for $architecture"
  mkdir -p "$image/runtime/bin" "$image/runtime/lib"
  cp "$java" "$image/runtime/bin/java"
  chmod 755 "$image/runtime/bin/java"
  cp -R "$from/conf" "$from/legal" "$from/release" "$image/runtime/"
  for part in jspawnhelper jvm.cfg modules security server tzdb.dat; do
    cp -R "$from/lib/$part" "$image/runtime/lib/"
  done
  for part in java jimage jli jsig management net nio simdsort syslookup verify zip; do
    ! [ -e "$from/lib/lib$part.so" ] || cp "$from/lib/lib$part.so" "$image/runtime/lib/"
  done
  jar=$home/nbe-daemon/target/nbe.jar
  grep -q '^MODULES=.*java\.smartcardio' "$from/release" || lend_smartcardio
}

# lend_smartcardio: the value types of java.smartcardio are plain Java; a runtime without that module gets them from the JDK.
lend_smartcardio() {
  say "that runtime has no java.smartcardio; its value types come from $JAVA_HOME"
  rm -rf "$target/lent"
  mkdir -p "$target/lent"
  "$JAVA_HOME/bin/jimage" extract --dir "$target/lent" --include 'glob:/java.smartcardio/javax/**' "$JAVA_HOME/lib/modules"
  jar=$target/lent/nbe.jar
  cp "$home/nbe-daemon/target/nbe.jar" "$jar"
  "$JAVA_HOME/bin/jar" --update --file "$jar" -C "$target/lent/java.smartcardio" javax
}

build_image() {
  need_package_jdk
  build_program
  [ -z "$linux_runtime" ] || image=$target/image-taken # beside the one for this machine
  rm -rf "$image"
  mkdir -p "$image/bin"
  if [ -n "$linux_runtime" ]; then
    take_runtime
  else
    link_runtime
  fi
  # shellcheck disable=SC2086 # a list of words
  "$JAVA_HOME/bin/java" "$packaging/common/SlimJar.java" "$jar" "$image/nbe.jar" "$image/native" $natives
  cat "$packaging/common/jvm.options" "$packaging/common/image.options" | sed '/^#/d' >"$image/jvm.options"
  cp "$packaging/linux/nbe" "$image/bin/nbe"
  chmod -R u=rwX,go=rX "$image"
  chmod 755 "$image/bin/nbe"
  same_time "$image" # before the archive: it remembers the jar's time and the runtime's
  build_archive
  chmod 644 "$image/nbe.jsa"
  same_time "$image"
}

same_time() {
  find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# build_archive: the class-data archive, from the list of classes that a run once loaded. The same list gives the same bytes: no
# collection of garbage, whose time is a matter of chance, comes between (hence the large heap), the environment is empty, and of the
# jar's path only its name is noted. With ./ before it: the JVM then takes the folder that the jar is found in later.
#
# Even so, now and then one comes out otherwise, differently each time (seen with Temurin 25.0.3, more often on a busy machine, and with
# -Xint, too; why is not known). So it is made until the same has come twice.
build_archive() {
  list=$packaging/linux/classes.lst
  if ! [ -r "$list" ]; then
    say "no $list: the image starts slowly (packaging/build train writes it)"
    return 0
  fi
  say "archiving the classes of $(grep -vc '^[@#]' "$list") names"
  seen='' tries=0
  while true; do
    tries=$((tries + 1))
    if [ "$tries" -gt 12 ]; then
      say "no two archives of $list were alike: two builds will differ"
      break
    fi
    dump_archive
    sum=$(sha256sum <"$image/nbe.jsa")
    case $seen in *"$sum"*) break ;; esac
    seen="$seen $sum"
  done
  lost=$(grep -c 'Cannot find' "$target/log/archive.log" || true)
  if [ "$lost" -gt 100 ]; then
    say "$lost classes of $list are no more: packaging/build train writes it anew"
  fi
}

dump_archive() {
  if ! (cd "$image" && env -i LC_ALL=C TZ=UTC ${QEMU_LD_PREFIX:+"QEMU_LD_PREFIX=$QEMU_LD_PREFIX"} runtime/bin/java @jvm.options -Xms128m -Xmx128m -Xmn96m -XX:MetaspaceSize=256m \
    -Xshare:dump "-XX:SharedClassListFile=$list" "-XX:SharedArchiveFile=$image/nbe.jsa" -cp ./nbe.jar) >"$target/log/archive.log" 2>&1; then
    say "the archive cannot be made; see $target/log/archive.log"
    exit 1
  fi
}

# train_image: runs the image as a service runs it, against simulator and agent, and notes which classes it loads. Over ws: the
# classes of TLS would be resident in every daemon, for 3 % of the time until a wss connection stands (packaging/README.md).
train_image() {
  folder=$(mktemp -d)
  train "$folder"
  # Numbers and the contents of constant pools differ from run to run.
  sed '/^#/d; /^@cp /d; s/ id: .*//' "$folder/classes.lst" | awk '!seen[$0]++' >"$packaging/linux/classes.lst"
  rm -rf "$folder"
  say "$packaging/linux/classes.lst has $(grep -vc '^@' "$packaging/linux/classes.lst") classes"
}

train() (
  cd "$1" || exit 1
  children=''
  # shellcheck disable=SC2086 # a list of numbers
  trap 'kill $children 2>/dev/null || true' EXIT
  "$image/bin/nbe" simulate --link "$1/dongle" --seed 7 --bands 5 --foreign 200 >simulate.log 2>&1 &
  children=$!
  "$image/bin/nbe" agent --port 0 --webapi-port 0 >agent.log 2>&1 &
  children="$children $!"
  until_line agent.log 'socket/websocket'
  until_line simulate.log '^port'
  cat >nbe.toml <<TOML
agent_url = "$(sed -n 's|.*\(ws://127.0.0.1:.*\)|\1|p' agent.log | head -n 1)"
[ble]
port = "$1/dongle"
[log]
file = "$1/file.log"
TOML
  # As under a service manager: with a control socket.
  RUNTIME_DIRECTORY=$1 NBE_JAVA_OPTS="-XX:DumpLoadedClassList=$1/classes.lst" "$image/bin/nbe" run -c nbe.toml 2>daemon.log &
  daemon=$!
  children="$children $daemon"
  until_line agent.log 'TAP by Bluetooth'
  kill -TERM "$daemon"
  wait "$daemon"
)

# until_line FILE PATTERN: waits until a line of FILE matches, 60 s at most.
until_line() {
  patience=600
  until grep -q "$2" "$1" 2>/dev/null; do
    patience=$((patience - 1))
    if [ "$patience" = 0 ]; then
      say "'$2' did not come:"
      tail -n 5 "$1" ./*.log >&2
      exit 1
    fi
    sleep 0.1
  done
}
