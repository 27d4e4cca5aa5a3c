/** Runnable applications on real data: one command starts a broker, feeds it and shows results. */
@NullMarked
package io.thalweg.streams.examples;

import org.jspecify.annotations.NullMarked;
