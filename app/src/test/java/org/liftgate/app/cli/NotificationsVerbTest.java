package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationsVerbTest {
  private static final String SCHEMA = "notifications";

  @TempDir Path home;

  private InProcess.Result call(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add(0, "notifications");
    all.addAll(List.of("--home", home.toString()));
    return InProcess.call(all.toArray(String[]::new));
  }

  @Test
  void aTargetIsKeptTriedAndForgotten() {
    String to = "smtp://mail.example?from=l@x.y&to=a@x.y&password=${env:LIFTGATE_NOTIFY_PW}";
    var added =
        call("add", "team", "--to", to, "--on", "failed,late", "--only", "nightly", "--json")
            .exits(0)
            .json(SCHEMA);
    assertThat(added.path("on")).hasSize(2);
    assertThat(added.path("to").asText()).isEqualTo(to);
    assertThat(call("add", "chat", "--to", "slack:${file:slack}").exits(0).out())
        .isEqualTo("will tell chat of failed, verdict, warning, recovered, late\n");
    String id = call("try", "team", "--json").exits(0).json(SCHEMA).path("id").asText();
    var list = call("list", "--status", "waiting", "--json").exits(0).json(SCHEMA);
    assertThat(list.path("targets")).hasSize(2);
    assertThat(list.path("notifications").path(0).path("id").asText()).isEqualTo(id);
    assertThat(call("show", id.substring(0, 8)).exits(0).out())
        .contains("Nothing happened.")
        .contains("to team: waiting, tried 0 times");
    call("retry", id.substring(0, 8), "--json").exits(0).json(SCHEMA);
    call("remove", "team").exits(0);
    assertThat(call("list").exits(0).out()).contains("dead").contains("its target was removed");
    assertThat(call("try", "teem").exits(2).err())
        .contains("TARGET (teem) is not a target of this home");
    assertThat(call("show", "abcd").exits(2).err())
        .contains("NOTIFICATION (abcd) is not a notification of this home");
  }

  @Test
  void aSecretIsNotKeptAndEverythingWrongIsTold() {
    String to = "smtp://mail.example?from=l@x.y&to=a@x.y&password=hush-31";
    assertThat(call("add", "Team", "--to", to).exits(2).err())
        .contains("name (Team)")
        .contains("must be a reference, because it is kept")
        .doesNotContain("hush-31");
    assertThat(
            call("add", "team", "--to", "slack:${file:s}", "--late-after", "soon").exits(2).err())
        .contains("patience (soon)");
  }
}
