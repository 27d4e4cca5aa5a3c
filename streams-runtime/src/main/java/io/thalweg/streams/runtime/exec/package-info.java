/**
 * Loops, what drives them, and the mailboxes between them; the only place where threads are made.
 */
@NullMarked
package io.thalweg.streams.runtime.exec;

import org.jspecify.annotations.NullMarked;
