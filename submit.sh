#!/usr/bin/env bash
#
# Runs Unroll with spark-submit, or with an embedded Spark where there is no spark-submit.
# Needs bash 3.2 and the usual Unix tools; works on Linux and macOS.
#
# The order of things: read the words, find Spark, find or build the jar, add the defaults nobody has set, exec.

set -euo pipefail

usage() {
  cat <<'USAGE'
usage: ./submit.sh [spark-submit options] COMMAND [--config FILE] [options] [key=value ...]

  ./submit.sh train --config conf/NAME.conf          train on this machine
  ./submit.sh --master yarn train --config FILE      train on a cluster (needs SPARK_HOME, or spark-submit on the PATH)
  ./submit.sh help                                   all commands
  ./submit.sh COMMAND --help                         the options of one command
  ./submit.sh --version                              the version of Unroll

Words before COMMAND go to spark-submit (spark-submit --help lists them), words after it to Unroll.
Keys that begin with spark., in FILE or as key=value, go to Spark.

Unless set otherwise: the master is local[*,4], a local driver gets half of the memory, logs are warnings on stderr.

environment
  SPARK_HOME       a Spark 4 distribution; without it spark-submit of the PATH, without that the embedded Spark
  SPARK_CONF_DIR   its configuration, spark-defaults.conf and log4j2.properties
  MASTER           the master, if no option, FILE, key=value or spark-defaults.conf names one
  JAVA_HOME        Java 17 or 21
  XDG_CACHE_HOME   where copies of the jar are kept: $XDG_CACHE_HOME/unroll, by default ~/.cache/unroll
  UNROLL_PROGRESS  line: progress writes over one line; lines: now and then a line; by default what suits stderr

kernels, which all give the same bits: -Dunroll.kernels=scalar, vector, or vector:128, :256, :512 for vectors of so many bits
  ./submit.sh --driver-java-options -Dunroll.kernels=scalar COMMAND ...            of the driver, and of a local master
  ./submit.sh COMMAND ... spark.executor.extraJavaOptions=-Dunroll.kernels=scalar  of a cluster's executors
USAGE
}

# fail CLAUSE HINT: a mistake the user can mend, in one line.
fail() {
  printf 'error: %s; hint: %s\n' "$1" "$2" >&2
  exit 2
}

# Prints the folder of a file, all symbolic links resolved (macOS has no readlink -f).
folder_of() {
  local file=$1 link
  while [ -L "$file" ]; do
    link=$(readlink "$file")
    case $link in
      /*) file=$link ;;
      *) file=$(dirname "$file")/$link ;;
    esac
  done
  (cd "$(dirname "$file")" && pwd -P)
}

# Prints the home of the Spark that a spark-submit belongs to. Where it is no part of a distribution, find-spark-home beside
# it is asked: that of pip knows, that of a wrapper script may not. It is made to be sourced by a script beside it.
home_of() {
  local bin
  bin=$(folder_of "$1")
  if [ ! -d "$bin/../jars" ] && [ -f "$bin/find-spark-home" ]; then
    bash -c '. "$(dirname "$0")/find-spark-home" >/dev/null; printf "%s\n" "$SPARK_HOME"' "$bin/spark-submit" || :
  else
    dirname "$bin"
  fi
}

# Prints the spark.* keys of a file in Java properties syntax, a line `key=value` each.
spark_keys_of() {
  awk '
    {
      sub(/\r$/, "")
      sub(/^[ \t\f]+/, "")
      if (joined == "" && ($0 == "" || /^[#!]/)) next
      match($0, /\\*$/)
      if (RLENGTH % 2 == 1) { joined = joined substr($0, 1, length($0) - 1); next }
      entry(joined $0)
      joined = ""
    }
    END { if (joined != "") entry(joined) }

    # The key ends at the first = or : or blank that has no backslash before it.
    function entry(line,    i, c, key, rest) {
      for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (c == "\\") { i++; key = key substr(line, i, 1); continue }
        if (c ~ /[=: \t\f]/) break
        key = key c
      }
      if (key !~ /^spark\./) return
      rest = substr(line, i)
      sub(/^[ \t\f]*[=:]?[ \t\f]*/, "", rest)
      sub(/[ \t\f]+$/, "", rest)
      print key "=" unescaped(rest)
    }

    function unescaped(text,    i, c, out) {
      for (i = 1; i <= length(text); i++) {
        c = substr(text, i, 1)
        if (c == "\\") { i++; c = substr(text, i, 1); if (c == "t") c = "\t" }
        out = out c
      }
      return out
    }
  ' "$1"
}

# ---- The words -----------------------------------------------------------------------------------------------------

spark_options=()    # what the user wrote before COMMAND, unchanged
option_settings=()  # the same as spark.key=value, as far as it matters below
conf_settings=()    # of --conf
file_settings=()    # spark.* of --config FILE
word_settings=()    # spark.* of key=value
properties_file=
load_defaults=no
main_class=dev.unroll.cli.Main

# note_option NAME VALUE: remembers what a spark-submit option says.
note_option() {
  case $1 in
    --master) option_settings+=("spark.master=$2") ;;
    --remote) option_settings+=("spark.remote=$2") ;;
    --deploy-mode) option_settings+=("spark.submit.deployMode=$2") ;;
    --driver-memory) option_settings+=("spark.driver.memory=$2") ;;
    --driver-java-options) option_settings+=("spark.driver.extraJavaOptions=$2") ;;
    --conf | -c) conf_settings+=("$2") ;;
    --properties-file) properties_file=$2 ;;
    --class) main_class= ;;
  esac
}

if [ $# -eq 0 ]; then
  usage
  exit 0
fi

if [ $# -eq 1 ] && [ "$1" = --version ]; then
  : # ours, not Spark's: the application answers
else
  while [ $# -gt 0 ]; do
    case $1 in
      -h | --help)
        usage
        exit 0
        ;;
      --load-spark-defaults)
        load_defaults=yes
        spark_options+=("$1")
        shift
        ;;
      --supervise | --verbose | -v | --version | --usage-error)
        spark_options+=("$1")
        shift
        ;;
      --*=*)
        note_option "${1%%=*}" "${1#*=}"
        spark_options+=("$1")
        shift
        ;;
      -*)
        [ $# -ge 2 ] || fail "a spark-submit option has no value: option=$1" "./submit.sh --help"
        note_option "$1" "$2"
        spark_options+=("$1" "$2")
        shift 2
        ;;
      *) break ;;
    esac
  done
  [ $# -gt 0 ] || fail "no command: options=${spark_options[*]}" "./submit.sh help lists the commands"
fi

# From here on "$@" is COMMAND and its words. They go on unchanged; the loop only picks out what concerns Spark.
config=
previous=
for word in "$@"; do
  case $word in
    --config=*) config=${word#--config=} ;;
    spark.*=*) word_settings+=("$word") ;;
  esac
  if [ "$previous" = --config ]; then
    config=$word
  fi
  previous=$word
done

if [ -n "$config" ] && [ -f "$config" ] && [ -r "$config" ]; then # if not, the command itself says so
  while IFS= read -r line; do
    file_settings+=("$line")
  done < <(spark_keys_of "$config")
fi

# ---- Spark ---------------------------------------------------------------------------------------------------------

here=$(folder_of "${BASH_SOURCE[0]}")
source_tree=no
[ -f "$here/pom.xml" ] && source_tree=yes

spark_submit= # empty: embedded
if [ -n "${SPARK_HOME:-}" ]; then
  if [ -x "$SPARK_HOME/bin/spark-submit" ]; then
    spark_submit=$SPARK_HOME/bin/spark-submit
    spark_home=$SPARK_HOME
  elif [ -d "$SPARK_HOME/jars" ]; then
    spark_home=$SPARK_HOME # Spark's jars without its scripts
  else
    fail "no Spark in SPARK_HOME: SPARK_HOME=$SPARK_HOME" \
      "set it to a folder with bin/spark-submit, or unset it to run the embedded Spark"
  fi
elif spark_submit=$(command -v spark-submit); then
  spark_home=$(home_of "$spark_submit")
  # Without its home there is no spark-defaults.conf, and the job would run on one machine instead of the cluster.
  if [ ! -d "$spark_home/jars" ] && [ -z "${SPARK_CONF_DIR:-}" ]; then
    fail "no Spark around the spark-submit of the PATH, so its configuration is unknown: spark-submit=$spark_submit" \
      "set SPARK_HOME to the distribution it belongs to"
  fi
else
  spark_submit=
  spark_home=$here/spark
  [ "$source_tree" = no ] || spark_home=$here/target/spark
fi
spark_conf=${SPARK_CONF_DIR:-$spark_home/conf}

# All settings, the weaker first. Spark reads spark-defaults.conf only if there is no other properties file.
settings=()
read_settings() {
  local line
  if [ -f "$1" ] && [ -r "$1" ]; then
    while IFS= read -r line; do
      settings+=("$line")
    done < <(spark_keys_of "$1")
  fi
}
if [ -z "$properties_file" ] || [ "$load_defaults" = yes ]; then
  read_settings "$spark_conf/spark-defaults.conf"
fi
[ -z "$properties_file" ] || read_settings "$properties_file"
# (bash before 4.4 takes an empty array for an unset variable, hence the + below.)
settings+=(${file_settings[@]+"${file_settings[@]}"} ${conf_settings[@]+"${conf_settings[@]}"})
settings+=(${word_settings[@]+"${word_settings[@]}"} ${option_settings[@]+"${option_settings[@]}"})

# setting KEY: its value in $value, or status 1 if nobody set it.
setting() {
  local entry found=1
  value=
  for entry in ${settings[@]+"${settings[@]}"}; do
    case $entry in
      "$1="*)
        value=${entry#*=}
        found=0
        ;;
    esac
  done
  return $found
}

defaults=() # options for what nobody has set

if setting spark.master; then
  master=$value
elif setting spark.remote || [ -n "${SPARK_REMOTE:-}" ]; then
  fail "Spark Connect has no RDDs, which Unroll needs: remote=${value:-${SPARK_REMOTE:-}}" \
    "name the cluster itself with --master"
elif [ -n "${MASTER:-}" ]; then
  master=$MASTER
  defaults+=(--master "$master")
else
  master='local[*,4]' # local[*] would never retry a task
  defaults+=(--master "$master")
fi

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java

if [ -z "$spark_submit" ]; then
  case $master in
    yarn* | k8s:*)
      fail "the embedded Spark has no client for this cluster: master=$master" \
        "set SPARK_HOME to the Spark distribution of the cluster"
      ;;
  esac
  command -v "$java" >/dev/null || fail "no Java: java=$java" "install Java 17 or 21, or set JAVA_HOME to it"
  java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' || :)
  case $java_version in
    '' | *[!0-9]*) ;;
    *)
      if [ "$java_version" -lt 17 ] || [ "$java_version" -ge 23 ]; then
        fail "the embedded Spark does not run on this Java: java=$java version=$java_version" \
          "set JAVA_HOME to Java 17 or 21, or SPARK_HOME to a Spark that runs on it"
      fi
      ;;
  esac
fi

# ---- The jar -------------------------------------------------------------------------------------------------------

if [ "$source_tree" = yes ]; then
  jar=$here/target/unroll.jar
else
  jar=$here/unroll.jar
fi

cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/unroll
mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] ||
  fail "the cache cannot be written: cache=$cache" "set XDG_CACHE_HOME to a folder you may write"

# Is there something to build? Deleted files count through their folder's time.
must_build() {
  [ -f "$jar" ] || return 0
  [ -z "$(find "$here/src/main" "$here/pom.xml" -newer "$jar" -print | sed 1q)" ] || return 0
  [ -z "$spark_submit" ] && [ "$spark_home" = "$here/target/spark" ] && ! embedded_spark_is_whole
}

# Its jars are links into the Maven repository, and may dangle.
embedded_spark_is_whole() {
  local file found=1
  for file in "$spark_home/jars/"*.jar; do
    [ -e "$file" ] || return 1
    found=0
  done
  return $found
}

build() {
  must_build || return 0 # another submit.sh has built it meanwhile
  if ! command -v mvn >/dev/null; then
    fail "the jar has to be built, and there is no mvn: jar=$jar" "install Maven 3.8 or later and Java 17 or 21"
  fi
  echo "building $jar" >&2
  local begun
  begun=$(mktemp "$cache/begun.XXXXXX")
  if ! (cd "$here" && mvn -B -q -ntp -Dmaven.test.skip=true -Denforcer.skip=true -Dspotless.check.skip=true \
    -Dcyclonedx.skip=true package) </dev/null >&2 9>&-; then
    rm -f "$begun"
    echo "error: the build failed: jar=$jar; hint: mvn -B verify says more" >&2
    exit 1
  fi
  touch -r "$begun" "$jar" # a source that changed during the build is newer
  rm -f "$begun"
}

# Builds while no other submit.sh does: with flock where there is one, or else by a folder that names its owner.
build_alone() {
  local lock
  lock=$cache/build-$(printf '%s' "$here" | cksum | tr -d ' ').lock
  if command -v flock >/dev/null; then
    (
      flock 9
      build
    ) 9>"$lock"
    return
  fi
  (
    until mkdir "$lock.d" 2>/dev/null; do
      owner=$(cat "$lock.d/owner" 2>/dev/null || :)
      if { [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; } ||
        { [ -z "$owner" ] && [ -n "$(find "$lock.d" -prune -mmin +1 2>/dev/null)" ]; }; then
        rm -rf "$lock.d" # its owner has died
      else
        sleep 1
      fi
    done
    trap 'rm -rf "$lock.d"' EXIT
    echo "$$" >"$lock.d/owner"
    build
  )
}

if [ "$source_tree" = yes ]; then
  if must_build; then
    build_alone || exit $?
  fi
elif [ ! -f "$jar" ]; then
  fail "no jar beside submit.sh: jar=$jar" "copy unroll.jar there, or run submit.sh of the source tree"
fi
if [ -z "$spark_submit" ] && ! embedded_spark_is_whole; then
  fail "no Spark: SPARK_HOME=${SPARK_HOME:-}, no spark-submit on the PATH, no jars in $spark_home/jars" \
    "set SPARK_HOME to a Spark 4 distribution"
fi

# The job runs from a copy that is named by its content, so that a rebuild never pulls the jar away from under it.
content_hash() {
  if command -v sha256sum >/dev/null; then
    sha256sum <"$1"
  elif command -v shasum >/dev/null; then
    shasum -a 256 <"$1"
  else
    cksum <"$1" | tr ' ' -
  fi | cut -c 1-20 | tr -d ' -'
}
copy=$(mktemp "$cache/copy.XXXXXX")
cp "$jar" "$copy"
running_jar=$cache/unroll-$(content_hash "$copy").jar
if [ -f "$running_jar" ]; then
  touch "$running_jar"
  rm -f "$copy"
else
  chmod 644 "$copy"
  mv -f "$copy" "$running_jar"
fi
find "$cache" -name 'unroll-*.jar' -mtime +60 -exec rm -f {} + # copies nobody has started for two months

# ---- Defaults ------------------------------------------------------------------------------------------------------

# Prints the memory of this machine, or of the control group it runs in, in MB; nothing if that cannot be told.
memory_mb() {
  local bytes='' limit folder
  if [ -r /proc/meminfo ]; then
    bytes=$(awk '/^MemTotal:/ { printf "%.0f", $2 * 1024 }' /proc/meminfo)
  else
    bytes=$(sysctl -n hw.memsize 2>/dev/null || :)
  fi
  [ -n "$bytes" ] || return 0
  # Version 2: the limits of our group and of all groups around it. Version 1: a container sees its own at the top.
  folder=$(sed -n 's/^0:://p' /proc/self/cgroup 2>/dev/null || :)
  while :; do
    for limit in "/sys/fs/cgroup${folder%/}/memory.max" /sys/fs/cgroup/memory/memory.limit_in_bytes; do
      limit=$(cat "$limit" 2>/dev/null || :)
      case $limit in
        '' | *[!0-9]*) ;; # no such file, or "max"
        *) [ ${#limit} -gt 18 ] || [ "$limit" -ge "$bytes" ] || bytes=$limit ;;
      esac
    done
    [ -n "${folder%/}" ] || break
    folder=${folder%/*}
  done
  echo $((bytes / 1024 / 1024))
}

case $master in
  local | 'local['*)
    if ! setting spark.driver.memory && [ -z "${SPARK_DRIVER_MEMORY:-}" ]; then
      memory=$(memory_mb)
      if [ -n "$memory" ]; then
        half=$((memory / 2))
        [ "$half" -ge 512 ] || half=512 # Spark refuses less than 450 MB
        defaults+=(--conf "spark.driver.memory=${half}m")
      fi
    fi
    ;;
esac

# The vector kernels, and huge pages, which make every product 5 to 8 % faster. They are "default" options: the
# operator's extraJavaOptions come after them.
jvm_flags='--add-modules=jdk.incubator.vector -XX:+UseTransparentHugePages'
if ! setting spark.executor.defaultJavaOptions; then
  defaults+=(--conf "spark.executor.defaultJavaOptions=$jvm_flags")
fi
if ! setting spark.driver.defaultJavaOptions; then
  logging=$here/conf/log4j2.properties
  setting spark.driver.extraJavaOptions || :
  user_flags="$value ${SPARK_SUBMIT_OPTS:-}"
  setting spark.submit.deployMode || :
  if [ "$value" != cluster ] && [ -f "$logging" ] && [ ! -f "$spark_conf/log4j2.properties" ] &&
    [ "${user_flags#*configurationFile}" = "$user_flags" ]; then
    jvm_flags="$jvm_flags -Dlog4j2.configurationFile=file://${logging// /%20}"
  fi
  defaults+=(--conf "spark.driver.defaultJavaOptions=$jvm_flags")
fi

# ---- Away ----------------------------------------------------------------------------------------------------------

if [ -z "${UNROLL_PROGRESS:-}" ]; then
  UNROLL_PROGRESS=lines
  [ ! -t 2 ] || UNROLL_PROGRESS=line
fi
export UNROLL_PROGRESS # a JVM cannot tell whether its stderr is a terminal

# Where an option comes twice Spark takes the last: defaults, FILE, options before COMMAND, key=value.
arguments=(${defaults[@]+"${defaults[@]}"})
for entry in ${file_settings[@]+"${file_settings[@]}"}; do
  arguments+=(--conf "$entry")
done
arguments+=(${spark_options[@]+"${spark_options[@]}"})
for entry in ${word_settings[@]+"${word_settings[@]}"}; do
  arguments+=(--conf "$entry")
done
[ -z "$main_class" ] || arguments+=(--class "$main_class")
arguments+=("$running_jar" "$@")

if [ -n "$spark_submit" ]; then
  exec "$spark_submit" "${arguments[@]}"
fi

# Like bin/spark-class: Spark's launcher prints an empty entry and a line end, then the command with a NUL after each
# word; we append the launcher's own exit status as one more word. What comes before the empty entry is for the user.
export SPARK_HOME=$spark_home SPARK_SCALA_VERSION=2.13

launcher() {
  local status=0
  "$java" -Xmx128m -cp "$spark_home/jars/*" org.apache.spark.launcher.Main \
    org.apache.spark.deploy.SparkSubmit "$@" || status=$?
  printf '%d\0' "$status"
}

command=()
delimiter=$'\n'
while IFS= read -d "$delimiter" -r word; do
  if [ -z "$delimiter" ]; then
    command+=("$word")
  elif [ -z "$word" ]; then
    delimiter=
  else
    printf '%s\n' "$word" >&2
  fi
done < <(launcher "${arguments[@]}")

last=$((${#command[@]} - 1))
if [ "$last" -lt 1 ] || [ "${command[$last]}" != 0 ]; then
  echo "error: Spark's launcher failed: SPARK_HOME=$spark_home; hint: its message is above" >&2
  exit 1
fi
unset "command[$last]"
exec "${command[@]}"
