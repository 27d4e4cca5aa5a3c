package io.thalweg.streams.dsl;

import io.thalweg.streams.dsl.draft.Draft;
import io.thalweg.streams.dsl.draft.Flow;
import io.thalweg.streams.dsl.draft.Step;
import io.thalweg.streams.dsl.draft.StoreDraft;
import io.thalweg.streams.errors.TopologyException;
import io.thalweg.streams.kstream.Suppressed;
import io.thalweg.streams.kstream.internals.SuppressedBuffer;
import io.thalweg.streams.kstream.internals.SuppressedSpec;
import io.thalweg.streams.plan.OperatorSpec;
import io.thalweg.streams.plan.StoreSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Appends operators that hold the updates of a table back. */
final class Suppressions {
  private static final String PREFIX = "KTABLE-SUPPRESS-";

  private Suppressions() {}

  /** What is let through, and the name of the store that holds the rest. */
  record Held(Flow flow, String buffer) {}

  /**
   * Appends the operator.
   *
   * @throws IllegalArgumentException if {@code suppressed} was not made by {@link Suppressed}
   * @throws TopologyException if the table is versioned
   */
  static Held append(Draft draft, Flow flow, Suppressed<?> suppressed) {
    if (!(suppressed instanceof SuppressedSpec<?> wish)
        || !(wish.buffer() instanceof SuppressedBuffer<?> buffer)) {
      throw new IllegalArgumentException(
          "Custom subclasses of Suppressed are not supported: use its static methods");
    }
    if (draft.history(flow.node()) != null) {
      throw new TopologyException(
          "suppress() is only supported for non-versioned KTables (note that version semantics"
              + " might be inherited from upstream): keep the table before it in another store");
    }
    String given = wish.name();
    String node = given != null ? given : draft.names().node(PREFIX);
    String store = given != null ? given + "-store" : draft.names().store(PREFIX);
    Duration waitFor = wish.waitFor();
    boolean untilClose = waitFor == null;
    long waitMs = waitFor == null ? draft.windowGraceMs(flow.node()) : millis(waitFor);
    OperatorSpec spec = new OperatorSpec.Suppress(store, waitMs, untilClose, buffer, false);
    draft.wantOldValues(flow.node());
    draft.add(
        new Step.Operator(
            node, spec, List.of(flow.node()), List.of(store(store, buffer, flow)), List.of()));
    return new Held(flow.at(node), store);
  }

  private static long millis(Duration duration) {
    try {
      return duration.toMillis();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE;
    }
  }

  /** Without a changelog Kafka Streams' buffer is gone with its task; so is ours. */
  private static StoreDraft store(String name, SuppressedBuffer<?> buffer, Flow flow) {
    Map<String, String> log = buffer.logConfig();
    return StoreDraft.fixed(
        new StoreSpec(
            name,
            StoreSpec.Kind.SUPPRESS_BUFFER,
            log == null ? StoreSpec.Engine.IN_MEMORY : StoreSpec.Engine.ROCKSDB,
            null,
            flow.keySerde(),
            flow.valueSerde(),
            new StoreSpec.Options(false, log != null, log == null ? Map.of() : log),
            null));
  }
}
