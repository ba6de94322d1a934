package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.LiftgateException;

class H2SourceTest extends SourceContract {
  @Override
  String newDatabase() {
    return "jdbc:h2:file:" + home.resolve("h2/db").toAbsolutePath() + ";USER=me;PASSWORD=h2-pass";
  }

  @Override
  String quoted(String name) {
    return '"' + name.toUpperCase(Locale.ROOT) + '"';
  }

  @Test
  void aFileThatIsNotThereIsNotMadeByReadingIt() {
    var absent = new RawSource(url("jdbc:h2:file:" + home.resolve("no/such")), "test");
    assertThatThrownBy(absent::open)
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("no such database");
    assertThat(home.resolve("no")).doesNotExist();
  }
}
