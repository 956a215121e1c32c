#!/bin/sh
# jfr2pprof: this script with the program's jar appended, so that a single file has to be installed.
# Arguments that begin with -J go to the JVM without the -J, such as -J-Xmx4g, or -J-XX:TieredStopAtLevel=4 to read many
# gigabytes. All others go to the program.

# Succeeds unless this java is known to be older than 17. A JDK has its version in a file; running java to get it would
# take longer than the whole conversion of a small recording.
recent_enough() {
  [ -x "$1" ] || return 1
  real=$(readlink -f "$1" 2>/dev/null) || return 0
  home=${real%/bin/java}
  [ -r "$home/release" ] || home=${home%/jre}
  [ -r "$home/release" ] || return 0
  while IFS='="' read -r key _ version _; do
    if [ "$key" = JAVA_VERSION ]; then
      major=${version%%[!0-9]*}
      [ -z "$major" ] || [ "$major" -ge 17 ]
      return
    fi
  done <"$home/release"
}

find_java() {
  for candidate in \
    "${JAVA_HOME:+$JAVA_HOME/bin/java}" \
    "$(command -v java)" \
    /etc/alternatives/java \
    /usr/lib/jvm/*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java; do
    if recent_enough "$candidate"; then
      java=$candidate
      return
    fi
  done
  echo "jfr2pprof: no java of version 17 or later found; set JAVA_HOME" >&2
  exit 1
}

# Succeeds if the locale's charset is ASCII, as it often is in a container, or because the locale is not installed.
is_ascii() {
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    '' | C | POSIX) return 0 ;;
  esac
  case $(locale charmap 2>/dev/null) in
    ANSI_X3.4-1968 | US-ASCII) return 0 ;;
  esac
  return 1
}

find_java
# Java encodes file names and arguments in the locale's charset. It cannot open or compare names outside of it.
if is_ascii; then
  # Some shells warn of a locale that is not installed.
  {
    LC_ALL=C.UTF-8
    export LC_ALL
    if [ "$(locale charmap)" = ANSI_X3.4-1968 ]; then
      LC_ALL=en_US.UTF-8
    fi
  } 2>/dev/null
fi
# In a container these are set for the application. Its recording would overwrite the input, its JMX port is in use, and
# the output of its options would be mixed with ours.
unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS JDK_AOT_VM_OPTIONS OPENJ9_JAVA_OPTIONS _JAVA_LAUNCHER_DEBUG

compilers=1
case " $* " in
  *' holders '* | *.hprof*) compilers=4 ;;
esac

# "for" iterates over the present arguments while "set" appends: first those of the JVM, then those of the program.
given=$#
for argument do
  case $argument in
    -J*) set -- "$@" "${argument#-J}" ;;
  esac
done
set -- "$@" -jar "$0"
left=$given
for argument do
  [ "$left" -gt 0 ] || break
  left=$((left - 1))
  case $argument in
    -J*) ;;
    *) set -- "$@" "$argument" ;;
  esac
done
shift "$given"
# Flags for a short-lived program: no /tmp/hsperfdata file, the collector that starts fastest, and only the fast C1
# compiler, because C2 would hardly finish before the program does. A heap dump takes longer.
exec "$java" -XX:-UsePerfData -XX:+UseSerialGC "-XX:TieredStopAtLevel=$compilers" "$@"
