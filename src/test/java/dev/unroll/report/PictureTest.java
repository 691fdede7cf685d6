package dev.unroll.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.unroll.report.Curve.Look;
import dev.unroll.report.Curve.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PictureTest {
    private static Chart chart(Point... points) {
        return new Chart("Norms", "k", Chart.Up.DECADES, List.of(new Curve("by a", Look.MARKED, List.of(points))));
    }

    private static Document read(Picture picture) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(picture.svg().getBytes(StandardCharsets.UTF_8)));
    }

    private static double[] heights(Document picture, int curve) {
        Element line = (Element) picture.getElementsByTagName("polyline").item(curve);
        String[] places = line.getAttribute("points").split(" ");
        double[] heights = new double[places.length];
        for (int i = 0; i < heights.length; i++) {
            heights[i] = Double.parseDouble(places[i].split(",")[1]);
        }
        return heights;
    }

    @Test
    void equalRatiosHaveEqualHeights() throws Exception {
        Document picture = read(new Picture(
                "Flow",
                List.of("<b> & \"more\""),
                List.of(chart(new Point(0, 1e-1), new Point(1, 1e-3), new Point(2, 1e-5)))));
        double[] heights = heights(picture, 0);
        assertEquals(heights[1] - heights[0], heights[2] - heights[1], 0.11);
        assertEquals(3, picture.getElementsByTagName("circle").getLength());
        assertEquals("svg", picture.getDocumentElement().getTagName());
        NodeList texts = picture.getElementsByTagName("text");
        assertEquals("Flow", texts.item(0).getTextContent());
        assertEquals("<b> & \"more\"", texts.item(1).getTextContent());
    }

    @Test
    void whatIsNotAboveZeroIsLeftOut() throws Exception {
        Point one = new Point(0, 0.5);
        Document picture = read(new Picture(
                "Flow",
                List.of(),
                List.of(
                        chart(new Point(0, 0), new Point(1, Double.NaN)),
                        chart(one, new Point(1, 0), new Point(2, -1), new Point(3, Double.POSITIVE_INFINITY)))));
        assertEquals(1, picture.getElementsByTagName("polyline").getLength(), "a chart of nothing is not drawn");
        assertEquals(1, heights(picture, 0).length);
    }

    @Test
    void chartsStandBelowEachOtherInsideThePicture() throws Exception {
        Chart chart = chart(new Point(0, 1), new Point(1, 2));
        Document picture = read(new Picture("Flow", List.of("a", "b"), List.of(chart, chart)));
        int height = Integer.parseInt(picture.getDocumentElement().getAttribute("height"));
        assertEquals("0 0 760 " + height, picture.getDocumentElement().getAttribute("viewBox"));
        NodeList groups = picture.getElementsByTagName("g");
        double[] tops = new double[2];
        for (int i = 0; i < 2; i++) {
            String place = ((Element) groups.item(2 * i)).getAttribute("transform");
            tops[i] = Double.parseDouble(place.replaceAll("translate\\(0 (.*)\\)", "$1"));
        }
        assertEquals(chart.heightWithHeading(), tops[1] - tops[0]);
        assertEquals(height, tops[1] + chart.heightWithHeading() + 16);
    }

    @Test
    void eightCurvesHaveKeysInTwoLines() throws Exception {
        List<Curve> curves = new ArrayList<>();
        for (int i = 0; i < Chart.COLOURS; i++) {
            curves.add(new Curve("model " + i, Look.LINE, List.of(new Point(0, i + 1), new Point(1, i + 2))));
        }
        Chart all = new Chart("Norms", "k", Chart.Up.DECADES, curves);
        assertEquals(chart(new Point(0, 1)).heightWithHeading() + 18, all.heightWithHeading());
        Document picture = read(new Picture("Flow", List.of(), List.of(all)));
        NodeList keys = picture.getElementsByTagName("rect");
        Set<String> places = new HashSet<>();
        Set<String> colours = new HashSet<>();
        for (int i = 0; i < keys.getLength(); i++) {
            Element key = (Element) keys.item(i);
            places.add(key.getAttribute("x") + " " + key.getAttribute("y"));
            colours.add(key.getAttribute("class"));
        }
        assertEquals(8, places.size());
        assertEquals(8, colours.size());
        for (String colour : colours) {
            assertTrue(picture.getElementsByTagName("style")
                    .item(0)
                    .getTextContent()
                    .contains("polyline." + colour));
        }
        List<Curve> nine = new ArrayList<>(curves);
        nine.add(curves.get(0));
        assertThrows(IllegalArgumentException.class, () -> new Chart("Norms", "k", nine));
    }

    @Test
    void theFileNeedsNothingFromElsewhere() {
        String svg = new Picture("Flow", List.of(), List.of(chart(new Point(0, 1)))).svg();
        String named = svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
        for (String reference : List.of("http:", "https:", "src=", "href=", "url(", "@import", "<script")) {
            assertFalse(named.contains(reference), reference);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0.02, 3, -2, 1, '1e-2 1e-1 1e0 1e1'",
        "0.1, 0.1, -1, 0, '1e-1 1e0'",
        "2, 5, 0, 1, '1e0 1e1'",
        "1e-30, 1, -30, 0, '1e-30 1e-26 1e-22 1e-18 1e-14 1e-10 1e-6 1e-2'",
    })
    void powersOfTenHaveTicks(double least, double greatest, int low, int high, String labels) {
        Decades decades = Decades.over(least, greatest);
        assertEquals(new Decades(low, high), decades);
        assertEquals(
                labels,
                String.join(" ", decades.ticks().stream().map(decades::label).toList()));
        assertEquals(0, decades.share(StrictMath.pow(10, low)), 1e-12);
        assertEquals(1, decades.share(StrictMath.pow(10, high)), 1e-12);
    }
}
