package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The notebook blocks of {@code docs/guide/notebooks.md}, run by Python, R and DuckDB on what a run
 * published, print what the page says. {@code -Dliftgate.docs=write} writes the page anew.
 */
class NotebooksIT {
  private static final Path PAGE = Product.ROOT.resolve("docs/guide/notebooks.md");
  private static final Pattern BLOCK =
      Pattern.compile("```(python|r|sql)\n(.*?)```\n\n```output\n(.*?)```\n", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void everyBlockPrintsWhatThePageSays() throws IOException {
    Path home = folder.resolve("home");
    var run =
        new Product(home)
            .call(
                "run",
                "retail-promotions",
                "--data",
                Product.realLooking(folder.resolve("data")).toString())
            .exits(0);
    assertThat(home.resolve("published/retail-promotions/latest/tables/fact_league.csv"))
        .as("%s%n%s", run.out(), run.err())
        .exists();
    String page = Files.readString(PAGE);
    var python = new StringBuilder();
    var r = new StringBuilder();
    int shown = 0;
    int showedInR = 0;
    Matcher block = BLOCK.matcher(page);
    var written = new StringBuilder();
    int blocks = 0;
    while (block.find()) {
      String code = block.group(2);
      String output;
      // A block goes on where the last one of its language stopped, as the cells of a notebook do.
      switch (block.group(1)) {
        case "python" -> {
          String all = process(home, "/usr/bin/python3", "-c", python.append(code).toString());
          output = all.substring(shown);
          shown = all.length();
        }
        case "r" -> {
          String all = process(home, "Rscript", "--vanilla", "-e", r.append(code).toString());
          output = all.substring(showedInR);
          showedInR = all.length();
        }
        default -> output = query(home, code);
      }
      blocks++;
      String whole = "```" + block.group(1) + "\n" + code + "```\n\n```output\n" + output + "```\n";
      block.appendReplacement(written, Matcher.quoteReplacement(whole));
    }
    block.appendTail(written);
    if ("write".equals(System.getProperty("liftgate.docs"))) {
      Files.writeString(PAGE, written);
    }
    assertThat(blocks).isEqualTo(5);
    assertThat(Files.readString(PAGE)).isEqualTo(written.toString());
  }

  private String process(Path home, String... command) throws IOException {
    Path err = folder.resolve("err");
    var builder = new ProcessBuilder(List.of(command)).redirectError(err.toFile());
    builder.environment().put("LIFTGATE_HOME", home.toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes());
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();
    return out;
  }

  /** Rows as {@code duckdb -csv} prints them. */
  private static String query(Path home, String sql) {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute("SET file_search_path = '" + home + "'");
      try (var rows = statement.executeQuery(sql)) {
        int columns = rows.getMetaData().getColumnCount();
        var header = new StringJoiner(",", "", "\n");
        for (int c = 1; c <= columns; c++) {
          header.add(rows.getMetaData().getColumnLabel(c));
        }
        var text = new StringBuilder(header.toString());
        while (rows.next()) {
          var row = new StringJoiner(",", "", "\n");
          for (int c = 1; c <= columns; c++) {
            row.add(rows.getString(c));
          }
          text.append(row);
        }
        return text.toString();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
