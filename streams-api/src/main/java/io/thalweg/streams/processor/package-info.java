/** What surrounds a processor: tasks, time, restoration, stores. */
@NullMarked
package io.thalweg.streams.processor;

import org.jspecify.annotations.NullMarked;
