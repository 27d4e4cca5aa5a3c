/** The global stores of an instance: loads them, follows their topics, shows them to all tasks. */
@NullMarked
package io.thalweg.streams.runtime.global;

import org.jspecify.annotations.NullMarked;
