package org.liftgate.app.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Javadoc of a class, read from its source, as Markdown that links to the classes it names. */
record JavadocText(Path root, Path page) {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern TAG = Pattern.compile("\\{@(code|link)\\s+([^{}]*)}");

  /** Paragraphs, each one line. */
  List<String> of(Class<?> type) {
    Path file =
        source(type.getName())
            .orElseThrow(() -> new IllegalStateException("no source of " + type.getName()));
    String source = read(file);
    Matcher comment = COMMENT.matcher(source);
    if (!comment.find()) {
      throw new IllegalStateException(file + " has no Javadoc to tell people what it is");
    }
    String text = comment.group(1).replaceAll("(?m)^\\s*\\*", "");
    return Stream.of(text.split("<p>"))
        .map(p -> markdown(p.strip().replaceAll("\\s+", " "), type, source))
        .toList();
  }

  private String markdown(String text, Class<?> type, String source) {
    return TAG.matcher(text)
        .replaceAll(
            m ->
                Matcher.quoteReplacement(
                    m.group(1).equals("code")
                        ? "`" + m.group(2).strip() + "`"
                        : link(m.group(2).strip(), type, source)))
        .replace("&lt;", "<")
        .replace("&gt;", ">");
  }

  private String link(String target, Class<?> type, String source) {
    String simple = target.substring(target.lastIndexOf('.') + 1);
    String name = target;
    if (simple.equals(target)) {
      Matcher imported =
          Pattern.compile("import ([\\w.]+\\." + Pattern.quote(simple) + ");").matcher(source);
      name = imported.find() ? imported.group(1) : type.getPackageName() + "." + simple;
    }
    return source(name)
        .map(f -> "[`%s`](%s)".formatted(simple, page.getParent().relativize(f)))
        .orElse("`" + simple + "`");
  }

  private Optional<Path> source(String name) {
    String file = "src/main/java/" + name.replace('.', '/') + ".java";
    return Stream.of("kernel", "ingest", "cohorting", "modeling", "reporting")
        .map(module -> root.resolve(module).resolve(file))
        .filter(Files::exists)
        .findFirst();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
