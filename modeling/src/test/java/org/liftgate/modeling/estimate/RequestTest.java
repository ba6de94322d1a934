package org.liftgate.modeling.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.estimate.Option.Kind;

/** Options and columns before any estimator sees them. */
class RequestTest {
  private static final List<String> KNOWN =
      List.of("y", "x 1", "say \"hi\"", "unit", "week", "unused", "log");

  /** A verb with one option of each kind that names columns. */
  private static final class Verb implements EstimateVerb {
    @Override
    public String name() {
      return "verb";
    }

    @Override
    public String summary() {
      return "";
    }

    @Override
    public List<Option> options() {
      return List.of(
          Option.optional("formula", Kind.FORMULA, ""),
          Option.optional("unit", Kind.COLUMN, ""),
          Option.optional("covariates", Kind.COLUMNS, ""),
          Option.optional("vcov", Kind.VCOV, ""),
          Option.optional("lags", Kind.INTEGER, ""));
    }

    @Override
    public String example() {
      return "liftgate estimate verb --data panel.csv";
    }

    @Override
    public Findings run(Request request) {
      throw new UnsupportedOperationException();
    }
  }

  private static List<String> used(Map<String, String> given) {
    return new Verb().columns(given, KNOWN);
  }

  @Test
  void onlyColumnsThatAreMentionedAreRead() {
    assertThat(used(Map.of("formula", "y ~ log(`x 1`) | unit"))).contains("y", "x 1", "unit");
    assertThat(used(Map.of("formula", "y ~ `x 1`"))).containsExactly("y", "x 1");
    assertThat(used(Map.of("unit", "say \"hi\"", "vcov", "cluster(unit, week)")))
        .containsExactly("say \"hi\"", "unit", "week");
    assertThat(used(Map.of("covariates", "y, \"say \"\"hi\"\"\"")))
        .containsExactly("y", "say \"hi\"");
    assertThat(used(Map.of("formula", "y ~ ."))).isEqualTo(KNOWN);
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    var given = Map.of("units", "unit", "unit", "unti", "vcov", "cluster(week", "lags", "two");
    assertThat(Request.problems(new Verb(), KNOWN, given))
        .extracting(Problem::name)
        .containsExactlyInAnyOrder("--units", "--unit", "--vcov", "--lags");
  }

  @Test
  void missingAndInfiniteValuesAreDroppedAndCountedOrAnError() {
    var nulls = new BitSet();
    nulls.set(1);
    Table table =
        Table.named("data")
            .column(
                "y",
                new Table.Doubles(
                    Schema.Type.DOUBLE, new double[] {1, 0, Double.POSITIVE_INFINITY, 4}, nulls))
            .texts("week", "a", "b", "c", "d")
            .build();
    var drop = Request.of(new Verb(), table, Map.of(), Workers.of(1));
    assertThat(drop.complete("y", "week").rows()).containsExactly(0, 3);
    assertThat(drop.complete("y").notes()).singleElement().asString().contains("2 of 4 rows");
    var strict =
        Request.of(
            new Verb(),
            new Request.Input(table, List.of("y", "week", "z"), false),
            Map.of(),
            Workers.of(1));
    assertThat(strict.known()).contains("z");
    assertThat(strict.complete("week").dropped()).isZero();
    var refused = catchThrowableOfType(LiftgateException.class, () -> strict.complete("y", "week"));
    assertThat(refused.problems()).hasSize(1);
    assertThat(refused.problems().getFirst().sentence())
        .contains("y must hold")
        .contains("first data row 2");
  }
}
