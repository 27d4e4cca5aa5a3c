/** The RocksDB engine: one database per task, the only room that knows {@code org.rocksdb}. */
@NullMarked
package io.thalweg.streams.stores.rocksdb;

import org.jspecify.annotations.NullMarked;
