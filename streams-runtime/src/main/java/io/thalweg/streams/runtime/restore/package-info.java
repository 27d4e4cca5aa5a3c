/** Reads changelogs into stores on threads of its own and hands the stores back. */
@NullMarked
package io.thalweg.streams.runtime.restore;

import org.jspecify.annotations.NullMarked;
