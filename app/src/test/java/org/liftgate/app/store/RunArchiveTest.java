package org.liftgate.app.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** A run of one stage and one file, handed on as a zip. */
class RunArchiveTest {
  @TempDir Path folder;
  private Path run;
  private Path zip;

  @BeforeEach
  void aRun() throws IOException {
    run = Files.createDirectories(folder.resolve("run"));
    zip = folder.resolve("out/run.zip");
    Path file = run.resolve("artifacts/answer.txt");
    Durable.write(file, "forty-two");
    var stage = Json.object();
    stage
        .putObject("predicate")
        .putArray("outputs")
        .addObject()
        .put("name", "answer.txt")
        .put("path", "artifacts/answer.txt")
        .put("hash", "sha256:" + Digest.of(file));
    Durable.write(run.resolve("stages/one.json"), Json.pretty(stage));
    var manifest = Json.object();
    var predicate = manifest.putObject("predicate");
    predicate.put("run", "r1").put("resultDigest", Merkle.root(List.of()));
    predicate
        .putArray("stages")
        .addObject()
        .put("id", "one")
        .put("status", "succeeded")
        .put("manifest", "stages/one.json")
        .put("sha256", Digest.of(run.resolve("stages/one.json")));
    Durable.write(run.resolve("manifest.json"), Json.pretty(manifest));
  }

  @Test
  void theSameRunGivesTheSameBytesAndOnlyWhatManifestsList() throws IOException {
    Files.writeString(run.resolve("notes.txt"), "left by someone");
    RunArchive.write(run, zip);
    byte[] first = Files.readAllBytes(zip);
    Files.setLastModifiedTime(run.resolve("manifest.json"), FileTime.fromMillis(0));
    RunArchive.write(run, zip);
    assertThat(Files.readAllBytes(zip)).isEqualTo(first);
    assertThat(entries().keySet())
        .containsExactly("artifacts/answer.txt", "manifest.json", "stages/one.json");
    var report = RunArchive.verify(zip);
    assertThat(report.problems()).isEmpty();
    assertThat(report.run()).isEqualTo("r1");
    assertThat(report.files()).isEqualTo(2);
  }

  @Test
  void aChangedAMissingAndAnAddedEntryAreNamed() throws IOException {
    assertThat(problemsWith("artifacts/answer.txt", "forty-three"))
        .containsExactly("artifacts/answer.txt sha256");
    assertThat(problemsWith("artifacts/answer.txt", null))
        .containsExactly("artifacts/answer.txt file");
    assertThat(problemsWith("artifacts/more.txt", "x")).containsExactly("artifacts/more.txt entry");
  }

  @Test
  void entriesThatLeaveTheFolderAndOtherFilesAreRefused() throws IOException {
    RunArchive.write(run, zip);
    Map<String, byte[]> entries = entries();
    for (String name : List.of("../evil", "a/../../evil", "/evil", "a\\..\\evil")) {
      var more = new TreeMap<>(entries);
      more.put(name, new byte[1]);
      rewrite(more);
      assertThatThrownBy(() -> RunArchive.verify(zip))
          .isInstanceOf(LiftgateException.class)
          .hasMessageContaining(name);
    }
    Files.writeString(zip, "no zip");
    assertThatThrownBy(() -> RunArchive.verify(zip)).hasMessageContaining("must be a zip of a run");
    rewrite(Map.of("a.txt", new byte[1]));
    assertThatThrownBy(() -> RunArchive.verify(zip)).hasMessageContaining("manifest.json");
  }

  @Test
  void aBrokenRunIsNotHandedOn() throws IOException {
    Files.writeString(run.resolve("artifacts/answer.txt"), "forty-three");
    assertThatThrownBy(() -> RunArchive.write(run, zip))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> assertThat(e.code()).isEqualTo(LiftgateException.Code.MISMATCH));
    assertThat(zip).doesNotExist();
  }

  private List<String> problemsWith(String name, String content) throws IOException {
    RunArchive.write(run, zip);
    Map<String, byte[]> entries = entries();
    if (content == null) {
      entries.remove(name);
    } else {
      entries.put(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    rewrite(entries);
    return RunArchive.verify(zip).problems().stream().map(RunArchiveTest::place).toList();
  }

  private static String place(Problem p) {
    return p.file() + " " + p.name();
  }

  private TreeMap<String, byte[]> entries() throws IOException {
    var found = new TreeMap<String, byte[]>();
    try (var in = new ZipFile(zip.toFile())) {
      for (ZipEntry e : in.stream().toList()) {
        found.put(e.getName(), in.getInputStream(e).readAllBytes());
      }
    }
    return found;
  }

  private void rewrite(Map<String, byte[]> entries) throws IOException {
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (var e : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(e.getKey()));
        out.write(e.getValue());
        out.closeEntry();
      }
    }
  }
}
