/** Interactive queries of both libraries, compared. */
@NullMarked
package io.thalweg.streams.iq;

import org.jspecify.annotations.NullMarked;
