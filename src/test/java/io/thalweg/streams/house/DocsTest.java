package io.thalweg.streams.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.streams.StreamsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages say is there: programs compile, links lead somewhere, keys exist. */
class DocsTest {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)[^)]*\\)");
  private static final Pattern KEY_ROW =
      Pattern.compile("^\\| `(thalweg\\.[a-z.]+)` \\| ([^|]+) \\|", Pattern.MULTILINE);

  private static final Pattern TYPE =
      Pattern.compile(
          "^(@\\w|(public |final |abstract )*(class|record|interface) )", Pattern.MULTILINE);

  private static final String IMPORTS =
      """
      import com.fasterxml.jackson.core.type.TypeReference;
      import io.thalweg.streams.*;
      import io.thalweg.streams.errors.*;
      import io.thalweg.streams.kstream.*;
      import io.thalweg.streams.processor.*;
      import io.thalweg.streams.processor.api.*;
      import io.thalweg.streams.processor.api.ProcessorContext;
      import io.thalweg.streams.processor.api.Record;
      import io.thalweg.streams.processor.api.Processor;
      import io.thalweg.streams.processor.api.ProcessorSupplier;
      import io.thalweg.streams.query.*;
      import io.thalweg.streams.serde.*;
      import io.thalweg.streams.state.*;
      import io.thalweg.streams.testing.*;
      import java.time.*;
      import java.util.*;
      import org.apache.kafka.common.serialization.*;
      import org.apache.kafka.common.utils.Bytes;
      import org.junit.jupiter.api.Test;
      import static org.junit.jupiter.api.Assertions.*;
      """;

  /** What a snippet may use without saying where it comes from. */
  private static final String FRAME =
      """
      abstract class Snippet {
        StreamsBuilder builder;
        Topology topology;
        Properties config;
        KafkaStreams streams;
        KStream<String, String> clicks;
        KStream<String, String> views;
        KStream<String, Long> amounts;
        KTable<String, String> users;
        KTable<String, String> cities;
        void run() throws Exception { BODY }
      }
      """;

  @Test
  void everyProgramInThePagesCompiles(@TempDir Path folder) throws IOException {
    Map<String, String> sources = new LinkedHashMap<>();
    List<Path> pages =
        new ArrayList<>(Repository.filesBelow(Repository.root().resolve("docs"), ".md"));
    pages.add(Repository.root().resolve("README.md"));
    for (Path page : pages) {
      String name = page.getFileName().toString().replaceAll("\\W", "");
      Matcher program = JAVA.matcher(Files.readString(page));
      for (int i = 0; program.find(); i++) {
        String body = program.group(1);
        boolean complete = TYPE.matcher(body).find();
        sources.put(
            name.toLowerCase(Locale.ROOT) + i + ".Snippet",
            IMPORTS + (complete ? body : FRAME.replace("BODY", body)));
      }
    }
    assertFalse(Fixture.compile(folder, sources).isEmpty());
  }

  @Test
  void everyLinkBetweenPagesLeadsToAFile() throws IOException {
    List<Path> pages =
        new ArrayList<>(Repository.filesBelow(Repository.root().resolve("docs"), ".md"));
    for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(Repository.root().resolve(page));
    }
    Set<String> broken = new TreeSet<>();
    for (Path page : pages) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        if (!Files.exists(page.resolveSibling(link.group(1)))) {
          broken.add(page + " -> " + link.group(1));
        }
      }
    }
    assertEquals("", String.join("\n", broken));
  }

  @Test
  void theKeysThatThalwegAddsAreThoseInTheirPage() throws IOException {
    Set<String> documented = new TreeSet<>();
    Matcher row = KEY_ROW.matcher(read("docs/configuration.md"));
    while (row.find()) {
      documented.add(row.group(1) + " = " + bytes(row.group(2).strip()));
    }
    Set<String> defined =
        StreamsConfig.configDef().configKeys().values().stream()
            .filter(key -> key.name.startsWith("thalweg."))
            .map(key -> key.name + " = " + key.defaultValue)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", defined), String.join("\n", documented));
  }

  /** A default as a person writes it: {@code 64 MiB}, {@code 30 000}. */
  private static String bytes(String text) {
    String digits = text.replace(" ", "");
    return digits.endsWith("MiB")
        ? String.valueOf(Long.parseLong(digits.replace("MiB", "")) << 20)
        : digits;
  }

  private static String read(String file) throws IOException {
    return Files.readString(Repository.root().resolve(file));
  }
}
