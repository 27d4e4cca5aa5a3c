package io.thalweg.streams.dsl;

import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * The rewriting that {@code topology.optimization} asks for: each from steps to steps.
 *
 * @param reuseSourceTopics tables read from a topic use it as their changelog
 */
record Optimizations(boolean reuseSourceTopics) {
  private static final String CONFIG = "topology.optimization";

  /** Leaves everything as it was said. */
  static final Optimizations NONE = new Optimizations(false);

  /**
   * Reads {@code topology.optimization}: {@code none}, {@code all}, or a list of names.
   *
   * @throws ConfigException if a name is not known
   */
  static Optimizations of(@Nullable Properties props) {
    Object value = props == null ? null : props.get(CONFIG);
    boolean reuse = false;
    for (String name : value == null ? new String[0] : value.toString().split(",")) {
      switch (name.trim()) {
        case "all", "reuse.ktable.source.topics" -> reuse = true;
        case "none" -> reuse = false;
        default -> throw new ConfigException(CONFIG, value, "Unknown optimization " + name.trim());
      }
    }
    return new Optimizations(reuse);
  }

  List<Step> apply(List<Step> steps) {
    return reuseSourceTopics ? steps : steps.stream().map(Optimizations::withOwnChangelog).toList();
  }

  private static Step withOwnChangelog(Step step) {
    return step instanceof Step.Table table
        ? new Step.Table(table.name(), table.parent(), table.store(), table.alwaysStored(), null)
        : step;
  }
}
