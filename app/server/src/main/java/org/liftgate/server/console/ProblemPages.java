package org.liftgate.server.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** What the REST interface tells as problem+json, a browser that asked for a page sees as one. */
@Provider
@Priority(ProblemPages.BEFORE_THE_POLICY)
public class ProblemPages implements ContainerResponseFilter {
  /** Filters of answers run from the highest priority down; the policy stands at the default. */
  static final int BEFORE_THE_POLICY = 6000;

  private static final MediaType HTML = MediaType.TEXT_HTML_TYPE.withCharset("UTF-8");

  @CheckedTemplate(basePath = "console")
  static final class Templates {
    private Templates() {}

    static native TemplateInstance problem(int status, String message);
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String path = request.getUriInfo().getPath();
    boolean page = !path.startsWith("/api/") && !path.startsWith("/q/");
    boolean asked = String.valueOf(request.getHeaderString("Accept")).contains("text/html");
    if (page && asked && response.getEntity() instanceof JsonNode told && told.has("status")) {
      String text = told.path("title").asText();
      String html = Templates.problem(told.path("status").asInt(), text).render();
      response.setEntity(html, null, HTML);
    }
  }
}
