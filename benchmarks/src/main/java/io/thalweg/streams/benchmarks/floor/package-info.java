/**
 * The same workloads as a hand-written consumer and producer loop over heap maps: what the work
 * must cost.
 */
@NullMarked
package io.thalweg.streams.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
