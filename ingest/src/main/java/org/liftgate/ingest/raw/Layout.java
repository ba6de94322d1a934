package org.liftgate.ingest.raw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;

/**
 * How well the files of a folder, or the tables of a database, fit one source of a pipeline.
 *
 * @param found the files that are there, by the table they hold
 * @param missing optional files that are not there
 * @param problems what keeps the folder from being of this layout
 * @param fit files and headers that are as they must be: the measure of the nearest layout
 */
public record Layout(
    Source source, List<Found> found, List<Source.File> missing, List<Problem> problems, int fit) {

  /** What holds the columns. */
  public enum Holder {
    FOLDER,
    DATABASE;

    /** Names a file may have here, the first that is there being the one. */
    public List<String> names(Source.File file) {
      var names = new LinkedHashSet<String>();
      if (this == DATABASE) {
        names.add(file.table());
        file.names().forEach(n -> names.add(n.replaceFirst("(?i)\\.(csv|tsv|txt)$", "")));
      } else {
        file.names().forEach(n -> names.addAll(List.of(n, n + ".gz")));
      }
      return List.copyOf(names);
    }
  }

  /**
   * A file, or table, that is there.
   *
   * @param columns header of each field that the file has, by field name
   * @param extra headers that no field asks for
   */
  public record Found(
      Source.File file,
      String name,
      HeaderLine header,
      Map<String, String> columns,
      List<String> extra) {}

  /**
   * Compares a source with the headers of the files in a folder.
   *
   * @param headers header of each file by its name there; only files that sources name
   */
  public static Layout of(Source source, Map<String, HeaderLine> headers) {
    return of(source, headers, Holder.FOLDER);
  }

  /**
   * As {@link #of(Source, Map)}, where the headers may be columns of tables.
   *
   * @param headers columns of every table by its name
   */
  public static Layout of(Source source, Map<String, HeaderLine> headers, Holder holder) {
    var found = new ArrayList<Found>();
    var missing = new ArrayList<Source.File>();
    var problems = new ArrayList<Problem>();
    int fit = 0;
    for (Source.File file : source.files()) {
      Optional<String> name = named(file, headers.keySet(), holder);
      if (name.isEmpty()) {
        if (file.optional()) {
          missing.add(file);
        } else {
          problems.add(absent(file, headers, holder));
        }
        continue;
      }
      Found match = match(file, name.get(), headers.get(name.get()), holder, problems);
      found.add(match);
      fit += 1 + 2 * match.columns().size();
    }
    return new Layout(source, found, missing, problems, fit);
  }

  public boolean complete() {
    return problems.isEmpty();
  }

  /** The first of the file's names that is there, whatever its case, {@code .gz} or not. */
  public static Optional<String> named(Source.File file, Iterable<String> there) {
    return named(file, there, Holder.FOLDER);
  }

  private static Optional<String> named(Source.File file, Iterable<String> there, Holder holder) {
    for (String wanted : holder.names(file)) {
      for (String name : there) {
        if (name.equalsIgnoreCase(wanted)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  private static Problem absent(Source.File file, Map<String, HeaderLine> headers, Holder holder) {
    if (holder == Holder.DATABASE) {
      String near = Problem.didYouMean(file.table(), headers.keySet());
      return Problem.of(
          file.table(),
          null,
          "is missing: none of the tables " + holder.names(file) + " is in the database",
          !near.isEmpty()
              ? near
              : headers.isEmpty()
                  ? "Maybe fill it with ./liftgate load."
                  : "Maybe it has another name; there are " + headers.keySet() + ".");
    }
    return Problem.of(
        file.table(),
        null,
        "is missing: none of " + file.names() + " (or .gz) is in the folder",
        headers.isEmpty()
            ? "Maybe the folder is another."
            : "Maybe rename a file; there are " + headers.keySet() + ".");
  }

  private static Found match(
      Source.File file, String name, HeaderLine header, Holder holder, List<Problem> problems) {
    if (header.headers().isEmpty()) {
      problems.add(
          Problem.inFile(name, "file", "is empty; it must have a header", "Maybe copy it again."));
      return new Found(file, name, header, Map.of(), List.of());
    }
    duplicates(name, header, problems);
    var columns = new LinkedHashMap<String, String>();
    var free = new LinkedHashSet<>(header.headers());
    for (Source.Field field : file.fields()) {
      column(field, header).ifPresent(h -> columns.put(field.name(), h));
    }
    free.removeAll(columns.values());
    free.remove("");
    for (Source.Field field : file.fields()) {
      if (field.required() && !columns.containsKey(field.name())) {
        problems.add(lacking(field, name, free, holder));
      }
    }
    return new Found(file, name, header, columns, List.copyOf(free));
  }

  private static Problem lacking(
      Source.Field field, String name, Iterable<String> free, Holder holder) {
    var left = new ArrayList<String>();
    free.forEach(left::add);
    String hint = Problem.didYouMean(field.name(), left);
    if (hint.isEmpty()) {
      hint =
          left.isEmpty()
              ? "Maybe another file was meant."
              : "Maybe it has another name; not used are " + left + ".";
    } else {
      hint = hint.replace("was meant.", "is meant for it.");
    }
    return holder == Holder.DATABASE
        ? Problem.of(name + "." + field.name(), null, "is not a column of the table", hint)
        : Problem.of(field.name(), null, "is not among the headers", hint).at(name, 1, 0);
  }

  private static void duplicates(String name, HeaderLine header, List<Problem> problems) {
    var seen = new LinkedHashSet<String>();
    int position = 0;
    for (String h : header.headers()) {
      position++;
      if (!h.isEmpty() && !seen.add(plain(h))) {
        problems.add(
            Problem.of(h, null, "is a header twice", "Maybe rename one of them.")
                .at(name, 1, position));
      }
    }
  }

  private static Optional<String> column(Source.Field field, HeaderLine header) {
    var names = new ArrayList<String>();
    names.add(field.name());
    names.addAll(field.aliases());
    for (String wanted : names) {
      for (String h : header.headers()) {
        if (plain(h).equals(plain(wanted))) {
          return Optional.of(h);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a header is a field's own name, but for case, blanks and underscores. */
  public static boolean alike(String field, String header) {
    return plain(field).equals(plain(header));
  }

  /** Case, blanks and underscores do not matter. */
  private static String plain(String header) {
    return header.toLowerCase(Locale.ROOT).replaceAll("[\\s_]", "");
  }
}
