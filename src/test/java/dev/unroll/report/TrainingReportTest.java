package dev.unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.report.Curve.Look;
import dev.unroll.report.Curve.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TrainingReportTest {
    private static TrainingReport page(String text, List<Point> points) {
        Chart chart = new Chart("Nats", "epoch", List.of(new Curve("training", Look.MARKED, points)));
        return new TrainingReport(
                text,
                List.of(text),
                List.of(chart),
                Map.of(text, text),
                Map.of(text, text),
                new TreeMap<>(Map.of("key", text)));
    }

    /** An XML reader is stricter than a browser: it refuses every element left open and every symbol left as it was. */
    private static Document read(TrainingReport page) throws Exception {
        String xml = page.html().replace("<!DOCTYPE html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Element only(Document page, String element) {
        NodeList found = page.getElementsByTagName(element);
        assertEquals(1, found.getLength(), element);
        return (Element) found.item(0);
    }

    @Test
    void whateverASampleHoldsIsShownAndNeverRead() throws Exception {
        String text = "</pre><script>alert(\"1\") && 'x'</script>\n\tend \uD83D\uDE00";
        Document page = read(page(text, List.of(new Point(0, 1), new Point(1, 2))));
        assertEquals(0, page.getElementsByTagName("script").getLength());
        assertEquals("\n" + text, page.getElementsByTagName("pre").item(1).getTextContent());
        assertEquals(text, only(page, "h1").getTextContent());
    }

    @Test
    void whatNoPageMayHoldBecomesTheReplacementSymbol() throws Exception {
        Document page = read(page("a\0b\u001Bc\uD800d\uFFFEe", List.of(new Point(0, 1))));
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe", only(page, "h1").getTextContent());
    }

    @Test
    void aCurveRunsFromItsFirstPointToItsLastWithLargeValuesAtTheTop() throws Exception {
        Document page = read(page("run", List.of(new Point(0, 4), new Point(1, 2), new Point(2, 3))));
        String[] places = only(page, "polyline").getAttribute("points").split(" ");
        assertEquals(3, places.length);
        double[] first = place(places[0]);
        double[] second = place(places[1]);
        double[] third = place(places[2]);
        assertTrue(first[0] < second[0] && second[0] < third[0]);
        assertTrue(first[1] < third[1] && third[1] < second[1]);
        assertEquals(first[0] + third[0], 2 * second[0], 0.11, "a linear axis");
    }

    private static double[] place(String text) {
        String[] parts = text.split(",");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    @Test
    void pointsThatAreNoNumbersAreLeftOut() throws Exception {
        Document page = read(page("run", List.of(new Point(0, 1), new Point(1, Double.NaN), new Point(2, 3))));
        assertEquals(2, only(page, "polyline").getAttribute("points").split(" ").length);
        Document empty = read(page("run", List.of(new Point(1, Double.NaN))));
        assertEquals(0, empty.getElementsByTagName("svg").getLength());
    }

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String html = page("run", List.of(new Point(0, 1))).html();
        for (String reference : List.of("http:", "https:", "src=", "href=", "url(", "@import")) {
            assertFalse(html.contains(reference), reference);
        }
    }

    @Test
    void aThinnedCurveHoldsTheMeansOfSuccessivePoints() {
        Curve curve = new Curve(
                "x",
                Look.LINE,
                List.of(new Point(0, 1), new Point(1, 3), new Point(2, 5), new Point(3, 9), new Point(4, 7)));
        assertEquals(
                List.of(new Point(0.5, 2), new Point(2.5, 7), new Point(4, 7)),
                curve.thinned(3).points());
        assertEquals(curve, curve.thinned(5));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 18, 0, 20, 5, '0 5 10 15 20'",
        "1.12, 4.79, 1, 5, 1, '1 2 3 4 5'",
        "0.001, 0.004, 0.001, 0.004, 0.0005, '0.0010 0.0015 0.0020 0.0025 0.0030 0.0035 0.0040'",
        "-0.3, 0.3, -0.3, 0.3, 0.1, '-0.3 -0.2 -0.1 0.0 0.1 0.2 0.3'",
        "2000, 9000, 2000, 10000, 2000, '2,000 4,000 6,000 8,000 10,000'",
    })
    void anAxisHasRoundTicks(double least, double greatest, double low, double high, double step, String labels) {
        Axis axis = Axis.over(least, greatest);
        assertEquals(step, axis.step(), 1e-12);
        assertEquals(low, axis.low(), 1e-9);
        assertEquals(high, axis.high(), 1e-9);
        assertEquals(
                labels, String.join(" ", axis.ticks().stream().map(axis::label).toList()));
    }

    @Test
    void aSingleValueHasAnAxisToo() {
        for (double value : new double[] {0, 3, -2, 0.002}) {
            Axis axis = Axis.over(value, value);
            assertTrue(axis.low() <= value && value <= axis.high() && axis.low() < axis.high(), axis.toString());
        }
    }
}
