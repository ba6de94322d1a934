package org.liftgate.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.kernel.Schema.Type;

class CellsTest {
  @Test
  void textsBecomeValuesAsInFiles() {
    assertThat(Cells.of(" 12.00 ", Type.INTEGER)).isEqualTo(12L);
    assertThat(Cells.of("-9223372036854775808", Type.INTEGER)).isEqualTo(Long.MIN_VALUE);
    assertThat(Cells.of("3.5", Type.DECIMAL)).isEqualTo(new BigDecimal("3.5000"));
    assertThat(Cells.of("4.440892e-16", Type.DECIMAL)).isEqualTo(new BigDecimal("0.0000"));
    assertThat(Cells.of("1e-999999999", Type.DECIMAL)).isEqualTo(new BigDecimal("0.0000"));
    assertThat(Cells.of("-99999999999999.9999", Type.DECIMAL))
        .isEqualTo(new BigDecimal("-99999999999999.9999"));
    assertThat(Cells.of("1e-3", Type.DOUBLE)).isEqualTo(0.001);
    assertThat(Cells.of("T", Type.BOOLEAN)).isEqualTo(true);
    assertThat(Cells.of("2017-02-28", Type.DATE)).isEqualTo(LocalDate.of(2017, 2, 28));
    assertThat(Cells.of("2017-02-28 00:00:00", Type.DATE)).isEqualTo(LocalDate.of(2017, 2, 28));
    assertThat(Cells.of("2017-02-28T23:59:59.5Z", Type.TIMESTAMP))
        .isEqualTo(LocalDateTime.of(2017, 2, 28, 23, 59, 59, 500_000_000));
    assertThat(Cells.of(" as is ", Type.TEXT)).isEqualTo(" as is ");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,1.5",
    "INTEGER,9223372036854775808",
    "INTEGER,1e999999999",
    "INTEGER,x",
    "DECIMAL,0.00001",
    "DECIMAL,1e14",
    "DECIMAL,1e999999999",
    "DECIMAL,NaN",
    "DOUBLE,NaN",
    "DOUBLE,1e400",
    "BOOLEAN,maybe",
    "DATE,2017-02-29",
    "DATE,2017-02-28 00:00:01",
    "TIMESTAMP,noon",
  })
  void othersAreRefused(Type type, String text) {
    assertThatThrownBy(() -> Cells.of(text, type))
        .isInstanceOfAny(
            ArithmeticException.class,
            NumberFormatException.class,
            java.time.DateTimeException.class);
  }
}
