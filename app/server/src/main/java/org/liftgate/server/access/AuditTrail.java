package org.liftgate.server.access;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import org.jspecify.annotations.Nullable;
import org.liftgate.app.execute.Platform;
import org.liftgate.app.journal.Audit.Act;

/** Writes what callers changed, and what they were refused, into the audit. */
@Provider
public class AuditTrail implements ContainerResponseFilter {
  @Inject Platform platform;
  @Inject SecurityIdentity caller;
  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    String what = what();
    int status = response.getStatus();
    boolean refused = status == 401 || status == 403;
    if (what == null || what.isEmpty() || (status >= 400 && !refused)) {
      return;
    }
    String who = caller.isAnonymous() ? "nobody" : caller.getPrincipal().getName();
    String path = request.getUriInfo().getPath();
    String made = response.getHeaderString(HttpHeaders.LOCATION);
    String target = !refused && made != null ? made : path;
    Act act = refused ? Act.refused(who, what, target) : Act.done(who, what, target);
    if (BlockingOperationControl.isBlockingAllowed()) {
      platform.journal().audit().append(act);
    } else {
      Infrastructure.getDefaultWorkerPool().execute(() -> platform.journal().audit().append(act));
    }
  }

  private @Nullable String what() {
    var method = resource.getResourceMethod();
    Audited audited = method == null ? null : method.getAnnotation(Audited.class);
    return audited == null ? null : audited.value();
  }
}
