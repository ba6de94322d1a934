package org.liftgate.modeling.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.formula.ModelFrame.Beside;

class FormulaTest {
  private final Table data =
      Table.named("data")
          .doubles("y", 1, 2, 3, 4, 5, 6)
          .doubles("x", 1, 2, 3, 4, 5, 6)
          .doubles("z", -1, 0, 1, 2, 3, 4)
          .longs("month", 3, 1, 2, 3, 1, 2)
          .texts("colour", "red", "blue", "red", "green", "blue", "red")
          .texts("shape", "round", "flat", "round", "flat", "flat", "round")
          .doubles("a \"big\" name", 6, 5, 4, 3, 2, 1)
          .doubles("w", 1, 1, 2, 0, 1, 1)
          .build();

  private ModelFrame frame(String formula) {
    return ModelFrame.of(Formula.parse(formula, data), data);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y ~ x; (Intercept) x",
        "y ~ x - 1; x",
        "y ~ 0 + x; x",
        "y ~ 1; (Intercept)",
        "y ~ i(month); (Intercept) month::2 month::3",
        "y ~ i(month, ref = 2); (Intercept) month::1 month::3",
        "y ~ i(month, ref=c(1,3)); (Intercept) month::2",
        "y ~ 0 + i(month); month::1 month::2 month::3",
        "y ~ i(month, x); (Intercept) month::1:x month::2:x month::3:x",
        "y ~ i(month, x, ref=1); (Intercept) month::2:x month::3:x",
        "y ~ colour; (Intercept) colour::green colour::red",
        "y ~ i(colour, ref = 'red'); (Intercept) colour::blue colour::green",
        "y ~ colour - 1; colour::blue colour::green colour::red",
        "y ~ x*z; (Intercept) x z x:z",
        "y ~ x:z; (Intercept) x:z",
        "y ~ x:z + x; (Intercept) x x:z",
        "y ~ x:z + z:x + x + x; (Intercept) x x:z",
        "y ~ (x + z):w; (Intercept) x:w z:w",
        "y ~ x*z - x; (Intercept) z x:z",
        "y ~ shape*x; (Intercept) shape::round x shape::round:x",
        "y ~ shape:x; (Intercept) shape::flat:x shape::round:x",
        "y ~ x + shape:x; (Intercept) x shape::round:x",
        "y ~ shape + shape:x; (Intercept) shape::round shape::flat:x shape::round:x",
        "y ~ I(x^2) + log(x+1); (Intercept) I(x^2) log(x + 1)",
        "y ~ poly(x, 2); (Intercept) poly(x, 2)1 poly(x, 2)2",
        "y ~ I(-x*2/z) + exp(x) + sqrt(x) + abs(z); (Intercept) I(-x * 2/z) exp(x) sqrt(x) abs(z)",
        "y ~ x | month + colour^shape; x",
      })
  void namesAreThoseOfFixest(String formula, String names) {
    assertThat(String.join(" ", frame(formula).coefficientNames())).isEqualTo(names);
  }

  @Test
  void shapeByColourGivesEveryCellOnce() {
    assertThat(frame("y ~ colour*shape").names())
        .containsExactly(
            "colour::green",
            "colour::red",
            "shape::round",
            "colour::green:shape::round",
            "colour::red:shape::round");
  }

  @Test
  void valuesAreThoseOfTheArithmetic() {
    ModelFrame frame =
        frame("log(y) ~ I(2^-x) + I(-x^2) + I((x+1)*2) + i(month, x) + `a \"big\" name`");
    assertThat(frame.outcome()[1]).isEqualTo(Math.log(2));
    assertThat(frame.outcomeName()).isEqualTo("log(y)");
    assertThat(frame.columns()[0]).startsWith(0.5, 0.25);
    assertThat(frame.columns()[1]).startsWith(-1, -4);
    assertThat(frame.columns()[2]).startsWith(4, 6);
    assertThat(frame.names().get(3)).isEqualTo("`a \"big\" name`");
    assertThat(frame.columns()[3]).startsWith(6, 5);
    assertThat(frame.columns()[4]).containsExactly(0, 2, 0, 0, 5, 0);
  }

  @Test
  void effectsAreCodesAndTakeTheInterceptsPlace() {
    ModelFrame frame = frame("y ~ colour | month + shape^month");
    assertThat(frame.intercept()).isFalse();
    assertThat(frame.names()).containsExactly("colour::green", "colour::red");
    assertThat(frame.effects().get(0).codes()).containsExactly(2, 0, 1, 2, 0, 1);
    assertThat(frame.effects().get(1).name()).isEqualTo("shape^month");
    assertThat(frame.effects().get(1).levels()).isEqualTo(4);
  }

  @Test
  void rowsThatCannotBeUsedAreCountedByReason() {
    var missing = new BitSet();
    missing.set(0);
    Table holes =
        Table.named("data")
            .doubles("y", 1, 2, Double.POSITIVE_INFINITY, 4, 5, 6)
            .column(
                "x",
                new Table.Doubles(Schema.Type.DOUBLE, new double[] {0, 0, 1, 2, 3, 4}, missing))
            .doubles("w", 1, 1, 1, 0, 2, 1)
            .build();
    Formula formula = Formula.parse("y ~ log(x)", holes);
    ModelFrame frame = ModelFrame.of(formula, holes, new Beside(Optional.of("w"), List.of()));
    assertThat(frame.rows()).containsExactly(4, 5);
    assertThat(frame.weights()).containsExactly(2, 1);
    assertThat(frame.notes())
        .containsExactly(
            "2 of 6 rows were left out because a value is missing or not finite.",
            "1 of 6 rows were left out because log(x) is not a finite number there.",
            "1 of 6 rows were left out because w gives them no weight.");
  }

  @Test
  void everyProblemIsSaidAtOnceWithItsPosition() {
    var e =
        catchThrowableOfType(
            LiftgateException.class,
            () -> Formula.parse("y ~ xx + lgo(x) + log(colour) + i(mnth) + x^2 | shap + z", data));
    assertThat(e.problems().stream().map(Problem::sentence))
        .containsExactly(
            "formula:1:5: xx must be a column of the data\n    Maybe x was meant.",
            "formula:1:10: lgo is not a function of formulas; they are i, I, poly, factor, log,"
                + " exp, sqrt, abs\n    Maybe log was meant.",
            "formula:1:23: colour holds text and cannot be calculated with\n"
                + "    Maybe i(colour) was meant.",
            "formula:1:35: mnth must be a column of the data\n    Maybe month was meant.",
            "formula:1:44: ^ is arithmetic, which stands inside I()\n"
                + "    Maybe I(x^2) was meant.",
            "formula:1:49: shap must be a column of the data\n    Maybe shape was meant.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "y; after the outcome",
        "~ x; before it",
        "y ~; must be a term",
        "y ~ x +; must be a term",
        "y ~ (x; must be )",
        "y ~ x | month | z; third part",
        "y ~ 'x'; backquotes",
        "y ~ `x; must end with `",
        "y ~ x # z; has no meaning",
        "y ~ poly(x, 0); degree",
        "y ~ poly(x, 2, raw = FALSE); not orthogonalised",
        "y ~ i(month, rf = 2); Maybe ref was meant",
        "y ~ i(month, ref = 7); must be a level of month",
        "y ~ i(3); must be a column",
        "colour ~ x; cannot be calculated with",
        "y ~ x | i(month); effects are absorbed",
        "y ~ I(1.2.3 * x); must be a number",
        "y ~ I(x; must be )",
      })
  void whatIsNoFormulaIsAProblem(String formula, String part) {
    assertThatThrownBy(() -> frame(formula))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> {
              assertThat(e.code()).isEqualTo(LiftgateException.Code.INPUT);
              assertThat(e.problems().stream().map(Problem::sentence).toList().toString())
                  .contains(part);
            });
  }

  @Test
  void negativeWeightsAreAProblem() {
    Formula formula = Formula.parse("y ~ x", data);
    assertThatThrownBy(() -> ModelFrame.of(formula, data, new Beside(Optional.of("z"), List.of())))
        .hasMessageContaining("must be at least 0");
  }

  @Test
  void namesCanBeQuotedBothWays() {
    assertThat(Formula.quoted("a b`c\\")).isEqualTo("`a b\\`c\\\\`");
    Table odd = Table.named("data").doubles("a b`c\\", 1, 2).doubles("y", 1, 2).build();
    Formula formula = Formula.of("y", List.of("a b`c\\"), odd);
    assertThat(formula.columns()).containsExactly("y", "a b`c\\");
  }

  @Test
  void aDotIsEveryOtherColumn() {
    assertThat(Formula.parse("y ~ .", data).columns()).hasSize(8);
  }
}
