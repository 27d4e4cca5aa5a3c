package io.thalweg.streams.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares two dumps of public surfaces. */
final class SurfaceDiff {
  private SurfaceDiff() {}

  /** Class headers with their member lines, in the order of the text. */
  static Map<String, List<String>> blocks(String dump) {
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    List<String> members = new ArrayList<>();
    for (String line : dump.split("\n")) {
      if (line.startsWith(" ")) {
        members.add(line.strip());
      } else if (!line.isBlank() && !line.startsWith("#")) {
        members = new ArrayList<>();
        blocks.put(line, members);
      }
    }
    return blocks;
  }

  /**
   * What the wanted dump has and the other lacks: class headers, and members after their class name
   * and a bar. Members that name internal types are nobody's API. Whether an interface method is
   * abstract or default is not compared, since a caller cannot tell.
   */
  static List<String> missing(String wanted, String have) {
    Map<String, List<String>> own = blocks(have);
    Map<String, Set<String>> ownMembers =
        own.entrySet().stream()
            .collect(
                Collectors.toMap(
                    block -> className(block.getKey()),
                    block ->
                        block.getValue().stream()
                            .map(SurfaceDiff::shape)
                            .collect(Collectors.toSet())));
    Set<String> ownHeaders =
        own.keySet().stream().map(SurfaceDiff::header).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    blocks(wanted)
        .forEach(
            (header, members) -> {
              String name = className(header);
              if (!ownHeaders.contains(header(header))) {
                missing.add(header);
              }
              Set<String> present = ownMembers.getOrDefault(name, Set.of());
              members.stream()
                  .filter(member -> !namesInternals(member) && !present.contains(shape(member)))
                  .map(member -> name + " | " + member)
                  .forEach(missing::add);
            });
    return missing;
  }

  private static String header(String header) {
    return header.replaceAll(", [a-z.]*\\.internals\\.[A-Za-z$]*", "");
  }

  private static String shape(String member) {
    return member.replaceFirst("^\\[internal] ", "").replaceFirst("\\b(abstract|default) ", "");
  }

  private static boolean namesInternals(String member) {
    return member.startsWith("[internal]")
        || Pattern.matches(".*\\Q" + Rooms.P + "\\E[a-z.]*\\.internals\\..*", member);
  }

  private static String className(String header) {
    String name = header.replaceFirst("^.*?(class|interface|enum|record) ", "");
    return name.split("[ <]")[0];
  }
}
