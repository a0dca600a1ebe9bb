# shellcheck shell=bash
# Builds the program where it is not built from these sources yet, and starts it.
# Sourced by the scripts beside it; expects the project's root in $root.
# shellcheck disable=SC2154

built=$root/app/target/lib/.built

is_built() {
  [ -e "$built" ] || return 1
  [ -z "$(find "$root"/pom.xml "$root"/shared/pom.xml "$root"/server/pom.xml "$root"/app/pom.xml \
    "$root"/shared/src/main "$root"/server/src/main "$root"/app/src/main -newer "$built" -print -quit)" ]
}

build_program() {
  is_built && return 0
  local started
  started=$(mktemp)
  echo "Building Parallax (the first time takes a minute or two, and downloads what it is built from) …" >&2
  if ! (cd "$root" && ./mvnw -B -q -Dprogram.only -Dmaven.test.skip=true -Dspotless.check.skip=true package) >&2; then
    echo "The build failed; what it printed stands above." >&2
    exit 1
  fi
  # The time of the start, so that an edit during the build is built the next time.
  mv "$started" "$built"
}

# start_program ARGUMENT…: replaces this shell with the program.
start_program() {
  local java=$JAVA_HOME/bin/java separator=:
  case "$(uname -s)" in MINGW* | MSYS* | CYGWIN*) separator=';' ;; esac
  # shellcheck disable=SC2086
  exec "$java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseCompactObjectHeaders \
    ${PARALLAX_JAVA_OPTIONS:-} -cp "$root/app/target/classes$separator$root/app/target/lib/*" dev.parallax.cli.Parallax "$@"
}
