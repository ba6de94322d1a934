package org.liftgate.app.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.app.source.Secrets;

class AddressTest {
  private static final String PLANTED = "hush-77ab";
  private static final Secrets.Environment ENVIRONMENT =
      Map.of(
              "LIFTGATE_NOTIFY_PW", PLANTED,
              "LIFTGATE_NOTIFY_SLACK", "https://hooks.slack.example/services/" + PLANTED,
              "LIFTGATE_SOURCE_PW", PLANTED)
          ::get;

  @Test
  void aMailServerHasSensiblePortsAndEncryptsUnlessTold() {
    var mail =
        (Address.Mail)
            Address.of(
                "smtp://mail.example?from=l@x.example&to=a@x.example,b%2Bc@x.example&user=u&password=${env:LIFTGATE_NOTIFY_PW}",
                ENVIRONMENT);
    assertThat(mail.port()).isEqualTo(587);
    assertThat(mail.plain()).isFalse();
    assertThat(mail.to()).containsExactly("a@x.example", "b+c@x.example");
    assertThat(mail.password()).contains(PLANTED);
    var tls = (Address.Mail) Address.of("smtps://mail.example?from=l@x.y&to=a@x.y", ENVIRONMENT);
    assertThat(tls.port()).isEqualTo(465);
    assertThat(tls.tls()).isTrue();
  }

  @Test
  void slackIsReachedThroughItsReferenceAndNeverShown() {
    var slack = (Address.Web) Address.of("slack:${env:LIFTGATE_NOTIFY_SLACK}", ENVIRONMENT);
    assertThat(slack.slack()).isTrue();
    assertThat(slack.url()).hasToString("https://hooks.slack.example/services/" + PLANTED);
    assertThat(slack.toString()).doesNotContain(PLANTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smtp://h?from=a@x.y&to=b@x.y&password=hush-77ab | must be a reference, because it is kept",
        "smtp://h?from=a@x.y&to=b@x.y&security=none&password=${env:LIFTGATE_NOTIFY_PW} | unencrypted",
        "smtp://h?from=a@x.y | must be a mail address",
        "smtp://h?from=a@x.y&to=b@x.y%0d%0aBcc:c@x.y | must be a mail address",
        "smtp://h?from=a@x.y&to=b@x.y&mail.debug=true | is not an option of a mail server",
        "smtps://h?from=a@x.y&to=b@x.y&security=none | must be starttls or none for smtp",
        "slack:https://hooks.slack.example/services/hush-77ab | must be a reference",
        "webhook:https://u:hush-77ab@h/ | without an account in it",
        "webhook:file:///etc/passwd | must be an address of http",
        "exec:rm | must be a mail server",
      })
  void whatCannotBeKeptIsRefusedWithoutTheSecret(String text, String told) {
    assertThatThrownBy(() -> Address.checkKept(text, ENVIRONMENT))
        .hasMessageContaining(told)
        .hasMessageNotContaining(PLANTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smtp://mail.example?from=a@x.y&to=b@x.y",
        "webhook:http://169.254.169.254/latest",
        "slack:${env:LIFTGATE_NOTIFY_SLACK}"
      })
  void onlyAllowedHostsAreCalled(String text) {
    Secrets.Environment narrow =
        name -> name.equals("LIFTGATE_TARGETS_ALLOW") ? "ok.example" : ENVIRONMENT.get(name);
    assertThatThrownBy(() -> Address.of(text, narrow))
        .hasMessageContaining("is not a host that may be called")
        .hasMessageContaining("LIFTGATE_TARGETS_ALLOW");
    assertThatCode(() -> Address.of("webhook:https://OK.example/x", narrow))
        .doesNotThrowAnyException();
  }

  @Test
  void otherVariablesAreOutOfReach() {
    assertThatThrownBy(() -> Address.of("webhook:${env:LIFTGATE_SOURCE_PW}", ENVIRONMENT))
        .hasMessageContaining("must name a variable that starts with LIFTGATE_NOTIFY_");
  }
}
