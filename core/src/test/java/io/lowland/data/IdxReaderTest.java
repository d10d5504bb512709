package io.lowland.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

  @Test
  void readsPlainAndCompressedFilesAlike() {
    byte[] file = IdxBytes.images(4, 2, 3);
    IdxArray plain = IdxReader.read(file, "plain", 3);
    IdxArray compressed = IdxReader.read(IdxBytes.gzip(file), "compressed", 3);

    assertThat(plain.shape()).containsExactly(4, 2, 3);
    assertThat(plain.bytes()).isEqualTo(Arrays.copyOfRange(file, 16, file.length));
    assertThat(compressed.shape()).isEqualTo(plain.shape());
    assertThat(compressed.bytes()).isEqualTo(plain.bytes());
    assertThat(plain.sha256()).isEqualTo(Sha256.hex(file)).isEqualTo(compressed.sha256());
  }

  @Test
  void refusesAFileOfAnotherKind() {
    assertRefused(
        IdxBytes.labels(1, 2, 3),
        3,
        "magic number 0x00000801; expected 0x00000803, unsigned bytes in 3 dimensions");
    assertRefused(
        "<!DOCTYPE html><html></html>".getBytes(StandardCharsets.US_ASCII),
        1,
        "magic number 0x3c21444f; expected 0x00000801, unsigned bytes in 1 dimension");
  }

  @Test
  void refusesAnEmptyFileAndACutHeader() {
    assertRefused(new byte[0], 3, "0 bytes; expected a header of 16 bytes");
    assertRefused(
        Arrays.copyOf(IdxBytes.images(1, 1, 1), 10), 3, "10 bytes; expected a header of 16 bytes");
  }

  @Test
  void refusesDimensionsThatAreZeroOrNegative() {
    assertRefused(
        IdxBytes.file(0x801, new int[] {0}, new byte[0]),
        1,
        "dimension 0 is 0; expected at least 1");
    assertRefused(
        IdxBytes.file(0x803, new int[] {1, -1, 1}, new byte[1]), 3, "dimension 1 is 4294967295");
  }

  @Test
  void refusesMoreDataThanAnyDatasetHas() {
    assertRefused(
        IdxBytes.file(
            0x803,
            new int[] {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE},
            new byte[9]),
        3,
        "dimensions 2147483647 x 2147483647 x 2147483647; expected at most 1073741824 bytes");
  }

  @Test
  void doesNotBelieveAHeaderThatTheFileIsTooShortFor() {
    int[] declared = {1000, 1000, 1000};

    assertRefused(
        IdxBytes.file(0x803, declared, new byte[100]),
        3,
        "the file is too short for dimensions 1000 x 1000 x 1000; expected 1000000000 bytes");
    assertRefused(
        IdxBytes.gzip(IdxBytes.file(0x803, declared, new byte[100])),
        3,
        "the file is too short for dimensions 1000 x 1000 x 1000");
  }

  @Test
  void stopsInflatingAtTheDeclaredEndOfADecompressionBomb() {
    byte[] bomb = IdxBytes.gzip(IdxBytes.file(0x801, new int[] {5}, new byte[50_000_000]));

    assertRefused(bomb, 1, "more bytes after the data; dimensions 5 need 5");
  }

  @Test
  void refusesTrailingBytes() {
    byte[] file = IdxBytes.labels(1, 2, 3);

    assertRefused(
        Arrays.copyOf(file, file.length + 1), 1, "more bytes after the data; dimensions 3 need 3");
  }

  @Test
  void refusesCutAndDamagedCompressedFiles() {
    byte[] file = IdxBytes.gzip(IdxBytes.images(40, 5, 5));
    byte[] damaged = file.clone();
    damaged[file.length - 6] ^= 1;

    assertRefused(Arrays.copyOf(file, file.length / 2), 3, "the gzip stream is cut off");
    assertRefused(damaged, 3, "the gzip stream is corrupt");
    assertRefused(Arrays.copyOf(file, 5), 3, "the gzip stream is cut off");
  }

  @Test
  void namesAFileThatIsNotThere(@TempDir Path folder) {
    Path missing = folder.resolve("missing");

    assertThatThrownBy(() -> IdxReader.read(missing, 1))
        .isInstanceOf(IdxException.class)
        .hasMessage(missing + ": no such file");
  }

  @Test
  void namesTheFileThatIsWrong(@TempDir Path folder) throws Exception {
    Path wrong = Files.write(folder.resolve("wrong"), new byte[] {0, 0, 9, 1, 0, 0, 0, 1, 7});

    assertThatThrownBy(() -> IdxReader.read(wrong, 1)).hasMessageStartingWith(wrong + ": magic");
    assertThatThrownBy(() -> IdxReader.read(folder, 1))
        .isInstanceOf(IdxException.class)
        .hasMessageStartingWith(folder.toString());
  }

  @Property(tries = 300)
  void anyBytesAreReadOrRefusedClearly(
      @ForAll @Size(max = 40) byte[] bytes, @ForAll @IntRange(min = 0, max = 20) int kept) {
    byte[] file = IdxBytes.gzip(IdxBytes.labels(1, 2, 3));
    System.arraycopy(
        bytes,
        0,
        file,
        Math.min(kept, file.length),
        Math.min(bytes.length, file.length - Math.min(kept, file.length)));
    try {
      assertThat(IdxReader.read(file, "any", 1).bytes()).isNotEmpty();
    } catch (IdxException e) {
      assertThat(e).hasMessageStartingWith("any: ");
    }
  }

  private static void assertRefused(byte[] file, int rank, String message) {
    assertThatThrownBy(() -> IdxReader.read(file, "file", rank))
        .isInstanceOf(IdxException.class)
        .hasMessageStartingWith("file: ")
        .hasMessageContaining(message);
  }
}
