package org.liftgate.app.journal;

/** The right to work on a stage until the lease ends; a later claim has a higher fence. */
public record Claim(String run, String stage, long fence, int attempt, Owner owner) {}
