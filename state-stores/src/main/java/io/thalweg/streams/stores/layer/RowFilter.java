package io.thalweg.streams.stores.layer;

/** Chooses rows by what never changes in them. */
@FunctionalInterface
interface RowFilter {
  boolean test(byte[] engineKey, long start);
}
