/**
 * The fluent language: its objects append steps to a draft, from which the logical plan is made.
 */
@NullMarked
package io.thalweg.streams.dsl;

import org.jspecify.annotations.NullMarked;
