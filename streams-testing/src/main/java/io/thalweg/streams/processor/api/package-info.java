/** Contexts for unit tests of processors, in the package where Kafka Streams has them. */
@NullMarked
package io.thalweg.streams.processor.api;

import org.jspecify.annotations.NullMarked;
