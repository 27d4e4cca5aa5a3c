/** Physical operators with final links to their downstreams. */
@NullMarked
package io.thalweg.streams.runtime.operator;

import org.jspecify.annotations.NullMarked;
