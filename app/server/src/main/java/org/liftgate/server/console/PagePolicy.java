package org.liftgate.server.console;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;

/** Pages run only the scripts that this service serves, and none that stands in a page. */
@Provider
public class PagePolicy implements ContainerResponseFilter {
  static final String HEADER = "Content-Security-Policy";
  private static final String OWN =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    MediaType type = response.getMediaType();
    if (type != null
        && MediaType.TEXT_HTML_TYPE.isCompatible(type)
        && !response.getHeaders().containsKey(HEADER)) {
      response.getHeaders().putSingle(HEADER, OWN);
      response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
      response.getHeaders().putSingle("Referrer-Policy", "same-origin");
    }
  }
}
