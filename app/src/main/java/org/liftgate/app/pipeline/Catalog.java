package org.liftgate.app.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Simulator;
import org.liftgate.kernel.StageKind;

/** Every kind the rooms bring, found once. */
public final class Catalog {
  private final Map<String, StageKind<?>> stages = new TreeMap<>();
  private final Map<String, GateKind<?>> gates = new TreeMap<>();
  private final Map<String, Engine> engines = new TreeMap<>();
  private final Map<String, Simulator<?>> simulators = new TreeMap<>();

  /**
   * @param own kinds of the app itself, such as {@code app.migrate}
   */
  public Catalog(List<StageKind<?>> own) {
    ClassLoader loader = Catalog.class.getClassLoader();
    var all = new ArrayList<StageKind<?>>(own);
    ServiceLoader.load(StageKind.class, loader).forEach(all::add);
    all.forEach(k -> stages.put(k.name(), k));
    ServiceLoader.load(GateKind.class, loader).forEach(k -> gates.put(k.name(), k));
    ServiceLoader.load(Engine.class, loader).forEach(e -> engines.put(e.name(), e));
    ServiceLoader.load(Simulator.class, loader).forEach(s -> simulators.put(s.name(), s));
  }

  public Map<String, StageKind<?>> stages() {
    return stages;
  }

  public Map<String, GateKind<?>> gates() {
    return gates;
  }

  public Map<String, Engine> engines() {
    return engines;
  }

  public Optional<Simulator<?>> simulator(String name) {
    return Optional.ofNullable(simulators.get(name));
  }

  public Map<String, Simulator<?>> simulators() {
    return simulators;
  }
}
