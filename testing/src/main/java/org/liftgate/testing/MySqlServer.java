package org.liftgate.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real MySQL 8 server on a free loopback port, started once for a test run. */
public final class MySqlServer {
  private static MySqlServer running;

  private final Path data;
  private final int port;
  private Process process;

  private MySqlServer(Path data, int port) {
    this.data = data;
    this.port = port;
  }

  /**
   * The server; fails loudly where it cannot start, because a skipped database is an untested one.
   */
  public static synchronized MySqlServer get() {
    if (running == null) {
      try {
        running = start();
        Runtime.getRuntime().addShutdownHook(new Thread(running::stop));
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(
            "MySQL cannot start; on Debian it needs libaio1 and libnuma1", e);
      }
    }
    return running;
  }

  /** A server of the caller's own, to be killed and started again. */
  public static MySqlServer another() {
    try {
      MySqlServer server = start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
      return server;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As if the machine had lost power. */
  public void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On the same data and port. */
  public void startAgain() {
    try {
      serve();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  /** A new empty database, and the URL of it. */
  public String newDatabase(String name) {
    try (var connection = DriverManager.getConnection(url(""));
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + name);
      statement.execute("CREATE DATABASE " + name);
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String url(String database) {
    return "jdbc:mysql://127.0.0.1:"
        + port
        + "/"
        + database
        + "?user=root&password=&allowPublicKeyRetrieval=true&useSSL=false";
  }

  private static MySqlServer start() throws IOException, InterruptedException {
    Path base = base();
    Path mysqld = base.resolve("bin/mysqld");
    mysqld.toFile().setExecutable(true);
    Path data = Files.createTempDirectory("lg-mysql");
    var initialize = command(base, data);
    initialize.add("--initialize-insecure");
    run(initialize, data.resolveSibling(data.getFileName() + ".init.log"));
    var server = new MySqlServer(data, freePort());
    server.serve();
    return server;
  }

  private void serve() throws IOException, InterruptedException {
    var serve = command(base(), data);
    serve.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=" + data.resolve("s.sock"),
            "--mysqlx=OFF",
            "--skip-log-bin",
            "--skip-innodb-doublewrite",
            "--performance-schema=OFF",
            "--innodb-flush-log-at-trx-commit=1"));
    Path log = data.resolveSibling(data.getFileName() + ".log");
    process =
        new ProcessBuilder(serve).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitReady(log);
  }

  private static List<String> command(Path base, Path data) {
    var command = new ArrayList<String>();
    command.addAll(
        List.of(
            base.resolve("bin/mysqld").toString(),
            "--no-defaults",
            "--basedir=" + base,
            "--datadir=" + data.resolve("d"),
            "--lc-messages-dir=" + base.resolve("share")));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--user=root");
    }
    return command;
  }

  private static Path base() throws IOException {
    Path unpacked = Path.of(System.getProperty("liftgate.mysql", "target/mysql"));
    if (!Files.isDirectory(unpacked)) {
      throw new IOException(unpacked.toAbsolutePath() + " is missing; ./mvnw verify unpacks it");
    }
    try (var walk = Files.walk(unpacked)) {
      return walk.filter(p -> p.endsWith("bin/mysqld"))
          .findFirst()
          .orElseThrow()
          .getParent()
          .getParent();
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void run(List<String> command, Path log) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("mysqld --initialize failed:\n" + Files.readString(log));
    }
    Files.delete(log);
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    SQLException last = null;
    for (int i = 0; i < 300; i++) {
      try (var connection = DriverManager.getConnection(url(""))) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        last = e;
      }
      if (!process.isAlive()) {
        throw new IOException("mysqld ended:\n" + Files.readString(log));
      }
      Thread.sleep(100);
    }
    throw new IOException("mysqld is not ready after 30 s: " + last + "\n" + Files.readString(log));
  }

  private void stop() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (var walk = Files.walk(data)) {
        walk.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
      }
    } catch (IOException | InterruptedException _) {
      // the temporary folder goes with the machine
    }
  }
}
