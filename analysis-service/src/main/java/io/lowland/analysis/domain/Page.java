package io.lowland.analysis.domain;

import java.util.List;

/**
 * A part of a list.
 *
 * @param items at most {@code size} of them
 * @param page counted from 0
 * @param size asked for
 * @param total items in the whole list
 */
public record Page<T>(List<T> items, int page, int size, long total) {}
