/**
 * The house rules of the code base, checked on compiled classes, on sources and on the public
 * surface.
 */
@NullMarked
package io.thalweg.streams.house;

import org.jspecify.annotations.NullMarked;
