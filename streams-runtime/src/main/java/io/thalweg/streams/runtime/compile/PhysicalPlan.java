package io.thalweg.streams.runtime.compile;

import io.thalweg.streams.AutoOffsetReset;
import io.thalweg.streams.runtime.assignment.AssignmentTopology;
import io.thalweg.streams.runtime.global.GlobalBlueprint;
import io.thalweg.streams.runtime.task.Blueprints;
import io.thalweg.streams.runtime.task.GlobalStores;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an instance runs.
 *
 * @param topics what the group is told about topics
 * @param subscription full names to subscribe to
 * @param pattern set if a source reads a pattern; it then matches the names, too
 * @param offsetResets by topic, where a source has its own policy
 * @param stores all store names
 * @param storeInputs what the stores of tasks are fed from, by name
 * @param persistent whether any store lives on disk
 * @param global what every instance keeps whole
 * @param globalStores where tasks find that
 * @param blueprints makes a blueprint source for one thread
 */
public record PhysicalPlan(
    AssignmentTopology topics,
    Set<String> subscription,
    @Nullable Pattern pattern,
    Map<String, AutoOffsetReset> offsetResets,
    Set<String> stores,
    Map<String, StoreInputs> storeInputs,
    boolean persistent,
    GlobalBlueprint global,
    GlobalStores globalStores,
    Supplier<Blueprints> blueprints) {}
