/** What runs inside the child JVM of one Kafka node; nothing here is for users. */
@NullMarked
package io.thalweg.streams.testing.node;

import org.jspecify.annotations.NullMarked;
