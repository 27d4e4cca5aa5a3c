/**
 * Statistics over rounds, the printed table and the results file, and reading of flight recordings.
 */
@NullMarked
package io.thalweg.streams.benchmarks.report;

import org.jspecify.annotations.NullMarked;
