package io.thalweg.streams.stores;

import io.thalweg.streams.stores.face.FacadeBase;
import io.thalweg.streams.stores.face.Face;

/** A time-ordered buffer as a store: what it holds is for its operator only. */
record BufferFacade(FacadeBase base, Object buffer) implements Face {}
