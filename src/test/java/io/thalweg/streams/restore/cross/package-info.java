/** Stores that one library filled, restored by the other. */
@NullMarked
package io.thalweg.streams.restore.cross;

import org.jspecify.annotations.NullMarked;
