/** Routes queries of other threads to read views of the local stores. */
@NullMarked
package io.thalweg.streams.runtime.query;

import org.jspecify.annotations.NullMarked;
