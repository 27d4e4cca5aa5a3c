/** Whole-system tests: real brokers, real processes, kill -9, damaged files and bad input. */
@NullMarked
package io.thalweg.streams.system;

import org.jspecify.annotations.NullMarked;
