/** Stores shown with plain values where they keep timestamps or headers beside them. */
@NullMarked
package io.thalweg.streams.testing.view;

import org.jspecify.annotations.NullMarked;
