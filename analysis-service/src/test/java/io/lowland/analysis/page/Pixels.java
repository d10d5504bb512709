package io.lowland.analysis.page;

import com.microsoft.playwright.Locator;

/** What is really drawn on a canvas. */
final class Pixels {
  private static final String COUNT =
      """
      (canvas, name) => {
        const colour = getComputedStyle(document.documentElement).getPropertyValue('--' + name);
        const wanted = [1, 3, 5].map((at) => parseInt(colour.trim().slice(at, at + 2), 16));
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        let count = 0;
        for (let i = 0; i < data.length; i += 4) {
          if (data[i + 3] > 120 && wanted.every((part, k) => Math.abs(data[i + k] - part) <= 6)) count++;
        }
        return count;
      }
      """;

  private Pixels() {}

  /** Pixels of {@code canvas} in the colour that the style sheet calls {@code --name}. */
  static int of(Locator canvas, String name) {
    return (int) canvas.evaluate(COUNT, name);
  }
}
