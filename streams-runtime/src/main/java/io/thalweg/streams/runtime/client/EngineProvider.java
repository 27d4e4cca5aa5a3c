package io.thalweg.streams.runtime.client;

import io.thalweg.streams.runtime.exec.Exec;
import io.thalweg.streams.runtime.exec.ThreadExec;
import io.thalweg.streams.spi.StreamsEngine;
import io.thalweg.streams.spi.StreamsEngineProvider;
import java.util.UUID;
import java.util.function.Supplier;

/** Runs instances on real threads, with real randomness. Found by ServiceLoader. */
public final class EngineProvider implements StreamsEngineProvider {
  /** For ServiceLoader. */
  public EngineProvider() {}

  @Override
  public StreamsEngine create(Request request) {
    return create(request, new ThreadExec(request.time()), UUID::randomUUID);
  }

  /** As {@link #create(Request)}, with everything injected that is not determined. */
  public static StreamsEngine create(Request request, Exec exec, Supplier<UUID> ids) {
    return new ClientAssembly(request, exec, ids).assemble();
  }
}
