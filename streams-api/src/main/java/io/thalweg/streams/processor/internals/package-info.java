/** Classes that configs name by default; the place is that of Kafka Streams. */
@NullMarked
package io.thalweg.streams.processor.internals;

import org.jspecify.annotations.NullMarked;
