/** An application that queries its own stores; copied for Thalweg with the prefix swapped. */
@NullMarked
package io.thalweg.streams.iq.kafkastreams;

import org.jspecify.annotations.NullMarked;
