package org.liftgate.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Runs speed bars, each in a fresh process, and prints a table: first call, median of five, the
 * limit, and how far the median is from the time that reading the input once takes.
 */
public final class Speed {
  private static final String ONE = "--one";
  private static final String PEERS = "--peers";

  private Speed() {}

  /**
   * @param args {@code [--peers FOLDER] [bar...]}; all bars when none is named
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    var names = new ArrayList<>(List.of(args));
    boolean one = names.remove(ONE);
    int at = names.indexOf(PEERS);
    Optional<Path> peers = Optional.empty();
    if (at >= 0) {
      peers = Optional.of(Path.of(names.get(at + 1)));
      names.subList(at, at + 2).clear();
    }
    List<Bar> bars = chosen(names);
    if (one) {
      print(bars.get(0), peers);
    } else {
      heading();
      for (Bar bar : bars) {
        fork(bar, peers);
      }
    }
  }

  private static List<Bar> chosen(List<String> names) {
    List<Bar> all =
        ServiceLoader.load(Bar.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Bar::name))
            .toList();
    List<String> known = all.stream().map(Bar::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("bar (" + name + ") must be one of " + known);
      }
    }
    return all.stream().filter(b -> names.isEmpty() || names.contains(b.name())).toList();
  }

  private static void heading() {
    System.out.printf(
        "%s %s, %d processors, %s%n",
        System.getProperty("java.vm.name"),
        System.getProperty("java.version"),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.arch"));
    System.out.printf(
        "%-18s %8s %8s %8s %8s %8s %8s %8s %7s %7s %7s %7s%n",
        "bar", "median", "limit", "first", "limit", "1st cpu", "least", "cpu", "Mrow/s", "x read",
        "x data", "x held");
  }

  private static void fork(Bar bar, Optional<Path> peers) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Speed.class.getName()));
    command.addAll(List.of(ONE, bar.name()));
    peers.ifPresent(folder -> command.addAll(List.of(PEERS, folder.toString())));
    int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (exit != 0) {
      System.out.printf("%-18s failed%n", bar.name());
    }
  }

  private static void print(Bar bar, Optional<Path> peers) throws InterruptedException {
    Bar.Work work = bar.prepare(peers);
    Measured m = Measured.of(work);
    double reading = work.bytes() / Bandwidth.measure();
    boolean met = m.median() <= bar.limit().seconds() && m.first() <= bar.limit().first();
    System.out.printf(
        "%-18s %8.4f %8.3f %8.3f %8.3f %8.3f %8.4f %8.4f %7.1f %7.1f %7.2f %7.2f  %s (%s)%n",
        bar.name(),
        m.median(),
        bar.limit().seconds(),
        m.first(),
        bar.limit().first(),
        m.firstCpu(),
        m.least(),
        m.cpu(),
        work.rows() / m.median() / 1e6,
        m.median() / reading,
        (double) m.allocated() / work.bytes(),
        1 + (double) m.held() / work.bytes(),
        met ? "met" : "NOT MET",
        bar.limit().peer());
    System.out.printf("  %s; %,d rows, %,d bytes%n", bar.what(), work.rows(), work.bytes());
    m.figures().forEach((name, value) -> figure(name, value, work.expected()));
  }

  private static void figure(String name, double value, Map<String, Double> expected) {
    Double theirs = expected.get(name);
    System.out.printf(
        "  %-8s %.11g%s%n",
        name,
        value,
        theirs == null
            ? ""
            : "  peer %.11g, relative difference %.1e".formatted(theirs, value / theirs - 1));
  }
}
