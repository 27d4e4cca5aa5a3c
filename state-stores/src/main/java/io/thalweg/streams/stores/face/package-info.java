/** The public interfaces of stores over rows: typed reads and writes of each kind. */
@NullMarked
package io.thalweg.streams.stores.face;

import org.jspecify.annotations.NullMarked;
