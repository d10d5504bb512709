package io.lowland.report.figure;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.FloatSize;
import io.lowland.report.ReportException;
import io.lowland.report.document.Figure;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import javax.swing.JComponent;

/** Figures as PNG, two pixels for one of the SVG, without a display. */
public final class PngImage {
  private static final int SCALE = 2;

  static {
    // Else a DISPLAY that cannot be reached would be an error.
    System.setProperty("java.awt.headless", "true");
  }

  private PngImage() {}

  /**
   * The figure as a PNG file.
   *
   * @throws ReportException if this machine has no fonts to write with
   */
  public static byte[] of(Figure figure) {
    try {
      return drawn(figure);
    } catch (LinkageError | InternalError | NullPointerException e) {
      // What the JDK throws where fontconfig or every font is missing depends on its version.
      throw new ReportException(
          "no PNG is drawn, as the JDK finds no fonts here (Debian: apt-get install fontconfig fonts-dejavu-core); the figures are there as SVG",
          e);
    }
  }

  private static byte[] drawn(Figure figure) {
    // The JDK takes some family of the list for one that it does not have.
    byte[] svg = figure.svg().replace(Svg.FONTS, Font.SANS_SERIF).getBytes(StandardCharsets.UTF_8);
    SVGDocument document =
        new SVGLoader().load(new ByteArrayInputStream(svg), null, LoaderContext.createDefault());
    if (document == null) {
      throw new IllegalStateException(figure.name() + " is not an SVG picture");
    }
    FloatSize size = document.size();
    BufferedImage image =
        new BufferedImage(
            Math.round(SCALE * size.width),
            Math.round(SCALE * size.height),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(SCALE, SCALE);
    document.render((JComponent) null, graphics);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return png.toByteArray();
  }
}
