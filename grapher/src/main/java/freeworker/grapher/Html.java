package freeworker.grapher;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** A page that needs nothing else: no script, no font, no file beside it. */
final class Html {
  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1F2937; --muted: #6B7280; --line: #E5E7EB; --ground: #fff; }
      @media (prefers-color-scheme: dark) {
        :root { --ink: #E5E7EB; --muted: #9CA3AF; --line: #374151; --ground: #121212; }
        svg { filter: invert(0.93) hue-rotate(180deg); }
      }
      body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: var(--ink); background: var(--ground);
        font: 15px/1.5 'Liberation Sans', Arial, Helvetica, sans-serif; overflow-wrap: anywhere; }
      h1 { font-size: 1.4rem; margin: 0; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
      p { margin: .25rem 0; color: var(--muted); }
      svg { display: block; width: 100%; height: auto; margin: 1.5rem 0; }
      table { border-collapse: collapse; } th, td { padding: .2rem 1.2rem .2rem 0; text-align: right;
        border-bottom: 1px solid var(--line); } th:first-child, td:first-child { text-align: left; }
      dl { display: flex; flex-wrap: wrap; gap: .5rem 2.5rem; margin: 1rem 0; } dt { color: var(--muted); }
      dd { margin: 0; font-size: 1.3rem; font-weight: bold; }
      @media print { body { margin: 0; max-width: none; } svg { break-inside: avoid; } }
      """;

  private final StringBuilder text = new StringBuilder();

  Html(String title) {
    text.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'sha256-" + hash(STYLE) + "'\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width\"/>\n");
    element("title", title);
    text.append("<style>").append(STYLE).append("</style>\n</head>\n<body>\n");
  }

  /** Adds an element that holds words. */
  Html element(String name, String words) {
    text.append('<').append(name).append('>').append(Markup.escaped(words));
    text.append("</").append(name).append(">\n");
    return this;
  }

  Html open(String name) {
    text.append('<').append(name).append(">\n");
    return this;
  }

  Html close(String name) {
    text.append("</").append(name).append(">\n");
    return this;
  }

  Html picture(Svg svg) {
    text.append(svg.element()).append('\n');
    return this;
  }

  /** Adds a row of a table. */
  Html row(String cell, String... words) {
    open("tr");
    for (String word : words) {
      element(cell, word);
    }
    return close("tr");
  }

  /** The whole page. */
  byte[] bytes() {
    return (text + "</body>\n</html>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(String style) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }
}
