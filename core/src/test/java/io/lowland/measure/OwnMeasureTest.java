package io.lowland.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lowland.network.Architecture;
import io.lowland.network.Network;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles and packs the example of docs/own-measure.md and loads its jar. */
class OwnMeasureTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "own-measure", "src", "main");
  private static final Architecture ARCHITECTURE = Architecture.of(2, 3, 2);

  @TempDir Path folder;

  @Test
  void aJarWithOneClassAddsAMeasureAndTakesNoneAway() throws IOException {
    MeasureRegistry registry = MeasureRegistry.load(List.of(jar()));
    Measure own = registry.select(ARCHITECTURE, List.of("dead_units")).getFirst();
    MeasureContext context =
        TinyContexts.of(new Network(ARCHITECTURE, new float[ARCHITECTURE.parameterCount()]));
    assertThat(own.measure(context).value()).hasValue(1);
    List<String> before = names(MeasureRegistry.load(List.of()));
    assertThat(names(registry)).containsAll(before).hasSize(before.size() + 1);
  }

  @Test
  void aClosedRegistryHasClosedItsJars() throws IOException {
    MeasureRegistry registry = MeasureRegistry.load(List.of(jar()));
    ClassLoader loader =
        registry.select(ARCHITECTURE, List.of("dead_units")).getFirst().getClass().getClassLoader();
    String type = "com/example/measure/DeadUnits.class";
    assertThat(loader.getResource(type)).isNotNull();

    registry.close();

    assertThat(loader.getResource(type)).isNull();
  }

  @Test
  void aJarThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeasureRegistry.load(List.of(folder.resolve("none.jar"))))
        .withMessageContaining("LOWLAND_MEASURES")
        .withMessageContaining("none.jar");
  }

  @Test
  void aClassThatIsNotThereIsNamed() throws IOException {
    Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(Measure.class.getName()), "com.example.Gone");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeasureRegistry.load(List.of(folder.resolve("classes"))))
        .withMessageContaining("com.example.Gone")
        .withMessageContaining("META-INF/services");
  }

  @Test
  void aClassForANewerJavaIsNamed() throws IOException {
    jar();
    Path type = folder.resolve("own/com/example/measure/DeadUnits.class");
    byte[] bytes = Files.readAllBytes(type);
    // The major version of the class file's format: none is as new as this.
    bytes[6] = 127;
    Files.write(type, bytes);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                MeasureRegistry.load(List.of(folder.resolve("own"), EXAMPLE.resolve("resources"))))
        .withMessageContaining("DeadUnits")
        .withMessageContaining("more recent version of the Java Runtime");
  }

  @Test
  void jarsAreJoinedAsInAClassPath() {
    assertThat(MeasureJars.parse("")).isEmpty();
    assertThat(MeasureJars.parse("a.jar" + File.pathSeparator + "b.jar"))
        .containsExactly(Path.of("a.jar"), Path.of("b.jar"));
  }

  private static List<String> names(MeasureRegistry registry) {
    return registry.measuresFor(ARCHITECTURE).stream().map(Measure::name).toList();
  }

  private Path jar() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("own"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                EXAMPLE.resolve("java/com/example/measure/DeadUnits.java").toString());
    assertThat(status).as("status of the compiler").isZero();
    Path jar = folder.resolve("own.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      add(classes, out);
      add(EXAMPLE.resolve("resources"), out);
    }
    return jar;
  }

  private static void add(Path root, JarOutputStream out) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(root.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
