package org.liftgate.server.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Until there are tokens: whoever reaches a service that listens on this machine alone may do
 * everything, and nobody may where it listens beyond. Goes away with the first token.
 */
@ApplicationScoped
public class LoopbackIdentity implements SecurityIdentityAugmentor {
  private final boolean loopback;

  @Inject
  LoopbackIdentity(@ConfigProperty(name = "quarkus.http.host") String host)
      throws UnknownHostException {
    this.loopback = InetAddress.getByName(host).isLoopbackAddress();
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (!loopback || !identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    var all = Set.of(Roles.VIEWER, Roles.ANALYST, Roles.OPERATOR, Roles.ADMIN);
    return Uni.createFrom().item(QuarkusSecurityIdentity.builder(identity).addRoles(all).build());
  }
}
