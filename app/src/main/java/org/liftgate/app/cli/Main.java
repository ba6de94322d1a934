package org.liftgate.app.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.liftgate.app.routes.Conductor;

/** The packaged program: {@code ./liftgate VERB ...}. */
@QuarkusMain
public class Main implements QuarkusApplication {
  @Inject Conductor conductor;

  public static void main(String... args) {
    Quarkus.run(Main.class, args);
  }

  @Override
  public int run(String... args) {
    return Liftgate.commandLine(new Shell(conductor)).execute(args);
  }
}
