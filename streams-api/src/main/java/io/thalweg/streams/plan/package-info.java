/** The immutable logical plan: what a topology says, before anything decides how to run it. */
@NullMarked
package io.thalweg.streams.plan;

import org.jspecify.annotations.NullMarked;
