package io.thalweg.streams.runtime.metrics;

import java.util.function.LongSupplier;

/**
 * What a task's metrics show besides what is recorded. Called by whoever reads the metrics, so each
 * supplier must be safe from any thread; a slightly old value is fine.
 *
 * @param bufferedRecords records polled and not yet processed
 * @param cacheBytes bytes of rows held back from emission
 * @param restoreRemaining changelog records still to be restored
 */
public record TaskView(
    LongSupplier bufferedRecords, LongSupplier cacheBytes, LongSupplier restoreRemaining) {}
