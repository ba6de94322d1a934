package org.liftgate.ingest.raw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeaderLineTest {
  @Test
  void the_delimiter_is_the_one_that_parts_most_headers() {
    assertThat(HeaderLine.parse("a,b;c,d")).isEqualTo(HeaderLine.parse("a , b;c,\"d\""));
    assertThat(HeaderLine.parse("a;b;c,d").delimiter()).isEqualTo(';');
    assertThat(HeaderLine.parse("a\tb").headers()).containsExactly("a", "b");
    assertThat(HeaderLine.parse("a|b|c").headers()).hasSize(3);
    assertThat(HeaderLine.parse("alone").headers()).containsExactly("alone");
    assertThat(HeaderLine.parse("").headers()).isEmpty();
  }

  @Test
  void quotes_hold_delimiters_and_quotes() {
    assertThat(HeaderLine.parse("\"a, b\",\"say \"\"c\"\"\",\"\"").headers())
        .containsExactly("a, b", "say \"c\"", "");
  }
}
