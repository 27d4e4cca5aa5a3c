/**
 * Test support for applications: a real Kafka cluster inside a test, and what it takes to use it.
 */
@NullMarked
package io.thalweg.streams.testing;

import org.jspecify.annotations.NullMarked;
