/** One partition group's work: input queues, stream time, punctuation, commit requests. */
@NullMarked
package io.thalweg.streams.runtime.task;

import org.jspecify.annotations.NullMarked;
