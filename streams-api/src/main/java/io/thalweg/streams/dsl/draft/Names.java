package io.thalweg.streams.dsl.draft;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands out generated names from one counter for the whole topology. An explicit name uses up an
 * index as well, so that giving a name to one operator does not rename all that follow.
 */
public final class Names {
  private static final Pattern GENERATED = Pattern.compile("KSTREAM.*-[0-9]{10}");

  private final Set<String> stores = new HashSet<>();
  private int next;

  /**
   * Whether a name looks like a generated one. Goes by the looks, even if the user gave it: the
   * names of existing applications depend on that.
   */
  public static boolean looksGenerated(String name) {
    return GENERATED.matcher(name).matches();
  }

  /** The next name with that prefix. */
  public String node(String prefix) {
    return numbered(prefix);
  }

  /** {@code explicit} if there is one, else the next name with that prefix. */
  public String node(@Nullable String explicit, String prefix) {
    String generated = numbered(prefix);
    return explicit != null ? explicit : generated;
  }

  /** The next store name with that prefix. */
  public String store(String prefix) {
    String name = numbered(prefix + "STATE-STORE-");
    stores.add(name);
    return name;
  }

  /** Notes that nobody has given that name to a store. */
  public void notGiven(String store) {
    stores.add(store);
  }

  /** Whether a store has its name from here. */
  public boolean isGeneratedStore(String name) {
    return stores.contains(name);
  }

  private String numbered(String prefix) {
    String digits = Integer.toString(next++);
    return prefix + "0".repeat(Math.max(0, 10 - digits.length())) + digits;
  }
}
