package org.liftgate.server.routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetupTest;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Delivery;
import org.liftgate.app.notify.Address;
import org.liftgate.app.notify.Event;
import org.liftgate.app.notify.Notifications;
import org.liftgate.app.notify.Target;
import org.liftgate.app.notify.Targets;
import org.liftgate.app.store.Json;

/** What people are told reaches a mail server and a web server on this machine. */
@QuarkusTest
class NotificationsTest {
  private static final String SCHEDULE = "/api/v1/schedules/told";

  @Inject Platform platform;
  @Inject Courier courier;

  private final GreenMail mail = new GreenMail(ServerSetupTest.SMTP.dynamicPort());
  private final BlockingQueue<Map<String, String>> posts = new LinkedBlockingQueue<>();
  private final AtomicInteger answer = new AtomicInteger(200);
  private HttpServer web;

  @BeforeEach
  void start() throws Exception {
    mail.start();
    mail.setUser("liftgate@x.example", "liftgate", "right");
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          posts.add(
              Map.of(
                  "body",
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                  "key",
                  exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                  "path",
                  exchange.getRequestURI().toString()));
          if (answer.get() == 302) {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
          }
          exchange.sendResponseHeaders(answer.get(), -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() {
    given().delete(SCHEDULE);
    for (Targets.Entry e : new Targets(platform).all()) {
      new Targets(platform).remove(e.target().name());
    }
    mail.stop();
    web.stop(0);
  }

  private String smtp() {
    return "smtp://127.0.0.1:"
        + mail.getSmtp().getPort()
        + "?security=none&from=liftgate@x.example&to=team@x.example,boss@x.example";
  }

  private String hook(String path) {
    return "http://127.0.0.1:" + web.getAddress().getPort() + path;
  }

  private void target(String name, String to) {
    new Targets(platform)
        .put(new Target(name, to, EnumSet.allOf(Event.class), List.of(), false, 60));
  }

  /** A schedule whose run fails, for its folder says that it is complete and holds nothing. */
  private void failingNight() throws Exception {
    Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "data");
    Files.writeString(folder.resolve("DONE"), "");
    Map<String, Object> definition =
        Map.of(
            "pipeline", "mix-regression",
            "data", folder.toString(),
            "marker", "DONE",
            "cron", "* * * ? * *");
    given().contentType(ContentType.JSON).body(definition).put(SCHEDULE).then().statusCode(200);
  }

  @Test
  void aFailedNightIsMailedAndPosted() throws Exception {
    target("team", smtp());
    target("hook", "webhook:" + hook("/in?a=b%20c"));
    failingNight();
    assertThat(mail.waitForIncomingEmail(30_000, 2)).isTrue();
    given().post(SCHEDULE + "/pause");
    MimeMessage letter = mail.getReceivedMessages()[0];
    assertThat(letter.getSubject()).startsWith("told of 20").contains(" failed at stage ");
    assertThat(letter.getFrom()[0]).hasToString("liftgate@x.example");
    assertThat(letter.getContent().toString())
        .startsWith("Stage ")
        .contains("./liftgate resume ")
        .contains("look      http://127.0.0.1:");
    var post = posts.poll(30, TimeUnit.SECONDS);
    assertThat(post.get("path")).isEqualTo("/in?a=b%20c");
    var body = Json.parse(post.get("body"), "post");
    assertThat(body.path("status").asText()).isEqualTo("failed");
    assertThat(body.path("events").path(0).asText()).isEqualTo("failed");
    assertThat(body.path("schedule").asText()).isEqualTo("told");
    assertThat(body.path("id").asText()).isEqualTo(post.get("key"));
    given().get("/api/v1/runs/" + body.path("run").asText()).then().statusCode(200);
    assertThat(letter.getMessageID()).matches("<[0-9a-f]{64}@liftgate>");
  }

  @Test
  void whatIsRefusedWaitsSaysWhyAndGoesOutWhenItIsTriedAgain() throws Exception {
    answer.set(503);
    target("hook", "webhook:" + hook("/secret-path"));
    Delivery d = new Notifications(platform).trial("hook");
    posts.poll(30, TimeUnit.SECONDS);
    String at = "/api/v1/notifications/" + d.id();
    await(at, "waiting", "the server answered 503");
    answer.set(200);
    given().post(at + "/retry").then().statusCode(200);
    await(at, "sent", null);
    assertThat(posts.poll(30, TimeUnit.SECONDS).get("key")).isEqualTo(d.id());
    given().post(at + "/retry").then().statusCode(400);
    List<String> ids = given().get("/api/v1/notifications?status=sent").path("notifications.id");
    assertThat(ids).contains(d.id());
  }

  private static void await(String at, String status, String reason) throws InterruptedException {
    Map<String, Object> now = Map.of();
    for (int i = 0;
        i < 300 && !(status.equals(now.get("status")) && now.get("reason") == reason);
        i++) {
      Thread.sleep(100);
      now = given().get(at).then().statusCode(200).extract().path("");
      if (reason != null && reason.equals(now.get("reason"))) {
        break;
      }
    }
    assertThat(now).containsEntry("status", status).containsEntry("reason", reason);
  }

  private Delivery message() {
    Target t = new Target("x", "", EnumSet.allOf(Event.class), List.of(), false, 60);
    var m = org.liftgate.app.notify.Watch.trial(t, java.time.Instant.now());
    var now = java.time.Instant.now();
    return new Delivery(
        m.id(),
        "x",
        "trial",
        null,
        null,
        "Sales < costs",
        m.body(),
        Delivery.Status.WAITING,
        1,
        now,
        "",
        now,
        now);
  }

  @Test
  void slackGetsItsOwnForm() throws Exception {
    courier.deliver(new Address.Web(URI.create(hook("/services/T/B/x")), true), message());
    var post = posts.poll(30, TimeUnit.SECONDS);
    assertThat(Json.parse(post.get("body"), "post").path("text").asText())
        .startsWith("*Sales &lt; costs*\n```\nNothing happened.");
  }

  @Test
  void noRedirectionIsFollowedAndNoSecretIsTold() {
    answer.set(302);
    var to = new Address.Web(URI.create(hook("/services/hush-1")), false);
    assertThatThrownBy(() -> courier.deliver(to, message())).hasMessage("the server answered 302");
    assertThat(posts).hasSize(1);
    web.stop(0);
    assertThatThrownBy(() -> courier.deliver(to, message()))
        .isInstanceOf(Courier.Refused.class)
        .hasMessageNotContaining("hush-1");
  }

  @Test
  void aWrongPasswordIsRefusedAndEncryptionIsNotGivenUp() throws Exception {
    var wrong = mail("wrong-hush-2", true);
    assertThatThrownBy(() -> courier.deliver(wrong, message()))
        .isInstanceOf(Courier.Refused.class)
        .hasMessageContaining("AuthenticationFailed")
        .hasMessageNotContaining("hush-2");
    courier.deliver(mail("right", true), message());
    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThatThrownBy(() -> courier.deliver(mail("right", false), message()))
        .isInstanceOf(Courier.Refused.class)
        .hasMessageContaining("STARTTLS");
  }

  private Address.Mail mail(String password, boolean plain) {
    return new Address.Mail(
        "127.0.0.1",
        mail.getSmtp().getPort(),
        false,
        plain,
        Optional.of("liftgate"),
        Optional.of(password),
        "liftgate@x.example",
        List.of("team@x.example"));
  }
}
