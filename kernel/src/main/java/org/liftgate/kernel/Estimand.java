package org.liftgate.kernel;

/**
 * What is asked, before anything is computed.
 *
 * @param name short name, such as {@code itt}
 * @param question one plain sentence
 * @param population whose effect it is
 * @param contrast treated against what
 * @param outcome name and unit of the outcome
 * @param window periods relative to the start of treatment
 */
public record Estimand(
    String name,
    String question,
    String population,
    String contrast,
    String outcome,
    String window) {}
