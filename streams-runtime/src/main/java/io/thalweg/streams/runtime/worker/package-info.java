/** The event loop: poll, process, punctuate, commit; owns the tasks; one failure policy. */
@NullMarked
package io.thalweg.streams.runtime.worker;

import org.jspecify.annotations.NullMarked;
