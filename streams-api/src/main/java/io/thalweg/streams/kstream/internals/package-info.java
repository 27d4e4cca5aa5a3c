/**
 * Windows and serializers that signatures of the public API name; the place is that of Kafka
 * Streams.
 */
@NullMarked
package io.thalweg.streams.kstream.internals;

import org.jspecify.annotations.NullMarked;
