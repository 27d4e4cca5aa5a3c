package io.thalweg.streams.runtime.metrics;

import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the client's own metrics show. The suppliers are called by whoever reads the metrics.
 *
 * @param state the client's state; its ordinal is shown, too
 * @param topologyDescription text of {@code Topology.describe()}
 * @param aliveStreamThreads how many stream threads have not ended
 */
public record ClientView(
    Supplier<? extends Enum<?>> state,
    String topologyDescription,
    IntSupplier aliveStreamThreads) {}
