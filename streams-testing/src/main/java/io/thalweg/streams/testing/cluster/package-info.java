/** Several instances of an application on one thread, stepped in an order drawn from a seed. */
@NullMarked
package io.thalweg.streams.testing.cluster;

import org.jspecify.annotations.NullMarked;
