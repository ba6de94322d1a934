package org.liftgate.modeling.stages;

import java.nio.file.Path;
import org.liftgate.kernel.StageContext;

/** Opens a {@link TestContext} for tests of other packages. */
public final class EngineContext implements AutoCloseable {
  private final TestContext context;

  private EngineContext(TestContext context) {
    this.context = context;
  }

  public static EngineContext open(Path folder) {
    return new EngineContext(new TestContext(folder));
  }

  public StageContext context() {
    return context;
  }

  @Override
  public void close() {
    context.close();
  }
}
