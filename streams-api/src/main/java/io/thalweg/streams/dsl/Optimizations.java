package io.thalweg.streams.dsl;

import java.util.List;

/**
 * The rewriting that {@code topology.optimization} asks for: each from steps to steps.
 *
 * @param reuseSourceTopics tables read from a topic use it as their changelog
 */
public record Optimizations(boolean reuseSourceTopics) {
  /** Leaves everything as it was said. */
  public static final Optimizations NONE = new Optimizations(false);

  List<Step> apply(List<Step> steps) {
    return reuseSourceTopics ? steps : steps.stream().map(Optimizations::withOwnChangelog).toList();
  }

  private static Step withOwnChangelog(Step step) {
    return step instanceof Step.Table table
        ? new Step.Table(table.name(), table.parent(), table.store(), table.alwaysStored(), null)
        : step;
  }
}
