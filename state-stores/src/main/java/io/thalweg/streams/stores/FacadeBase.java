package io.thalweg.streams.stores;

import io.thalweg.streams.stores.layer.OwnerReader;

/** What all facades answer alike. */
record FacadeBase(String name, boolean persistent, OwnerReader<?, ?> reader) {
  boolean isOpen() {
    return reader.isOpen();
  }

  void checkOpen() {
    reader.checkOpen();
  }
}
