# Has the JVM write down the classes that a first minute loads, so that programs start in less time.
# Run by the build: sh archive.sh HOME JAVA. A Java of another version starts without, as slowly as ever.
set -eu
home=$(cd -P -- "$1" && pwd)
java=$2
. "$home/bin/launch.sh"
feature_of "$java"

work=$(mktemp -d "${TMPDIR:-/tmp}/freeworker-archive.XXXXXX")
broker=
trap 'if [ -n "$broker" ]; then kill "$broker" 2>/dev/null || true; fi; rm -rf "$work" "$home/archive.new"' EXIT
mkdir "$home/archive.new"
cd "$work"
unset JAVA_OPTS
export JAVA_HOME="${java%/bin/java}"
export FREEWORKER_HOME="$work/home"
export FREEWORKER_REBUILD=0
export FREEWORKER_TRAINING="$home/archive.new"

mkfifo said
"$home/bin/broker" 1 --port 0 >said 2>&1 &
broker=$!
exec 3<said
port=
while [ -z "$port" ] && read -r line <&3; do
  case $line in
    *'ready on localhost:'*)
      port=${line#*ready on localhost:}
      port=${port%% *}
      ;;
  esac
done
cat <&3 &
"$home/bin/challenge" 0.1 --broker "localhost:$port"
kill "$broker"
wait "$broker"
broker=
"$home/bin/grapher" results_1.csv

# Of the two worker processes, the one that worked has more to tell than the spare one.
# shellcheck disable=SC2012 # no name has a newline in it
told=$(ls -S "$FREEWORKER_TRAINING"/worker-* | head -n 1)
mv "$told" "$FREEWORKER_TRAINING/worker.${told##*.}"
rm -f "$FREEWORKER_TRAINING"/worker-*

# write PROGRAM CLASSPATH FLAGS...: the archive of what a program loaded, for those who start it with these flags.
# Only G1 writes the objects that belong to the classes; any collector can read them.
write() {
  list="$FREEWORKER_TRAINING/$1.classes"
  jsa="$FREEWORKER_TRAINING/$1.jsa"
  path=$2
  shift 2
  "$java" -Xshare:dump -XX:+AOTClassLinking -XX:+UseG1GC "$@" "-XX:SharedClassListFile=$list" \
    "-XX:SharedArchiveFile=$jsa" -cp "$path"
  rm "$list"
}

if links_ahead; then
  for program in broker challenge grapher; do
    write "freeworker-$program" "$home/lib/freeworker-$program.jar" --enable-native-access=ALL-UNNAMED
  done
  write worker "$home/lib/freeworker-api.jar:$home/lib/freeworker-worker.jar" -Xmx1g --add-opens=java.base/java.lang=ALL-UNNAMED
fi
printf '%s\n' "$home" >"$FREEWORKER_TRAINING/of"
mkdir -p "$home/archive"
mv "$FREEWORKER_TRAINING" "$home/archive/$version"
