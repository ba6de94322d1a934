package org.liftgate.modeling.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small comma-separated file of plain values, for tests. */
public record Csv(Map<String, String[]> columns, int rows) {

  public static Csv resource(String name) {
    try (var in = Csv.class.getResourceAsStream("/golden/" + name)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Csv file(Path file) {
    try {
      return of(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Csv of(List<String> lines) {
    String[] header = lines.get(0).replace("\"", "").split(",");
    var columns = new LinkedHashMap<String, String[]>();
    for (String name : header) {
      columns.put(name, new String[lines.size() - 1]);
    }
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).replace("\"", "").split(",", -1);
      for (int k = 0; k < header.length; k++) {
        columns.get(header[k])[i - 1] = cells[k];
      }
    }
    return new Csv(columns, lines.size() - 1);
  }

  public double[] doubles(String name) {
    return Arrays.stream(columns.get(name)).mapToDouble(Double::parseDouble).toArray();
  }

  public int[] ints(String name) {
    return Arrays.stream(columns.get(name)).mapToInt(v -> (int) Double.parseDouble(v)).toArray();
  }

  public byte[] flags(String name) {
    int[] values = ints(name);
    var out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }
}
