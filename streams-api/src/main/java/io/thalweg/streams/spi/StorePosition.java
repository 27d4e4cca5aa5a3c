package io.thalweg.streams.spi;

/**
 * How far the copy of one partition of a store on this instance is.
 *
 * @param position the changelog offset up to which it is loaded; the end for one that is written
 *     here
 * @param end the end of the changelog
 */
public record StorePosition(String store, int partition, long position, long end) {}
