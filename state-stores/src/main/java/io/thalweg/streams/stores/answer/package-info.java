/** Answers typed queries about a task's stores, and says how far the stores have come. */
@NullMarked
package io.thalweg.streams.stores.answer;

import org.jspecify.annotations.NullMarked;
