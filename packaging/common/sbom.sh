# What is in a package, as CycloneDX: the libraries by Maven, the runtime by its own words. Sourced; POSIX shell.
# The caller sets home.
# shellcheck shell=sh disable=SC2154

# sbom RELEASE WORDS FILE: writes FILE; RELEASE is the runtime's file of that name, WORDS say what was made of it.
sbom() {
  made=$3.made
  (cd "$home" && ./mvnw -q -B -ntp -pl nbe-daemon -am -DskipTests cyclonedx:makeAggregateBom -DoutputFormat=json \
    -DoutputName=sbom -DoutputDirectory="$made" -DincludeTestScope=false -DincludeBomSerialNumber=false) >&2
  runtime=$(sed -n 's/^JAVA_RUNTIME_VERSION="\([^"]*\)".*/\1/p' "$1" | sed 's/-LTS$//')
  [ -n "$runtime" ] || runtime=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$1")
  vendor=$(sed -n 's/^IMPLEMENTOR="\([^"]*\)".*/\1/p' "$1")
  awk -v runtime="$runtime" -v vendor="$vendor" -v words="$2" '
    { print }
    /^  "components" : \[/ {
      print "    {"
      print "      \"type\" : \"platform\","
      if (vendor != "") print "      \"publisher\" : \"" vendor "\","
      print "      \"name\" : \"openjdk\","
      print "      \"version\" : \"" runtime "\","
      print "      \"description\" : \"" words "\","
      print "      \"licenses\" : [ { \"expression\" : \"GPL-2.0-only WITH Classpath-exception-2.0\" } ],"
      print "      \"bom-ref\" : \"java-runtime\""
      print "    },"
    }' "$made/sbom.json" >"$3"
  rm -rf "$made"
  grep -q '"bom-ref" : "java-runtime"' "$3" || {
    say "the SBOM has no list of components to add the runtime to"
    exit 1
  }
}
