package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.kernel.LiftgateException;

class JdbcUrlTest {
  private static final JdbcUrl.Credentials ENVIRONMENT =
      new JdbcUrl.Credentials("from-env", "env-secret");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "jdbc:mysql://h:3306/d | jdbc:mysql://h:3306/d | from-env | env-secret",
        "jdbc:mysql://u:p@h/d | jdbc:mysql://h/d | u | p",
        "jdbc:mysql://u@h/d | jdbc:mysql://h/d | u | env-secret",
        "jdbc:mysql://u:a%40b%2Fc+d@h/d | jdbc:mysql://h/d | u | a@b/c+d",
        "jdbc:mysql://u:a/b@h/d?useSSL=false | jdbc:mysql://h/d?useSSL=false | u | a/b",
        "jdbc:mysql://h/d?user=u&password=a,b&sslMode=REQUIRED | jdbc:mysql://h/d?sslMode=REQUIRED | u | a,b",
        "jdbc:mysql://h/d?sslMode=REQUIRED&PASSWORD=p&User=u | jdbc:mysql://h/d?sslMode=REQUIRED | u | p",
        "jdbc:mysql://h/d?trustCertificateKeyStorePassword=p2 | jdbc:mysql://h/d | from-env | env-secret",
        "jdbc:h2:~/x;USER=sa;PASSWORD=p | jdbc:h2:~/x | sa | p",
        "jdbc:h2:file:/a/b;AUTO_SERVER=TRUE;password=p;user=u | jdbc:h2:file:/a/b;AUTO_SERVER=TRUE | u | p",
        "jdbc:h2:tcp://u:p@h/x | jdbc:h2:tcp://h/x | u | p",
      })
  void whatIsShownHoldsNoCredentials(String url, String shown, String user, String password) {
    JdbcUrl parsed = JdbcUrl.of("--source", url, ENVIRONMENT);
    assertThat(parsed.shown()).isEqualTo(shown);
    assertThat(parsed.user()).isEqualTo(user);
    assertThat(parsed.password()).isEqualTo(password);
    assertThat(parsed.toString()).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://u:secret@h/d",
    "mysql://u:secret@h/d",
    "'jdbc:mysql://u:secret@h1:1,v:secret@h2/d'",
    "'jdbc:mysql://(host=h,user=u,password=secret)/d'",
  })
  void othersAreRefusedWithoutTellingTheirPassword(String url) {
    assertThatThrownBy(() -> JdbcUrl.of("--source", url, ENVIRONMENT))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("--source")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://h/d?allowLoadLocalInfile=true,allowLoadLocalInfile",
    "jdbc:mysql://h/d?sslMode=REQUIRED&queryInterceptors=x.Y,queryInterceptors",
    "jdbc:mysql://h/d?allow%4CoadLocalInfile=true,allow%4CoadLocalInfile",
    "jdbc:mysql://h/d?autoDeserialize=true,autoDeserialize",
    "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://h/x.sql',INIT",
    "jdbc:h2:mem:x;MODE=MySQL\\;init=CREATE ALIAS,init",
  })
  void optionsThatMayDoHarmAreNotPassedOn(String url, String name) {
    assertThatThrownBy(() -> JdbcUrl.of("--source", url, ENVIRONMENT))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("not passed on to the database driver: " + name);
    assertThatThrownBy(() -> JdbcUrl.checkKept("source", url))
        .isInstanceOf(LiftgateException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:mysql://db.example:3306/d, true",
    "jdbc:mysql://u:p@DB.example/d, true",
    "jdbc:mysql://a.shops.example/d, true",
    "jdbc:h2:file:/a/b, true",
    "jdbc:mysql://shops.example/d, false",
    "jdbc:mysql://169.254.169.254/d, false",
    "jdbc:mysql://db.example@evil.example/d, false",
    "'jdbc:mysql://db.example,evil.example/d', false",
    "jdbc:mysql://evil.example?db.example/, false",
    "jdbc:h2:tcp://evil.example/x, false",
    "jdbc:h2:ssl://evil.example:1/x, false",
  })
  void onlyHostsOfTheListAreCalled(String url, boolean allowed) {
    Secrets.Environment listed = _ -> "db.example, *.shops.example";
    if (allowed) {
      JdbcUrl.of("--source", url, ENVIRONMENT, listed);
    } else {
      assertThatThrownBy(() -> JdbcUrl.of("--source", url, ENVIRONMENT, listed))
          .isInstanceOf(LiftgateException.class)
          .hasMessageContaining("LIFTGATE_SOURCES_ALLOW");
    }
  }

  @Test
  void whatADriverSaysIsToldWithoutAccountAndPassword() {
    JdbcUrl url = JdbcUrl.of("--source", "jdbc:mysql://bob:hush@h/d", ENVIRONMENT);
    var denied =
        Faults.of(
            new SQLException(
                "SELECT command denied to user 'bob'@'h' for table 't'; hush", "42000", 1142),
            "reading",
            url);
    assertThat(denied.getMessage())
        .contains("reading jdbc:mysql://h/d", "for table 't'", "grants.sql")
        .doesNotContain("bob")
        .doesNotContain("hush");
    assertThat(denied.passing()).isFalse();
    var lost = Faults.of(new SQLException("gone", "08S01", 0), "reading", url);
    assertThat(lost.passing()).isTrue();
    assertThat(lost.code()).isEqualTo(LiftgateException.Code.FAILED);
  }
}
