package org.liftgate.server.access;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Who looks at a page, for templates. */
@Named("visitor")
@RequestScoped
public class Visitor {
  @Inject CurrentIdentityAssociation association;

  /** Whether a browser is signed in, and can sign out. */
  public boolean isSignedIn() {
    return Callers.csrf(association.getIdentity()).isPresent();
  }

  public String getName() {
    return association.getIdentity().getPrincipal().getName();
  }

  /** What every form carries; empty where nobody signs in. */
  public String getCsrf() {
    return Callers.csrf(association.getIdentity()).orElse("");
  }

  public boolean isAdmin() {
    return association.getIdentity().hasRole(Roles.ADMIN);
  }
}
