/** What tests of stores use beside the stores. */
@NullMarked
package io.thalweg.streams.stores.kit;

import org.jspecify.annotations.NullMarked;
