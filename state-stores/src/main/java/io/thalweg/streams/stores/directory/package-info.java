/**
 * The on-disk layout of one application instance: process lock, task directories, format version.
 */
@NullMarked
package io.thalweg.streams.stores.directory;

import org.jspecify.annotations.NullMarked;
