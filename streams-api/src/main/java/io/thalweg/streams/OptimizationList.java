package io.thalweg.streams;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The value of {@code topology.optimization}. */
final class OptimizationList {
  private static final Set<String> ALL =
      Set.of(
          StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS,
          StreamsConfig.MERGE_REPARTITION_TOPICS,
          StreamsConfig.SINGLE_STORE_SELF_JOIN);

  private static final String ALLOWED =
      "It must be "
          + StreamsConfig.NO_OPTIMIZATION
          + ", "
          + StreamsConfig.OPTIMIZE
          + ", or some of "
          + new TreeSet<>(ALL)
          + ", separated by commas.";

  static final ConfigDef.Validator VALIDATOR =
      ConfigDef.LambdaValidator.with(
          (name, value) -> parse((String) value), () -> new TreeSet<>(ALL) + ", all, none");

  private OptimizationList() {}

  static Set<String> parse(String config) {
    if (config.equals(StreamsConfig.NO_OPTIMIZATION)) {
      return Set.of();
    }
    if (config.equals(StreamsConfig.OPTIMIZE)) {
      return ALL;
    }
    Set<String> parsed = new LinkedHashSet<>();
    for (String item : config.split("\\s*,\\s*")) {
      if (!ALL.contains(item)) {
        throw new ConfigException(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, config, ALLOWED);
      }
      parsed.add(item);
    }
    return parsed;
  }
}
