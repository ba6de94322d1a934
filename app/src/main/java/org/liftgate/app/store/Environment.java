package org.liftgate.app.store;

import java.util.Map;

/** What a manifest says about the machine. */
public final class Environment {
  public static final String VERSION = version();

  private Environment() {}

  private static String version() {
    String v = Environment.class.getPackage().getImplementationVersion();
    return v == null ? "0.1.0" : v;
  }

  public static Map<String, String> facts(String engine) {
    return Map.of(
        "liftgate",
        VERSION,
        "java",
        System.getProperty("java.version"),
        "os",
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        "processors",
        Integer.toString(Runtime.getRuntime().availableProcessors()),
        "engine",
        engine);
  }
}
