/** Serdes that nearly every application needs; Thalweg's own, Kafka Streams has none like them. */
@NullMarked
package io.thalweg.streams.serde;

import org.jspecify.annotations.NullMarked;
