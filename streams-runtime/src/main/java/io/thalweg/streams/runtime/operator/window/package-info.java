/** Aggregations by window and session, and what holds their updates back. */
@NullMarked
package io.thalweg.streams.runtime.operator.window;

import org.jspecify.annotations.NullMarked;
