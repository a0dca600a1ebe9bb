# shellcheck shell=bash
# The native libraries that JavaFX needs on Linux: present, installed now (root on Debian), or named with the command to type.
# Sourced by the scripts beside it.

# Prints the Debian packages of those libraries among "soname=package" arguments that the loader does not find.
missing_packages() {
  local known pair
  known=$(/sbin/ldconfig -p 2>/dev/null || ldconfig -p 2>/dev/null || true)
  for pair in "$@"; do
    case "$known" in
      *"${pair%%=*}"*) ;;
      *) printf '%s ' "${pair#*=}" ;;
    esac
  done
}

# install_or_name PURPOSE PACKAGE…: installs as root on Debian, else says the command. Fails if they stay missing.
install_or_name() {
  local purpose=$1
  shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing what JavaFX needs $purpose: $*" >&2
    # A machine that has just booted may still hold the lock, and its package lists may be absent or old.
    if { apt-get -o DPkg::Lock::Timeout=120 update -qq \
      && DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -y -qq --no-install-recommends "$@"; } >/dev/null; then
      return 0
    fi
    echo "That did not work." >&2
  fi
  cat >&2 <<EOF
JavaFX needs these libraries $purpose, and they are missing: $*
On Debian and Ubuntu: sudo apt-get install --no-install-recommends $*
Elsewhere install the packages that hold the same libraries, then run this again.
EOF
  return 1
}

on_linux() {
  [ "$(uname -s)" = Linux ]
}

has_display() {
  ! on_linux || [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ]
}

# What text and pictures need, with or without a display.
require_text_libraries() {
  on_linux || return 0
  local missing
  missing=$(missing_packages libpangoft2-1.0.so.0=libpangoft2-1.0-0 libfreetype.so.6=libfreetype6)
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_or_name "to draw text" $missing
}

# What a window needs.
require_window_libraries() {
  on_linux || return 0
  local missing
  missing=$(missing_packages libgtk-3.so.0=libgtk-3-0 libXtst.so.6=libxtst6 libGL.so.1=libgl1 libXxf86vm.so.1=libxxf86vm1)
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_or_name "to open a window" $missing
}
