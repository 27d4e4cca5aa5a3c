package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;

/** What follows from a store spec. */
final class StoreSpecs {
  private StoreSpecs() {}

  static boolean inMemory(StoreSpec spec) {
    return spec.engine() == StoreSpec.Engine.IN_MEMORY;
  }

  /**
   * The span of a bucket: on disk the segment interval, in which Kafka Streams orders rows, too; in
   * memory Kafka Streams orders rows by start, which buckets of 1 ms do.
   */
  static long bucketMs(StoreSpec spec, StoreSpec.WindowSpec window) {
    return inMemory(spec) ? 1 : Math.max(1, window.segmentIntervalMs());
  }

  /** What the rows look like: as long as this is the same they can be read. */
  static String describe(StoreSpec spec) {
    StoreSpec.WindowSpec window = spec.window();
    String headers = spec.kind().withHeaders() ? " with headers" : "";
    String form = (spec.timestamped() ? "timestamped rows" : "plain rows") + headers;
    return window == null ? form : form + " in buckets of " + bucketMs(spec, window) + " ms";
  }
}
