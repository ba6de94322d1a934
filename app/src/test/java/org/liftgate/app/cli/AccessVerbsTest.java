package org.liftgate.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessVerbsTest {
  @TempDir Path home;

  private InProcess.Result call(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString()));
    return InProcess.call(all.toArray(String[]::new));
  }

  @Test
  void usersAndTokensAreKeptAndAudited() {
    assertThat(call("user", "add", "root", "--role", "admin").exits(0).out())
        .isEqualTo("root is admin\n");
    call("user", "add", "ana", "--role", "viewer", "--json").exits(0).json("user");
    call("user", "role", "ana", "operator", "--json").exits(0).json("user");
    assertThat(call("user", "list", "--json").exits(0).json("user").path("users")).hasSize(2);
    var made =
        call("token", "create", "ana", "--scope", "read,operate", "--expires", "90d", "--json")
            .exits(0)
            .json("token");
    String secret = made.path("token").asText();
    String prefix = made.path("prefix").asText();
    assertThat(secret).startsWith(prefix).hasSize(46);
    var list = call("token", "list", "--json").exits(0);
    assertThat(list.json("token").at("/tokens/0/expires").isTextual()).isTrue();
    assertThat(list.out()).doesNotContain(secret);
    assertThat(call("token", "revoke", prefix + "...").exits(0).out())
        .isEqualTo("revoked " + prefix + "... of ana\n");
    call("user", "remove", "ana", "--json").exits(0).json("user");
    var audit = call("audit", "list", "--json").exits(0);
    assertThat(audit.json("audit").path("audit")).hasSize(6);
    assertThat(audit.out()).contains("command line (").doesNotContain(secret);
    assertThat(call("audit", "verify", "--json").exits(0).json("audit").path("rows").asInt())
        .isEqualTo(6);
    assertThat(call("audit", "verify").exits(0).out()).startsWith("6 rows verified; last hash ");
  }

  @Test
  void whatCannotBeIsTold() {
    call("user", "add", "root", "--role", "admin").exits(0);
    assertThat(call("user", "add", "Ana B", "--role", "viewer").exits(2).err())
        .contains("USER (Ana B) must be of small letters")
        .contains("Maybe ana-b.");
    assertThat(call("user", "add", "root", "--role", "viewer").exits(2).err())
        .contains("is a user already");
    assertThat(call("user", "remove", "root").exits(2).err()).contains("is the last admin");
    assertThat(call("token", "create", "rot").exits(2).err())
        .contains("USER (rot) is not a user of this home")
        .contains("Maybe root?");
    assertThat(call("token", "create", "root", "--scope", "reed").exits(2).err())
        .contains("scope (reed) is no scope");
    assertThat(call("token", "create", "root", "--expires", "0d").exits(2).err())
        .contains("expires");
    assertThat(call("token", "revoke", "lg_nothing").exits(2).err()).contains("TOKEN (lg_nothing)");
  }
}
