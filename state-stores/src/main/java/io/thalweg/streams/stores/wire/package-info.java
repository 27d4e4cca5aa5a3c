/** Bytes on topics that Kafka Streams has fixed: values of internal stores and topics. */
@NullMarked
package io.thalweg.streams.stores.wire;

import org.jspecify.annotations.NullMarked;
