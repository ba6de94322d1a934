package org.liftgate.ingest.gates;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void shares_are_never_rounded_to_nothing_or_to_all() {
    assertThat(Figures.percent(0)).isEqualTo("0%");
    assertThat(Figures.percent(1)).isEqualTo("100%");
    assertThat(Figures.percent(0.05)).isEqualTo("5%");
    assertThat(Figures.percent(0.98767)).isEqualTo("98.77%");
    assertThat(Figures.percent(1e-7)).isEqualTo("0.00001%").isNotEqualTo("0%");
    assertThat(Figures.percent(0.9999999)).isEqualTo("99.99%");
  }

  @Test
  void counts_and_numbers() {
    assertThat(Figures.rows(1)).isEqualTo("1 row");
    assertThat(Figures.rows(1234567)).isEqualTo("1,234,567 rows");
    assertThat(Figures.number(1e9)).isEqualTo("1000000000");
    assertThat(Figures.number(0.1)).isEqualTo("0.1");
  }
}
