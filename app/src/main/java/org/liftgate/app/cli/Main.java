package org.liftgate.app.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.liftgate.app.estimate.Estimation;
import org.liftgate.app.routes.Conductor;

/** The packaged program: {@code ./liftgate VERB ...}. */
@QuarkusMain
public class Main implements QuarkusApplication {
  @Inject Conductor conductor;

  /** Verbs that need neither home nor routes, and start faster without them. */
  private static final Set<String> LIGHT = Set.of("estimate", "selftest", "completion");

  private static final Set<String> HELP = Set.of("--help", "-h", "--version", "-V");

  public static void main(String... args) {
    if ((args.length > 0 && LIGHT.contains(args[0])) || asksForHelp(args)) {
      if (List.of(args).contains("--data")) {
        Thread.ofPlatform().daemon().name("preload").start(Estimation::preload);
      }
      System.exit(Liftgate.commandLine(new Shell(null), args).execute(args));
    }
    Quarkus.run(Main.class, args);
  }

  /** Nothing but names of verbs before it, so that it is no value of an option. */
  static boolean asksForHelp(String... args) {
    var words = List.of(args);
    return words.isEmpty()
        || (HELP.contains(words.getLast())
            && words.subList(0, words.size() - 1).stream().noneMatch(w -> w.startsWith("-")));
  }

  @Override
  public int run(String... args) {
    return Liftgate.commandLine(new Shell(conductor), args).execute(args);
  }
}
