package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Optional;

/** {@link BootstrapBar} on ten million rows. */
public final class LargeBootstrapBar extends BootstrapBar {

  @Override
  public String name() {
    return "bootstrap-10m";
  }

  @Override
  public Limit limit() {
    return Limit.of(7, "fixest 131 on a tenth of the rows");
  }

  @Override
  PanelData data(Optional<Path> peers) {
    return PanelData.of(peers, "panel10m", 125_000, 100, false, 102);
  }
}
