package org.liftgate.app.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Firing;
import org.liftgate.app.journal.Outbox.Message;
import org.liftgate.app.journal.RunRow;
import org.liftgate.app.schedule.Schedule;
import org.liftgate.app.schedule.ScheduleBook;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Digest;

/**
 * Looks in the journal for what people should be told of and writes it into the outbox. Any number
 * of processes may look: a run's end is told once, and so is a late night. What a crashed process
 * did not tell the next look tells.
 */
public final class Watch {
  /** Older news is no news: what ended while nothing served for longer stays untold. */
  static final Duration NEWS = Duration.ofDays(2);

  private static final int RUNS = 20;

  private final Platform platform;
  private final String base;

  /**
   * @param base address of the service, for links
   */
  public Watch(Platform platform, String base) {
    this.platform = platform;
    this.base = base.replaceFirst("/+$", "");
  }

  /** One look; says how many messages it wrote. */
  public int look() {
    var targets = new Targets(platform).all();
    if (targets.isEmpty()) {
      return 0;
    }
    Instant now = platform.journal().clock().instant();
    return runs(targets, now) + late(targets, now);
  }

  private int runs(List<Targets.Entry> targets, Instant now) {
    long first = targets.stream().mapToLong(Targets.Entry::since).min().orElseThrow();
    long since = Math.max(first, now.minus(NEWS).toEpochMilli());
    int written = 0;
    for (RunRow run : platform.journal().outbox().untold(since, RUNS)) {
      List<Message> messages = messages(targets, run);
      written += platform.journal().outbox().tell(run, messages) ? messages.size() : 0;
    }
    return written;
  }

  private List<Message> messages(List<Targets.Entry> targets, RunRow run) {
    Optional<Firing> firing = platform.journal().firings().ofRun(run.id());
    String schedule = firing.map(Firing::schedule).orElse("");
    var concerned =
        targets.stream()
            .filter(t -> run.finishedAt() >= t.since())
            .map(Targets.Entry::target)
            .filter(t -> t.concerns(schedule, run.pipeline()))
            .filter(t -> firing.isPresent() || t.byHand())
            .toList();
    if (concerned.isEmpty()) {
      return List.of();
    }
    RunNews news = RunNews.of(platform, run);
    var letter = new Letter(news, night(run, firing), base);
    var found = new ArrayList<Message>();
    for (Target t : concerned) {
      Set<Event> events = EnumSet.noneOf(Event.class);
      events.addAll(news.events());
      events.retainAll(t.on());
      if (!events.isEmpty()) {
        found.add(message(t, run, firing, letter, events));
      }
    }
    return found;
  }

  private Message message(
      Target t, RunRow run, Optional<Firing> firing, Letter letter, Set<Event> events) {
    String event = events.iterator().next().word(); // the most pressing
    String id = id(run.id(), "" + run.finishedAt(), event, t.name());
    String schedule = firing.map(Firing::schedule).orElse(null);
    ObjectNode body = body(id, letter.subject(), letter.text());
    ArrayNode all = body.putArray("events");
    events.forEach(e -> all.add(e.word()));
    body.put("run", run.id()).put("pipeline", run.pipeline()).put("status", run.status().word());
    body.put("schedule", schedule).put("link", letter.link());
    body.putArray("verdicts").addAll(letter.news().verdicts());
    return new Message(id, t.name(), event, run.id(), schedule, letter.subject(), Json.text(body));
  }

  private static ObjectNode body(String id, String subject, String text) {
    return Json.object().put("id", id).put("subject", subject).put("text", text);
  }

  private static String id(String... parts) {
    var digest = Digest.sha256();
    for (String part : parts) {
      digest.add(part);
    }
    return digest.hex();
  }

  private String night(RunRow run, Optional<Firing> firing) {
    return firing
        .map(f -> f.schedule() + schedule(f).map(s -> " of " + s.date(f.nominal())).orElse(""))
        .orElse("Run " + run.id() + " of " + run.pipeline());
  }

  private Optional<Schedule> schedule(Firing firing) {
    return platform
        .journal()
        .schedules()
        .find(firing.schedule())
        .map(r -> new ScheduleBook(platform).get(r.name()).schedule());
  }

  /** Nights that have no result when they should, and those that were left out. */
  private int late(List<Targets.Entry> targets, Instant now) {
    int written = 0;
    for (Firing f : platform.journal().firings().open(now.minus(NEWS), now)) {
      Optional<Schedule> schedule = f.backfill() ? Optional.empty() : schedule(f);
      if (schedule.isEmpty() || f.reason().equals("paused")) {
        continue;
      }
      var night = new LateNight(f, schedule.get());
      for (Targets.Entry e : targets) {
        Target t = e.target();
        Instant since = night.since(t);
        boolean late = !since.isAfter(now) && since.toEpochMilli() >= e.since();
        if (late
            && t.on().contains(Event.LATE)
            && t.concerns(f.schedule(), schedule.get().pipeline())) {
          written += platform.journal().outbox().add(message(t, night)) ? 1 : 0;
        }
      }
    }
    return written;
  }

  private Message message(Target t, LateNight night) {
    Firing f = night.firing();
    String word = Event.LATE.word();
    String id = id(f.schedule(), "" + f.nominal().toEpochMilli(), word, t.name());
    String link = base + (f.run() == null ? "/" : "/runs/" + f.run());
    ObjectNode body = body(id, night.subject(), night.text(t, link));
    body.putArray("events").add(word);
    body.put("run", f.run()).put("pipeline", night.schedule().pipeline()).putNull("status");
    body.put("schedule", f.schedule()).put("link", link).putArray("verdicts");
    return new Message(id, t.name(), word, f.run(), f.schedule(), night.subject(), Json.text(body));
  }

  /** A message that says nothing but that it came; written by hand to try a target out. */
  public static Message trial(Target target, Instant now) {
    String id = id("trial", target.name(), now.toString());
    String subject = "A message to try " + target.name() + " out";
    ObjectNode body =
        body(id, subject, "Nothing happened. Messages about nights will come here, too.\n");
    body.putArray("events").add("trial");
    body.putNull("run").putNull("pipeline").putNull("status").putNull("schedule").putNull("link");
    body.putArray("verdicts");
    return new Message(id, target.name(), "trial", null, null, subject, Json.text(body));
  }
}
