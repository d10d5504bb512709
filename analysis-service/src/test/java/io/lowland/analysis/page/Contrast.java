package io.lowland.analysis.page;

import com.microsoft.playwright.Locator;

/** How legible text is, as WCAG 2 has it. */
final class Contrast {
  private static final String CHANNELS =
      """
      const channels = (css) => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        context.fillStyle = css;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data].map((channel) => channel / 255);
      };
      const luminance = (css) => {
        const [r, g, b] = channels(css).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const background = (element) => {
        const own = getComputedStyle(element).backgroundColor;
        return channels(own)[3] === 1 ? own : background(element.parentElement);
      };
      """;

  /** WCAG 2 contrast of an element's text with what it stands on. */
  private static final String CONTRAST =
      "(element) => {"
          + CHANNELS
          + """
          const style = getComputedStyle(element);
          const text = luminance(element instanceof SVGElement ? style.fill : style.color);
          const paper = luminance(background(element));
          return (Math.max(text, paper) + 0.05) / (Math.min(text, paper) + 0.05) + 1e-9;
        }
        """;

  private static final String BACKGROUND =
      "(element) => {" + CHANNELS + "return luminance(background(element)) + 1e-9; }";

  private Contrast() {}

  /** The contrast of an element's text with what it stands on, 1 to 21. */
  static double of(Locator element) {
    return (double) element.evaluate(CONTRAST);
  }

  /** The luminance of what the element's text stands on, 0 to 1. */
  static double background(Locator element) {
    return (double) element.evaluate(BACKGROUND);
  }
}
