/** The topology test driver against that of Kafka Streams, and against what only it can do. */
@NullMarked
package io.thalweg.streams.driver;

import org.jspecify.annotations.NullMarked;
