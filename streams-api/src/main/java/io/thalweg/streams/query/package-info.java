/** Interactive queries against state stores. */
@NullMarked
package io.thalweg.streams.query;

import org.jspecify.annotations.NullMarked;
