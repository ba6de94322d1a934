package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * Tables of a pipeline's own that are shown as they are, the greatest of the last column first.
 *
 * @param tables their names; those that are not there are left out
 */
record ShownPart(Setting words, Inputs inputs, List<String> tables) {
  private static final Map<String, String> HEADS =
      Map.of("std_error", "standard error", "conf_low", "95% from", "conf_high", "95% to");

  Optional<Part> part() {
    List<Part.Sheet> sheets =
        tables.stream().filter(t -> !inputs.rows(t).isEmpty()).map(this::sheet).toList();
    return sheets.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Part(
                "shown",
                Words.sentence(words.called("shown")),
                words.names().containsKey("shown_note")
                    ? List.of(words.names().get("shown_note"))
                    : List.of(),
                List.of(),
                sheets));
  }

  private Part.Sheet sheet(String table) {
    List<Row> rows = inputs.rows(table);
    List<String> columns = rows.getFirst().table().schema().names();
    String last = columns.getLast();
    return new Part.Sheet(
        Words.sentence(words.called(table)),
        false,
        columns.stream()
            .map(
                c ->
                    (rows.getFirst().number(c).isPresent() ? "#" : "")
                        + Words.sentence(HEADS.getOrDefault(c, words.called(c))))
            .toList(),
        rows.stream()
            .sorted(Comparator.comparingDouble(r -> -r.number(last).orElse(0)))
            .map(r -> columns.stream().map(c -> cell(r, c)).toList())
            .toList());
  }

  private String cell(Row r, String column) {
    return r.number(column).isPresent()
        ? Numbers.plain(r.number(column).getAsDouble())
        : Words.sentence(words.names().getOrDefault(r.text(column), r.text(column)));
  }
}
