/** State stores: what they do, how they are made, how they are read. */
@NullMarked
package io.thalweg.streams.state;

import org.jspecify.annotations.NullMarked;
