package io.thalweg.streams.plan;

/** A store builder that can say what it builds. */
public interface SpecifiedStore {
  /** What has been asked for so far. */
  StoreSpec spec();
}
