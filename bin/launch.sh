# What the launchers share: find Java, build on first use, become the program.
# Sourced by them with $bin, the folder that they are in. POSIX sh.

fail() {
  status=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$status"
}

# The feature version of the Java at $1, from its release file; only a Java without one is started to ask.
feature_of() {
  version=
  program=$1
  while [ -h "$program" ]; do
    link=$(readlink "$program")
    case $link in
      /*) program=$link ;;
      *) program=$(dirname "$program")/$link ;;
    esac
  done
  release=$(dirname "$program")/../release
  if [ -r "$release" ]; then
    while IFS='=' read -r name value; do
      if [ "$name" = JAVA_VERSION ]; then
        version=${value#\"}
        version=${version%\"}
        break
      fi
    done <"$release"
  fi
  if [ -z "$version" ]; then
    version=$("$1" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p') || version=
  fi
  version=${version#1.}
  feature=${version%%[!0-9]*}
  [ -n "$feature" ]
}

# Sets $java and $feature: the first Java of 17 or later among JAVA_HOME, PATH and macOS's own list.
find_java() {
  seen=
  on_path=$(command -v java || true)
  listed=
  if [ -x /usr/libexec/java_home ]; then
    listed=$(/usr/libexec/java_home -v 17+ 2>/dev/null || true)
    on_path= # a stub that asks the same list
  fi
  for java in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$on_path" "${listed:+$listed/bin/java}"; do
    if [ -n "$java" ] && [ -x "$java" ] && feature_of "$java"; then
      if [ "$feature" -ge 17 ]; then
        return
      fi
      seen="$seen $java is Java $feature."
    fi
  done
  fail 69 "Java 17 or later is missing.${seen:+ Found only:$seen}" \
    "  Debian, Ubuntu: sudo apt install openjdk-17-jdk   macOS: brew install openjdk   any: sdk install java (sdkman.io)" \
    "  If it is somewhere else, say where:  export JAVA_HOME=/path/to/jdk"
}

# Whether a pom or a source is newer than the build that made the home; a removed file makes its folder newer.
# A look at every source at every start costs a few milliseconds; a pull or an edit without it would run old code.
stale() {
  [ -n "$(cd "$root" && find pom.xml ./*/pom.xml ./*/src/main -newer "$home/built" 2>/dev/null | head -n 1)" ]
}

# FREEWORKER_REBUILD: 1 builds at every start, 0 only when nothing is built yet.
needs_build() {
  case ${FREEWORKER_REBUILD:-} in
    1) return 0 ;;
    0) [ ! -f "$home/built" ] ;;
    *) [ ! -f "$home/built" ] || stale ;;
  esac
}

# The lock is a symbolic link to its owner's pid: made in one step, and never without an owner to read.
lock() {
  tries=0
  until ln -s "$$" "$lock" 2>/dev/null; do
    owner=$(readlink "$lock" || true)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      break_lock "$owner"
      continue
    fi
    if [ "$tries" -eq 0 ]; then
      echo "waiting for process $owner, which builds Freeworker ..." >&2
    fi
    tries=$((tries + 1))
    if [ "$tries" -gt 600 ]; then
      fail 69 "$lock is held by process $owner for ten minutes." "  If no build runs there, remove it:  rm '$lock'"
    fi
    sleep 1
  done
}

unlock() {
  if [ "$(readlink "$lock" || true)" = "$$" ]; then
    rm -f "$lock"
  fi
}

# Removes the lock of a dead owner; under a lock of its own, so that nobody removes the lock of the next one.
break_lock() {
  if ln -s "$$" "$lock.break" 2>/dev/null; then
    if [ "$(readlink "$lock" || true)" = "$1" ]; then
      rm -f "$lock"
    fi
    rm -f "$lock.break"
  else
    breaker=$(readlink "$lock.break" || true)
    if [ -n "$breaker" ] && ! kill -0 "$breaker" 2>/dev/null; then
      rm -f "$lock.break"
    fi
    sleep 1
  fi
}

abandon() {
  trap - INT TERM HUP
  if [ -n "$maven" ]; then
    kill "$maven" 2>/dev/null || true
    wait "$maven" || true
  fi
  unlock
  exit "$1"
}

# Builds the home with neither formatter, checkers nor tests; of several launchers at once one builds.
build() {
  if ! mkdir -p "$root/target" 2>/dev/null || [ ! -w "$root/target" ]; then
    if [ -f "$home/built" ]; then
      echo "Freeworker's sources are newer than what runs now; $root/target cannot be written to build again." >&2
      return
    fi
    fail 69 "$root/target cannot be written, so Freeworker cannot be built there." "  Clone it to a folder of your own."
  fi
  if ! command -v mvn >/dev/null 2>&1; then
    fail 69 "Maven is missing; Freeworker builds itself with it on first use." \
      "  Debian, Ubuntu: sudo apt install maven   macOS: brew install maven   any: sdk install maven (sdkman.io)"
  fi
  jdk=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
  if [ ! -x "$jdk/bin/javac" ]; then
    fail 69 "$jdk runs Java but cannot compile it; Freeworker builds itself on first use, with a JDK." \
      "  Debian, Ubuntu: sudo apt install openjdk-$feature-jdk   macOS: brew install openjdk   any: sdk install java (sdkman.io)"
  fi
  lock="$root/target/build.lock"
  log="$root/target/build.log"
  maven=
  trap 'abandon 130' INT
  trap 'abandon 143' TERM
  trap 'abandon 129' HUP
  before=$(ls -di "$home" 2>/dev/null || true)
  lock
  # Another launcher may have built while this one waited.
  if [ "$before" = "$(ls -di "$home" 2>/dev/null || true)" ] || [ ! -f "$home/built" ] || stale; then
    if [ -f "$home/built" ]; then
      echo "building Freeworker again, as its sources or FREEWORKER_REBUILD ask for ..." >&2
    else
      echo "building Freeworker once, about a minute ..." >&2
    fi
    (cd "$root" && JAVA_HOME=$jdk exec mvn -q -B -Dquick -DskipTests package) >"$log" 2>&1 </dev/null &
    maven=$!
    if ! wait "$maven"; then
      tail -n 30 "$log" >&2
      unlock
      fail 1 "Building Freeworker failed. The whole log: $log"
    fi
  fi
  unlock
  trap - INT TERM HUP
}

# Sets $home, the folder with lib/ in it, built when these are the launchers of a source tree.
find_home() {
  root=$(cd -P -- "$bin/.." && pwd)
  if [ -f "$root/pom.xml" ]; then
    home="$root/target/home"
    if needs_build; then
      build
    fi
  else
    home=$root
  fi
}

# Whether this Java can keep classes that are linked already: its archive is then of all classes and not of ours alone.
links_ahead() {
  [ "$feature" -ge 25 ]
}

# Whether the archive is of the jars in this very folder; with another's, Java would start without its own archive too.
archived_here() {
  links_ahead || return 0
  of=
  read -r of <"$archive/of" 2>/dev/null || true
  [ "$of" = "$home" ]
}

# launch JAR MAIN [FLAG [FLAG]] -- ARGUMENTS...: becomes the program, so that signals reach it.
launch() {
  find_java
  find_home
  program=$1
  jar="$home/lib/$1.jar"
  main=$2
  shift 2
  first=
  second=
  if [ "$1" != -- ]; then
    first=$1
    shift
  fi
  if [ "$1" != -- ]; then
    second=$1
    shift
  fi
  shift
  set -f
  # Each before what is there, from the last to the first: the launcher's flags, then the user's, since the later
  # flag wins, then class path and arguments, of which there may be very many.
  # shellcheck disable=SC2086 # several options in one variable
  set -- ${JAVA_OPTS:-} -cp "$jar" "$main" "$@"
  archive="$home/archive/$version"
  if [ -n "${FREEWORKER_TRAINING:-}" ]; then
    set -- "-Dfreeworker.training=$FREEWORKER_TRAINING" "$@"
    if links_ahead; then
      set -- "-XX:DumpLoadedClassList=$FREEWORKER_TRAINING/$program.classes" "$@"
    else
      set -- "-XX:ArchiveClassesAtExit=$FREEWORKER_TRAINING/$program.jsa" "$@"
    fi
  elif [ -f "$archive/$program.jsa" ] && archived_here; then
    if links_ahead; then
      set -- -Xlog:aot=off "$@"
    fi
    set -- "-XX:SharedArchiveFile=$archive/$program.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off "$@"
  fi
  if [ "$feature" -ge 22 ]; then
    set -- --enable-native-access=ALL-UNNAMED "$@"
  fi
  # Only a shell can say on every Java whether a person reads along, and whether one can answer.
  if [ -t 2 ]; then
    set -- -Dfreeworker.terminal=true "$@"
  fi
  if [ -t 0 ]; then
    set -- -Dfreeworker.asks=true "$@"
  fi
  exec "$java" ${first:+"$first"} ${second:+"$second"} "$@"
}
