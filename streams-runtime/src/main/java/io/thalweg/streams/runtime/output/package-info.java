/** Record collector, producer, transactions, the commit protocol. */
@NullMarked
package io.thalweg.streams.runtime.output;

import org.jspecify.annotations.NullMarked;
