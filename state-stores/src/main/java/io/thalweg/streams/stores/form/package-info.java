/** What rows look like: keys, values, headers, and what a store is told about its rows. A leaf. */
@NullMarked
package io.thalweg.streams.stores.form;

import org.jspecify.annotations.NullMarked;
