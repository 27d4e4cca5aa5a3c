/**
 * Assembles the stores of one task from their specs: typed facades, commit, restore, read views.
 */
@NullMarked
package io.thalweg.streams.stores;

import org.jspecify.annotations.NullMarked;
