package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;

/** The columns a table must have, by name and type. More columns are welcome, order is free. */
public final class SchemaGate implements GateKind<SchemaGate.Parameters> {

  @Doc("Columns must be there with their types.")
  public record Parameters(
      @Doc("Type by column: integer, decimal, double, text, boolean, date or timestamp")
          Map<String, String> columns) {}

  @Override
  public String name() {
    return "ingest.schema";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean waivable() {
    return false;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  /** One outcome for the table; groups share its columns. */
  @Override
  public List<Gate.Outcome> check(Parameters p, Gate gate, StageContext context) {
    Schema actual = context.engine().schema(Checked.table(gate.on()));
    List<Problem> wrong = wanted(p, gate).missingFrom(gate.on(), actual);
    String message =
        wrong.isEmpty()
            ? "%s has its %d columns with their types.".formatted(gate.on(), p.columns().size())
            : "%s: %d of %d columns are not as they must be; none may: %s"
                .formatted(
                    gate.on(),
                    wrong.size(),
                    p.columns().size(),
                    wrong.stream()
                            .map(
                                w ->
                                    w.name()
                                        + w.value().map(v -> " (" + v + ")").orElse("")
                                        + " "
                                        + w.message())
                            .collect(Collectors.joining("; "))
                        + ".");
    return List.of(
        new Gate.Outcome(
            Optional.empty(),
            wrong.isEmpty(),
            (double) wrong.size(),
            0.0,
            message,
            Optional.empty()));
  }

  private static Schema wanted(Parameters p, Gate gate) {
    var columns = new ArrayList<Schema.Column>();
    var problems = new ArrayList<Problem>();
    List<String> words =
        Arrays.stream(Schema.Type.values()).map(t -> t.name().toLowerCase(Locale.ROOT)).toList();
    p.columns()
        .forEach(
            (name, word) -> {
              int type = words.indexOf(word.toLowerCase(Locale.ROOT));
              if (type < 0) {
                problems.add(
                    Problem.of(
                        "gate " + gate.id() + ": " + name,
                        word,
                        "must be one of " + words,
                        Problem.didYouMean(word, words)));
              } else {
                columns.add(new Schema.Column(name, Schema.Type.values()[type]));
              }
            });
    if (!problems.isEmpty()) {
      throw LiftgateException.input(problems.getFirst().sentence(), problems);
    }
    return new Schema(columns);
  }
}
