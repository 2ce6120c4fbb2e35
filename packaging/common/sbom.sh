# What is in a package, as CycloneDX, and whose it is: the libraries by Maven, the runtime by its own words, the rest by the notices in
# nbe.jar. Sourced; POSIX shell. The caller sets home.
# shellcheck shell=sh disable=SC2154

# sbom KIND VERSION VENDOR WORDS FILE NOTICES: writes FILE, and the notices of a package of this kind (linux, windows); version and
# vendor (empty: not known) are the runtime's, WORDS say what was made of it. Ends where a part has no notice, or another licence.
sbom() {
  need_jdk
  made=$5.made
  (cd "$home" && ./mvnw -q -B -ntp -pl nbe-daemon -am -DskipTests cyclonedx:makeAggregateBom -DoutputFormat=json \
    -DoutputName=sbom -DoutputDirectory="$made" -DincludeTestScope=false -DexcludeTestProject=true -DincludeBomSerialNumber=false) >&2
  notices sbom "$home/nbe-daemon/target/nbe.jar" "$1" "$made/sbom.json" "$2" "$3" "$4" "$5" "$6"
  rm -rf "$made"
}

# notices ARGUMENT…: those of Notices.java.
notices() {
  "$JAVA_HOME/bin/java" -cp "$home/nbe-daemon/target/nbe.jar" "$home/packaging/common/Notices.java" "$@"
}
