/** Stores with headers as operators of the language see them: values alone. */
@NullMarked
package io.thalweg.streams.stores.headed;

import org.jspecify.annotations.NullMarked;
