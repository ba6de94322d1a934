package org.liftgate.reporting.report;

import java.util.List;

/** The words of the field in plain words; each has an anchor in the page. */
public final class Glossary {
  private Glossary() {}

  /**
   * @param anchor lower-case letters and hyphens, unique
   */
  public record Entry(String anchor, String term, String meaning) {}

  private static final List<Entry> ENTRIES =
      Resources.text("glossary.txt")
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Glossary::entry)
          .toList();

  /** Every entry, in order of its anchor. */
  public static List<Entry> entries() {
    return ENTRIES;
  }

  private static Entry entry(String line) {
    int colon = line.indexOf(": ");
    int bar = line.indexOf(" | ");
    return new Entry(
        line.substring(0, colon), line.substring(colon + 2, bar), line.substring(bar + 3));
  }
}
