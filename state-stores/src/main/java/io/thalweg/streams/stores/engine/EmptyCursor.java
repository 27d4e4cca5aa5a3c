package io.thalweg.streams.stores.engine;

import java.util.NoSuchElementException;

/** Stands for an engine that need not be asked; it counts as open like any other cursor. */
public final class EmptyCursor implements ByteCursor {
  private final OpenCursors open;

  private EmptyCursor(OpenCursors open) {
    this.open = open;
  }

  public static EmptyCursor of(ByteStore store) {
    OpenCursors open = store.openCursors();
    EmptyCursor cursor = new EmptyCursor(open);
    open.opened(cursor);
    return cursor;
  }

  @Override
  public boolean isValid() {
    return false;
  }

  @Override
  public void seekToFirst() {
    // there is none
  }

  @Override
  public void seekToLast() {
    // there is none
  }

  @Override
  public void seek(byte[] key) {
    // there is none
  }

  @Override
  public void seekForPrev(byte[] key) {
    // there is none
  }

  @Override
  public void next() {
    throw new NoSuchElementException();
  }

  @Override
  public void prev() {
    throw new NoSuchElementException();
  }

  @Override
  public byte[] key() {
    throw new NoSuchElementException();
  }

  @Override
  public byte[] value() {
    throw new NoSuchElementException();
  }

  @Override
  public void close() {
    open.closed(this);
  }
}
