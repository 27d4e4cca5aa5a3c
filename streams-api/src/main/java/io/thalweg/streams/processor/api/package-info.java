/** Processors, their records and their contexts. */
@NullMarked
package io.thalweg.streams.processor.api;

import org.jspecify.annotations.NullMarked;
