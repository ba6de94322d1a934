# Sourced by mvnw and liftgate: leaves JAVA_HOME pointing at a JDK 25 or newer, or says what is missing.
LIFTGATE_JDK_MIN=25

# Prints the feature version of the JDK in $1, or nothing.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 0
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release" | head -n 1
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
  fi
}

find_jdk() {
  best= best_version=
  path_java=$(command -v java 2>/dev/null || true)
  [ -n "$path_java" ] && path_java=$(dirname "$(dirname "$(readlink -f "$path_java" 2>/dev/null || echo "$path_java")")")
  for home in "${JAVA_HOME-}" "$path_java" ${LIFTGATE_JDK_DIRS-/usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/*}; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    version=$(jdk_version "$home")
    [ -n "$version" ] && [ "$version" -ge "$LIFTGATE_JDK_MIN" ] || continue
    if [ "$home" = "${JAVA_HOME-}" ] || [ "$home" = "$path_java" ]; then best=$home; break; fi
    # The lowest version that serves is the one the build was tested on.
    if [ -z "$best" ] || [ "$version" -lt "$best_version" ]; then best=$home best_version=$version; fi
  done
  if [ -z "$best" ]; then
    echo "liftgate: no JDK $LIFTGATE_JDK_MIN or newer was found (looked at JAVA_HOME, the java on the PATH and the usual JDK folders). Maybe install Temurin $LIFTGATE_JDK_MIN, or set JAVA_HOME to one." >&2
    return 1
  fi
  JAVA_HOME=$best
  export JAVA_HOME
}
