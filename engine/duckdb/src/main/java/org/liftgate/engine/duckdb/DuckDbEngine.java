package org.liftgate.engine.duckdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.jar.JarFile;
import org.duckdb.DuckDBDriver;
import org.liftgate.kernel.Engine;

/** DuckDB in this process. Each session is a database of its own in memory. */
public final class DuckDbEngine implements Engine {

  /** Raised whenever our own part of the dialect changes what the same SQL gives. */
  private static final int DIALECT = 1;

  /**
   * The version the driver's jar states of itself. DuckDB would say it too, but only once its
   * native library is unpacked and loaded, and a run that finds everything in the cache needs none
   * of it.
   */
  private static final class Version {
    static final String TEXT = read();

    private static String read() {
      try {
        var place = DuckDBDriver.class.getProtectionDomain().getCodeSource().getLocation();
        try (var jar = new JarFile(Path.of(place.toURI()).toFile())) {
          return jar.getManifest().getMainAttributes().getValue("Bundle-Version");
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public String identity() {
    return "duckdb@" + Version.TEXT + "+" + DIALECT;
  }

  /** Unpacks and loads the native library. */
  @Override
  public void preload() {
    try (var _ = DriverManager.getConnection("jdbc:duckdb:")) {
      // connecting loads it
    } catch (SQLException e) {
      throw Faults.translate(e, "DuckDB", 0);
    }
  }

  @Override
  public Session open(Settings settings) {
    return DuckDbSession.open(settings);
  }
}
