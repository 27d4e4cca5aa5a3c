/**
 * The application source; the build copies this package with the import prefix swapped for Thalweg.
 */
@NullMarked
package io.thalweg.streams.benchmarks.kafkastreams;

import org.jspecify.annotations.NullMarked;
