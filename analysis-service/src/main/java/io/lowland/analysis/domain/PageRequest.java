package io.lowland.analysis.domain;

/**
 * Which part of a list is wanted.
 *
 * @param page counted from 0
 * @param size items per page
 */
public record PageRequest(int page, int size) {

  /** How many items come before this page. */
  public long offset() {
    return (long) page * size;
  }
}
