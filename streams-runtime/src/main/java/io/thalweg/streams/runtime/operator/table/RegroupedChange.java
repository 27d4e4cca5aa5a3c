package io.thalweg.streams.runtime.operator.table;

import org.jspecify.annotations.Nullable;

/**
 * A change on its way to an aggregation of a table, under its new key; at least one of the values
 * is there.
 *
 * @param now to be added
 * @param old to be taken out
 */
public record RegroupedChange(@Nullable Object now, @Nullable Object old) {}
