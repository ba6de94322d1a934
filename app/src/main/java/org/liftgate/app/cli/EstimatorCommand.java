package org.liftgate.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.estimate.Estimation;
import org.liftgate.app.estimate.FindingsJson;
import org.liftgate.app.execute.Platform;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.LiftgateException.Code;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** One estimator as a sub-command, made from what it says of itself. */
final class EstimatorCommand implements Callable<Integer> {
  private final org.liftgate.modeling.estimate.EstimateVerb verb;
  private final Liftgate top;
  private final CommandSpec spec;

  private EstimatorCommand(org.liftgate.modeling.estimate.EstimateVerb verb, Liftgate top) {
    this.verb = verb;
    this.top = top;
    this.spec = CommandSpec.wrapWithoutInspection(this);
  }

  static CommandSpec spec(org.liftgate.modeling.estimate.EstimateVerb verb, Liftgate top) {
    var command = new EstimatorCommand(verb, top);
    CommandSpec spec = command.spec.name(verb.name()).mixinStandardHelpOptions(true);
    spec.parser().unmatchedArgumentsAllowed(true);
    spec.usageMessage()
        .description(sentence(verb.summary()))
        .sortOptions(false)
        .footer("", "Example:", "  " + plain(verb.command()));
    spec.addOption(option("--data", "FILE", "CSV or Parquet; CSV needs a header. Required."));
    verb.options().forEach(o -> spec.addOption(option(o)));
    spec.addOption(
        option(
            "--missing",
            "drop|error",
            "Rows in which a value is missing or not finite: leave them out and say how many, or stop (default: drop)."));
    spec.addOption(
        option("--text", "COLUMNS", "Columns of names, even if they look like numbers."));
    return spec;
  }

  private static OptionSpec option(Option o) {
    String label =
        switch (o.kind()) {
          case COLUMN -> "COLUMN";
          case COLUMNS -> "COLUMNS";
          case FORMULA -> "FORMULA";
          case VCOV -> "V";
          case TEXT -> "TEXT";
          case NUMBER -> "X";
          case INTEGER -> "N";
          case FLAG -> "";
        };
    if (!o.choices().isEmpty()) {
      label = String.join("|", o.choices());
    }
    String doc = sentence(o.doc());
    String tail =
        o.required()
            ? " Required."
            : o.fallback().isEmpty() ? "" : " (default: " + o.fallback() + ")";
    String text =
        tail.startsWith(" (") ? doc.substring(0, doc.length() - 1) + tail + "." : doc + tail;
    return o.kind() == Kind.FLAG
        ? OptionSpec.builder("--" + o.name())
            .type(boolean.class)
            .arity("0")
            .description(plain(text))
            .build()
        : option("--" + o.name(), label, text);
  }

  private static OptionSpec option(String name, String label, String doc) {
    return OptionSpec.builder(name)
        .type(String.class)
        .arity("1")
        .paramLabel(label)
        .description(doc)
        .build();
  }

  private static String sentence(String text) {
    String capital = text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return plain(capital.endsWith(".") ? capital : capital + ".");
  }

  /** Text in which picocli finds nothing to replace. */
  private static String plain(String text) {
    return text.replace("%", "%%").replace("${", "$\u200b{");
  }

  @Override
  public Integer call() {
    Estimation.Asked asked = asked();
    return OnSignal.during(top, stop -> run(asked, stop));
  }

  private int run(Estimation.Asked asked, AtomicReference<Runnable> stop) {
    var limits = Platform.Limits.fromEnvironment();
    try (var beat = new Heartbeat(top);
        var estimation = new Estimation(limits.memoryMb(), limits.threads(), beat)) {
      stop.set(estimation::cancel);
      Findings findings = estimation.run(asked);
      beat.clear();
      return tell(findings);
    }
  }

  private int tell(Findings findings) {
    if (top.json) {
      top.shell.print(FindingsJson.of(findings));
    } else {
      new FindingsPrinter(top.shell.out).print(findings);
    }
    boolean nothing = findings.estimates().stream().allMatch(Estimate.Missing.class::isInstance);
    return nothing ? Code.INPUT.exit() : 0;
  }

  /**
   * @throws LiftgateException with what is wrong before any file is looked at
   */
  private Estimation.Asked asked() {
    var problems = new ArrayList<Problem>();
    var given = new LinkedHashMap<String, String>();
    for (Option option : verb.options()) {
      Object value = spec.findOption("--" + option.name()).getValue();
      if (value != null && !value.equals(false)) {
        given.put(option.name(), value.toString());
      }
    }
    unknown(given, problems);
    String missing = text("--missing");
    if (missing != null && !missing.matches("drop|error")) {
      problems.add(Problem.of("--missing", missing, "must be drop or error", ""));
    }
    String data = text("--data");
    if (data == null || data.isBlank()) {
      problems.add(Problem.of("--data", null, "must be given", "Maybe see: " + verb.command()));
    }
    if (!problems.isEmpty()) {
      problems.addAll(org.liftgate.modeling.estimate.Request.problems(verb, given));
      throw problems.size() == 1
          ? LiftgateException.input(problems.getFirst())
          : LiftgateException.input("estimate " + verb.name() + " cannot start", problems);
    }
    return new Estimation.Asked(
        verb, Path.of(data), given, columns(text("--text")), !"error".equals(missing));
  }

  /** Options that this estimator has not, said together with all else that is wrong. */
  private void unknown(Map<String, String> given, List<Problem> problems) {
    List<String> words = spec.commandLine().getUnmatchedArguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("--")) {
        int equals = word.indexOf('=');
        boolean follows = i + 1 < words.size() && !words.get(i + 1).startsWith("--");
        String value = equals > 0 ? word.substring(equals + 1) : follows ? words.get(++i) : "";
        given.put(word.substring(2, equals > 0 ? equals : word.length()), value);
      } else {
        problems.add(
            Problem.of(
                "argument", word, "is not expected", "Maybe quotes are missing around blanks."));
      }
    }
  }

  private static Set<String> columns(@Nullable String text) {
    var names = new LinkedHashSet<String>();
    if (text != null) {
      for (String name : text.split(",")) {
        names.add(name.strip());
      }
    }
    return names;
  }

  private @Nullable String text(String option) {
    return spec.findOption(option).getValue();
  }
}
