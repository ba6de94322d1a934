package org.liftgate.app.document;

import org.liftgate.kernel.Pipeline;

/**
 * A pipeline in a list.
 *
 * @param stages how many it has
 */
public record PipelineSummary(String name, String title, String question, int stages) {
  public static PipelineSummary of(Pipeline p) {
    return new PipelineSummary(p.name(), p.title(), p.question(), p.stages().size());
  }
}
