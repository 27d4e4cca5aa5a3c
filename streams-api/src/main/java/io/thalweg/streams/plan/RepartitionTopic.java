package io.thalweg.streams.plan;

import java.util.OptionalInt;

/**
 * An internal topic between two subtopologies.
 *
 * @param name without the application id prefix
 * @param partitions the number the user asked for; otherwise it follows from the upstream sources
 * @param changes whether it carries changes of a table, with old and new value, rather than records
 */
public record RepartitionTopic(String name, OptionalInt partitions, boolean changes) {}
