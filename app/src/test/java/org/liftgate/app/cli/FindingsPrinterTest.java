package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.Findings;

class FindingsPrinterTest {
  private static String printed(List<Estimate> estimates, Map<String, Double> fit) {
    var bytes = new ByteArrayOutputStream();
    var findings =
        new Findings(
            "ols",
            "y ~ x",
            12345,
            new Findings.Vcov("CR1", List.of("a", "b"), "min(G) / (min(G) - 1)"),
            estimates,
            fit,
            List.of("10 rows were left out."));
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      new FindingsPrinter(out).print(findings);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTableIsWhatAReaderNeeds() {
    var fit = new LinkedHashMap<String, Double>();
    fit.put("r2", .4798531);
    fit.put("f", 342.14461);
    fit.put("f_p", 1e-12);
    fit.put("loglik", Double.NaN);
    assertThat(
            printed(
                List.of(
                    new Estimate.Value("(Intercept)", 1481205.5, 59674.8, 2966, 1e-9, 1.3e6, 1.6e6),
                    new Estimate.Value("x", -.793202, .0596748, 12.345, .03, -.9, -.7),
                    new Estimate.Value(
                        "tiny", 2e-9, 3e-10, Double.POSITIVE_INFINITY, .2, 1e-9, 3e-9),
                    new Estimate.Point(
                        "ridge", 1.25, "A penalised coefficient has no standard error."),
                    new Estimate.Missing("late", Estimate.Reason.EMPTY_ARM, "no unit is treated")),
                fit))
        .isEqualTo(
            """
            ols: y ~ x
            12,345 rows; standard errors clustered by a and b (CR1); min(G) / (min(G) - 1)

            term              estimate     std. error  statistic      df   p value                    95% interval
            (Intercept)      1,481,000         60,000      24.82   2,966  p < .001          1,300,000 to 1,600,000
            x                   -0.793          0.060     -13.29    12.3   p = .03                -0.900 to -0.700
            tiny         0.00000000200  0.00000000030       6.67  normal   p = .20  0.00000000100 to 0.00000000300
            ridge                 1.25
            late         not estimable: no unit is treated

            R2 0.47985, F 342.14 (p < .001)

            note: 10 rows were left out.
            note: A penalised coefficient has no standard error.
            """);
  }

  @Test
  void longTermsAreShortenedToFit() {
    String text =
        printed(
            List.of(
                new Estimate.Value(
                    "i(client_type)::Medium sized enterprises:post_period_indicator",
                    -1234567.891,
                    12.3,
                    123456,
                    .5,
                    -1234591.9,
                    -1234543.8)),
            Map.of());
    assertThat(text.lines()).allMatch(l -> l.length() <= 100);
    assertThat(text).contains("i(client_..ndicator");
  }

  @Test
  void figuresHaveTwoDigitsOfTheirStandardError() {
    assertThat(Digits.effect(4.5449, .9123)).isEqualTo("4.54");
    assertThat(Digits.effect(-1481205.5, 59674.8)).isEqualTo("-1,481,000");
    assertThat(Digits.effect(3, 0)).isEqualTo("3");
    assertThat(Digits.effect(2.345e-10, 1.2e-11)).isEqualTo("0.000000000235");
    assertThat(Digits.effect(2.341e-20, 1.2e-21)).isEqualTo("2.34x10^-20");
    assertThat(Digits.effect(-0.001, 5)).isEqualTo("0.0");
    assertThat(Digits.significant(123456.789, 5)).isEqualTo("123,457");
    assertThat(Digits.significant(.47985, 5)).isEqualTo("0.47985");
    assertThat(Digits.significant(2, 5)).isEqualTo("2");
    assertThat(Digits.df(Double.POSITIVE_INFINITY)).isEqualTo("normal");
    assertThat(Digits.effect(Double.NaN, 1)).isEmpty();
  }
}
