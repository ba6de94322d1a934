package org.liftgate.app.estimate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** A file of rows as a person has it: Parquet, or delimited text typed by what it holds. */
public sealed interface DataFile permits ParquetFile, TextFile {

  /** Every column, in file order. */
  List<String> columns();

  /**
   * @param columns of {@link #columns()}
   * @param asText those of them that hold names, whatever they look like
   * @throws LiftgateException with a problem for each cell or column that cannot be read
   */
  Table read(List<String> columns, Set<String> asText);

  /** Sentences on how it was read. */
  List<String> notes();

  /**
   * Opens a file by its first bytes, whatever its name.
   *
   * @throws LiftgateException when it is not there, not a file, or of no format known here
   */
  static DataFile open(Path path, Engine.Session session) {
    try {
      if (!Files.exists(path)) {
        throw LiftgateException.input(
            Problem.of("--data", path.toString(), "is not there", "Maybe the folder is another."));
      }
      if (!Files.isRegularFile(path)) {
        throw LiftgateException.input(
            Problem.of(
                "--data", path.toString(), "must be a file", "Maybe name one file in the folder."));
      }
      return switch (start(path)) {
        case "PAR1" -> ParquetFile.open(path, session);
        case "PK\u0003\u0004" -> throw archive(path);
        default -> TextFile.open(path, session);
      };
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.of(
              "--data",
              path.toString(),
              "cannot be read: " + e.getMessage(),
              "Maybe its permissions or its disk."));
    }
  }

  private static String start(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(4), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
  }

  private static LiftgateException archive(Path path) {
    return LiftgateException.input(
        Problem.inFile(
            path.getFileName().toString(),
            "file",
            "is a ZIP archive or a workbook; it must be Parquet or delimited text",
            "Maybe save the sheet as CSV."));
  }

  /** Unique index of a column, for formats that number them. */
  static int[] positions(List<String> all, List<String> wanted) {
    return wanted.stream().mapToInt(all::indexOf).toArray();
  }

  /** For messages: the file's own name. */
  static String name(Path path) {
    return path.getFileName().toString();
  }

  /** All the names of a list that occur in it more than once. */
  static List<String> repeated(List<String> names) {
    var sorted = names.toArray(String[]::new);
    Arrays.sort(sorted);
    return java.util.stream.IntStream.range(1, sorted.length)
        .filter(i -> sorted[i].equals(sorted[i - 1]))
        .mapToObj(i -> sorted[i])
        .distinct()
        .toList();
  }
}
