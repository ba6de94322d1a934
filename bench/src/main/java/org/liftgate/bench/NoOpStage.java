package org.liftgate.bench;

import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/** {@code bench.no-op}: what is left of a stage when it does nothing. */
public final class NoOpStage implements StageKind<NoOpStage.Parameters> {
  /** It has none. */
  public record Parameters() {}

  @Override
  public String name() {
    return "bench.no-op";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters parameters, StageContext context) {
    context.write(
        "out-" + context.stage().id() + ".txt",
        "text/plain",
        context.stage().id().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
