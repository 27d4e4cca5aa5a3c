package io.thalweg.streams.runtime.assignment;

import io.thalweg.streams.state.HostInfo;
import java.util.Optional;
import java.util.UUID;

/**
 * The process that a member lives in.
 *
 * @param id stays the same as long as the state directory does
 * @param endpoint {@code application.server}, if set
 */
public record LocalProcess(UUID id, Optional<HostInfo> endpoint) {}
