# Sourced by ./run, ./test and ./bench: installs what is missing, builds the web client.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
say() { printf '%s\n' "$*" >&2; }

# Packages of packages.txt that are not installed, one a line.
missing_packages() {
  local name rest command
  while read -r name rest; do
    case "$name" in '' | '#'*) continue ;; esac
    command="${rest#\?}"
    if [ -n "$rest" ] && command -v "$command" >/dev/null; then continue; fi
    dpkg-query -W -f='${db:Status-Abbrev}' "$name" 2>/dev/null | grep -q '^ii' || echo "$name"
  done <packages.txt
}

install_packages() {
  local stamp missing
  stamp="build/.packages-$(sha256sum packages.txt | cut -c1-16)"
  if [ -e "$stamp" ]; then return; fi
  missing=$(missing_packages | tr '\n' ' ')
  if [ -n "$missing" ]; then
    local install="apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" -ne 0 ]; then
      say "Some packages are missing. Run this once, then start again:"
      say "  sudo apt-get update && sudo $install"
      exit 3
    fi
    say "Installing what is missing: $missing"
    apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >build.log 2>&1 || {
      tail -20 build.log >&2
      say "Installing failed; the log is in build.log"
      exit 3
    }
    rm -f build.log
  fi
  mkdir -p build && touch "$stamp"
}

# The web client: web/dist, made again when its sources or lock file changed.
build_web() {
  [ -e web/package.json ] || return 0
  local now stamp
  now=$(find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print0 |
    sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  stamp="web/dist/.built-$now"
  if [ -e "$stamp" ]; then return; fi
  say "Building the web client"
  (cd web && npm ci --no-audit --no-fund --loglevel=error >&2 && npm run --silent build >&2)
  touch "$stamp"
}

jobs=$(nproc)
build_program() {
  say "Building Kuleshov (release)"
  cmake --preset release >build/configure.log || { cat build/configure.log >&2; exit 2; }
  cmake --build --preset release -j "$jobs" "$@" >build/build.log || { tail -60 build/build.log >&2; exit 2; }
}
