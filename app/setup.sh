# Sourced by app/run and app/check: finds Java and Maven and the system's libraries, and builds what is missing. Says everything on stderr.

say() { printf '%s\n' "$*" >&2; }

# need_tools: a JDK of 17 or newer and Maven, or one sentence.
need_tools() {
    java_bin=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "$java_bin" >/dev/null || { say "No Java was found. Install a JDK, version 17 or newer, and run this again."; exit 1; }
    # A JDK says its version in a file, which is sooner read than a virtual machine is started.
    local release
    release=$(readlink -f "$(command -v "$java_bin")" 2>/dev/null || true)
    release=${release%/bin/java}/release
    java_version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null || true)
    [ -n "$java_version" ] ||
        java_version=$("$java_bin" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java.specification.version = \([0-9]*\).*/\1/p')
    [ "${java_version:-0}" -ge 17 ] || { say "Java ${java_version:-of unknown version} is too old. Install a JDK, version 17 or newer, and run this again."; exit 1; }
    command -v mvn >/dev/null || { say "Maven was not found. Install it (on Debian: apt-get install maven) and run this again."; exit 1; }
}

# need_libraries LIBRARY=PACKAGE...: installs the Debian packages of missing libraries when root, else prints the one command.
need_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local known missing="" pair
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    for pair in "$@"; do
        grep -qF "${pair%%=*} " <<<"$known" || missing="$missing ${pair#*=}"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null; then
        say "System libraries are missing; on Debian they are in:$missing. Install them and run this again."
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say "System libraries are missing. Type this, then run this again:"
        say "  sudo apt-get install -y$missing"
        exit 1
    fi
    say "Installing system libraries:$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing; } </dev/null >&2 || {
        say "The system libraries could not be installed. Type this, then run this again:"
        say "  apt-get install -y$missing"
        exit 1
    }
}

# What the native libraries want to find in the environment, unless it stands there already.
while IFS='=' read -r name value; do
    case $name in "" | \#*) continue ;; esac
    [ -n "${!name:-}" ] || export "$name=$value"
done <"$root/resources/engine/native.env"

# Extra arguments of Maven, such as -Pnvidia.
maven_arguments=${EMPATHY_WORKBENCH_MAVEN:-}
