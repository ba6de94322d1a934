package org.liftgate.ingest.stages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.liftgate.ingest.raw.HeaderLine;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.ingest.raw.RawFile;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;

/** The folder with a run's raw files. */
final class DataFolder {
  private static final long STEP = 16L << 20;

  private final Path folder;
  private final Map<String, Path> files = new TreeMap<>();

  /**
   * @throws LiftgateException when it is not a folder that can be read
   */
  DataFolder(Path folder) {
    this.folder = folder;
    try (var list = Files.list(folder)) {
      list.filter(Files::isRegularFile).forEach(f -> files.put(f.getFileName().toString(), f));
    } catch (IOException e) {
      throw LiftgateException.input(
          Problem.of(
              "data folder",
              folder.toString(),
              "cannot be read: " + e.getMessage(),
              "Maybe the path is misspelt, or its rights forbid it."));
    }
  }

  Optional<Path> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  /**
   * The first layout that fits.
   *
   * @throws LiftgateException with the problems of the nearest when none does
   */
  Layout layout(List<Source> sources) {
    if (sources.isEmpty()) {
      throw LiftgateException.input(
          Problem.of("sources", null, "must name at least one layout", "Maybe see pipeline.yaml."));
    }
    Map<String, HeaderLine> headers = headers(sources);
    if (headers.isEmpty()) {
      throw LiftgateException.input(nothing(sources));
    }
    List<Layout> layouts = sources.stream().map(s -> Layout.of(s, headers)).toList();
    return layouts.stream().filter(Layout::complete).findFirst().orElseThrow(() -> unfit(layouts));
  }

  /** Of files that share a source, the pipeline's first name is read; the others are told. */
  List<String> besides(Layout layout) {
    var out = new ArrayList<String>();
    for (Layout.Found f : layout.found()) {
      List<String> names = Layout.Holder.FOLDER.names(f.file());
      List<String> others =
          files.keySet().stream()
              .filter(n -> !n.equals(f.name()) && names.stream().anyMatch(n::equalsIgnoreCase))
              .toList();
      if (!others.isEmpty()) {
        out.add(
            "%s was read; %s would do in its place and was left alone, none of its rows were added."
                .formatted(f.name(), String.join(", ", others)));
      }
    }
    return out;
  }

  private LiftgateException unfit(List<Layout> layouts) {
    Layout nearest = layouts.stream().max(Comparator.comparingInt(Layout::fit)).orElseThrow();
    int n = nearest.problems().size();
    return LiftgateException.input(
        "%s fits no layout; the nearest is %s, with %d problem%s"
            .formatted(folder, nearest.source().layout(), n, n == 1 ? "" : "s"),
        nearest.problems());
  }

  private Problem nothing(List<Source> sources) {
    var wanted = new TreeSet<String>();
    sources.forEach(s -> s.files().forEach(f -> wanted.addAll(f.names())));
    return Problem.of(
        "data folder",
        folder.toString(),
        "holds none of the files looked for: " + wanted,
        files.isEmpty() ? "Maybe it is empty by mistake." : "Maybe another; it holds " + shown());
  }

  private String shown() {
    var names = new ArrayList<>(files.keySet());
    return names.size() <= 20
        ? names + "."
        : names.subList(0, 20) + " and " + (names.size() - 20) + " more.";
  }

  /** Headers of the files that sources name. */
  private Map<String, HeaderLine> headers(List<Source> sources) {
    var headers = new TreeMap<String, HeaderLine>();
    var problems = new ArrayList<Problem>();
    for (Source source : sources) {
      for (Source.File file : source.files()) {
        Layout.named(file, files.keySet())
            .filter(name -> !headers.containsKey(name))
            .ifPresent(
                name ->
                    read(name)
                        .ifPresentOrElse(
                            h -> headers.put(name, h), () -> problems.add(unreadable(name))));
      }
    }
    SnapshotStage.stop(problems.stream().distinct().toList());
    return headers;
  }

  private Optional<HeaderLine> read(String name) {
    try {
      return Optional.of(HeaderLine.of(files.get(name)));
    } catch (java.io.EOFException | java.util.zip.ZipException _) {
      return Optional.empty(); // becomes a problem that names the file
    } catch (IOException e) {
      throw LiftgateException.failed("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  private static Problem unreadable(String name) {
    return Problem.inFile(
        name, "gzip", "data are cut off or damaged at the start", "Maybe copy the file again.");
  }

  RawFile scan(String name, long longestLine, Told told) {
    try {
      Path file = files.get(name);
      long total = RawFile.gzip(file) ? 0 : Files.size(file);
      return RawFile.scan(
          file,
          longestLine,
          seen -> {
            if (seen % STEP == 0 || seen == total) {
              told.progress("checking " + name, seen, total);
            }
          });
    } catch (IOException e) {
      throw LiftgateException.failed("cannot read " + name + ": " + e.getMessage(), e);
    }
  }
}
