package org.liftgate.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The archive as someone installs it: unpacked into a folder that nobody may write, run without
 * Maven by a user who has never run it.
 */
class ArchiveIT {
  private static final Path ARCHIVE = Path.of(System.getProperty("liftgate.archive"));

  private static Path folder;
  private static Path unpacked;
  private static Path home;

  private record Result(int exit, String out) {}

  @BeforeAll
  static void unpack() throws Exception {
    folder = Files.createTempDirectory("liftgate-archive");
    home = Files.createDirectories(folder.resolve("user"));
    assertThat(run(List.of("tar", "-xzf", ARCHIVE.toString(), "-C", folder.toString())).exit())
        .isZero();
    String name = ARCHIVE.getFileName().toString();
    unpacked = folder.resolve(name.substring(0, name.length() - ".tar.gz".length()));
    run(List.of("chmod", "-R", "a-w", unpacked.toString()));
    run(List.of("chmod", "755", folder.toString()));
    run(List.of("chmod", "777", home.toString()));
  }

  @AfterAll
  static void remove() throws Exception {
    run(List.of("chmod", "-R", "u+w", folder.toString()));
    run(List.of("rm", "-rf", folder.toString()));
  }

  private static Result run(List<String> command, String... environment) throws Exception {
    Path out = Files.createTempFile("archive", ".out");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(k -> k.startsWith("LIFTGATE_"));
    for (String e : environment) {
      builder.environment().put(e.split("=", 2)[0], e.split("=", 2)[1]);
    }
    Process process = builder.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ends in 300 s").isTrue();
    var result = new Result(process.exitValue(), Files.readString(out));
    Files.delete(out);
    return result;
  }

  /** As somebody who owns nothing here, where this test may choose. */
  private static Result liftgate(String build, String... words) throws Exception {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }
    command.add(unpacked.resolve("bin/liftgate").toString());
    command.addAll(List.of(words));
    return run(command, "HOME=" + home, "LIFTGATE_HOME=" + home, "LIFTGATE_BUILD=" + build);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> found = Files.walk(unpacked)) {
      return found
          .filter(Files::isRegularFile)
          .map(f -> unpacked.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void everyFileIsAsItsChecksumSays() throws Exception {
    List<String> sums = Files.readAllLines(unpacked.resolve("SHA256SUMS"));
    var named = new TreeSet<>(sums.stream().map(l -> l.substring(66)).toList());
    named.add("SHA256SUMS");
    assertThat(named).containsExactlyElementsOf(files());
    var checked =
        run(
            List.of(
                "sh",
                "-c",
                "cd '" + unpacked + "' && sha256sum --check --strict --quiet SHA256SUMS"));
    assertThat(checked.out()).isEmpty();
    assertThat(checked.exit()).isZero();
  }

  @Test
  void everyJarIsInTheBillOfMaterials() throws Exception {
    String bill = Files.readString(unpacked.resolve("sbom.cdx.json"));
    assertThat(bill).contains("\"bomFormat\" : \"CycloneDX\"");
    var jars = files().stream().filter(f -> f.matches("lib/[^/]+\\.jar")).toList();
    assertThat(jars).hasSizeGreaterThan(200);
    for (String jar : jars) {
      String file = jar.substring("lib/".length(), jar.length() - ".jar".length());
      assertThat(bill).as("group and artifact of %s", file).contains(coordinates(bill, file));
    }
  }

  /** The purl whose group, name and version make the file's name, as Quarkus makes it. */
  private static String coordinates(String bill, String file) {
    return bill.lines()
        .filter(l -> l.contains("\"purl\" : \"pkg:maven/"))
        .map(l -> l.replaceAll(".*pkg:maven/([^?\"]*).*", "$1"))
        .filter(p -> file.startsWith(p.replaceFirst("/", ".").replace('@', '-')))
        .findFirst()
        .orElse("no component for " + file);
  }

  @Test
  void itRunsFromAFolderThatNobodyMayWrite() throws Exception {
    List<String> before = files();
    var help = liftgate("auto", "--help");
    assertThat(help.exit()).as(help.out()).isZero();
    assertThat(help.out()).contains("run").doesNotContain("getting ready");
    var run =
        liftgate("never", "run", "retail-promotions", "--scale", "0.05", "--until", "dimensions");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).contains("dimensions").contains("succeeded");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void theServiceStartsAndRemembersItsClassesInTheHome() throws Exception {
    List<String> before = files();
    for (String ready : List.of("getting ready for this Java", "")) {
      var serve = liftgate("auto", "serve", "--until-ready", "--port", "0");
      assertThat(serve.exit()).as(serve.out()).isZero();
      assertThat(serve.out()).contains("serving http://127.0.0.1:").contains(ready);
      assertThat(serve.out().contains("getting ready")).isEqualTo(!ready.isEmpty());
    }
    try (Stream<Path> kept = Files.list(home.resolve("cache"))) {
      assertThat(kept.map(f -> f.getFileName().toString()))
          .anyMatch(n -> n.matches("server-.*\\.aot"));
    }
    assertThat(files()).isEqualTo(before);
  }
}
