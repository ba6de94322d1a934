package org.liftgate.app.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.liftgate.app.store.Json;
import org.liftgate.kernel.Pipeline;

/** The settings of a pipeline as JSON Schema (draft 2020-12): what forms and clients check by. */
public final class ParameterSchema {
  private ParameterSchema() {}

  public static ObjectNode of(Pipeline pipeline) {
    ObjectNode schema =
        Json.object()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Settings of " + pipeline.name())
            .put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Pipeline.Parameter p : pipeline.parameters()) {
      ObjectNode property = properties.putObject(p.name()).put("type", type(p.type()));
      property.put("description", p.doc()).set("default", Json.tree(p.defaultValue()));
    }
    return schema.put("additionalProperties", false);
  }

  private static String type(Pipeline.Parameter.Type type) {
    return switch (type) {
      case INTEGER -> "integer";
      case DECIMAL -> "number";
      case TEXT -> "string";
      case BOOLEAN -> "boolean";
    };
  }
}
