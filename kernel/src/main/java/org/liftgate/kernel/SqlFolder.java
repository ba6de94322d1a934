package org.liftgate.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A folder of bare SELECT files, each a table under the file's name. A file sees the tables a stage
 * reads and its siblings; the order of definition follows from the references found.
 *
 * <pre>{@code
 * List<String> tables = SqlFolder.of(context, "sql/clean").define();
 * }</pre>
 */
public final class SqlFolder {
  private static final Pattern TABLE = Pattern.compile("[a-z][a-z0-9_]*");

  private final StageContext context;
  private final String folder;
  private final Map<String, String> files;
  private final Set<String> visible;

  private SqlFolder(
      StageContext context, String folder, Map<String, String> files, Set<String> visible) {
    this.context = context;
    this.folder = folder;
    this.files = files;
    this.visible = visible;
  }

  /** The {@code *.sql} files of a folder of the pipeline; the stage's input tables are visible. */
  public static SqlFolder of(StageContext context, String folder) {
    var files = new TreeMap<String, String>();
    context
        .folder(folder)
        .forEach(
            (name, text) -> {
              if (name.endsWith(".sql")) {
                files.put(name.substring(0, name.length() - ".sql".length()), text);
              }
            });
    var visible = new TreeSet<String>();
    context
        .inputs()
        .forEach(
            (name, artifact) -> {
              if (artifact.table().isPresent()) {
                visible.add(name);
              }
            });
    return new SqlFolder(context, folder, files, visible);
  }

  /** Also lets the files see tables that the caller has defined in the session. */
  public SqlFolder seeing(Collection<String> tables) {
    var more = new TreeSet<>(visible);
    more.addAll(tables);
    return new SqlFolder(context, folder, files, more);
  }

  /** Table names in alphabetical order. */
  public Set<String> tables() {
    return files.keySet();
  }

  /**
   * Checks every file and defines each as a table in the session, with the run's settings as
   * parameters.
   *
   * @return table names, each after those it reads
   * @throws LiftgateException with all problems of all files: SQL that is not portable or not a
   *     bare SELECT, unknown tables, cycles
   */
  public List<String> define() {
    List<String> order = check();
    for (String table : order) {
      context.checkCancelled();
      context.engine().define(table, files.get(table), context.settings());
    }
    return order;
  }

  /**
   * Writes a defined table with the key that the pipeline gives it. Siblings defined on it read the
   * stored file from then on, so that nothing is computed twice.
   *
   * @param checked columns it must have
   */
  public Artifact write(String table, Optional<Schema> checked) {
    List<String> key =
        context.pipeline().table(table).map(Pipeline.TableSpec::key).orElse(List.of());
    Artifact artifact = context.write(table, key, checked);
    context.view(context.engine(), table, artifact);
    return artifact;
  }

  /** The order {@link #define()} would follow, without defining anything. */
  public List<String> check() {
    var problems = new ArrayList<Problem>();
    if (files.isEmpty()) {
      problems.add(
          Problem.of(
              folder, null, "must hold at least one .sql file", "Maybe the path is misspelt."));
    }
    var reads = new TreeMap<String, Set<String>>();
    files.forEach((table, text) -> reads.put(table, references(table, text, problems)));
    List<String> order = order(reads, problems);
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          "%d problem%s in %s".formatted(problems.size(), problems.size() == 1 ? "" : "s", folder),
          problems);
    }
    return order;
  }

  private Set<String> references(String table, String text, List<Problem> problems) {
    String file = folder + "/" + table + ".sql";
    checkName(table, file, problems);
    List<Problem> lint = context.engine().lint(file, text);
    problems.addAll(lint);
    Set<String> found;
    try {
      found = context.engine().references(text);
    } catch (LiftgateException e) {
      if (e.code() != LiftgateException.Code.INPUT) {
        throw e;
      }
      if (lint.isEmpty()) {
        e.problems().forEach(p -> problems.add(p.at(file, p.line().orElse(1), 0)));
      }
      return Set.of();
    }
    var siblings = new LinkedHashSet<String>();
    for (String name : found) {
      if (files.containsKey(name)) {
        siblings.add(name);
      } else if (!visible.contains(name)) {
        problems.add(unknown(name, text, file));
      }
    }
    return siblings;
  }

  private void checkName(String table, String file, List<Problem> problems) {
    if (!TABLE.matcher(table).matches()) {
      problems.add(
          Problem.inFile(
              file,
              table,
              "is not a table name: lower-case letters, digits and _ only, a letter first",
              "Maybe rename the file."));
    }
    if (visible.contains(table)) {
      problems.add(
          Problem.inFile(
              file,
              table,
              "is already a table that this stage reads; names are unique in a pipeline",
              "Maybe rename the file."));
    }
  }

  private Problem unknown(String name, String text, String file) {
    var known = new TreeSet<>(visible);
    known.addAll(files.keySet());
    String hint = Problem.didYouMean(name, known);
    return Problem.of(
            name,
            null,
            "is not a table this file can see",
            hint.isEmpty()
                ? "Maybe a stage is missing in `needs`; it sees " + known + "."
                : hint + " Or a stage is missing in `needs`.")
        .at(file, line(text, name), 0);
  }

  private static long line(String text, String name) {
    var matcher =
        Pattern.compile("\\b" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE)
            .matcher(text);
    return matcher.find()
        ? 1 + text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count()
        : 0;
  }

  /** Kahn's order, alphabetical among the free; whatever is left over lies on or behind a cycle. */
  private List<String> order(Map<String, Set<String>> reads, List<Problem> problems) {
    var left = new LinkedHashMap<String, Set<String>>();
    reads.forEach((table, of) -> left.put(table, new TreeSet<>(of)));
    var order = new ArrayList<String>();
    while (!left.isEmpty()) {
      var free = left.entrySet().stream().filter(e -> e.getValue().isEmpty()).findFirst();
      if (free.isEmpty()) {
        problems.add(cycle(left));
        return order;
      }
      String table = free.get().getKey();
      order.add(table);
      left.remove(table);
      left.values().forEach(of -> of.remove(table));
    }
    return order;
  }

  private Problem cycle(Map<String, Set<String>> left) {
    var path = new ArrayList<String>();
    String at = left.keySet().iterator().next();
    while (!path.contains(at)) {
      path.add(at);
      at = left.get(at).iterator().next();
    }
    var circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
    circle.add(at);
    return Problem.inFile(
        folder + "/" + at + ".sql",
        String.join(" -> ", circle),
        "is a cycle: a table cannot be made from itself",
        "Maybe one of them should read a table of an earlier stage.");
  }
}
