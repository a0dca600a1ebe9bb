# shellcheck shell=bash
# Finds a JDK of at least this release and exports JAVA_HOME; says what to install if there is none.
# Sourced by the scripts beside it.

jdk_release=25

# Prints the release of the JDK in $1 (25), or nothing if there is none.
jdk_release_of() {
  [ -x "$1/bin/javac" ] || [ -x "$1/bin/javac.exe" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" | head -n 1
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

# Prints, a line each, where JDKs usually are on Linux, macOS and Windows.
jdk_places() {
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  local javac
  javac=$(command -v javac || true)
  if [ -n "$javac" ]; then
    while [ -L "$javac" ]; do
      local target
      target=$(readlink "$javac")
      case "$target" in /*) javac=$target ;; *) javac=$(dirname "$javac")/$target ;; esac
    done
    dirname "$(dirname "$javac")"
  fi
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -v "$jdk_release+" 2>/dev/null || true
  fi
  local place
  for place in \
    /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* "$HOME"/.jdks/* "$HOME"/.jdks/*/Contents/Home \
    "$HOME"/.local/share/mise/installs/java/* "$HOME"/.asdf/installs/java/* \
    "/c/Program Files/Java"/* "/c/Program Files/Eclipse Adoptium"/* "/c/Program Files/Microsoft"/jdk* \
    "/c/Program Files/Zulu"/* "/c/Program Files/Amazon Corretto"/*; do
    [ -d "$place" ] && printf '%s\n' "$place"
  done
  return 0
}

require_jdk() {
  local place release
  while IFS= read -r place; do
    release=$(jdk_release_of "$place")
    if [ -n "$release" ] && [ "$release" -ge "$jdk_release" ]; then
      export JAVA_HOME=$place
      return 0
    fi
  done < <(jdk_places)
  cat >&2 <<EOF
Parallax needs a JDK of release $jdk_release or later, and none was found: not in JAVA_HOME, not behind \`javac\`, and not in the usual places.
Install one, for example:
  Debian, Ubuntu   apt-get install openjdk-$jdk_release-jdk   (or temurin-$jdk_release-jdk from adoptium.net)
  macOS            brew install openjdk@$jdk_release
  Windows          winget install EclipseAdoptium.Temurin.$jdk_release.JDK
  anywhere         sdk install java $jdk_release-tem          (sdkman.io)
If it is installed elsewhere, set JAVA_HOME to its folder and run this again.
EOF
  exit 1
}
