/** Restoring from changelogs on a real broker. */
@NullMarked
package io.thalweg.streams.restore;

import org.jspecify.annotations.NullMarked;
