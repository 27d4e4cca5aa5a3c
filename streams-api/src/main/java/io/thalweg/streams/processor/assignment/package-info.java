/** The interface for custom task assignment. */
@NullMarked
package io.thalweg.streams.processor.assignment;

import org.jspecify.annotations.NullMarked;
