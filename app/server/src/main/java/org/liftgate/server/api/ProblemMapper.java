package org.liftgate.server.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.liftgate.app.execute.Failure;
import org.liftgate.kernel.LiftgateException;

/** Failures as problem+json (RFC 9457): what the command line says, in fields. */
@Provider
public class ProblemMapper implements ExceptionMapper<LiftgateException> {
  static final MediaType PROBLEM = new MediaType("application", "problem+json");

  @Override
  public Response toResponse(LiftgateException e) {
    int status =
        switch (e.code()) {
          case INPUT -> 400;
          case STOPPED, MISMATCH, CANCELLED -> 409;
          case FAILED -> 503;
        };
    ObjectNode body = Failure.node(e, null);
    body.put("type", "about:blank").put("title", e.getMessage()).put("status", status);
    return Response.status(status).type(PROBLEM).entity(body).build();
  }
}
