# What is in a package, as CycloneDX: the libraries by Maven, the runtime by its own words. Sourced; POSIX shell.
# The caller sets home.
# shellcheck shell=sh disable=SC2154

# sbom VERSION VENDOR WORDS FILE: writes FILE; version and vendor (empty: not known) are the runtime's, WORDS say what was made of it.
sbom() {
  made=$4.made
  (cd "$home" && ./mvnw -q -B -ntp -pl nbe-daemon -am -DskipTests cyclonedx:makeAggregateBom -DoutputFormat=json \
    -DoutputName=sbom -DoutputDirectory="$made" -DincludeTestScope=false -DincludeBomSerialNumber=false) >&2
  awk -v runtime="$1" -v vendor="$2" -v words="$3" '
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
    }' "$made/sbom.json" >"$4"
  rm -rf "$made"
  grep -q '"bom-ref" : "java-runtime"' "$4" || {
    say "the SBOM has no list of components to add the runtime to"
    exit 1
  }
}
