package org.liftgate.app.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Dates whose data have begun to arrive, for schedules that data start. */
final class Dates {
  private static final String DATE = "{date}";

  private Dates() {}

  /**
   * Dates of which there is a folder.
   *
   * @param data path with {@code {date}} in one of its names
   */
  static List<LocalDate> of(String data) {
    Path pattern = Path.of(data);
    for (int i = 0; i < pattern.getNameCount(); i++) {
      String name = pattern.getName(i).toString();
      if (name.contains(DATE)) {
        Path above = i == 0 ? pattern.getRoot() : pattern.getRoot().resolve(pattern.subpath(0, i));
        return named(above, name);
      }
    }
    return List.of();
  }

  private static List<LocalDate> named(Path above, String name) {
    int at = name.indexOf(DATE);
    var wanted =
        Pattern.compile(
            Pattern.quote(name.substring(0, at))
                + "(\\d{4}-\\d{2}-\\d{2})"
                + Pattern.quote(name.substring(at + DATE.length())).replace(DATE, "\\E\\1\\Q"));
    if (!Files.isDirectory(above)) {
      return List.of();
    }
    try (Stream<Path> there = Files.list(above)) {
      return there
          .map(p -> wanted.matcher(p.getFileName().toString()))
          .filter(java.util.regex.Matcher::matches)
          .flatMap(m -> date(m.group(1)).stream())
          .sorted()
          .toList();
    } catch (IOException _) {
      return List.of(); // looked at again in a second
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
