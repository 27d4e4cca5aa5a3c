package io.thalweg.streams.runtime.metrics;

import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What a stream thread's metrics show besides what it records. The suppliers are called by whoever
 * reads the metrics.
 *
 * @param state the thread's state; its ordinal is shown, too
 * @param blockedNanos how long the thread was blocked on Kafka in all, nanoseconds
 * @param startedMs when the thread was started, milliseconds since the epoch
 */
public record ThreadView(
    Supplier<? extends Enum<?>> state, LongSupplier blockedNanos, long startedMs) {}
