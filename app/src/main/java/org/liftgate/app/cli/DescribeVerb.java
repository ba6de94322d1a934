package org.liftgate.app.cli;

import java.util.Map;
import org.liftgate.app.document.PipelineDocument;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.execute.RunStarter;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Stage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code describe PIPELINE}. */
@Command(
    name = "describe",
    mixinStandardHelpOptions = true,
    description = "Shows a pipeline: question, parameters, files it reads, stages, gates.",
    footer = {
      "",
      "Examples:",
      "  liftgate describe retail-promotions",
      "  liftgate describe retail-promotions --routes"
    })
final class DescribeVerb extends Verb {
  @Parameters(
      paramLabel = "PIPELINE",
      description = "A shipped name or a folder with a pipeline.yaml.")
  String pipeline;

  @Option(names = "--routes", description = "Also the Camel routes that execute it.")
  boolean routes;

  @Override
  int run(Platform platform) {
    Pipeline p = new RunStarter(platform).load(pipeline, Map.of()).pipeline();
    var real = routes ? shell().conductor.describe(p) : java.util.List.<String>of();
    if (json()) {
      shell().print(Json.tree(PipelineDocument.of(p, real)));
      return 0;
    }
    var out = shell().out;
    out.println(p.title() + " (" + p.name() + ")\n" + p.question() + "\n");
    var parameters = new Columns("llll", "parameter", "type", "default", "meaning");
    p.parameters()
        .forEach(
            x ->
                parameters.add(
                    x.name(),
                    x.type().name().toLowerCase(java.util.Locale.ROOT),
                    x.defaultValue(),
                    x.doc()));
    parameters.lines().forEach(out::println);
    out.println();
    for (Pipeline.Source source : p.sources()) {
      out.println("files, layout " + source.layout() + ":");
      source
          .files()
          .forEach(
              f ->
                  Wrap.lines(
                          "  " + String.join(" or ", f.names()) + ": ",
                          String.join(
                              ", ",
                              f.fields().stream()
                                  .map(x -> x.required() ? x.name() : "[" + x.name() + "]")
                                  .toList()),
                          98)
                      .forEach(out::println));
    }
    out.println();
    var stages = new Columns("lllll", "stage", "kind", "profile", "needs", "gates");
    p.stages()
        .forEach(
            s ->
                stages.add(
                    s.id(),
                    s.uses(),
                    profile(s),
                    s.needs().size() > 3
                        ? s.needs().size() + " stages"
                        : String.join(", ", s.needs()),
                    s.gates().isEmpty() ? "" : s.gates().size()));
    stages.lines().forEach(out::println);
    if (routes) {
      out.println();
      real.forEach(out::println);
    }
    return 0;
  }

  private static String profile(Stage stage) {
    return stage.profile().map(Profile::word).orElse("both");
  }
}
