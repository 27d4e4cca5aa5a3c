package io.thalweg.streams.dsl.draft;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * What the language knows of a stream or table at one point.
 *
 * @param node the node that makes it
 * @param sources the source nodes above it up to the nearest repartition topic
 * @param keySerde null for the configuration's default
 * @param valueSerde null for the configuration's default
 * @param rekeyed whether the key may differ from the one that chose the partition
 */
public record Flow(
    String node,
    Set<String> sources,
    @Nullable Serde<?> keySerde,
    @Nullable Serde<?> valueSerde,
    boolean rekeyed) {

  /** The same data, made by another node. */
  public Flow at(String newNode) {
    return new Flow(newNode, sources, keySerde, valueSerde, rekeyed);
  }

  public Flow withKeySerde(@Nullable Serde<?> serde) {
    return new Flow(node, sources, serde, valueSerde, rekeyed);
  }

  public Flow withValueSerde(@Nullable Serde<?> serde) {
    return new Flow(node, sources, keySerde, serde, rekeyed);
  }

  /** A new key: its serde is not known and its partition not the right one. */
  public Flow rekey() {
    return new Flow(node, sources, null, valueSerde, true);
  }

  /** Partitioned by its key again, below one source. */
  public Flow from(String source) {
    return new Flow(source, Set.of(source), keySerde, valueSerde, false);
  }

  public Flow withSources(Set<String> newSources) {
    return new Flow(node, newSources, keySerde, valueSerde, rekeyed);
  }

  public Set<String> sourcesWith(Flow other) {
    Set<String> all = new LinkedHashSet<>(sources);
    all.addAll(other.sources);
    return all;
  }
}
