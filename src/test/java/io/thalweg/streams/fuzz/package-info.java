/** Random topologies and inputs on both engines' test drivers: what comes out must be equal. */
@NullMarked
package io.thalweg.streams.fuzz;

import org.jspecify.annotations.NullMarked;
