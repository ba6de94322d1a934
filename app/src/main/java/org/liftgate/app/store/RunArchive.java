package org.liftgate.app.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/**
 * A run as one zip: its manifests and every file they list, nothing else. Entries are in order of
 * name, stored without compression (tables are compressed already) and without a time, so that a
 * run always gives the same bytes. Reading never unpacks, so no entry can land outside a folder.
 */
public final class RunArchive {
  private static final String MANIFEST = "manifest.json";
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private RunArchive() {}

  /**
   * Writes the run that lies in a folder, once every file of it was checked.
   *
   * @return what was checked, {@code manifest.json} besides
   * @throws LiftgateException (mismatch) if a file is missing or not what its manifest says
   */
  public static RunVerifier.Report write(Path folder, Path target) throws IOException {
    RunVerifier.Report report = checked(folder);
    Path whole = target.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Path aside = whole.resolveSibling("." + whole.getFileName() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(aside)) {
        write(folder, report, out);
      }
      Durable.move(aside, whole);
    } finally {
      Files.deleteIfExists(aside);
    }
    return report;
  }

  /** Whether the folder may be handed on. */
  public static RunVerifier.Report checked(Path folder) {
    RunVerifier.Report report = RunVerifier.verify(folder);
    if (!report.problems().isEmpty()) {
      throw LiftgateException.mismatch(
          report.problems().size() + " files of the run are not what its manifests say",
          report.problems());
    }
    return report;
  }

  /** Writes the files of a checked folder. */
  public static void write(Path folder, RunVerifier.Report report, OutputStream out)
      throws IOException {
    var names = new TreeSet<>(report.paths());
    names.add(MANIFEST);
    var zip = new ZipOutputStream(out);
    for (String name : names) {
      Path file = folder.resolve(name);
      var entry = new ZipEntry(name);
      entry.setMethod(ZipEntry.STORED);
      entry.setTimeLocal(NO_TIME);
      entry.setSize(Files.size(file));
      entry.setCrc(crc(file));
      zip.putNextEntry(entry);
      Files.copy(file, zip);
      zip.closeEntry();
    }
    zip.finish();
  }

  private static long crc(Path file) throws IOException {
    var crc = new CRC32();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return crc.getValue();
  }

  /**
   * Checks an archive in place. Entries that no manifest lists, that stand twice or that would
   * leave a folder are problems too: another program might unpack them.
   *
   * @throws LiftgateException (input) if the file is no archive of a run
   */
  public static RunVerifier.Report verify(Path archive) {
    List<String> names = names(archive);
    try (var files = FileSystems.newFileSystem(archive)) {
      Path root = files.getPath("/");
      if (!Files.isRegularFile(root.resolve(MANIFEST))) {
        throw none(archive, "must hold a manifest.json at its top");
      }
      RunVerifier.Report report = RunVerifier.verify(root);
      var problems = new ArrayList<>(report.problems());
      var listed = new HashSet<>(report.paths());
      listed.add(MANIFEST);
      problems.addAll(strange(names, listed));
      return new RunVerifier.Report(report.run(), report.resultDigest(), report.paths(), problems);
    } catch (IOException | ProviderNotFoundException _) {
      throw none(archive, "must be a zip of a run");
    }
  }

  private static List<Problem> strange(List<String> names, Set<String> listed) {
    var problems = new ArrayList<Problem>();
    var seen = new HashSet<String>();
    for (String name : names) {
      if (!seen.add(name)) {
        problems.add(
            Problem.inFile(name, "entry", "stands twice in the zip", "Maybe the zip was edited."));
      } else if (!listed.contains(name) && !name.endsWith("/")) {
        problems.add(
            Problem.inFile(
                name, "entry", "is listed by no manifest", "Maybe it was added to the zip."));
      }
    }
    return problems;
  }

  private static List<String> names(Path archive) {
    try (var zip = new ZipFile(archive.toFile())) {
      List<String> names = zip.stream().map(ZipEntry::getName).toList();
      for (String name : names) {
        if (name.startsWith("/")
            || name.contains("\\")
            || List.of(name.split("/")).contains("..")) {
          throw none(archive, "holds an entry that leaves its folder: " + name);
        }
      }
      return names;
    } catch (ZipException _) {
      throw none(archive, "must be a zip of a run");
    } catch (IOException e) {
      throw LiftgateException.failed(archive + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static LiftgateException none(Path archive, String must) {
    return LiftgateException.input(
        Problem.of(
            "ZIP",
            archive.toString(),
            must,
            "Maybe make one with ./liftgate export RUN -o FILE.zip."));
  }
}
