/** Names, tags and registration of the instance's metrics; recorded per batch, never per record. */
@NullMarked
package io.thalweg.streams.runtime.metrics;

import org.jspecify.annotations.NullMarked;
