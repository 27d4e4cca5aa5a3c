/** Stores that the user made: what stands between them and a task. */
@NullMarked
package io.thalweg.streams.stores.user;

import org.jspecify.annotations.NullMarked;
