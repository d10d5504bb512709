package io.lowland.data;

import java.io.IOException;
import java.net.URI;
import java.util.List;

/** Fetches the files of published data sets. What is fetched is checked by the catalogue. */
public interface DatasetDownload {

  /**
   * Where a data set can be had, best first.
   *
   * @param dataset catalogue name, such as {@code mnist}
   * @return addresses of folders that hold the four {@code .gz} files, each ending with a slash
   */
  List<URI> mirrors(String dataset);

  /**
   * The bytes at {@code file}.
   *
   * @throws IOException with a one-line message saying why not
   */
  byte[] fetch(URI file) throws IOException;

  /** Downloads from the public mirrors. */
  static DatasetDownload ofPublicMirrors() {
    return HttpDownload.ofPublicMirrors();
  }

  /** Downloads nothing, for machines that must not. */
  static DatasetDownload none() {
    return new DatasetDownload() {
      @Override
      public List<URI> mirrors(String dataset) {
        return List.of();
      }

      @Override
      public byte[] fetch(URI file) throws IOException {
        throw new IOException("downloads are switched off");
      }
    };
  }
}
