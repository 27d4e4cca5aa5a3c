/** Task assignors that come with the library. */
@NullMarked
package io.thalweg.streams.processor.assignment.assignors;

import org.jspecify.annotations.NullMarked;
