package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.state.HostInfo;
import java.util.Optional;
import java.util.UUID;

/**
 * What a member tells the group's leader.
 *
 * @param processId the process it lives in
 * @param endpoint where the process answers queries of others, if the user configured it
 * @param tasks what it runs and has
 * @param uniqueField differs from the last time, so that a static member that joins again is seen
 */
record SubscriptionInfo(
    UUID processId, Optional<HostInfo> endpoint, LocalTaskInfo tasks, int uniqueField) {}
