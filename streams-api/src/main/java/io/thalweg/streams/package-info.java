/** The entry points, their configuration and what they report. */
@NullMarked
package io.thalweg.streams;

import org.jspecify.annotations.NullMarked;
