package org.liftgate.reporting.format;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Numbers for people")
class NumbersTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4.103|.831|4.10", "21.004|6.44|21.0", "-.3304|1.666|−0.3", "12345|1234|12,300",
        "1.2345|.00045|1.23450", "0|0|0.00", "-.0001|1|0.0", "99.96|9.96|100"
      })
  @DisplayName("effects show two significant digits of their standard error")
  void effects(double value, double error, String text) {
    assertThat(Numbers.effect(value, error)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ".43|p = .43",
        ".0004|p < .001",
        ".004|p = .004",
        ".0495|p = .050",
        ".03|p = .03",
        "1|p > .99",
        "0|p < .001",
        ".05|p = .050",
        ".0561|p = .06"
      })
  @DisplayName("p-values have no zero before the point and never an exponent")
  void pValues(double p, String text) {
    assertThat(Numbers.pValue(p)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0%",
        "1|100%",
        ".5|50%",
        ".0123|1.2%",
        ".00001|< 0.1%",
        ".9999|> 99.9%",
        ".996|100%"
      })
  @DisplayName("a share is never rounded to a false none or a false all below a thousandth")
  void shares(double share, String text) {
    assertThat(Numbers.percent(share)).isEqualTo(text);
  }

  @Test
  @DisplayName("what is not a number is a dash")
  void none() {
    assertThat(Numbers.fixed(Double.NaN, 2)).isEqualTo("–");
    assertThat(Numbers.pValue(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.percent(Double.POSITIVE_INFINITY)).isEqualTo("–");
    assertThat(Numbers.plain(Double.NEGATIVE_INFINITY)).isEqualTo("–");
  }

  @Property
  void neverAnExponentNorAWord(@ForAll double value, @ForAll double error) {
    for (String text :
        new String[] {
          Numbers.effect(value, error),
          Numbers.plain(value),
          Numbers.pValue(value),
          Numbers.percent(value)
        }) {
      assertThat(text).doesNotContain("E", "NaN", "null", "Inf");
    }
  }
}
