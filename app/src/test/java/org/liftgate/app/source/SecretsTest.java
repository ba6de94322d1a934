package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.kernel.LiftgateException;

class SecretsTest {
  private static final String PLANTED = "hush-b1d7";

  @TempDir Path folder;
  private Path secrets;

  @BeforeEach
  void plant() throws IOException {
    secrets = Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("db"), PLANTED + "\n");
    Files.writeString(folder.resolve("private"), PLANTED);
    Files.createSymbolicLink(secrets.resolve("link"), folder.resolve("private"));
  }

  private JdbcUrl url(String text) {
    var environment =
        Map.of(
            "LIFTGATE_SOURCE_DB",
            PLANTED,
            "OTHER",
            PLANTED,
            "LIFTGATE_SECRETS",
            secrets.toString());
    return JdbcUrl.of(
        "--source",
        text.replace("SECRETS", secrets.toString()),
        new JdbcUrl.Credentials(null, null),
        environment::get);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/d?password=${env:LIFTGATE_SOURCE_DB},jdbc:mysql://h/d",
    "jdbc:mysql://${env:LIFTGATE_SOURCE_DB}:${env:LIFTGATE_SOURCE_DB}@h/d?sslMode=REQUIRED,jdbc:mysql://h/d?sslMode=REQUIRED",
    "jdbc:mysql://u:${file:SECRETS/db}@h/d,jdbc:mysql://h/d",
    "jdbc:h2:~/x;PASSWORD=${file:SECRETS/db},jdbc:h2:~/x",
  })
  void theReferenceIsShownAndResolvedAgain(String text, String address) {
    JdbcUrl url = url(text);
    assertThat(url.password()).isEqualTo(PLANTED);
    assertThat(url.address()).isEqualTo(address);
    assertThat(url.shown()).contains("password=${").doesNotContain(PLANTED);
    assertThat(url(url.shown())).hasToString(url.shown());
    assertThat(url(url.shown()).password()).isEqualTo(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${env:LIFTGATE_SOURCE_NONE}",
        "${env:OTHER}",
        "${file:SECRETS/none}",
        "${file:SECRETS/link}",
        "${file:SECRETS/../private}",
      })
  void whatIsMissingOrOutOfReachIsNamedByItsReference(String reference) {
    assertThatThrownBy(() -> url("jdbc:mysql://h/d?password=" + reference))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining(reference.replace("SECRETS", secrets.toString()))
        .hasMessageContaining("Maybe")
        .hasMessageNotContaining(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://u:hush-b1d7@h/d",
        "jdbc:mysql://h/d?user=u&password=hush-b1d7",
        "jdbc:mysql://h/d?password=${env:A}&password=hush-b1d7",
        "jdbc:mysql://h/d?trustCertificateKeyStorePassword=hush-b1d7",
        "jdbc:h2:~/x;PASSWORD=hush-b1d7",
      })
  void whatIsKeptHoldsNoSecret(String text) {
    assertThatThrownBy(() -> JdbcUrl.checkKept("source", text))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("must not hold a password")
        .hasMessageNotContaining(PLANTED);
  }

  @Test
  void whatIsKeptMayReferToOne() {
    JdbcUrl.checkKept("source", "jdbc:mysql://u:${env:LIFTGATE_SOURCE_DB}@h/d");
    JdbcUrl.checkKept("source", "jdbc:h2:~/x;USER=u;PASSWORD=${file:/run/secrets/db}");
    JdbcUrl.checkKept("source", "jdbc:mysql://u@h/d");
  }
}
