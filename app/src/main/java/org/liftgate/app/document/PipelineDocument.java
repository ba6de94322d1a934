package org.liftgate.app.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Stage;

/**
 * A pipeline in full.
 *
 * @param routes the Camel routes that execute it; empty where nobody asked
 */
public record PipelineDocument(
    String name,
    String version,
    String title,
    String question,
    List<Parameter> parameters,
    List<Source> sources,
    List<Step> stages,
    List<String> routes) {

  /** A setting that a run may give another value. */
  public record Parameter(
      String name, String type, @JsonProperty("default") String preset, String doc) {}

  /** A layout of raw files. */
  public record Source(String layout, List<File> files) {}

  /**
   * A raw file.
   *
   * @param names that it may have
   */
  public record File(String table, boolean optional, List<String> names, List<Field> fields) {}

  /** A column of a raw file. */
  public record Field(String name, String type, boolean required) {}

  /**
   * A stage.
   *
   * @param profile {@code defended}, {@code published} or {@code both}
   */
  public record Step(
      String id,
      String uses,
      String profile,
      String title,
      List<String> needs,
      List<String> gates) {
    static Step of(Stage s) {
      String profile = s.profile().map(Profile::word).orElse("both");
      return new Step(s.id(), s.uses(), profile, s.title(), s.needs(), s.gates());
    }
  }

  public static PipelineDocument of(Pipeline p, List<String> routes) {
    return new PipelineDocument(
        p.name(),
        p.version(),
        p.title(),
        p.question(),
        p.parameters().stream().map(PipelineDocument::parameter).toList(),
        p.sources().stream().map(PipelineDocument::source).toList(),
        p.stages().stream().map(Step::of).toList(),
        routes);
  }

  private static Parameter parameter(Pipeline.Parameter p) {
    return new Parameter(p.name(), word(p.type()), p.defaultValue().toString(), p.doc());
  }

  private static Source source(Pipeline.Source s) {
    return new Source(s.layout(), s.files().stream().map(PipelineDocument::file).toList());
  }

  private static File file(Pipeline.Source.File f) {
    var fields =
        f.fields().stream().map(x -> new Field(x.name(), word(x.type()), x.required())).toList();
    return new File(f.table(), f.optional(), f.names(), fields);
  }

  private static String word(Pipeline.Parameter.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Schema.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
