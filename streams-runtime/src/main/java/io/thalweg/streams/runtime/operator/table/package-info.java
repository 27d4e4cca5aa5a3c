/** Operators of tables: joins by key, aggregations under other keys, transformed values. */
@NullMarked
package io.thalweg.streams.runtime.operator.table;

import org.jspecify.annotations.NullMarked;
