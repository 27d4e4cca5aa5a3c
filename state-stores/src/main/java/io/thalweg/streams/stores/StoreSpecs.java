package io.thalweg.streams.stores;

import io.thalweg.streams.plan.StoreSpec;
import io.thalweg.streams.stores.form.KeyLayout;
import io.thalweg.streams.stores.versioned.VersionKeys;
import java.util.Objects;

/** What follows from a store spec. */
final class StoreSpecs {
  private StoreSpecs() {}

  static boolean inMemory(StoreSpec spec) {
    return spec.engine() == StoreSpec.Engine.IN_MEMORY;
  }

  /**
   * Whether restoring it only writes rows, so that it can be done in bulk mode. A kind whose
   * restore reads what is there has to say no.
   */
  static boolean bulkLoadable(StoreSpec spec) {
    return !inMemory(spec) && spec.kind() != StoreSpec.Kind.VERSIONED;
  }

  /** Whether all of its rows stand in buckets. */
  static boolean bucketed(StoreSpec spec) {
    return spec.window() != null && spec.kind() != StoreSpec.Kind.VERSIONED;
  }

  /**
   * The span of a bucket: on disk the segment interval, in which Kafka Streams orders rows, too; in
   * memory Kafka Streams orders rows by start, which buckets of 1 ms do.
   */
  static long bucketMs(StoreSpec spec, StoreSpec.WindowSpec window) {
    return inMemory(spec) ? 1 : Math.max(1, window.segmentIntervalMs());
  }

  /** The rows of a versioned store. */
  static VersionKeys versionKeys(StoreSpec spec) {
    StoreSpec.WindowSpec history = Objects.requireNonNull(spec.window(), spec.name());
    return VersionKeys.of(history.segmentIntervalMs(), history.retentionMs());
  }

  /** Where the rows' keys have what. */
  static KeyLayout layout(StoreSpec spec) {
    StoreSpec.WindowSpec window = spec.window();
    if (window == null) {
      return KeyLayout.plain();
    }
    long bucketMs = bucketMs(spec, window);
    return spec.kind().sessions()
        ? KeyLayout.sessions(bucketMs, inMemory(spec))
        : KeyLayout.windowed(bucketMs);
  }

  /** What the rows look like: as long as this is the same they can be read. */
  static String describe(StoreSpec spec) {
    if (spec.kind().buffer()) {
      return "rows of kind " + spec.kind();
    }
    StoreSpec.WindowSpec window = spec.window();
    if (spec.kind() == StoreSpec.Kind.VERSIONED) {
      return "versions in buckets of " + versionKeys(spec).bucketMs() + " ms";
    }
    String headers = spec.kind().withHeaders() ? " with counted headers" : "";
    String form = (spec.timestamped() ? "timestamped rows" : "plain rows") + headers;
    if (spec.kind().sessions()) {
      form = "sessions" + headers;
    }
    return window == null ? form : form + " in buckets of " + bucketMs(spec, window) + " ms";
  }
}
