package dev.unroll.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Text with elements; what stands between them is escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes names and values in turn
     */
    Html open(String element, Object... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** Adds an element with nothing in it, as SVG has them. */
    Html empty(String element, Object... attributes) {
        tag(element, attributes);
        text.append("</").append(element).append(">\n");
        return this;
    }

    private void tag(String element, Object... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ').append(attributes[i]).append("=\"");
            text.append(escaped(attributes[i + 1].toString())).append('"');
        }
        text.append('>');
    }

    /** Closes the element opened last. */
    Html close() {
        text.append("</").append(open.pop()).append(">\n");
        return this;
    }

    /** Adds words, escaped. */
    Html words(String words) {
        text.append(escaped(words));
        return this;
    }

    /** Adds an element that holds words alone. */
    Html element(String element, String words, Object... attributes) {
        return open(element, attributes).words(words).close();
    }

    /** Adds markup as it is. */
    Html markup(String markup) {
        text.append(markup);
        return this;
    }

    /** Everything so far. */
    String text() {
        return text.toString();
    }

    /** Symbols that HTML or XML would read as markup by their names; control characters, which neither may hold, as U+FFFD. */
    private static String escaped(String words) {
        StringBuilder safe = new StringBuilder(words.length());
        words.codePoints().forEach(symbol -> {
            switch (symbol) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\n', '\t' -> safe.append((char) symbol);
                default -> safe.appendCodePoint(isDrawn(symbol) ? symbol : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isDrawn(int symbol) {
        boolean surrogate = symbol >= Character.MIN_SURROGATE && symbol <= Character.MAX_SURROGATE;
        return !Character.isISOControl(symbol) && !surrogate && (symbol & 0xFFFE) != 0xFFFE;
    }
}
