package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  @Test
  void helpIsAskedForByTheLastWordAfterNamesOfVerbs() {
    assertThat(Main.asksForHelp()).isTrue();
    assertThat(Main.asksForHelp("--help")).isTrue();
    assertThat(Main.asksForHelp("schedule", "add", "-h")).isTrue();
    assertThat(Main.asksForHelp("run", "--key", "-h")).isFalse();
    assertThat(Main.asksForHelp("run", "retail-promotions")).isFalse();
  }
}
