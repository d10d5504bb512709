package io.lowland.report.document;

/**
 * A picture.
 *
 * @param name of its files, without ending
 * @param caption what it shows, in words that stand for it where it cannot be seen
 * @param svg the picture; colours are presentation attributes beside a class, so that a page may
 *     choose others
 */
public record Figure(String name, String caption, String svg) {}
