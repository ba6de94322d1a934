package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script where Java is not what it should be. */
class StartScriptIT {
  @TempDir Path home;

  @Test
  void withoutAJdkOneLineSaysWhatIsMissing() {
    var result =
        new Product(home)
            .with("LIFTGATE_JDK_DIRS", "/nowhere")
            .with("JAVA_HOME", "/nowhere")
            .with("PATH", "/usr/bin:/bin")
            .call("--help")
            .exits(1);
    assertThat(result.err().strip().lines()).hasSize(1);
    assertThat(result.err()).contains("no JDK 25 or newer was found").contains("Maybe install");
  }

  @Test
  void aJdkInAUsualPlaceIsFoundWhateverJavaHomeSays() {
    var result = new Product(home).with("JAVA_HOME", "/nowhere").call("--version").exits(0);
    assertThat(result.out()).startsWith("liftgate ");
  }
}
