# The Debian package, from the image. Sourced by ../build; POSIX shell.
# The caller sets packaging, home, target, image, architecture, version, oldest_glibc, SOURCE_DATE_EPOCH.
# shellcheck shell=sh disable=SC2154

name=nymi-bluetooth-endpoint

build_deb() {
  command -v dpkg-deb >/dev/null 2>&1 || need_packages "no dpkg-deb" dpkg
  root=$target/deb
  rm -rf "$root"
  umask 022
  mkdir -p "$root/DEBIAN" "$root/usr/lib" "$root/usr/bin" "$root/etc/nbe"
  cp -a "$image" "$root/usr/lib/$name"
  ln -s "../lib/$name/bin/nbe" "$root/usr/bin/nbe"
  deb_configuration
  deb_service
  deb_documents
  deb_control
  same_time "$root"
  # Not zstd: Debian 11's dpkg does not know it.
  dpkg-deb --root-owner-group -Zxz --build "$root" "$target/deb.part" >&2
  mv "$target/deb.part" "$target/${name}_${version}_$architecture.deb" # never half of one under its name
}

# put MODE SOURCE TARGET: with the directories on the way.
put() {
  mkdir -p "$(dirname "$root/$3")"
  install -m "$1" "$2" "$root/$3"
}

deb_configuration() {
  put 644 "$home/nbe.toml" "usr/share/$name/nbe.default.toml"
  ln -s "/usr/share/$name/nbe.default.toml" "$root/etc/nbe/nbe.default.toml"
  # What postinst makes /etc/nbe/nbe.toml of, where there is none. Not shipped there: it would be a conffile, of which dpkg asks.
  put 644 "$packaging/linux/nbe.toml" "usr/share/$name/nbe.toml"
}

deb_service() {
  put 644 "$packaging/linux/$name.service" "usr/lib/systemd/system/$name.service"
  put 755 "$packaging/linux/$name.init" "etc/init.d/$name"
  put 755 "$packaging/linux/nbe-service" "usr/lib/$name/bin/nbe-service"
  put 644 "$packaging/udev/60-nymi-bluetooth-endpoint.rules" "usr/lib/udev/rules.d/60-$name.rules"
  put 644 "$packaging/linux/polkit/60-$name.rules" "usr/share/polkit-1/rules.d/60-$name.rules"
  put 644 "$packaging/linux/polkit/60-$name.pkla" "var/lib/polkit-1/localauthority/10-vendor.d/60-$name.pkla"
}

deb_documents() {
  put 644 "$packaging/linux/debian/copyright" "usr/share/doc/$name/copyright"
  notices copyright "$home/nbe-daemon/target/nbe.jar" "usr/lib/$name/nbe.jar" >>"$root/usr/share/doc/$name/copyright"
  put 644 "$target/THIRD-PARTY.txt" "usr/share/doc/$name/THIRD-PARTY.txt"
  put 644 "$home/CHANGELOG.md" "usr/share/doc/$name/CHANGELOG.md"
  printf '%s (%s) unstable; urgency=medium\n\n  * What changed: CHANGELOG.md.gz.\n\n -- %s  %s\n' "$name" "$version" \
    "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")" \
    >"$root/usr/share/doc/$name/changelog"
  # Whoever stands at a terminal has no network.
  put 644 "$home/README.md" "usr/share/doc/$name/README.md"
  cp -R "$home/docs" "$root/usr/share/doc/$name/docs"
  chmod -R u=rwX,go=rX "$root/usr/share/doc/$name/docs"
  put 644 "$packaging/linux/nbe.1" usr/share/man/man1/nbe.1
  gzip -9n "$root/usr/share/doc/$name/CHANGELOG.md" "$root/usr/share/doc/$name/changelog" "$root/usr/share/man/man1/nbe.1"
  put 644 "$packaging/linux/debian/lintian-overrides" "usr/share/lintian/overrides/$name"
  mkdir -p "$root/usr/share/bash-completion/completions"
  "$image/bin/nbe" generate-completion | sed 1d >"$root/usr/share/bash-completion/completions/nbe"
}

deb_control() {
  for script in config postinst prerm postrm; do
    put 755 "$packaging/linux/debian/$script" "DEBIAN/$script"
  done
  sed -e "/^@INIT@/{r $packaging/linux/$name.init
d;}; s|@INIT_MD5@|$(md5sum <"$packaging/linux/$name.init" | cut -d ' ' -f 1)|" "$packaging/linux/debian/preinst" >"$root/DEBIAN/preinst"
  chmod 755 "$root/DEBIAN/preinst"
  put 644 "$packaging/linux/debian/templates" DEBIAN/templates
  (cd "$root" && find etc -type f | sort | sed 's|^|/|') >"$root/DEBIAN/conffiles"
  (cd "$root" && find . -type f ! -path './DEBIAN/*' | sed 's|^\./||' | sort | xargs -d '\n' md5sum) >"$root/DEBIAN/md5sums"
  size=$(du -k --apparent-size -s --exclude=DEBIAN "$root" | cut -f 1)
  sed "s|@VERSION@|$version|; s|@MAINTAINER@|$maintainer|; s|@ARCHITECTURE@|$architecture|; s|@INSTALLED_SIZE@|$size|; s|@GLIBC@|$(newest_glibc \
    "$image"/native/*.so "$image"/runtime/bin/java "$image"/runtime/lib/*.so "$image"/runtime/lib/server/*.so)|" \
    "$packaging/linux/debian/control" >"$root/DEBIAN/control"
  chmod 644 "$root/DEBIAN/control" "$root/DEBIAN/conffiles" "$root/DEBIAN/md5sums"
}

build_sbom() {
  "$image/runtime/bin/java" -XshowSettings:properties -version >"$target/log/runtime.log" 2>&1
  runtime=$(sed -n 's/^ *java\.runtime\.version = //p' "$target/log/runtime.log" | sed 's/-LTS$//')
  vendor=$(sed -n 's/^ *java\.vendor = //p' "$target/log/runtime.log")
  sbom linux "$runtime" "$vendor" 'Java runtime, linked to the modules of packaging/common/modules' \
    "$target/${name}_${version}_$architecture.cdx.json" "$target/THIRD-PARTY.txt"
}
