/** Versions of keys as rows: where each goes, how one is put between others, how old ones end. */
@NullMarked
package io.thalweg.streams.stores.versioned;

import org.jspecify.annotations.NullMarked;
