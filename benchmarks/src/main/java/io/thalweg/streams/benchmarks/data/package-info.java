/** Deterministic generators of the input records, and the arithmetic that checks compare with. */
@NullMarked
package io.thalweg.streams.benchmarks.data;

import org.jspecify.annotations.NullMarked;
