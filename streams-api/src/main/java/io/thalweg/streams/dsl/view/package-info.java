/** Read access to the option classes for the implementation of the language. */
@NullMarked
package io.thalweg.streams.dsl.view;

import org.jspecify.annotations.NullMarked;
