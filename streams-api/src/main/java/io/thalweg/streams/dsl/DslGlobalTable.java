package io.thalweg.streams.dsl;

import io.thalweg.streams.kstream.GlobalKTable;

/** A global table: nothing but its store. */
record DslGlobalTable<K, V>(String queryableStoreName) implements GlobalKTable<K, V> {}
