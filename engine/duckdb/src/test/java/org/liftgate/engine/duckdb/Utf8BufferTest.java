package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class Utf8BufferTest {

  private static String scaled(long value, int scale) {
    var buffer = new Utf8Buffer();
    buffer.addScaled(value, scale);
    return new String(buffer.take(), StandardCharsets.UTF_8);
  }

  @Property
  void whole_numbers_are_decimal(@ForAll long value) {
    var buffer = new Utf8Buffer();
    buffer.add(value);
    assertThat(new String(buffer.take(), StandardCharsets.UTF_8)).isEqualTo(Long.toString(value));
  }

  /** Amounts have at most 18 digits. */
  @Property
  void amounts_have_two_digits_after_the_point_or_as_many_as_they_need(
      @ForAll long any, @ForAll @IntRange(max = 18) int scale) {
    long value = any % 1_000_000_000_000_000_000L;
    BigDecimal plain = BigDecimal.valueOf(value, scale).stripTrailingZeros();
    String wanted = plain.setScale(Math.max(2, plain.scale())).toPlainString();
    assertThat(scaled(value, scale)).isEqualTo(wanted);
  }

  @Property
  void small_amounts_keep_their_zeros(@ForAll @IntRange(min = -999, max = 999) int value) {
    assertThat(scaled(value, 4))
        .isEqualTo(
            BigDecimal.valueOf(value, 4)
                .setScale(value % 100 == 0 ? 2 : value % 10 == 0 ? 3 : 4)
                .toPlainString());
  }
}
