package io.thalweg.streams.runtime.assignment;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A topic that the application owns.
 *
 * @param name in full, with the application id
 * @param partitions the number the user asked for; otherwise it is derived
 * @param configs topic configs the user asked for, over all defaults
 * @param retentionMs the store's retention, or its history retention if versioned; present for the
 *     kinds that need it only
 */
public record InternalTopic(
    String name,
    Kind kind,
    OptionalInt partitions,
    Map<String, String> configs,
    OptionalLong retentionMs) {

  /** What the topic is for, which decides its default configs. */
  public enum Kind {
    REPARTITION(false),
    /** Changelog of a store with one row per key. */
    CHANGELOG(false),
    /** Changelog of a window or session store. */
    WINDOWED_CHANGELOG(true),
    /** Changelog of a window store that keeps duplicates: compaction would lose some. */
    DUPLICATES_CHANGELOG(true),
    /** Changelog of a versioned store. */
    VERSIONED_CHANGELOG(true);

    private final boolean retention;

    Kind(boolean retention) {
      this.retention = retention;
    }
  }

  public InternalTopic {
    configs = Map.copyOf(configs);
    if (kind.retention != retentionMs.isPresent()) {
      throw new IllegalArgumentException(
          "Topic "
              + name
              + " of kind "
              + kind
              + (kind.retention ? " needs" : " must not have")
              + " a retention");
    }
    if (partitions.isPresent() && partitions.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "Topic " + name + " needs at least one partition, not " + partitions.getAsInt());
    }
  }

  /**
   * A repartition topic.
   *
   * @param partitions the number the user asked for, or empty
   */
  public static InternalTopic repartition(String name, OptionalInt partitions) {
    return new InternalTopic(name, Kind.REPARTITION, partitions, Map.of(), OptionalLong.empty());
  }

  /** The changelog of a store with one row per key. */
  public static InternalTopic changelog(String name, Map<String, String> configs) {
    return new InternalTopic(
        name, Kind.CHANGELOG, OptionalInt.empty(), configs, OptionalLong.empty());
  }

  /**
   * The changelog of a store whose rows expire.
   *
   * @param kind one of the kinds with a retention
   */
  public static InternalTopic changelog(
      String name, Kind kind, long retentionMs, Map<String, String> configs) {
    return new InternalTopic(
        name, kind, OptionalInt.empty(), configs, OptionalLong.of(retentionMs));
  }
}
