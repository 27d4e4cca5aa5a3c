/** Physical operators of joins of streams with streams, and with tables as they were. */
@NullMarked
package io.thalweg.streams.runtime.operator.join;

import org.jspecify.annotations.NullMarked;
