/** Random operations on the stores of a task, against plain sorted maps. */
@NullMarked
package io.thalweg.streams.stores.model;

import org.jspecify.annotations.NullMarked;
