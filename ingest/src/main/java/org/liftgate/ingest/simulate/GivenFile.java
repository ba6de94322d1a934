package org.liftgate.ingest.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.liftgate.ingest.raw.HeaderLine;
import org.liftgate.ingest.raw.RawFile;
import org.liftgate.kernel.Problem;

/** A dimension table of a folder, read by header name in any case and order. */
final class GivenFile {
  /** More problems of one file tell nothing new. */
  private static final int MOST_PROBLEMS = 5;

  private final String name;
  private final List<Problem> problems;
  private final List<String[]> rows = new ArrayList<>();
  private int told;

  private GivenFile(String name, List<Problem> problems) {
    this.name = name;
    this.problems = problems;
  }

  /**
   * @param headers of the cells wanted, in the order rows have them
   * @param problems where what is wrong is noted
   */
  static GivenFile read(Path folder, String name, List<Problem> problems, String... headers) {
    var file = new GivenFile(name, problems);
    Path path = folder.resolve(name);
    if (!Files.isRegularFile(path)) {
      file.problem(0, name, "is missing from " + folder, "Maybe the folder is another one.");
      return file;
    }
    try {
      file.rows(path, headers);
    } catch (IOException | UncheckedIOException e) {
      file.problem(0, name, "cannot be read: " + e.getMessage(), "Maybe it is not a CSV file.");
    }
    return file;
  }

  private void rows(Path path, String... headers) throws IOException {
    var header = HeaderLine.of(path);
    var found = header.headers().stream().map(h -> h.toLowerCase(Locale.ROOT)).toList();
    var places = new int[headers.length];
    for (int i = 0; i < headers.length; i++) {
      places[i] = found.indexOf(headers[i].toLowerCase(Locale.ROOT));
      if (places[i] < 0) {
        problem(1, headers[i], "is missing", Problem.didYouMean(headers[i], header.headers()));
      }
    }
    if (told > 0) {
      return;
    }
    var format = CSVFormat.RFC4180.builder().setDelimiter(header.delimiter()).build();
    try (var text =
            new BufferedReader(
                new InputStreamReader(RawFile.content(path), StandardCharsets.UTF_8));
        var records = format.parse(text)) {
      for (CSVRecord row : records) {
        if (row.getRecordNumber() > 1) {
          row(row, headers, places);
        }
      }
    }
  }

  private void row(CSVRecord row, String[] headers, int[] places) {
    if (row.size() == 1 && row.get(0).isBlank()) {
      return;
    }
    var cells = new String[headers.length];
    for (int i = 0; i < headers.length; i++) {
      if (places[i] >= row.size()) {
        problem(row.getRecordNumber(), headers[i], "has no cell in this row", "");
        return;
      }
      cells[i] = row.get(places[i]).strip();
    }
    rows.add(cells);
  }

  List<String[]> rows() {
    return rows;
  }

  /** A whole number above 0 in a row; 0, and a problem noted, for anything else. */
  long number(int row, int cell, String header) {
    String text = rows.get(row)[cell];
    try {
      long number = Long.parseLong(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    problem(row + 2L, header, "(" + text + ") must be a whole number above 0", "");
    return 0;
  }

  void problem(long line, String cell, String message, String hint) {
    if (told++ < MOST_PROBLEMS) {
      problems.add(Problem.inFile(name, cell, message, hint).at(name, line, 0));
    }
  }
}
