/** The stream processing language: streams, tables, windows and their options. */
@NullMarked
package io.thalweg.streams.kstream;

import org.jspecify.annotations.NullMarked;
