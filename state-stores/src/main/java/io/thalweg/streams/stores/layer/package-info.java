/**
 * The write-back buffer in front of a byte store: rows, dirty tracking, changelog encoding, merged
 * scans.
 */
@NullMarked
package io.thalweg.streams.stores.layer;

import org.jspecify.annotations.NullMarked;
