package freeworker.grapher;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.font.TextAttribute;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A sheet as SVG, its text as text. */
final class Svg {
  private static final String SPACE = "http://www.w3.org/2000/svg";
  private static final String OURS = "Liberation Sans";
  private static final String FONTS = "'" + OURS + "', Arial, Helvetica, sans-serif";

  private final Weighing graphics;
  private final Element root;

  /**
   * @param name unlike that of any other in the same page
   */
  Svg(String name, Sheet sheet) {
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
    context.setComment(null);
    context.setIDGenerator(new Ids(name));
    graphics = new Weighing(context);
    graphics.setSVGCanvasSize(new Dimension(Look.WIDTH, sheet.height()));
    sheet.paint(graphics);
    root = graphics.getRoot();
    root.setAttributeNS(null, "viewBox", "0 0 " + Look.WIDTH + " " + sheet.height());
    NodeList all = root.getElementsByTagNameNS("*", "*");
    for (int i = 0; i < all.getLength(); i++) {
      Element element = (Element) all.item(i);
      if (element.getTagName().equals("text")) {
        keepWidth(element);
      }
      fallBack(element);
    }
    fallBack(root);
  }

  /** Lets a reader's pointer find words at a place. */
  void tell(Rectangle2D place, String words) {
    Document document = root.getOwnerDocument();
    Element spot = document.createElementNS(SPACE, "rect");
    spot.setAttributeNS(null, "x", round(place.getX()));
    spot.setAttributeNS(null, "y", round(place.getY()));
    spot.setAttributeNS(null, "width", round(place.getWidth()));
    spot.setAttributeNS(null, "height", round(place.getHeight()));
    spot.setAttributeNS(null, "fill-opacity", "0");
    spot.setAttributeNS(null, "stroke", "none");
    Element title = document.createElementNS(SPACE, "title");
    title.appendChild(document.createTextNode(words));
    spot.appendChild(title);
    root.appendChild(spot);
  }

  String text() {
    var text = new StringWriter();
    try {
      graphics.stream(root, text, false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The element alone, to stand in a page. */
  String element() {
    String text = text();
    return text.substring(text.indexOf("<svg"));
  }

  /** Text keeps its place beside its neighbours where a reader has another font only. */
  private void keepWidth(Element text) {
    Font face = graphics.faces.get(inherited(text, "font-weight").equals("bold"));
    String words = text.getTextContent();
    boolean ours = inherited(text, "font-family").contains(OURS);
    if (ours && face != null && face.canDisplayUpTo(words) < 0) {
      float size = Float.parseFloat(inherited(text, "font-size").replace("px", ""));
      double width = Lettering.width(words, face.deriveFont(size));
      text.setAttributeNS(null, "textLength", round(width));
      text.setAttributeNS(null, "lengthAdjust", "spacingAndGlyphs");
    }
  }

  /** What an attribute is for an element that may have it from one around it. */
  private static String inherited(Element element, String attribute) {
    Node at = element;
    while (at instanceof Element around) {
      if (around.hasAttribute(attribute)) {
        return around.getAttribute(attribute);
      }
      at = around.getParentNode();
    }
    return "";
  }

  /** A reader without our font takes one of the same widths. */
  private static void fallBack(Element element) {
    if (element.getAttribute("font-family").contains(OURS)) {
      element.setAttributeNS(null, "font-family", FONTS);
    }
  }

  private static String round(double number) {
    return String.format(Locale.ROOT, "%.1f", number);
  }

  /** Tells bold text from plain, which is otherwise in the name of the font alone. */
  private static final class Weighing extends SVGGraphics2D {
    /** The fonts of ours that were used, by whether they are bold; of any size. */
    private final Map<Boolean, Font> faces;

    Weighing(SVGGeneratorContext context) {
      super(context, false);
      faces = new HashMap<>();
    }

    private Weighing(Weighing other) {
      super(other);
      faces = other.faces;
    }

    @Override
    public Graphics create() {
      return new Weighing(this);
    }

    @Override
    public void setFont(Font font) {
      boolean bold = font.getFontName(Locale.ROOT).contains("Bold");
      if (font.getFamily(Locale.ROOT).equals(OURS)) {
        faces.put(bold, font);
      }
      super.setFont(
          bold ? font.deriveFont(Map.of(TextAttribute.WEIGHT, TextAttribute.WEIGHT_BOLD)) : font);
    }
  }

  /** Names for the parts of one drawing. */
  private static final class Ids extends SVGIDGenerator {
    private final String name;

    Ids(String name) {
      this.name = name;
    }

    @Override
    public String generateID(String prefix) {
      return name + "-" + super.generateID(prefix);
    }
  }

  private static Document document() {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(SPACE, "svg", null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("Every JDK makes documents", e);
    }
  }
}
