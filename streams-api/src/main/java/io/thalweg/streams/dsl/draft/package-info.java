/**
 * What was said so far, in order: steps, names and stores as asked for; passes over the steps; and
 * the plan in the making.
 */
@NullMarked
package io.thalweg.streams.dsl.draft;

import org.jspecify.annotations.NullMarked;
