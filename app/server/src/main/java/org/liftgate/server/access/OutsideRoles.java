package org.liftgate.server.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Whom an identity provider names (OIDC) has a role by its word, and those that it includes. */
@ApplicationScoped
class OutsideRoles implements SecurityIdentityAugmentor {
  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    boolean ours = identity.isAnonymous() || identity.getAttribute(Callers.TOKEN) != null;
    return Uni.createFrom()
        .item(
            ours
                ? identity
                : QuarkusSecurityIdentity.builder(identity)
                    .addRoles(Roles.included(identity.getRoles()))
                    .build());
  }
}
