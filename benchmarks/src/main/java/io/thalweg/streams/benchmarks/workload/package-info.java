/**
 * What each workload reads, does to a record, and must have written: nothing here knows an engine.
 */
@NullMarked
package io.thalweg.streams.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
