package org.liftgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftgate.app.journal.AccessRows.Change;
import org.liftgate.app.journal.AccessRows.Token;
import org.liftgate.app.journal.AccessRows.User;
import org.liftgate.app.journal.Audit.Act;

/** What every database under access and audit must do. */
abstract class AccessContract {
  private final SettableClock clock = new SettableClock();
  private Database database;
  private AccessRows access;
  private Audit audit;

  abstract Database open();

  @BeforeEach
  void migrated() {
    database = open();
    database.migrate();
    access = new AccessRows(database, clock);
    audit = new Audit(database, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Token token(String id, String user, @Nullable Instant expires) {
    return new Token(id, user, "lg_" + id, "read", clock.instant(), expires, null, null);
  }

  @Test
  void aTokenIsValidUntilItExpiresOrIsRevokedOrItsUserGoes() {
    assertThat(access.add(token("none", "ana", null), "d0", "me")).isFalse();
    assertThat(access.add("root", "admin", "me")).isTrue();
    assertThat(access.add("ana", "viewer", "me")).isTrue();
    assertThat(access.add("ana", "admin", "me")).isFalse();
    Instant later = clock.instant().plus(Duration.ofHours(1));
    assertThat(access.add(token("t1", "ana", later), "d1", "me")).isTrue();
    assertThat(access.add(token("t2", "ana", null), "d2", "me")).isTrue();
    assertThat(access.add(token("t3", "ana", null), "d3", "me")).isTrue();
    assertThat(access.holder("d1").orElseThrow().role()).isEqualTo("viewer");
    assertThat(access.tokens().getFirst().used()).isEqualTo(clock.instant());
    clock.pass(Duration.ofHours(1));
    assertThat(access.holder("d1")).isEmpty();
    Token second = access.holder("d2").orElseThrow().token();
    access.begin("s2", second, clock.instant().plus(Duration.ofHours(2)));
    assertThat(access.session("s2")).isPresent();
    assertThat(access.revoke(second, "me")).isTrue();
    assertThat(access.holder("d2")).isEmpty();
    assertThat(access.session("s2")).isEmpty();
    assertThat(access.remove("ana", "admin", "me")).isEqualTo(Change.DONE);
    access.add("ana", "admin", "me");
    assertThat(access.holder("d3")).as("a later user of the name").isEmpty();
  }

  @Test
  void aSessionEndsByItselfAndByItsBrowser() {
    access.add("ana", "viewer", "me");
    access.add(token("t", "ana", null), "d", "me");
    Token token = access.holder("d").orElseThrow().token();
    access.begin("s1", token, clock.instant().plus(Duration.ofHours(2)));
    access.begin("s2", token, clock.instant().plus(Duration.ofHours(3)));
    access.end("s2");
    assertThat(access.session("s2")).isEmpty();
    assertThat(access.session("s1")).isPresent();
    clock.pass(Duration.ofHours(2));
    assertThat(access.session("s1")).isEmpty();
  }

  @Test
  void oneOfTheHighestRoleStays() {
    access.add("root", "admin", "me");
    access.add("ana", "viewer", "me");
    assertThat(access.role("root", "viewer", "admin", "me")).isEqualTo(Change.LAST);
    assertThat(access.remove("root", "admin", "me")).isEqualTo(Change.LAST);
    assertThat(access.role("nobody", "viewer", "admin", "me")).isEqualTo(Change.UNKNOWN);
    assertThat(access.role("ana", "admin", "admin", "me")).isEqualTo(Change.DONE);
    assertThat(access.remove("root", "admin", "me")).isEqualTo(Change.DONE);
  }

  @Test
  void manyNodesMakeOneFirstAdminAndOneChain() throws Exception {
    audit.append(Act.done("me", "before", ""));
    int nodes = 4;
    try (var threads = Executors.newFixedThreadPool(nodes)) {
      List<Callable<Boolean>> starts = new ArrayList<>();
      IntStream.range(0, nodes)
          .forEach(
              i ->
                  starts.add(
                      () -> {
                        IntStream.range(0, 10)
                            .forEach(k -> audit.append(Act.refused("n" + i, "sign-in", "" + k)));
                        return access.first(
                            new User("admin", "admin", clock.instant()),
                            token("t" + i, "admin", null),
                            "d" + i);
                      }));
      int firsts = 0;
      for (var f : threads.invokeAll(starts)) {
        firsts += f.get() ? 1 : 0;
      }
      assertThat(firsts).isEqualTo(1);
    }
    assertThat(access.tokens()).hasSize(1);
    var check = audit.verify();
    assertThat(check.broken()).isNull();
    assertThat(check.rows()).isEqualTo(1 + nodes * 10 + 2);
    var page = audit.newestFirst(null, 5);
    assertThat(check.head()).isEqualTo(page.getFirst().hash());
    assertThat(audit.newestFirst(page.getLast().seq(), 1).getFirst().hash())
        .isEqualTo(page.getLast().previous());
  }

  @Test
  void aRowThatIsChangedOrTakenOutIsSeen() {
    for (int i = 1; i <= 5; i++) {
      audit.append(Act.done("me", "run.cancel", "run " + i));
    }
    assertThat(audit.verify().broken()).isNull();
    database.transact(tx -> tx.update("UPDATE lg_audit_chain SET who = 'you' WHERE seq = 3"));
    assertThat(audit.verify().broken()).isEqualTo(3);
    database.transact(tx -> tx.update("UPDATE lg_audit_chain SET who = 'me' WHERE seq = 3"));
    assertThat(audit.verify().broken()).isNull();
    database.transact(tx -> tx.update("DELETE FROM lg_audit_chain WHERE seq = 2"));
    assertThat(audit.verify().broken()).isEqualTo(3);
  }
}
