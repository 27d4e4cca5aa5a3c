/**
 * One engine under measurement in its own JVM: the door it implements, the meter, the child's main.
 */
@NullMarked
package io.thalweg.streams.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
