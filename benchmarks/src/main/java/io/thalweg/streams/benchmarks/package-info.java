/** The runner: preloads topics, starts each engine in turn in its own JVM, checks and reports. */
@NullMarked
package io.thalweg.streams.benchmarks;

import org.jspecify.annotations.NullMarked;
