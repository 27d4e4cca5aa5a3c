/** Logical plan to physical plan of task blueprints; after it nothing knows the DSL. */
@NullMarked
package io.thalweg.streams.runtime.compile;

import org.jspecify.annotations.NullMarked;
