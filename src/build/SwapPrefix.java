import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Run by the build as a single-file program: copies source files written against Kafka Streams and
 * swaps the import prefix (and the package the copy lives in), nothing else.
 *
 * <p>Arguments: source folder, target folder, package of the source, package of the copy.
 */
public final class SwapPrefix {
  private SwapPrefix() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    try (DirectoryStream<Path> sources = Files.newDirectoryStream(from, "*.java")) {
      for (Path source : sources) {
        String swapped =
            Files.readString(source)
                .replace("org.apache.kafka.streams", "io.thalweg.streams")
                .replace(args[2], args[3]);
        Path target = to.resolve(source.getFileName());
        if (!Files.exists(target) || !Files.readString(target).equals(swapped)) {
          Files.writeString(target, swapped);
        }
      }
    }
  }
}
