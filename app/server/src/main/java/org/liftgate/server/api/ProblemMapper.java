package org.liftgate.server.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.liftgate.app.execute.Failure;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** Failures as problem+json (RFC 9457): what the command line says, in fields. */
public class ProblemMapper {
  static final MediaType PROBLEM = new MediaType("application", "problem+json");

  @ServerExceptionMapper
  public Response ours(LiftgateException e) {
    int status =
        switch (e.code()) {
          case INPUT -> 400;
          case STOPPED, MISMATCH, CANCELLED -> 409;
          case FAILED -> 503;
        };
    return problem(status, e);
  }

  /** What the HTTP layer refuses: unknown paths, methods and media types, bodies it cannot read. */
  @ServerExceptionMapper
  public Response refused(WebApplicationException e) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return malformed(json);
    }
    if (e.getCause() instanceof LiftgateException ours) {
      return problem(e.getResponse().getStatus(), ours);
    }
    var answer = Response.fromResponse(e.getResponse());
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return answer.build();
    }
    ObjectNode body = Failure.node(LiftgateException.input(sentence(status), noProblems()), null);
    return answer.type(PROBLEM).entity(fields(body, status, sentence(status))).build();
  }

  @ServerExceptionMapper
  public Response mismatched(MismatchedInputException e) {
    return malformed(e);
  }

  @ServerExceptionMapper
  public Response malformed(JsonProcessingException e) {
    var at = e.getLocation();
    var problem =
        Problem.of("body", null, "must be the JSON of this operation", "Maybe see /q/openapi.")
            .at("", at == null ? 0 : at.getLineNr(), at == null ? 0 : at.getColumnNr());
    String where =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    String message =
        "body" + where + " must be the JSON of this operation: " + e.getOriginalMessage();
    return problem(400, LiftgateException.input(message, java.util.List.of(problem)));
  }

  /** Our own mistake: its trace goes to the log alone. */
  @ServerExceptionMapper
  public Response unforeseen(RuntimeException e) {
    return problem(500, Failure.of(e));
  }

  private static Response problem(int status, LiftgateException e) {
    ObjectNode body = fields(Failure.node(e, null), status, e.getMessage());
    return Response.status(status).type(PROBLEM).entity(body).build();
  }

  private static ObjectNode fields(ObjectNode body, int status, String title) {
    return body.put("type", "about:blank").put("title", title).put("status", status);
  }

  private static java.util.List<Problem> noProblems() {
    return java.util.List.of();
  }

  private static String sentence(int status) {
    return switch (status) {
      case 401 -> "a token is needed\nMaybe send it as Authorization: Bearer TOKEN.";
      case 403 -> "this token's role does not allow it";
      case 404 -> "there is nothing at this path\nMaybe see /q/openapi.";
      case 405 -> "this path does not know that method\nMaybe see /q/openapi.";
      case 406 -> "this cannot be had in the media type asked for\nMaybe leave Accept out.";
      case 413 -> "the body is too large";
      case 415 -> "the body must be JSON\nMaybe send Content-Type: application/json.";
      default ->
          "the request cannot be answered ("
              + Response.Status.fromStatusCode(status).getReasonPhrase().toLowerCase(Locale.ROOT)
              + ")";
    };
  }
}
