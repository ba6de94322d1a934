package org.liftgate.app.execute;

import java.util.concurrent.atomic.AtomicInteger;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/** {@code test.flaky}: fails as often as it is told, in a way that passes or one that does not. */
public final class FlakyStage implements StageKind<FlakyStage.Parameters> {
  static final AtomicInteger CALLS = new AtomicInteger();

  /**
   * @param failures how often it fails before it works
   * @param passing whether the fault says that it may pass
   */
  public record Parameters(@Default("0") int failures, @Default("true") boolean passing) {}

  @Override
  public String name() {
    return "test.flaky";
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
  public void run(Parameters p, StageContext context) {
    int call = CALLS.incrementAndGet();
    if (call <= p.failures()) {
      throw p.passing()
          ? LiftgateException.passing("a lock", null)
          : LiftgateException.failed("a wall", null);
    }
    context.write(context.stage().id() + ".txt", "text/plain", new byte[] {1});
  }
}
