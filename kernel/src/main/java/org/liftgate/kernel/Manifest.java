package org.liftgate.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of one stage attempt: what went in, what was asked, what came out, what the gates
 * said.
 *
 * @param inputs artifact name to identity, by name
 * @param parameters as text, by name
 * @param timing seconds by phase
 */
public record Manifest(
    String stage,
    String uses,
    int version,
    Optional<String> stageKey,
    String status,
    Map<String, String> inputs,
    Map<String, String> parameters,
    List<Artifact> outputs,
    List<GateResult> gates,
    Map<String, Double> metrics,
    List<String> notes,
    Map<String, Double> timing) {

  /** One gate outcome with the gate's name and the weight it carries. */
  public record GateResult(
      String gate,
      String kind,
      String table,
      Gate.Severity severity,
      Gate.Status status,
      Gate.Outcome outcome,
      Optional<Artifact> quarantine) {}
}
