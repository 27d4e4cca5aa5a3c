/** Stores that one library filled, restored by the other. */
package io.thalweg.streams.restore.cross;
